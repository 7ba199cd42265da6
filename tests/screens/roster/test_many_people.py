"""In a school of too many people to hold, somebody is still named and gone to by initials."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.actions.stored_people import StoredPeople
from models.actions.window import WindowSource
from models.registers.column import PeopleList
from tests.screens.roster.office import office


@pytest.fixture(params=["held", "looked up"])
def staff(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, sample_desk: Desk) -> Desk:
    """The school's sixty, held in memory or as if they were a hundred thousand."""
    if request.param == "looked up":
        monkeypatch.setattr("models.actions.desk.LONGEST_LIST", 3)
        monkeypatch.setattr("models.actions.lists.MOST_PEOPLE", 3)
    assert isinstance(sample_desk.lists.people(), PeopleList if request.param == "held" else StoredPeople)
    return sample_desk


async def test_a_teacher_is_typed_and_gone_to_by_initials(staff: Desk):
    async with office(staff) as it:
        row = it.row("单国平")
        await it.press("ctrl+g")
        await it.type("dgp")
        assert "单国平" in it.hint
        await it.press("enter")
        assert it.grid.cursor[0] == row.id
        await it.press("ctrl+g")
        await it.type("nobody at all")
        await it.press("enter")
        assert it.grid.cursor[0] == row.id
        await it.press("ctrl+s")
        await it.choose("roster.register", "honours")
        assert isinstance(it.source, WindowSource) == isinstance(staff.lists.people(), StoredPeople)
        await it.at_end("teacher")
        await it.type("sgp")
        assert "单国平" in it.hint
        await it.press("enter")
        assert it.source.row(len(it.source) - 1).texts["teacher"] == "单国平"
        await it.press("home", "home", "ctrl+g")
        await it.type("单国")
        await it.press("enter")
        row_id, _ = it.grid.cursor
        assert row_id is not None
        found = it.source.row_by_id(row_id)
        assert found is not None
        assert found.texts["teacher"] == "单国平"
