"""T5: one wrong cell far away is mended, and the cursor is back, in at most 8 keys; and where jumps lead otherwise."""

from __future__ import annotations

from models.rules.statistics import key_cost
from tests.keys.typing import typing
from tests.screens.grid.memory_source import COLUMNS, MemorySource, sample

TO_MEND = ["ctrl+g", "3", "7", ".", "7", "1", "escape"]
FIELD = COLUMNS[6].field


async def test_row_37_column_7_is_mended_and_the_cursor_is_back_in_8_keys():
    source = MemorySource(sample(60))
    async with typing(source) as it:
        await it.at(2, "born_on")
        assert it.cell(36, FIELD) != "二级教师"
        await it.press_all(TO_MEND)
        assert it.cell(36, FIELD) == "二级教师"
        assert it.cursor == (3, "born_on")
    assert key_cost(TO_MEND) <= 8


async def test_a_row_alone_waits_for_enter_and_keeps_the_column():
    async with typing(MemorySource(sample(60))) as it:
        await it.at(2, "sex")
        await it.press_all(["ctrl+g", "3", "7"])
        assert it.cursor == (3, "sex")
        await it.press("enter")
        assert it.cursor == (37, "sex")


async def test_esc_leads_back_only_from_the_row_of_the_jump():
    async with typing(MemorySource(sample(60))) as it:
        await it.press_all(["ctrl+g", "3", "7", "enter", "down", "escape"])
        assert it.cursor == (38, "staff_no")


async def test_a_cell_that_is_not_there_is_told():
    async with typing(MemorySource(sample(5))) as it:
        await it.press_all(["ctrl+g", "9", ".", "3"])
        assert "没有找到" in it.hint
        assert it.cursor[0] == 1
