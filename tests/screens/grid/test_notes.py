"""Said about a cell without changing it: a doubt, a note; and a long cell read in full."""

from __future__ import annotations

from models.actions.desk import Desk as Office
from models.journal.history import entries
from models.registers.source import CellEdit
from screens.kit.grid.whole import WholeText
from tests.screen_text import screen_text
from tests.screens.grid.harness import desk, over
from tests.screens.grid.memory_source import sample


async def test_an_asterisk_marks_a_cell_and_goes_on_and_again_settles_it():
    async with desk() as it:
        for row, field in ((0, "sex"), (1, "name"), (2, "phone")):
            await it.at(row, field)
            await it.type("*")
            assert it.source.row(row).doubtful == {field}
            assert it.cursor != (row + 1, field)
        assert "*孙建国" in it.lines()[2]
        assert it.source.log == []
        await it.at(1, "name")
        assert "存疑" in it.hint
        await it.type("*")
        assert it.source.row(1).doubtful == frozenset()


async def test_an_asterisk_marks_every_cell_of_a_range_in_one_step():
    async with desk(rows=4) as it:
        await it.at(1, "born_on")
        await it.type("*")
        await it.at(0, "sex")
        await it.press("f8", "down", "right")
        await it.type("*")
        assert [it.source.row(row).doubtful for row in range(4)] == [{"sex", "born_on"}] * 2 + [frozenset()] * 2
        assert "3 格标为存疑" in it.hint
        assert it.grid.range is None
        await it.press("ctrl+z")
        assert [it.source.row(row).doubtful for row in range(3)] == [frozenset(), {"born_on"}, frozenset()]
        await it.press("ctrl+y")
        await it.at(0, "sex")
        await it.press("f8", "down", "right")
        await it.type("*")
        assert [it.source.row(row).doubtful for row in range(4)] == [frozenset()] * 4
        assert "4 格不再存疑" in it.hint


async def test_an_asterisk_behind_what_is_typed_writes_it_first_where_it_can_be_no_part_of_it():
    async with desk() as it:
        await it.at(0, "born_on")
        await it.type("1985.3*")
        assert it.cell(0, "born_on") == "1985-03"
        assert it.source.row(0).doubtful == {"born_on"}
        await it.at(0, "phone")
        await it.type("139****0000")
        await it.press("enter")
        await it.at(0, "remark")
        await it.type("三*五")
        await it.press("enter")
        assert it.source.texts("phone", "remark")[0] == ["139****0000", "三*五"]
        assert it.source.row(0).doubtful == {"born_on"}


async def test_an_asterisk_that_arrives_with_a_paste_is_text():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("甲\t", gap=0.001)
        await it.at(0, "remark")
        await it.type("*见附件\t", gap=0.001)
        assert it.cell(0, "remark") == "*见附件"


async def test_the_walk_over_problems_stops_at_doubts_and_undo_takes_them_back():
    async with desk() as it:
        await it.at(2, "ethnicity")
        await it.type("*")
        await it.at(0, "staff_no")
        await it.press("f3")
        assert it.cursor == (3, "ethnicity")
        await it.press("ctrl+z")
        assert it.source.row(2).doubtful == frozenset()


async def test_the_empty_row_has_nothing_to_doubt():
    async with desk() as it:
        await it.at(3, "name")
        await it.type("*")
        assert "空行" in it.hint
        assert it.grid.editor is None


async def test_a_note_is_asked_for_in_the_line_below_and_shown_there():
    async with desk() as it:
        await it.at(0, "born_on")
        await it.press("f7", "6")
        await it.type("档案里是 1970 年")
        await it.press("enter")
        assert it.source.row(0).notes == {"born_on": "档案里是 1970 年"}
        assert "附注：档案里是 1970 年" in it.hint
        assert "#1971-02" in it.lines()[1]
        await it.press("f7", "6", "backspace", "backspace")
        await it.press("escape")
        assert it.source.row(0).notes == {"born_on": "档案里是 1970 年"}
        it.grid.do_grid_note()
        await it.press(*["backspace"] * 20, "enter")
        assert it.source.row(0).notes == {}


async def test_a_long_text_is_read_in_full():
    rows = sample(1)
    rows[0]["remark"] = "一二三四五六七八九十" * 20 + "完"
    async with desk(rows=rows, size=(80, 24)) as it:
        await it.at(0, "remark")
        it.grid.do_grid_whole()
        await it.pilot.pause()
        assert isinstance(it.app.screen, WholeText)
        assert "完" in screen_text(it.app)


async def test_over_a_store_each_is_one_action(desk: Office):
    source = desk.source("roster")
    source.edit([CellEdit(-1, "name", "王小明")], "type")
    async with over(source) as it:
        await it.at(0, "sex")
        await it.type("*")
        assert entries(limit=1)[0].action == "roster.doubt"
        it.grid.do_grid_note()
        await it.type("[/]")
        await it.press("enter")
        assert entries(limit=1)[0].action == "roster.note"
        await it.press("ctrl+z", "ctrl+z")
        row = desk.source("roster").row(0)
        assert (row.notes, row.doubtful) == ({}, frozenset())
