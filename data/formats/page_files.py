"""Printed pages as a workbook or a document, on A4 with a Chinese font."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from data.formats.form_paper import PAPER_WIDTH
from data.formats.pages import Page, as_text, shared_widths

if TYPE_CHECKING:
    from docx.document import Document
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ENDINGS = (".docx", ".xlsx", ".txt")
_A4 = 9
_CM_A_CELL = 17 / PAPER_WIDTH  # what is left of A4 between the margins
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_MANY_ROWS = 12  # of a table that may be parted between two pages


def print_pages(pages: Sequence[Page], ending: str, slips: bool = False) -> bytes:
    """The pages as a file of that ending. Raises ValueError for one that is none of `ENDINGS`."""
    match ending.lower():
        case ".txt":
            return (as_text(pages, slips) + "\n").encode("utf-8")
        case ".xlsx":
            return _workbook(pages, slips)
        case ".docx":
            return _document(pages, slips)
    raise ValueError(f"{ending} is none of {', '.join(ENDINGS)}")


# -- workbook ----------------------------------------------------------------------------------------------------------


def _workbook(pages: Sequence[Page], slips: bool) -> bytes:
    """A sheet a page; all slips on one sheet."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        looks = _looks(book)
        taken: set[str] = set()
        sheet, y = None, 0
        for page in pages:
            if sheet is None or not slips:
                sheet, y = book.add_worksheet(_free_name(page.name, taken)), 0
                _set_up_sheet(sheet, page)
            y = _write(sheet, page, y, looks) + 2
    return out.getvalue()


def _looks(book: Workbook) -> dict[str, Any]:
    box = {"border": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "under": book.add_format({"text_wrap": True, "valign": "vcenter"}),
        "heading": book.add_format({"bold": True, "font_size": 12}),
        "head": book.add_format({**box, "bold": True, "align": "center", "bg_color": "#E8EEF4"}),
        "cell": book.add_format(box),
        "number": book.add_format({**box, "num_format": "General", "align": "right"}),
    }


def _free_name(name: str, taken: set[str]) -> str:
    """The name as a sheet may be called, and no other sheet's."""
    plain = name.translate(_FORBIDDEN).strip("' ")[:28] or "1"
    free = next(each for each in (plain, *(f"{plain}_{n}" for n in range(2, 1000))) if each.lower() not in taken)
    taken.add(free.lower())
    return free


def _set_up_sheet(sheet: Worksheet, page: Page) -> None:
    widest = max((block.columns for block in page.blocks), key=len, default=())
    for x, width in enumerate(shared_widths(widest, PAPER_WIDTH)):
        sheet.set_column(x, x, width + 2)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()


def _write(sheet: Worksheet, page: Page, y: int, looks: dict[str, Any]) -> int:
    """Write a page from row ``y`` on; the row below it."""
    last = max((len(block.columns) for block in page.blocks), default=1) - 1
    y = _across(sheet, y, last, page.title, looks["title"])
    for words in page.under:
        y = _across(sheet, y, last, words, looks["under"])
    for block in page.blocks:
        if block.heading:
            sheet.write_string(y, 0, block.heading, looks["heading"])
            y += 1
        for x, column in enumerate(block.columns):
            sheet.write_string(y, x, column.title, looks["head"])
        for row in block.rows:
            y += 1
            for x, (text, column) in enumerate(zip(row, block.columns, strict=True)):
                if column.right and text.removeprefix("-").replace(".", "", 1).isdecimal():
                    sheet.write_number(y, x, float(text), looks["number"])
                else:
                    sheet.write_string(y, x, text, looks["cell"])
        y += 2
    for words in page.notes:
        y = _across(sheet, y, last, words, looks["under"])
    return y


def _across(sheet: Worksheet, y: int, last: int, words: str, look: Any) -> int:
    if last:
        sheet.merge_range(y, 0, y, last, words, look)
    else:
        sheet.write_string(y, 0, words, look)
    return y + 1


# -- document ----------------------------------------------------------------------------------------------------------


def _document(pages: Sequence[Page], slips: bool) -> bytes:
    from docx import Document as new_document
    from docx.enum.text import WD_BREAK

    from data.formats.form_paper import set_up

    document = new_document()
    set_up(document)
    for number, page in enumerate(pages):
        if number and slips:
            document.add_paragraph("- " * 40)
        elif number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _page(document, page, slips)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Document, page: Page, slip: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.keep_with_next = True
    run = title.add_run(page.title)
    run.bold, run.font.size = True, Pt(12 if slip else 16)
    for words in page.under:
        document.add_paragraph(words).paragraph_format.keep_with_next = True
    for block in page.blocks:
        if block.heading:
            heading = document.add_paragraph()
            heading.add_run(block.heading).bold = True
            heading.paragraph_format.keep_with_next = True
        _add_table(document, block.columns, block.rows)
    for words in page.notes:
        document.add_paragraph(words)


def _add_table(document: Document, columns: Sequence[Any], rows: Sequence[Sequence[str]]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    table = document.add_table(rows=1 + len(rows), cols=len(columns), style="Table Grid")
    table.autofit = False
    widths = [Cm(width * _CM_A_CELL) for width in shared_widths(columns, PAPER_WIDTH)]
    whole = len(rows) <= _MANY_ROWS
    lines = [[column.title for column in columns], *rows]
    for y, (row, texts) in enumerate(zip(table.rows, lines, strict=True)):
        for x, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[x]
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(text)
            run.bold = y == 0
            paragraph.paragraph_format.keep_with_next = whole and y < len(rows)
            if columns[x].right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
