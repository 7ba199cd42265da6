"""Pictures for Word: every bar and every share is a cell of a table, so that all of it can be edited there."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.formats.bars_paper import Bar, add_bars, shade_cell
from data.formats.form_paper import set_up

if TYPE_CHECKING:
    from docx.document import Document

_FILLS = ("", "DCE6F1", "B8CCE4", "95B3D7", "4F81BD")
_LABEL, _REST = 4.6, 12.4  # cm


@dataclass(frozen=True, slots=True)
class PaperChart:
    """Bars under a title; ``widest`` is the number of the whole width."""

    title: str
    bars: tuple[Bar, ...]
    widest: float


@dataclass(frozen=True, slots=True)
class PaperMap:
    """Shares in words, each with its shade from 0 (none) to 4."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class PicturePaper:
    title: str
    under: tuple[str, ...]
    charts: tuple[PaperChart, ...]
    map: PaperMap | None = None


def as_document(papers: Sequence[PicturePaper]) -> bytes:
    """The file's content: the pictures one after the other."""
    from docx import Document as new_document
    from docx.shared import Pt

    document = new_document()
    set_up(document)
    for paper in papers:
        run = document.add_paragraph().add_run(paper.title)
        run.bold, run.font.size = True, Pt(15)
        for words in paper.under:
            document.add_paragraph(words)
        for chart in paper.charts:
            add_bars(document, chart.title, chart.bars, chart.widest)
        if paper.map:
            _map(document, paper.map)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _map(document: Document, shares: PaperMap) -> None:
    from docx.shared import Cm, Pt

    heading = document.add_paragraph()
    heading.paragraph_format.space_before = Pt(8)
    heading.add_run(shares.title).bold = True
    table = document.add_table(rows=1 + len(shares.rows), cols=1 + len(shares.headings), style="Table Grid")
    table.autofit = False
    widths = (_LABEL, *[_REST / max(1, len(shares.headings))] * len(shares.headings))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    lines = [("", tuple((title, 0) for title in shares.headings)), *shares.rows]
    for row, (label, cells) in zip(table.rows, lines, strict=True):
        for cell, (text, shade), width in zip(row.cells, ((label, 0), *cells), widths, strict=True):
            cell.text, cell.width = text, Cm(width)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
            if _FILLS[shade]:
                shade_cell(cell, _FILLS[shade])
