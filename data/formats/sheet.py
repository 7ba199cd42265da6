"""A sheet as text: whatever the file was, its cells are words and digits with an address."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

CellKind = Literal["text", "number", "date", "bool", "blank"]
Merge = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a merged range, each (row, column) from 0."""


class Cell(NamedTuple):
    """One cell: its text, what the file held it as, and where it stands (row and column from 0).

    Numbers come without a needless '.0' and never in powers of ten, dates in ISO form: '1985-03' where the file shows
    only the month, '1985-03-12', or '1985-03-12 08:30'.
    """

    text: str
    kind: CellKind
    row: int
    column: int

    @property
    def address(self) -> str:
        """The cell's name as spreadsheets write it: 'B7'."""
        return f"{column_name(self.column)}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file: its rows from the first on, blank ones included, each as long as the widest.

    The value of a vertically merged range stands in each of its rows; a title merged across columns stands once.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[Merge, ...] = ()


def column_name(index: int) -> str:
    """'A' for 0, 'Z' for 25, 'AA' for 26."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def number_text(value: float) -> str:
    """'13285970256' for 13285970256.0 and '87.5' for 87.5: no '.0', no power of ten, no noise in the last digits."""
    if value.is_integer():
        return str(int(value))
    return format(Decimal(format(value, ".15g")), "f") if value == value else ""
