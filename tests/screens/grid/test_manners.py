"""Series, one text for many rows, replacing, sorting by several columns, moving rows, columns liked, once more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import OptionList

from models.registers.arrangement import Arrangement
from screens.kit.grid.columns_dialog import ColumnsDialog
from screens.kit.grid.deeds import DeedsDialog
from tests.screens.grid.harness import Desk, desk, over
from tests.screens.grid.memory_source import COLUMNS, STAFF, MemorySource, sample


async def test_a_range_goes_on_from_its_first_cell():
    async with desk(rows=5) as it:
        await it.at(1, "staff_no")
        await it.press("f8", "down", "down", "down", "f8")
        assert "选中 4 行" in it.hint
        await it.type("2")
        assert it.source.texts("staff_no") == [["001"], ["002"], ["003"], ["004"], ["005"]]
        rows = [{"staff_no": "098"}, {"staff_no": ""}, {"staff_no": "7"}]
    async with desk(rows=rows) as it:
        await it.press("f8", "down", "down", "f8")
        await it.type("2")
        assert it.source.texts("staff_no") == [["098"], ["099"], ["100"]]
        assert "已按序列填 2 格" in it.hint
        assert [gesture for gesture, _ in it.source.log] == ["series"]
        await it.press("ctrl+z")
        assert it.source.texts("staff_no") == [["098"], [""], ["7"]]


async def test_a_column_of_codes_goes_through_its_list():
    async with desk(rows=6) as it:
        order = [choice.label for choice in it.source.context.choices("rank")]
        await it.at(0, "rank")
        await it.press("delete")
        await it.type(order[1] + "\r")
        await it.at(0, "rank")
        await it.press("f8", *["down"] * 5, "f8", "2")
        assert it.source.texts("rank") == [[(order * 6)[1 + n]] for n in range(6)]


async def test_a_series_that_nothing_shows_says_what_it_could_be():
    async with desk(rows=3) as it:
        await it.at(0, "name")
        await it.press("f8", "down", "f8")
        await it.type("2")
        assert "「钱丽」" in it.hint
        assert it.source.log == []


async def test_what_is_typed_over_a_range_goes_into_all_its_rows():
    async with desk(rows=5) as it:
        await it.at(1, "rank")
        await it.press("f8", "down", "down")
        await it.type("3")
        assert it.source.texts("rank")[1:4] == [["高级教师"]] * 3
        assert it.source.texts("rank")[4] != ["高级教师"]
        assert len(it.source.log) == 1
        assert it.source.log[0][0] == "set"
        assert it.grid.range is None
        assert it.cursor == (4, "rank")
        await it.press("ctrl+z")
        assert it.source.texts("rank") == [[row["rank"]] for row in sample(5)]


async def test_a_whole_column_asks_first_and_names_the_count():
    async with desk(rows=4) as it:
        await it.at(1, "sex")
        it.grid.do_grid_column()
        await it.type("2")
        assert "4 行的性别都改成「女」吗" in it.hint
        assert it.source.log == []
        await it.type("2")
        assert it.source.log == []
        assert it.grid.range is None
        it.grid.do_grid_column()
        await it.type("2")
        await it.type("1")
        assert it.source.texts("sex") == [["女"]] * 4
        assert len(it.source.log) == 1


async def test_a_paste_without_brackets_does_not_answer_whether_to_set_every_row():
    async with desk(rows=3) as it:
        await it.at(0, "name")
        await it.press("f8", "end", "down", "down")
        before = [it.cell(row, "remark") for row in range(3)]
        await it.type("1\t1\t1990\r21\t", gap=0.002)
        assert "都改成" in it.hint
        assert [it.cell(row, "remark") for row in range(3)] == before
        await it.type("2")
        assert it.grid.asking is None
        assert it.grid.range is None
        assert [it.cell(row, "remark") for row in range(3)] == before


async def test_a_range_says_how_much_is_chosen_until_it_ends():
    async with desk(rows=3) as it:
        await it.at(0, "name")
        await it.press("f8", "down", "right")
        assert "选中 2 行 2 列" in it.hint
        await it.press("escape")
        assert "选中" not in it.hint


async def test_the_column_of_the_filtered_rows_alone_is_set():
    async with desk(rows=16) as it:
        await it.press("ctrl+f")
        await it.type("李")
        await it.press("enter")
        await it.at(0, "remark")
        it.grid.do_grid_column()
        await it.type("x")
        await it.press("enter")
        assert "2 行" in it.hint
        await it.type("1")
        it.grid.filter("")
        assert [row for row in it.source.texts("remark") if row == ["x"]] == [["x"]] * 2


async def test_an_unreadable_text_for_many_rows_is_red_in_all():
    async with desk(rows=3) as it:
        await it.at(0, "born_on")
        await it.press("f8", "down")
        await it.type("1985.13")
        await it.press("enter")
        assert "其中 2 格看不懂" in it.hint
        assert it.grid.source.row(0).problems["born_on"].hard


async def replacing(it: Desk, find: str, instead: str) -> None:
    it.grid.do_grid_replace()
    await it.type(find)
    await it.press("enter")
    await it.type(instead)
    await it.press("enter")


async def test_replacing_one_by_one_and_the_rest_at_once():
    async with desk(rows=4) as it:
        await it.at(0, "remark")
        await replacing(it, "备注", "说明")
        assert it.cursor == (1, "remark")
        assert "全部换（4 格）" in it.hint
        await it.press("f3")
        assert it.cursor == (2, "remark")
        await it.type("1")
        assert it.source.texts("remark") == [["备注1"], ["说明2"], ["备注3"], ["备注4"]]
        assert it.cursor == (3, "remark")
        await it.type("2")
        assert it.source.texts("remark") == [["说明1"], ["说明2"], ["说明3"], ["说明4"]]
        assert "已替换 3 格" in it.hint
        assert [gesture for gesture, _ in it.source.log] == ["replace", "replace"]
        await it.press("ctrl+z")
        assert it.source.texts("remark")[1] == ["说明2"]
        assert it.source.texts("remark")[0] == ["备注1"]


async def test_a_replaced_code_is_read_as_if_it_were_typed():
    async with desk(rows=8) as it:
        await it.at(0, "rank")
        await replacing(it, "一级教师", "二级教师")
        await it.type("2")
        assert ["一级教师"] not in it.source.texts("rank")
        assert it.grid.source.row(0).problems.get("rank") is None
        await replacing(it, "二级教师", "特级教师")
        await it.type("2")
        assert "看不懂" in it.hint
        red = next(row for row in map(it.source.row, range(8)) if row.texts["rank"] == "特级教师")
        assert red.problems["rank"].hard


async def test_replacing_looks_into_every_column_when_asked():
    async with desk(rows=3) as it:
        await it.at(0, "name")
        await replacing(it, "139", "138")
        assert "姓名里没有「139」" in it.hint
        await it.type("1")
        assert it.cursor == (1, "phone")
        await it.type("2")
        assert [text[:3] for (text,) in it.source.texts("phone")] == ["138"] * 3
        await replacing(it, "没有这个", "x")
        await it.type("1")
        assert "显示的行里没有" in it.hint


async def test_replacing_keeps_to_a_range_and_another_key_leaves_it():
    async with desk(rows=4) as it:
        await it.at(1, "remark")
        await it.press("f8", "down")
        await replacing(it, "备注", "")
        await it.type("2")
        assert it.source.texts("remark") == [["备注1"], ["2"], ["3"], ["备注4"]]
        await replacing(it, "备注", "x")
        await it.press("up")
        assert it.grid.asking is None


async def test_sorting_by_several_columns():
    async with desk(rows=16) as it:
        await it.at(0, "sex")
        await it.press("f9")
        await it.at(0, "born_on")
        await it.press("f9", "f9")
        assert it.grid.sorted_by == {"sex": False, "born_on": True}
        header = it.lines()[0].replace(" ", "")
        assert "1性别^2出生年月v" in header
        found = it.source.texts("sex", "born_on")
        assert [sex for sex, _ in found] == sorted(sex for sex, _ in found)
        men = [born for sex, born in found if sex == found[0][0]]
        assert men == sorted(men, reverse=True)
        await it.press("f9")
        assert it.grid.sorted_by == {"sex": False}
        await it.press("ctrl+u")
        assert it.source.texts("staff_no")[:2] == [["001"], ["002"]]


async def test_rows_move_and_the_cursor_goes_along():
    async with desk(rows=5) as it:
        await it.at(2, "name")
        await it.press("f7")
        await it.type("4")
        assert it.source.texts("staff_no") == [["001"], ["003"], ["002"], ["004"], ["005"]]
        assert it.cursor == (3, "name")
        await it.press("insert")
        assert it.source.texts("staff_no")[0] == ["003"]
        await it.press("insert")
        assert "最上面" in it.hint
        await it.press("ctrl+z", "ctrl+z")
        assert it.source.texts("staff_no") == [["001"], ["002"], ["003"], ["004"], ["005"]]
        assert it.cursor == (3, "name")


async def test_a_range_of_rows_moves_as_one():
    async with desk(rows=5) as it:
        await it.at(0, "name")
        await it.press("f8", "down", "f7")
        await it.type("5")
        assert it.source.texts("staff_no") == [["003"], ["001"], ["002"], ["004"], ["005"]]
        assert [row.id for row in it.grid.chosen_rows()] == [1, 2]
        for _ in range(3):
            await it.press("insert")
        assert it.source.texts("staff_no") == [["003"], ["004"], ["005"], ["001"], ["002"]]
        assert "最下面" in it.hint


async def test_sorted_rows_do_not_move_and_say_why():
    async with desk(rows=3) as it:
        await it.press("f9", "down", "f7")
        await it.type("4")
        assert "按栏排序" in it.hint
        assert it.source.texts("staff_no") == [["001"], ["002"], ["003"]]


async def test_the_rows_of_a_range_are_copied_in_one_step():
    async with desk(rows=3) as it:
        await it.at(0, "name")
        await it.press("f8", "down", "f7")
        assert "照这 2 行各加一行" in it.hint
        await it.type("2")
        assert it.source.texts("name", "sex", "phone")[3:] == [["", "女", "13900000001"], ["", "男", "13900000002"]]
        assert [gesture for gesture, _ in it.source.log] == ["duplicate"]
        await it.press("ctrl+z")
        assert len(it.source) == 3


async def test_once_more_at_another_place():
    async with desk(rows=5) as it:
        await it.press("insert")
        assert "还没有可以重复" in it.hint
        await it.at(0, "remark")
        await it.type("新")
        await it.press("enter")
        await it.at(2, "remark")
        await it.press("insert")
        assert it.cell(2, "remark") == "新"
        await it.at(3, "remark")
        await it.press("f8", "down", "insert")
        assert it.source.texts("remark") == [["新"], ["备注2"], ["新"], ["新"], ["新"]]
        assert len(it.source.log) == 3


async def test_rows_are_deleted_once_more():
    async with desk(rows=6) as it:
        await it.at(0, "name")
        await it.press("f7")
        await it.type("3")
        await it.press("down", "insert")
        assert it.source.texts("staff_no") == [["002"], ["004"], ["005"], ["006"]]
        await it.press("f8", "down", "insert")
        assert it.source.texts("staff_no") == [["002"], ["006"]]
        await it.press("end", "down", "down", "down", "insert")
        assert "空行" in it.hint
        await it.press("ctrl+z")
        assert it.source.texts("staff_no") == [["002"], ["004"], ["005"], ["006"]]


async def test_words_are_replaced_once_more():
    async with desk(rows=5) as it:
        await it.at(0, "remark")
        await replacing(it, "备注", "说明")
        await it.type("1")
        await it.press("escape")
        await it.at(2, "remark")
        await it.press("insert")
        assert it.source.texts("remark") == [["说明1"], ["备注2"], ["说明3"], ["备注4"], ["备注5"]]
        await it.press("insert")
        assert "这里没有「备注」" in it.hint
        await it.at(3, "remark")
        await it.press("f8", "down", "insert")
        assert it.source.texts("remark")[3:] == [["说明4"], ["说明5"]]
        await it.press("ctrl+z")
        assert it.source.texts("remark")[3:] == [["备注4"], ["备注5"]]


async def test_a_column_is_replaced_once_more_in_another():
    async with desk(rows=3) as it:
        await it.at(0, "remark")
        await replacing(it, "1", "7")
        await it.type("2")
        assert it.source.texts("remark") == [["备注7"], ["备注2"], ["备注3"]]
        await it.at(2, "phone")
        await it.press("insert")
        assert it.source.texts("phone") == [["73900000007"], ["73900000002"], ["73900000003"]]


async def test_columns_are_hidden_moved_and_kept():
    source = MemorySource(sample(2))
    async with over(source) as it:
        await it.at(1, "sex")
        it.grid.do_grid_columns()
        await it.pilot.pause()
        await it.pilot.press("space", "down", "minus", "4", "3", "enter")
        await it.pilot.pause()
        assert [column.field for column in it.grid.columns][:4] == ["staff_no", "name", "born_on", "age"]
        assert it.cursor[0] == 2
        assert source.liked["columns"]["shown"] == {"sex": False}
        assert not it.grid.columns[2].auto_advance
    async with over(source) as it:
        assert [column.field for column in it.grid.columns][:4] == ["staff_no", "name", "born_on", "age"]
        it.grid.do_grid_columns()
        await it.pilot.pause()
        await it.pilot.press("0", "enter")
        await it.pilot.pause()
        assert [column.field for column in it.grid.columns] == [column.field for column in COLUMNS]
        assert source.liked["columns"] is None


async def test_a_column_is_frozen_up_to_there():
    async with desk(rows=2, size=(60, 20)) as it:
        await it.at(0, "sex")
        it.grid.do_grid_columns()
        await it.pilot.pause()
        await it.pilot.press("1", "enter")
        await it.pilot.pause()
        await it.press("end")
        header = it.lines()[0].replace(" ", "")
        assert "工号姓名性别<" in header


async def test_given_up_columns_stay_as_they_were():
    source = MemorySource(sample(2))
    async with over(source) as it:
        it.grid.do_grid_columns()
        await it.pilot.pause()
        dialog = it.app.screen
        assert isinstance(dialog, ColumnsDialog)
        await it.pilot.press("space")
        assert dialog.arrangement != Arrangement()
        dialog.dismiss(None)
        await it.pilot.pause()
        assert "columns" not in source.liked
        assert len(it.grid.columns) == len(COLUMNS)


async def test_a_column_that_waits_does_not_move_on_by_itself():
    async with desk(rows=2) as it:
        it.grid.arrange_columns(it.grid.arrangement.confirmed("sex"))
        await it.at(0, "sex")
        await it.type("1")
        assert it.cursor == (1, "sex")
        await it.press("enter")
        assert it.cell(0, "sex") == "男"
        assert it.cursor == (1, "born_on")


async def test_a_column_that_its_rule_skips_is_passed_by_while_it_is_empty():
    columns = tuple(
        replace(column, skip_if=lambda row: row.get("sex") == "m") if column.field == "born_on" else column
        for column in COLUMNS
    )
    rows = [{"sex": "女", "born_on": ""}, {"sex": "男", "born_on": ""}, {"sex": "男", "born_on": "1985-03"}]
    async with over(MemorySource(rows, replace(STAFF, columns=columns))) as it:
        for row, stop in ((0, "born_on"), (1, "subjects"), (2, "born_on")):
            await it.at(row, "sex")
            await it.press("tab")
            assert it.cursor == (row + 1, stop)
        await it.at(1, "sex")
        await it.press("tab", "shift+tab")
        assert it.cursor == (2, "sex")
        await it.type("1")
        await it.press("backspace")
        assert it.cursor == (2, "sex")


async def test_what_was_done_is_listed_and_the_latest_taken_back():
    async with desk(rows=2) as it:
        it.grid.do_grid_deeds()
        await it.pilot.pause()
        assert "还没有改过" in it.hint
        await it.at(0, "remark")
        for text in ("甲", "乙"):
            await it.type(text)
            await it.press("enter")
            await it.at(0, "remark")
        it.grid.do_grid_deeds()
        await it.pilot.pause()
        assert isinstance(it.app.screen, DeedsDialog)
        assert it.app.screen.query_one(OptionList).option_count == 2
        await it.pilot.press("down", "enter")
        assert isinstance(it.app.screen, DeedsDialog)
        await it.pilot.press("up", "enter")
        await it.pilot.pause()
        assert it.cell(0, "remark") == "甲"


@pytest.mark.parametrize("key", ["f8", "escape", "up"])
async def test_a_range_ends_with_the_menu_behind_it(key: str):
    async with desk(rows=3) as it:
        await it.press("f8", "down", "f8", key)
        assert it.grid.asking is None
        assert it.grid.range is None
        assert it.cursor == (1 if key == "up" else 2, "staff_no")
