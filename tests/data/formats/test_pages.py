"""Printed pages: on paper's width as text, as sheets and as documents, read back by other programs' readers."""

from __future__ import annotations

import io

import openpyxl
import pytest
from docx import Document

from data.formats.form_paper import cells
from data.formats.page_files import print_pages
from data.formats.pages import Block, Page, PageColumn, as_text, folded

COLUMNS = (PageColumn("姓名", 8), PageColumn("节数", 6, right=True), PageColumn("课题"))
ROWS = (("李芳", "12", "富饶的西沙群岛" * 6), ("欧阳思琪", "7", "[red]x[/]"))
PAGE = Page("语文组", "语文组 听课汇总", ("2026 秋",), (Block("第1节", COLUMNS, ROWS),), ("评价表交了才计入。",))


def test_every_line_fits_the_paper_and_nothing_is_lost():
    text = as_text([PAGE])
    assert max(map(cells, text.splitlines())) <= 78
    assert "".join(text.split()).count("富饶的西沙群岛") >= 5
    assert "[red]x[/]" in text


def test_columns_stand_below_each_other():
    lines = as_text([PAGE]).splitlines()
    heading = next(line for line in lines if line.startswith("姓名"))
    row = next(line for line in lines if line.startswith("李芳"))
    assert cells(heading.split("课题")[0]) == cells(row.split("富")[0])
    assert row.index("12") < row.index("富")


def test_pages_are_parted_by_form_feeds_and_slips_by_a_line_to_cut():
    assert as_text([PAGE, PAGE]).count("\f") == 1
    slips = as_text([PAGE, PAGE], slips=True)
    assert "\f" not in slips
    assert "\n- - - " in slips


@pytest.mark.parametrize("text", ["", "一二三四五六七八九十", "a b、c，d" * 9, "王强、陈静、赵敏、孙丽", "一\n二"])
def test_folding_keeps_every_sign_and_every_line_within_the_width(text: str):
    lines = folded(text, 9)
    assert all(cells(line) <= 9 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_workbook_has_a_sheet_for_each_page_with_numbers_as_numbers():
    book = openpyxl.load_workbook(io.BytesIO(print_pages([PAGE, PAGE], ".xlsx")))
    assert book.sheetnames == ["语文组", "语文组_2"]
    values = [[cell.value for cell in row] for row in book["语文组"].iter_rows()]
    assert ["姓名", "节数", "课题"] in values
    assert ["欧阳思琪", 7, "[red]x[/]"] in values


def test_slips_share_one_sheet():
    book = openpyxl.load_workbook(io.BytesIO(print_pages([PAGE, PAGE], ".xlsx", slips=True)))
    [name] = book.sheetnames
    titles = [row[0].value for row in book[name].iter_rows() if row[0].value == PAGE.title]
    assert len(titles) == 2


@pytest.mark.parametrize("slips", [False, True])
def test_a_document_has_every_table(slips: bool):
    document = Document(io.BytesIO(print_pages([PAGE, PAGE], ".docx", slips)))
    assert len(document.tables) == 2
    assert [cell.text for cell in document.tables[1].rows[2].cells] == ["欧阳思琪", "7", "[red]x[/]"]
    breaks = document.element.xml.count('w:type="page"')
    assert breaks == (0 if slips else 1)


def test_another_kind_of_file_is_refused():
    with pytest.raises(ValueError, match="pdf"):
        print_pages([PAGE], ".pdf")
