"""An evaluation form for paper, blank or filled in: as text, as a workbook, as a document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.words import t

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from xlsxwriter import Workbook

PAPER_WIDTH = 78
"""Half-width characters on a line of a printed page."""
_BLANK = "_" * 4
_A4 = 9


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One item: the heading above it ('' where it is that of the line before), number, words, most points, points."""

    section: str
    number: int
    words: str
    most: str
    points: str = ""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A form as it is printed. ``code`` is the short number by which it is filed, '' for none; ``head`` and ``texts``
    are pairs of a label and what stands behind it; ``total`` and ``band`` are '' on a blank form."""

    school: str
    title: str
    code: str
    head: tuple[tuple[str, str], ...]
    lines: tuple[PaperLine, ...]
    full: str
    total: str
    band: str
    texts: tuple[tuple[str, str], ...]
    signed: str = ""


def as_text(forms: Sequence[PaperForm], width: int = PAPER_WIDTH) -> str:
    """Forms one after the other, a form feed between them."""
    return "\n\f\n".join("\n".join(_text_lines(form, width)) for form in forms)


def as_workbook(forms: Sequence[PaperForm]) -> bytes:
    """A sheet for each form, to print on A4."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        for number, form in enumerate(forms, 1):
            _sheet(book, form, f"{number} {form.code}".strip())
    return out.getvalue()


def as_document(forms: Sequence[PaperForm]) -> bytes:
    """A page for each form."""
    from docx import Document as new_document
    from docx.enum.text import WD_BREAK

    document = new_document()
    set_up(document)
    for number, form in enumerate(forms):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _page(document, form)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# -- text --------------------------------------------------------------------------------------------------------------


