"""Bars in a Word document as shaded cells of a table: they can be edited there, and need no picture and no font."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

Bar = tuple[str, float, str]
"""A bar's label, its length as a number, and the words of that number that stand behind it."""

_LABEL, _BARS, _WORDS = 4.6, 9.0, 3.4  # cm, 17 between the margins of A4
_STEPS = 30  # cells that the longest bar fills
_FILL = "4F81BD"


def add_bars(document: Document, title: str, bars: Sequence[Bar], widest: float = 0) -> None:
    """Add the title and a row for each bar. ``widest`` is the number that fills the whole width; 0 for the largest."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Cm, Pt

    heading = document.add_paragraph()
    heading.paragraph_format.space_before = Pt(8)
    heading.paragraph_format.keep_with_next = True
    heading.add_run(title).bold = True
    if not bars:
        return
    most = max(widest, 0) or max((number for _, number, _ in bars), default=0) or 1
    table = document.add_table(rows=len(bars), cols=3)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for row, (label, number, words) in zip(table.rows, bars, strict=True):
        for cell, width in zip(row.cells, (_LABEL, _BARS, _WORDS), strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        for cell, text in ((row.cells[0], label), (row.cells[2], words)):
            cell.text = text
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9.5)
        _fill(row.cells[1], number / most)


def shade_cell(cell: _Cell, fill: str) -> None:
    """Give a cell a background, six hexadecimal digits of red, green and blue."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
        shading.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shading)  # python-docx has no name for a cell's shading


def _fill(cell: _Cell, share: float) -> None:
    """A bar inside the cell: a table of one shaded cell, as long as the share of the width; at least a step of
    anything at all."""
    from docx.shared import Cm, Pt

    steps = min(_STEPS, max(1, round(share * _STEPS))) if share > 0 else 0
    if not steps:
        return
    bar = cell.add_table(1, 1)
    bar.autofit = False
    inner = bar.rows[0].cells[0]
    inner.width = Cm((_BARS - 0.4) * steps / _STEPS)
    bar.columns[0].width = inner.width
    shade_cell(inner, _FILL)
    first, last = cell.paragraphs[0], cell.paragraphs[-1]
    first._p.getparent().remove(first._p)  # the cell needs only the paragraph after the bar
    for paragraph in (inner.paragraphs[0], last):
        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(9 if paragraph is not last else 3)
