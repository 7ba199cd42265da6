"""Reminders: who is in them, that nobody is reminded twice of the same thing, and that it can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.desk import Desk
from models.actions.owed.reminding import Reminders
from models.journal.undo import undo
from models.registers.source import CellEdit
from models.store import Actor, Store
from models.store.errors import NotAllowed


def owing(desk: Desk) -> set[tuple[str, str, str]]:
    return {
        (item.standing.obligation.code, item.standing.who, item.pace.window.key)
        for one in Reminders(desk).of()
        for item in one.items
    }


def test_who_owes_is_named_in_the_text_of_their_group_alone(past_desk: Desk):
    found = {one.group: one.text for one in Reminders(past_desk).of()}
    assert "沈志强" in found["数学组"]
    assert not any("沈志强" in text for group, text in found.items() if group != "数学组")
    assert found["数学组"].startswith("【数学组】")


def test_what_was_sent_is_not_sent_again_unless_asked_for(past_desk: Desk):
    first = Reminders(past_desk).of("数学组")
    assert Reminders(past_desk).note_sent(first)
    assert Reminders(past_desk).of("数学组") == []
    assert Reminders(past_desk).of("语文组"), "the other groups have not been reminded"
    again = Reminders(past_desk).of("数学组", again=True)
    assert [one.text for one in again] == [one.text for one in first]
    assert Reminders(past_desk).note_sent(again) is None


def test_a_new_thing_that_is_owed_is_reminded_of_alone(past_desk: Desk):
    Reminders(past_desk).note_sent(Reminders(past_desk).of())
    assert owing(past_desk) == set()
    later = Desk(past_desk.store, today=lambda: date(2026, 12, 17))
    assert {window for code, _, window in owing(later) if code == "O1"} == {"2026-11", "2026-12"}
    assert "O3" in {code for code, *_ in owing(later)}, "who has fallen further behind is told once more"


def test_noting_it_can_be_taken_back(past_desk: Desk):
    before = owing(past_desk)
    change = Reminders(past_desk).note_sent(Reminders(past_desk).of())
    assert change
    undo(past_desk.store, change)
    assert owing(past_desk) == before


def test_nobody_is_told_to_hurry_to_a_meeting_that_is_over(past_desk: Desk):
    assert not {code for code, *_ in owing(past_desk)} & {"O7a", "O9", "O10a", "O19"}


def test_an_obligation_that_is_no_longer_in_force_is_not_reminded_of(past_desk: Desk):
    source = past_desk.source("obligations")
    row = next(source.row(i) for i in range(len(source)) if source.row(i).values["obligation_code"] == "O4")
    source.edit([CellEdit(row.id, "in_force", "否", row.texts["in_force"])], "type")
    assert "O4" not in {code for code, *_ in owing(past_desk)}


@pytest.mark.parametrize("role", ["teacher", "viewer"])
def test_only_the_office_and_the_heads_remind(past_desk: Desk, role: str):
    file = str(past_desk.store.place)
    past_desk.store.close()
    with Store.open(file, Actor("someone", "test", role, None, 34)) as store, pytest.raises(NotAllowed):
        Reminders(Desk(store, today=lambda: date(2026, 11, 24)))
