"""Others change the rows that one is looking at: the cursor stays on its row and where it is on the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.actions.desk import Desk
from models.actions.window import WindowSource
from tests.screens.roster.office import Office, office, somebody_else


@pytest.fixture(params=["list", "window"], autouse=True)
def _kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The school's sixty rows, once held as a list and once through a window."""
    if request.param == "window":
        monkeypatch.setattr("models.actions.desk.LONGEST_LIST", 10)


def place(it: Office) -> tuple[int | None, str, int]:
    """The cursor's row and field, and its line on the screen."""
    row_id, field = it.grid.cursor
    index = it.source.index_of(row_id) if row_id is not None else None
    assert index is not None
    return row_id, field, index - round(it.grid.scroll_y)


async def until(it: Office, seen: Callable[[], bool]) -> None:
    for _ in range(500):
        if seen():
            return
        await it.pilot.pause(0.01)
    raise AssertionError(f"the change never arrived\n{it.shown}")


async def test_the_cursor_stays_while_others_insert_edit_and_delete(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        rows = list(it.rows())
        assert it.grid.go_to(rows[40].id, "remark")
        await it.settle()
        before = place(it)
        top, theirs = rows[0].id, rows[38].id
        somebody_else(sample_desk.store, f"desk.source('roster').insert({top})")
        await until(it, lambda: len(it.source) == len(rows) + 1)
        await it.settle()
        assert place(it) == before
        work = f"[CellEdit({theirs}, 'remark', '刚写的', '{rows[38].texts['remark']}')]"
        somebody_else(sample_desk.store, f"desk.source('roster').edit({work}, 'type')")
        await until(it, lambda: it.source.row_by_id(theirs).texts["remark"] == "刚写的")  # type: ignore[union-attr]
        assert place(it) == before
        somebody_else(sample_desk.store, f"desk.source('roster').delete([{rows[1].id}, {rows[2].id}, {theirs}])")
        await until(it, lambda: len(it.source) == len(rows) - 2)
        await it.settle()
        assert place(it) == before


async def test_what_is_being_typed_stays_open_in_its_row(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        rows = list(it.rows())
        assert it.grid.go_to(rows[30].id, "remark")
        await it.type("abc")
        somebody_else(sample_desk.store, f"desk.source('roster').insert({rows[0].id})")
        await until(it, lambda: len(it.source) == len(rows) + 1)
        await it.settle()
        assert it.grid.editor is not None
        await it.press("enter")
        assert it.source.row_by_id(rows[30].id).texts["remark"] == "abc"  # type: ignore[union-attr]


async def test_the_kind_is_what_the_test_says(sample_desk: Desk, request: pytest.FixtureRequest) -> None:
    async with office(sample_desk) as it:
        assert isinstance(it.source, WindowSource) == ("window" in request.node.name)
