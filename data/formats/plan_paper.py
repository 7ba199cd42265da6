"""The term's summary (总结) as a document: by the plan's sections what was promised and what was done, with room for
the office's own words."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.formats.form_paper import set_up

if TYPE_CHECKING:
    from docx.document import Document

_LINE = "_" * 38
_WIDTHS = (6.2, 2.6, 2.6, 2.0, 3.6)  # cm, 17 between the margins of A4


@dataclass(frozen=True, slots=True)
class SummaryItem:
    """One clause: ``rows`` have a cell for each of the paper's columns, ``sentences`` say what stands out and what is
    missing."""

    title: str
    words: str
    rows: tuple[tuple[str, ...], ...]
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SummarySection:
    """One section of the plan, ``opening`` sums it up."""

    title: str
    opening: str
    items: tuple[SummaryItem, ...]


@dataclass(frozen=True, slots=True)
class SummaryPaper:
    """The whole; ``own_words`` is said where the office writes, ``missing`` are the lines of the last section."""

    title: str
    under: str
    opening: tuple[str, ...]
    columns: tuple[str, ...]
    sections: tuple[SummarySection, ...]
    missing_title: str
    missing: tuple[str, ...]
    own_words: str
    signed: str


def as_document(paper: SummaryPaper) -> bytes:
    """The file's content."""
    from docx import Document as new_document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = new_document()
    set_up(document)
    document.styles["Normal"].font.size = Pt(12)  # type: ignore[attr-defined]  # python-docx's stubs know only the base style
    for text, size, bold in ((paper.title, 18, True), (paper.under, 11, False)):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
    for words in paper.opening:
        _paragraph(document, words)
    _room(document, paper.own_words)
    for section in paper.sections:
        _heading(document, section.title)
        if section.opening:
            _paragraph(document, section.opening)
        for item in section.items:
            _item(document, paper, item)
        _room(document, paper.own_words)
    _heading(document, paper.missing_title)
    for words in paper.missing:
        _paragraph(document, words)
    _room(document, paper.own_words)
    signed = document.add_paragraph(paper.signed)
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _item(document: Document, paper: SummaryPaper, item: SummaryItem) -> None:
    from docx.shared import Pt

    title = document.add_paragraph()
    title.paragraph_format.space_before = Pt(6)
    title.paragraph_format.keep_with_next = bool(item.rows)
    title.add_run(item.title).bold = True
    if item.words:
        title.add_run("  " + item.words)
    if item.rows:
        _table(document, paper.columns, item.rows)
    for words in item.sentences:
        _paragraph(document, words)


def _table(document: Document, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    from docx.shared import Cm, Pt

    table = document.add_table(rows=1 + len(rows), cols=len(columns), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    for place, (row, texts) in enumerate(zip(table.rows, (columns, *rows), strict=True)):
        for cell, text, width in zip(row.cells, texts, _WIDTHS, strict=True):
            cell.text = text
            cell.width = Cm(width)
            for run in cell.paragraphs[0].runs:
                run.font.size, run.bold = Pt(10.5), place == 0


def _heading(document: Document, text: str) -> None:
    from docx.shared import Pt

    line = document.add_paragraph()
    line.paragraph_format.space_before = Pt(12)
    line.paragraph_format.keep_with_next = True
    run = line.add_run(text)
    run.bold, run.font.size = True, Pt(14)


def _paragraph(document: Document, text: str) -> None:
    from docx.shared import Pt

    line = document.add_paragraph(text)
    line.paragraph_format.first_line_indent = Pt(24)


def _room(document: Document, label: str) -> None:
    """Where the office writes by itself."""
    document.add_paragraph(f"{label}{_LINE}")
    document.add_paragraph("")
