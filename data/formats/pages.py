"""Printed pages of tables, notices and slips as plain values, and as text on a page's width.

A notice or a list is a page of its own; slips follow each other on one page, with a line between them to cut along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.formats.form_paper import PAPER_WIDTH, cells

_GAP = 1
_NARROWEST = 6  # cells of a column that takes what is left


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column's heading and its width in half-width cells; 0 takes what is left. Numbers stand at the right."""

    title: str
    width: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A table with a heading above it ('' for none)."""

    heading: str
    columns: tuple[PageColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed: ``name`` for a sheet's tab, a title, lines under it, tables, lines below them."""

    name: str
    title: str
    under: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


def as_text(pages: Sequence[Page], slips: bool = False, width: int = PAPER_WIDTH) -> str:
    """The pages with form feeds between them, or slips with a line to cut along."""
    between = "\n\n" + "- " * (width // 2) + "\n\n" if slips else "\n\f\n"
    return between.join("\n".join(_lines(page, width)) for page in pages)


def _lines(page: Page, width: int) -> list[str]:
    lines = [" " * max(0, (width - cells(page.title)) // 2) + page.title]
    for words in page.under:
        lines += folded(words, width)
    for block in page.blocks:
        lines += ["", block.heading] if block.heading else [""]
        lines += _table(block, width)
    if page.notes:
        lines.append("")
        lines += [part for words in page.notes for part in folded(words, width)]
    return [line.rstrip() for line in lines]


def _table(block: Block, width: int) -> list[str]:
    widths = shared_widths(block.columns, width)
    rule = "-" * min(width, sum(widths) + _GAP * (len(widths) - 1))
    titles = [column.title for column in block.columns]
    lines = [rule, *_row(titles, block.columns, widths), rule]
    for row in block.rows:
        lines += _row(row, block.columns, widths)
    return [*lines, rule]


def shared_widths(columns: Sequence[PageColumn], width: int) -> list[int]:
    """Every column's width, those without one sharing what is left."""
    fixed = sum(column.width for column in columns) + _GAP * (len(columns) - 1)
    open_ones = sum(not column.width for column in columns)
    room = max(_NARROWEST, (width - fixed) // open_ones) if open_ones else 0
    return [column.width or room for column in columns]


def _row(texts: Sequence[str], columns: Sequence[PageColumn], widths: Sequence[int]) -> list[str]:
    parts = [folded(text, width) or [""] for text, width in zip(texts, widths, strict=True)]
    lines = []
    for y in range(max(map(len, parts))):
        placed = [part[y] if y < len(part) else "" for part in parts]
        lines.append((" " * _GAP).join(map(_placed, placed, columns, widths)))
    return lines


def _placed(text: str, column: PageColumn, width: int) -> str:
    room = " " * max(0, width - cells(text))
    return room + text if column.right else text + room


def folded(text: str, width: int) -> list[str]:
    """The text on lines of at most so many cells, broken at spaces and commas where one is near."""
    lines, line = [], ""
    for mark in text:
        if mark == "\n" or cells(line + mark) > width:
            cut = 0 if mark == "\n" else max(line.rfind(sign) + 1 for sign in " 、，,")
            cut = cut if cut > len(line) // 2 else len(line)
            lines.append(line[:cut].rstrip())
            line = line[cut:]
        line += "" if mark == "\n" else mark
    return [*lines, line] if line or not lines else lines
