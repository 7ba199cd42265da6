"""Ranges, the clipboard, and blocks from a spreadsheet program: each gesture one action."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.formats.tabular import parse_tsv_block
from screens.kit.grid.blocks import as_text, pasted
from tests.screens.grid.harness import desk
from tests.screens.grid.memory_source import COLUMNS, sample


async def test_a_block_from_excel_is_one_action_and_its_rows_grow_the_table():
    async with desk(rows=2) as it:
        await it.at(1, "staff_no")
        await it.paste("002\t王小明\t男\t1985.3\r\n003\t李梅\t女\t一九九〇年五月\r\n")
        assert [gesture for gesture, _ in it.source.log] == ["paste"]
        assert it.source.texts("staff_no", "name", "sex")[1:] == [["002", "王小明", "男"], ["003", "李梅", "女"]]
        assert it.source.row(2).texts["born_on"] == "1990-05"
        assert it.grid.cursor == (2, "staff_no")
        await it.press("ctrl+z")
        assert len(it.source) == 2


async def test_the_double_line_ends_of_tmux_make_no_blank_rows():
    async with desk(rows=[]) as it:
        await it.paste("001\t甲\r\r002\t乙\r\r")
        assert it.source.texts("staff_no", "name") == [["001", "甲"], ["002", "乙"]]


async def test_columns_that_cannot_be_typed_keep_their_place():
    async with desk(rows=1) as it:
        await it.at(0, "born_on")
        await it.paste("1980-02\t44\t体育\n")
        assert it.source.texts("born_on", "age", "subjects") == [["1980-02", "", "体育"]]


async def test_a_paste_counts_what_it_could_not_read_and_what_found_no_room():
    async with desk() as it:
        await it.at(0, "phone")
        await it.paste("139\t好\t多余\n138\t好\n")
        assert "3 行" not in it.hint
        assert "已粘贴 2 行" in it.hint
        assert "1 列放不下" in it.hint
        assert "列数不一样" in it.hint
        await it.at(0, "sex")
        await it.paste("不详\n男\n未知\n")
        assert "2 格看不懂" in it.hint
        assert "F3" in it.hint
        await it.press("f3")
        assert it.cursor == (3, "sex")


async def test_the_same_block_again_changes_nothing():
    async with desk() as it:
        await it.paste("001\t钱丽\n")
        assert it.source.log == []
        assert "没有改动" in it.hint


async def test_a_single_value_goes_into_the_cell_and_while_typing_into_the_text():
    async with desk() as it:
        await it.at(0, "name")
        await it.paste("王小明\r\n")
        assert it.cell(0, "name") == "王小明"
        await it.press("f2")
        await it.paste("芳")
        await it.press("enter")
        assert it.cell(0, "name") == "王小明芳"


async def test_a_single_value_fills_the_range():
    async with desk() as it:
        await it.at(0, "remark")
        await it.press("f8", "down", "down")
        await it.paste("同")
        assert it.source.texts("remark") == [["同"]] * 3
        assert len(it.source.log) == 1


async def test_a_block_while_typing_commits_the_cell_first():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("甲")
        await it.paste("乙\n丙\n")
        assert it.source.texts("name")[:2] == [["乙"], ["丙"]]
        assert [gesture for gesture, _ in it.source.log] == ["type", "paste"]


async def test_broken_bytes_are_not_pasted():
    async with desk() as it:
        await it.paste("\ufffd\t\ufffd")
        assert it.source.log == []
        assert "UTF-8" in it.hint


async def test_a_range_is_copied_cut_and_pasted_elsewhere():
    async with desk() as it:
        await it.at(0, "name")
        await it.press("f8", "right", "down", "ctrl+c")
        assert it.app.clipboard == "钱丽\t女\n孙建国\t男"
        await it.press("ctrl+x", "f8")
        assert it.source.texts("name", "sex")[:2] == [["", ""], ["", ""]]
        await it.at(1, "name")
        await it.press("ctrl+v")
        assert it.source.texts("name", "sex")[1:] == [["钱丽", "女"], ["孙建国", "男"]]


async def test_a_copy_too_long_for_the_terminal_still_pastes_here():
    rows = sample(400)
    for row in rows:
        row["remark"] = "长" * 60
    async with desk(rows=rows) as it:
        await it.at(0, "remark")
        await it.press("f8", "end", "end")
        await it.press("ctrl+c")
        assert it.app.clipboard == ""
        assert "放不下" in it.hint
        await it.press("f8", "down", "ctrl+v")
        assert len(it.source) == 800


async def test_a_range_is_filled_from_its_first_row():
    async with desk(rows=4) as it:
        await it.at(0, "sex")
        await it.press("f8", "down", "down", "right", "f4")
        assert it.source.texts("sex", "born_on") == [["女", "1971-02"]] * 3 + [["男", "1974-05"]]
        assert [gesture for gesture, _ in it.source.log] == ["fill"]


async def test_delete_clears_the_cell_or_the_range():
    async with desk() as it:
        await it.at(0, "name")
        await it.press("delete")
        assert it.cell(0, "name") == ""
        await it.press("f8", "down", "down", "end", "delete")
        assert [gesture for gesture, _ in it.source.log] == ["clear", "clear"]
        assert it.source.texts("name", "phone") == [["", ""]] * 3
        assert it.cell(0, "staff_no") == "001"


async def test_nothing_to_paste_says_so():
    async with desk() as it:
        await it.press("ctrl+v")
        assert "还没有复制过" in it.hint


async def test_a_paste_without_brackets_lands_right_when_enter_goes_down():
    async with desk(rows=[]) as it:
        await it.press("f6")
        await it.type("001\t王小明\t1\t1985.3\t13\r002\t李梅\t女\t1990.5\t语文\r", gap=0.001)
        assert it.source.texts("staff_no", "name", "sex", "born_on", "subjects") == [
            ["001", "王小明", "男", "1985.3", "语文、英语"],
            ["002", "李梅", "女", "1990.5", "语文"],
        ]


async def test_keys_that_waited_on_a_slow_line_go_where_they_were_meant():
    async with desk(rows=[]) as it:
        await it.type("001\t王小明\t1850312\r13\r", gap=0.001)
        await it.pilot.pause(0.05)
        assert it.source.texts("staff_no", "name", "sex", "born_on", "subjects") == [
            ["001", "王小明", "男", "850312", "语文、英语"]
        ]


async def test_a_code_at_the_end_of_a_burst_moves_on_by_itself():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("甲\t1", gap=0.001)
        await it.pilot.pause(0.05)
        assert it.cursor == (1, "born_on")
        assert it.cell(0, "sex") == "男"


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=5)


@given(st.lists(st.lists(st.one_of(cells, st.just('a"b'), st.just("两\n行")), min_size=2, max_size=2), min_size=1))
def test_what_is_copied_comes_back(rows: list[list[str]]):
    if any(text for row in rows for text in row) and rows[-1] != ["", ""]:
        assert parse_tsv_block(as_text(rows)) == rows


@given(st.lists(st.lists(cells, max_size=15), max_size=6), st.integers(0, 4), st.integers(0, 11))
def test_a_block_never_writes_outside_the_columns(block: list[list[str]], row: int, column: int):
    found = pasted(block, COLUMNS, row, column, lambda index: None)
    fields = {c.field for c in COLUMNS[column:] if c.editable}
    assert {edit.field for edit in found.edits} <= fields
    assert all(-len(block) <= edit.row_id < 0 for edit in found.edits)
    assert len(sample(3)) == 3


@pytest.mark.parametrize("end", ["\r", "\r\r"])
async def test_short_lines_without_brackets_stand_below_each_other(end: str):
    """Fewer cells than the table has columns: the Enter behind the last is the line's end, not the way to the right."""
    async with desk(rows=3) as it:
        await it.at(1, "name")
        lines = [f"新{number}\t男\t198503{end}" for number in "一二三"]
        await it.type("".join(lines), gap=0.003)
        assert [it.cell(row, "name") for row in (1, 2, 3)] == ["新一", "新二", "新三"]
        assert {it.cell(row, "born_on") for row in (1, 2, 3)} == {"1985-03"}
        assert it.grid.cursor == (None, "name")


async def test_enter_by_hand_behind_tabs_goes_to_the_right():
    async with desk(rows=3) as it:
        await it.at(1, "name")
        await it.type("新一\t男\t198503\r")
        assert it.grid.cursor[0] == 2
        assert it.grid.cursor[1] != "name"
