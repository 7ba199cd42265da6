"""What is written is what a school expects to open, and reads back cell by cell."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.workbooks import HEADINGS, KNOWN, ROWS, texts

from data.formats.csvout import csv_text, write_csv
from data.formats.problem import FileProblem
from data.formats.reading import read_sheets
from data.formats.tabular import find_table
from data.formats.xlsx import OutColumn, write_problems, write_table, write_template

COLUMNS = [OutColumn(heading, 10) for heading in HEADINGS]


def open_book(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def test_a_table_reads_back_cell_by_cell(tmp_path: Path):
    path = tmp_path / "花名册.xlsx"
    write_table(path, "某某小学花名册", COLUMNS, ROWS, subtitle="制表日期：2026-10-13")
    found = find_table(path, KNOWN)
    assert texts(found.rows) == ROWS
    assert [column.heading for column in found.columns] == HEADINGS
    assert not found.skipped


def test_a_text_file_reads_back_cell_by_cell(tmp_path: Path):
    for name, delimiter in (("a.csv", ","), ("a.tsv", "\t")):
        path = tmp_path / name
        write_csv(path, HEADINGS, ROWS, delimiter)
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert texts(find_table(path, KNOWN).rows) == ROWS


def test_a_table_is_laid_out_for_print(tmp_path: Path):
    path = tmp_path / "花名册.xlsx"
    columns = [OutColumn("姓名", 10), OutColumn("年龄", 4, "number"), OutColumn("电话", 12)]
    write_table(path, "某某小学[花名册]", columns, [["王小明", "41", "13285970256"]], subtitle="制表日期：2026-10-13")
    sheet = open_book(path).worksheets[0]
    assert sheet.title == "某某小学_花名册_"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1", "A2:C2"]
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0, "as many pages down as there are"
    assert sheet["B4"].value == 41
    assert (sheet["C4"].value, sheet["C4"].number_format) == ("13285970256", "@")
    assert sheet["A4"].border.left.style == "thin"
    assert sheet.column_dimensions["A"].width > 10


def test_digits_that_a_spreadsheet_would_change_stay_text(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    values = ["007", "320102198503120012", "12", "0.5", "-3", "0", "1e5", "٣", "1.", "1.50", ""]
    write_table(path, "数", [OutColumn("数", 8, "number")], [[value] for value in values])
    assert [row[0] for row in texts(read_sheets(path)[0].rows)[2:]] == values[:-1]


def test_formulas_and_addresses_in_the_data_stay_text(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    values = ["=1+1", "http://example.invalid/", "{=A1}", "@x", "+1", "[/b]", "真\x01假"]
    write_table(path, "文", [OutColumn("文", 8)], [[value] for value in values])
    read = [row[0] for row in texts(read_sheets(path)[0].rows)[2:]]
    assert read[:-1] == values[:-1]
    assert all(cell.data_type != "f" for row in open_book(path).worksheets[0] for cell in row)


def test_a_blank_form_has_lists_comments_and_marks(tmp_path: Path):
    path = tmp_path / "模板.xlsx"
    ranks = tuple(f"很长的职称名称第{number}种" for number in range(60))
    columns = [
        OutColumn("姓名", 10, required=True, help="中文姓名中间不留空格"),
        OutColumn("职称", 12, choices=ranks),
        OutColumn("电话", 12),
    ]
    write_template(path, "某某小学花名册", columns)
    book = open_book(path)
    sheet, lists = book.worksheets
    assert [cell.value for cell in sheet[2]] == ["姓名*", "职称", "电话"]
    assert sheet["A2"].comment is not None
    assert "中文姓名中间不留空格" in sheet["A2"].comment.text
    assert sheet["C2"].comment is None
    assert lists.sheet_state == "hidden"
    assert [lists.cell(row, 2).value for row in (1, 2, 61)] == ["职称", ranks[0], ranks[59]]
    [rule] = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", "'代码'!$B$2:$B$61", "B3:B502")
    assert sheet.column_dimensions["C"].width >= 12
    assert find_table(path, KNOWN).rows == ()


def test_rows_with_problems_are_red_and_say_why(tmp_path: Path):
    path = tmp_path / "有问题的行.xlsx"
    notes = {(0, 1): "没有 13 月", (1, 2): "还缺性别", (1, 0): "重复"}
    write_problems(path, ["姓名", "出生年月", "性别"], [["王小明", "198513", "男"], ["李娜", "1990"]], notes)
    sheet = open_book(path).worksheets[0]
    commented = {
        (cell.row - 2, cell.column - 1): cell.comment.text for row in sheet for cell in row if cell.comment is not None
    }
    assert commented == notes
    assert sheet["B2"].fill.fgColor.rgb == sheet["C3"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["A2"].fill.fgColor.rgb != "FFFFC7CE"
    assert texts(find_table(path, KNOWN).rows) == [["王小明", "198513", "男"], ["李娜", "1990", ""]]


def test_writing_replaces_the_whole_file_or_nothing(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("旧", "utf-8")
    with pytest.raises(FileProblem, match="没有覆盖"):
        write_csv(path, ["姓名"], [], replace=False)
    assert path.read_text("utf-8") == "旧"
    write_csv(path, ["姓名"], [["王小明"]])
    assert path.read_text("utf-8-sig") == "姓名\n王小明\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path):
    beside = tmp_path / "b.csv"
    beside.touch()
    write_csv(tmp_path / "a.csv", ["姓名"], [])
    assert (tmp_path / "a.csv").stat().st_mode == beside.stat().st_mode


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path):
    with pytest.raises(FileProblem, match="写不了文件"):
        write_csv(tmp_path / "没有" / "a.csv", ["姓名"], [])
    with pytest.raises(FileProblem, match="写不了文件"):
        write_table(tmp_path, "a", COLUMNS, ROWS)
    assert not list(tmp_path.iterdir())


def test_text_ends_its_lines_as_spreadsheets_do():
    assert (
        csv_text(["姓名", "备注"], [["王小明", 'a,"b"'], ["李娜", None]])
        == '姓名,备注\r\n王小明,"a,""b"""\r\n李娜,\r\n'
    )


CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\u2028\u2029\x85"), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**9).map(lambda n: f"王{n}"), CELL, CELL), min_size=1, max_size=6))
def test_any_cells_survive_a_workbook(tmp_path_factory, rows: list[tuple[str, str, str]]):
    path = tmp_path_factory.mktemp("out") / "a.xlsx"
    write_table(path, "名单", [OutColumn(heading, 8) for heading in ("姓名", "甲", "乙")], rows)
    assert texts(find_table(path, KNOWN).rows) == [list(row) for row in rows]
