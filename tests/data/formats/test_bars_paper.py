"""Bars in a Word document: as long as their numbers, told by shaded cells."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from data.formats.bars_paper import add_bars, steps_of


def shaded(document, row: int) -> int:  # type: ignore[no-untyped-def]
    cells = document.tables[0].rows[row].cells
    return sum(cell._tc.tcPr is not None and cell._tc.tcPr.find(qn("w:shd")) is not None for cell in cells)


def test_bars_are_as_long_as_their_numbers_and_say_them():
    document = Document()
    add_bars(
        document, "进度", [("听课", 100, "60/60"), ("心得", 77, "92/120"), ("论文", 1, "1/100"), ("课题", 0, "0")], 100
    )
    out = io.BytesIO()
    document.save(out)
    kept = Document(io.BytesIO(out.getvalue()))
    assert [shaded(kept, row) for row in range(4)] == [20, 15, 1, 0]
    first, *_, last = kept.tables[0].rows[1].cells
    assert (first.text, last.text) == ("心得", "92/120")
    assert "进度" in [paragraph.text for paragraph in kept.paragraphs]


@pytest.mark.parametrize(("share", "steps"), [(0, 0), (0.001, 1), (0.5, 10), (1, 20), (1.4, 20)])
def test_anything_at_all_is_seen_and_nothing_beyond_the_width(share: float, steps: int):
    assert steps_of(share) == steps
