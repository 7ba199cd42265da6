"""Blocks of cells: a range as text for a spreadsheet program, and text from one as cells to write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from models.registers.column import Column
from models.registers.source import CellEdit, Row

_QUOTED = frozenset('\t\n\r"')


@dataclass(frozen=True, slots=True)
class Pasted:
    """The cells of a pasted block: how many rows it has, and how many of its columns found no place."""

    edits: tuple[CellEdit, ...]
    rows: int
    left_out: int
    ragged: bool


@runtime_checkable
class TakesBlocks(Protocol):
    """Somebody around the grid who knows blocks with headings of their own."""

    def take_block(self, cells: Sequence[Sequence[str]]) -> bool:
        """Deal with the pasted block; False to have it pasted where the cursor is."""
        ...


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as tab-separated lines; cells that hold a tab, a line break or a quote are quoted as Excel does."""
    return "\n".join("\t".join(map(_quoted, row)) for row in rows)


def pasted(
    block: Sequence[Sequence[str]],
    columns: Sequence[Column],
    first_row: int,
    first_column: int,
    row_at: Callable[[int], Row | None],
) -> Pasted:
    """The cells that ``block`` changes, from the given row and column on; rows behind the last become new ones.

    Columns that cannot be typed into keep their place and are left as they are. Blank cells empty existing ones.
    """
    edits: list[CellEdit] = []
    new = 0
    targets = columns[first_column:]
    for offset, texts in enumerate(block):
        row = row_at(first_row + offset)
        if row is None and not any(text.strip() for text in texts):
            continue
        new -= row is None
        for column, text in zip(targets, texts, strict=False):
            old = row.texts.get(column.field, "") if row else ""
            if column.editable and text != old:
                edits.append(CellEdit(row.id if row else new, column.field, text, old))
    widths = [len(texts) for texts in block]
    widest = max(widths, default=0)
    return Pasted(tuple(edits), len(block), max(0, widest - len(targets)), min(widths, default=0) != widest)


def same_text(rows: Sequence[Row], columns: Sequence[Column], texts: Sequence[str]) -> list[CellEdit]:
    """The cells that change when every row gets ``texts`` in those columns."""
    return [
        CellEdit(row.id, column.field, text, row.texts.get(column.field, ""))
        for row in rows
        for column, text in zip(columns, texts, strict=True)
        if column.editable and row.texts.get(column.field, "") != text
    ]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED & set(text) else text
