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
_STEPS = 20  # cells that the longest bar fills
_FILL = "4F81BD"


def add_bars(document: Document, title: str, bars: Sequence[Bar], widest: float = 0) -> None:
    """Add the title and a row for each bar. ``widest`` is the number that fills the whole width; 0 for the largest.

    A bar is as many shaded cells as it has steps: tables inside cells are stretched by some word processors.
    """
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Cm, Pt

    heading = document.add_paragraph()
    heading.paragraph_format.space_before = Pt(8)
    heading.paragraph_format.keep_with_next = True
    heading.add_run(title).bold = True
    if not bars:
        return
    most = max(widest, 0) or max((number for _, number, _ in bars), default=0) or 1
    table = document.add_table(rows=len(bars), cols=_STEPS + 2)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    widths = [Cm(_LABEL), *[Cm(_BARS / _STEPS)] * _STEPS, Cm(_WORDS)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    cells = table._cells  # row.cells looks every row up anew
    for place, (label, number, words) in enumerate(bars):
        row = cells[place * len(widths) : (place + 1) * len(widths)]
        for cell, width in zip(row, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        for cell, text in ((row[0], label), (row[-1], words)):
            cell.paragraphs[0].add_run(text).font.size = Pt(9.5)
        for cell in row[1 : 1 + steps_of(number / most)]:
            shade_cell(cell, _FILL)


def steps_of(share: float) -> int:
    """How many of the steps a share of the width fills; one at least for anything at all."""
    return min(_STEPS, max(1, round(share * _STEPS))) if share > 0 else 0


def shade_cell(cell: _Cell, fill: str) -> None:
    """Give a cell a background, six hexadecimal digits of red, green and blue."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
        shading.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shading)  # python-docx has no name for a cell's shading
