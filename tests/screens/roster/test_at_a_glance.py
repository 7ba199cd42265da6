"""What the roster shows without being asked: what lies beyond the edge, and where typing goes on."""

from __future__ import annotations

from models.actions.desk import Desk
from tests.screens.roster.office import office


async def test_a_heading_says_that_there_are_more_columns(sample_desk: Desk):
    async with office(sample_desk, size=(80, 24)) as it:
        heading = next(line for line in it.shown.splitlines() if "工号" in line)
        assert heading.rstrip().endswith(">")
        await it.press("end")
        heading = next(line for line in it.shown.splitlines() if "备注" in line)
        assert not heading.rstrip().endswith(">")


async def test_the_terminals_cursor_comes_back_to_the_cell_after_a_dialog(sample_desk: Desk):
    """An input method opens its window there."""
    async with office(sample_desk) as it:
        await it.press("down", "right")
        there = it.app.cursor_position
        await it.press("f12")
        await it.type("a")
        assert it.app.cursor_position != there
        await it.press("escape")
        assert it.app.cursor_position == there