def _text_lines(form: PaperForm, width: int) -> list[str]:
    code = t("forms.paper_code", code=form.code) if form.code else ""
    lines = [form.school + " " * max(2, width - cells(form.school) - cells(code)) + code] if code else [form.school]
    lines += [" " * max(0, (width - cells(form.title)) // 2) + form.title, ""]
    lines += _wrapped("  ".join(f"{label}：{value or _BLANK}" for label, value in form.head), width)
    lines.append("-" * width)
    for line in form.lines:
        if line.section:
            lines.append(line.section)
        points = (line.points or _BLANK).rjust(5)
        room = width - 6 - 12
        first, *more = _wrapped(line.words, room)
        start = f"  {line.number:>2}  {first}"
        lines.append(start + " " * (width - 12 - cells(start)) + f"{line.most:>4}  {points}")
        lines += [" " * 6 + part for part in more]
    lines.append("-" * width)
    total = t("forms.paper_total", full=form.full, total=form.total or _BLANK, band=form.band or _BLANK)
    lines.append(" " * max(0, width - cells(total)) + total)
    for label, value in form.texts:
        lines += [f"{label}：", *(_wrapped(value, width) if value else ["", ""])]
    signed = t("forms.paper_signed", name=form.signed or _BLANK * 3)
    lines += ["", " " * max(0, width - cells(signed)) + signed]
    return [line.rstrip() for line in lines]


def cells(text: str) -> int:
    """How many half-width characters wide the text is printed."""
    return sum(2 if ord(mark) > 0x2E7F else 1 for mark in text)


def _wrapped(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for mark in text:
        if mark == "\n" or cells(line + mark) > width:
            lines.append(line)
            line = ""
        line += "" if mark == "\n" else mark
    return [*lines, line]


# -- workbook ----------------------------------------------------------------------------------------------------------


def _sheet(book: Workbook, form: PaperForm, name: str) -> None:
    sheet = book.add_worksheet(name)
    box = {"border": 1, "text_wrap": True, "valign": "vcenter"}
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    right = book.add_format({"align": "right"})
    plain = book.add_format({"text_wrap": True, "valign": "vcenter"})
    cell, middle = book.add_format({**box, "num_format": "@"}), book.add_format({**box, "align": "center"})
    head = book.add_format({**box, "bold": True, "align": "center", "bg_color": "#E8EEF4"})
    for x, wide in enumerate((16, 5, 48, 8, 10)):
        sheet.set_column(x, x, wide)
    sheet.merge_range(0, 0, 0, 4, form.title, title)
    sheet.merge_range(1, 0, 1, 2, form.school, plain)
    sheet.merge_range(1, 3, 1, 4, t("forms.paper_code", code=form.code) if form.code else "", right)
    sheet.merge_range(2, 0, 2, 4, "   ".join(f"{label}：{value or _BLANK}" for label, value in form.head), plain)
    sheet.set_row(2, 32)
    for x, heading in enumerate(_headings()):
        sheet.write_string(3, x, heading, head)
    section = ""
    for y, line in enumerate(form.lines, 4):
        section = line.section or section
        sheet.write_string(y, 0, line.section, cell)
        sheet.write_number(y, 1, line.number, middle)
        sheet.write_string(y, 2, line.words, cell)
        sheet.write_number(y, 3, float(line.most), middle)
        _write_points(sheet, y, line.points, middle)
    y = 4 + len(form.lines)
    sheet.merge_range(y, 0, y, 2, t("forms.paper_sum"), head)
    sheet.write_number(y, 3, float(form.full), middle)
    sheet.write_string(y, 4, " ".join(filter(None, (form.total, form.band))), middle)
    for label, value in form.texts:
        y += 1
        sheet.write_string(y, 0, label, head)
        sheet.merge_range(y, 1, y, 4, value, cell)
        sheet.set_row(y, 48)
    sheet.merge_range(y + 1, 0, y + 1, 4, t("forms.paper_signed", name=form.signed or _BLANK * 3), right)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()


def _write_points(sheet: object, y: int, points: str, look: object) -> None:
    if points.replace(".", "", 1).isdecimal():
        sheet.write_number(y, 4, float(points), look)  # type: ignore[attr-defined]
    else:
        sheet.write_string(y, 4, points, look)  # type: ignore[attr-defined]


def _headings() -> tuple[str, ...]:
    return (
        t("forms.paper_section"),
        t("forms.paper_number"),
        t("forms.paper_words"),
        t("forms.paper_most"),
        t("forms.paper_points"),
    )


# -- document ----------------------------------------------------------------------------------------------------------


def set_up(document: Document) -> None:
    """A4 with a Chinese font, narrow margins."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(1.5)
    style = document.styles["Normal"]
    style.font.size = Pt(10.5)  # type: ignore[attr-defined]  # python-docx's stubs know only the base style here
    style.font.name = "Times New Roman"  # type: ignore[attr-defined]  # makes the entry that the next line adds to
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")  # type: ignore[attr-defined]
    style.paragraph_format.space_after = Pt(2)  # type: ignore[attr-defined]


def _page(document: Document, form: PaperForm) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if form.code:
        document.add_paragraph(t("forms.paper_code", code=form.code)).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(f"{form.school} {form.title}")
    run.bold, run.font.size = True, Pt(15)
    document.add_paragraph("   ".join(f"{label}：{value or _BLANK}" for label, value in form.head))
    table = document.add_table(rows=1, cols=5, style="Table Grid")
    _fill_row(table, 0, _headings())
    for number, line in enumerate(form.lines, 1):
        table.add_row()
        _fill_row(table, number, (line.section, str(line.number), line.words, line.most, line.points))
    table.add_row()
    sums = ("", "", t("forms.paper_sum"), form.full, " ".join(filter(None, (form.total, form.band))))
    _fill_row(table, len(form.lines) + 1, sums)
    _size(table)
    for label, value in form.texts:
        document.add_paragraph().add_run(f"{label}：").bold = True
        document.add_paragraph(value or "\n")
    signed = document.add_paragraph(t("forms.paper_signed", name=form.signed or _BLANK * 3))
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _fill_row(table: Table, row: int, texts: Sequence[str]) -> None:
    for cell, text in zip(table.rows[row].cells, texts, strict=True):
        cell.text = text


def _size(table: Table) -> None:
    from docx.shared import Cm

    table.autofit = False
    for row in table.rows:
        for cell, wide in zip(row.cells, (3.2, 1.2, 8.8, 1.6, 2.2), strict=True):
            cell.width = Cm(wide)
