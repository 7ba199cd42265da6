"""A table is found among titles, group headings, totals and notes, and every row of a person comes through."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.workbooks import KNOWN, school_workbook, texts

from data.formats.sheet import Sheet
from data.formats.tabular import Table, find_table, heading_key, parse_tsv_block, table_in

FIXTURES = Path(__file__).parent / "fixtures"


def table(*lines: str) -> Table | None:
    """The table in a sheet whose cells are parted by bars."""
    from data.formats.delimited import as_cells

    return table_in(Sheet("名单", as_cells([line.split("|") for line in lines])), KNOWN)


def fields(found: Table) -> list[str | None]:
    return [column.field for column in found.columns]


def names(found: Table | None) -> list[str]:
    assert found is not None
    place = next(column.index for column in found.columns if column.field == "name")
    return [row.cells[place].text for row in found.rows]


def test_a_school_s_own_layout(tmp_path: Path):
    found = find_table(school_workbook(tmp_path / "a.xlsx"), KNOWN)
    assert (found.sheet, found.header_row) == ("教师情况", 4)
    assert fields(found) == [None, "name", "sex", "born_on", "phone", "subjects", "working_since", "remark"]
    assert [column.heading for column in found.columns][:4] == ["序号", "姓 名*", "性别", "出生\n年月"]
    assert texts(found.rows) == [
        ["1", "王小明", "男", "1985-03-12", "13285970256", "语文", "200709", ""],
        ["2", "李　娜", "女", "1990.07", "013800001111", "语文", "2012-09", ""],
        ["3", "单 红", "女", "一九七九年十一月", "13900001111", "数学", "2001年8月", "借出"],
        ["4", "赵敏", "", "", "", "", "", ""],
    ]
    assert [row.number for row in found.rows] == [5, 6, 7, 9]
    assert found.rows[2].cells[5].address == "F7"
    assert [(row.number, row.reason) for row in found.skipped] == [
        (8, "分组标题"),
        (11, "合计行"),
        (12, "说明行"),
        (13, "说明行"),
    ]


def test_an_old_workbook():
    found = find_table(FIXTURES / "staff.xls", KNOWN)
    assert names(found) == ["王小明", "李　娜", "单 红"]
    assert [row.text for row in found.skipped] == ["合计", "说明：本表由教导处填写", "填表人："]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("姓 名*", "姓名"),
        ("出生\n年月", "出生年月"),
        ("　联系电话：", "联系电话"),
        ("学科（按统计）", "学科按统计"),
        ("Ｓｔａｆｆ No.", "staffno"),
        ("staff_no", "staffno"),
    ],
)
def test_headings_are_compared_by_letters_and_digits(heading: str, key: str):
    assert heading_key(heading) == key


def test_a_note_in_brackets_and_a_number_before_a_heading_do_not_hide_it():
    found = table("1、姓名|（2）性别|出生年月（如198503）|学科(任教)", "王小明|男|198503|语文")
    assert found is not None
    assert fields(found) == ["name", "sex", "born_on", "subjects"]


def test_a_field_is_taken_once_and_by_the_surest_heading():
    found = table("姓名|联系电话（家）|联系电话|姓名", "王小明|88|139|x")
    assert found is not None
    assert fields(found) == ["name", None, "phone", None]


def test_group_and_heading_together_may_name_a_field():
    known = {**KNOWN, "职称取得时间": "rank_since"}
    from data.formats.delimited import as_cells

    rows = as_cells([["姓名", "职称", ""], ["", "名称", "取得时间"], ["王小明", "一级教师", "201512"]])
    found = table_in(Sheet("a", rows, (((0, 0), (1, 0)), ((0, 1), (0, 2)))), known)
    assert found is not None
    assert fields(found) == ["name", "rank", "rank_since"]
    assert names(found) == ["王小明"]


def test_a_first_row_that_happens_to_hold_a_heading_s_word_is_data():
    found = table("姓名|性别|岗位", "王小明|男|职称", "李娜|女|工人")
    assert names(found) == ["王小明", "李娜"]
    assert names(table("姓名|性别|", "职称||", "王小明|男|一级")) != []


def test_headings_repeated_on_every_page_are_no_people():
    found = table("姓名|性别", "王小明|男", "姓名|性别", "李娜|女")
    assert names(found) == ["王小明", "李娜"]


def test_a_person_of_whom_only_the_name_is_known_stays():
    assert names(table("工号|姓名|性别|出生年月", "|王小明||", "002|||", "|李娜||")) == ["王小明", "", "李娜"]


@pytest.mark.parametrize(
    "line",
    [
        "合计|3||",
        "|合 计||",
        "共 60 人|||",
        "说明：一式两份|||",
        "备注：无|||",
        "填表人|赵敏|审核人|孙丽",
        "校长（签字）|||",
    ],
)
def test_what_stands_below_a_table_is_no_person(line: str):
    found = table("工号|姓名|性别|职称", "001|王小明|男|一级教师", line)
    assert names(found) == ["王小明"]
    assert found is not None
    assert [row.number for row in found.skipped] == [3]


def test_people_with_names_like_notes_stay():
    found = table("姓名|性别|职称", "单位红|女|一级教师", "日期明|男|二级教师", "总计|男|一级教师")
    assert names(found) == ["单位红", "日期明", "总计"]


def test_the_heading_may_stand_far_down_but_not_anywhere():
    lines = ["某某小学|"] * 13
    assert names(table(*lines, "姓名|性别", "王小明|男")) == ["王小明"]
    assert table(*lines, "||", "||", "姓名|性别", "王小明|男") is None


def test_the_best_sheet_is_taken(tmp_path: Path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, rows in (
        ("填表说明", [["请按工号填写"]]),
        ("去年", [["姓名", "性别"], ["王小明", "男"]]),
        ("今年", [["姓名", "性别", "职称"], ["李娜", "女", "一级教师"]]),
    ):
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    assert find_table(path, KNOWN).sheet == "今年"


def test_a_file_without_known_headings_says_what_was_looked_for(tmp_path: Path):
    path = tmp_path / "账目.csv"
    path.write_text("日期,金额\n2026-09-01,12\n", "utf-8")
    with pytest.raises(ValueError, match="工号、姓名") as problem:
        find_table(path, KNOWN)
    assert "账目.csv" in str(problem.value)


@pytest.mark.parametrize(
    ("pasted", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
        ("a\tb\rc\td\r", [["a", "b"], ["c", "d"]]),
        ("a\tb\r\rc\td\r\r", [["a", "b"], ["c", "d"]]),
        ("a\r\r\r\rc\r\r", [["a"], [""], ["c"]]),
        ("a\n\nc\n", [["a"], [""], ["c"]]),
        ('王小明\t"两行\n的备注"\n李娜\t一行\n', [["王小明", "两行\n的备注"], ["李娜", "一行"]]),
        ('5"屏\t好\n"引号没收尾\t坏', [['5"屏', "好"], ['"引号没收尾', "坏"]]),
        ('"两\n行"\ta\nb', [['"两'], ['行"', "a"], ["b"]]),
        ('他说""好""\tx\n', [['他说""好""', "x"]]),
        ("\t\n", [["", ""]]),
        ("", []),
        ("\r\n", []),
        ("王小明", [["王小明"]]),
    ],
)
def test_a_pasted_block_becomes_cells(pasted: str, cells: list[list[str]]):
    assert parse_tsv_block(pasted) == cells
