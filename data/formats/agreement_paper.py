"""A mentoring agreement for paper: the two people, the sections and the signatures, as text or as a document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.formats.form_paper import PAPER_WIDTH, cells, set_up
from data.formats.pages import folded

if TYPE_CHECKING:
    from docx.document import Document

_LINE = "_" * 12


@dataclass(frozen=True, slots=True)
class Party:
    """One side: what it is called, and pairs of a label and what is known of the person."""

    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """An agreement whose blanks are filled; every section is its heading with its numbered lines."""

    title: str
    under: str
    purpose: str
    parties: tuple[Party, Party]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    closing: str
    signatures: tuple[str, ...]
    signed_on: str


def as_text(papers: Sequence[AgreementPaper], width: int = PAPER_WIDTH) -> str:
    """The agreements one after the other, a form feed between them."""
    return "\n\f\n".join("\n".join(_lines(paper, width)) for paper in papers)


def as_document(papers: Sequence[AgreementPaper]) -> bytes:
    """A page of A4 for each agreement."""
    from docx import Document as new_document
    from docx.shared import Pt

    document = new_document()
    set_up(document)
    document.styles["Normal"].font.size = Pt(12)  # type: ignore[attr-defined]  # python-docx's stubs know only the base style
    for number, paper in enumerate(papers):
        _page(document, paper, new_page=number > 0)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lines(paper: AgreementPaper, width: int) -> list[str]:
    lines = [_middle(paper.title, width), _middle(paper.under, width), ""]
    for party in paper.parties:
        lines += folded(
            f"{party.title}：" + "  ".join(f"{label} {value or _LINE}" for label, value in party.facts), width
        )
    lines += ["", *folded(paper.purpose, width)]
    for heading, own in paper.sections:
        lines += ["", heading]
        for number, line in enumerate(own, 1):
            first, *more = folded(line, width - 6) or [""]
            lines += [f"  {number}. {first}", *("     " + part for part in more)]
    lines += ["", *folded(paper.closing, width), ""]
    for label in paper.signatures:
        lines += ["", f"{label}{_LINE}    {paper.signed_on}"]
    return [line.rstrip() for line in lines]


def _middle(text: str, width: int) -> str:
    return " " * max(0, (width - cells(text)) // 2) + text


def _page(document: Document, paper: AgreementPaper, new_page: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for text, size, bold in ((paper.title, 18, True), (paper.under, 11, False)):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.page_break_before = new_page and bold
        run = line.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
    _parties(document, paper)
    purpose = document.add_paragraph(paper.purpose)
    purpose.paragraph_format.first_line_indent = Pt(21)
    purpose.paragraph_format.space_before = Pt(6)
    for heading, own in paper.sections:
        title = document.add_paragraph()
        title.paragraph_format.space_before = Pt(5)
        title.paragraph_format.keep_with_next = True
        title.add_run(heading).bold = True
        for number, line in enumerate(own, 1):
            entry = document.add_paragraph(f"{number}. {line}")
            entry.paragraph_format.left_indent, entry.paragraph_format.first_line_indent = Pt(38), Pt(-14)
    closing = document.add_paragraph(paper.closing)
    closing.paragraph_format.space_before, closing.paragraph_format.space_after = Pt(6), Pt(12)
    closing.paragraph_format.first_line_indent = Pt(21)
    _signatures(document, paper)


def _parties(document: Document, paper: AgreementPaper) -> None:
    """Two rows of boxes: who each side is."""
    from docx.shared import Cm

    wide = max(len(party.facts) for party in paper.parties)
    table = document.add_table(rows=2, cols=1 + wide, style="Table Grid")
    table.autofit = False
    for row, party in zip(table.rows, paper.parties, strict=True):
        row.cells[0].text = party.title
        row.cells[0].paragraphs[0].runs[0].bold = True
        for cell, (label, value) in zip(row.cells[1:], party.facts, strict=False):
            cell.text = f"{label} {value}".rstrip()
        for cell, width in zip(row.cells, (3.0, *[14.0 / wide] * wide), strict=True):
            cell.width = Cm(width)


def _signatures(document: Document, paper: AgreementPaper) -> None:
    from docx.shared import Pt

    table = document.add_table(rows=2, cols=len(paper.signatures))
    for place, label in enumerate(paper.signatures):
        table.rows[0].cells[place].text = label
        table.rows[1].cells[place].text = paper.signed_on
        table.rows[0].cells[place].paragraphs[0].paragraph_format.space_after = Pt(26)
