"""Where each column stands on the screen: frozen ones first, then whole columns from the first that is scrolled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from models.registers.column import Column, Context, Kind

MARK = 1
"""Cells in front of each column's text, for the sign of a finding."""
_WIDEST_LABEL = 12
_LEAST = 4  # cells below which a half-visible column is not worth drawing


@dataclass(frozen=True, slots=True)
class Place:
    """A column on the screen: its index, the cell where its text begins, and the cells its text has. ``whole`` is
    false where the right edge of the screen cuts it."""

    column: int
    x: int
    width: int
    whole: bool = True


class Layout:
    """Columns of a grid ``width`` cells wide, the first ``number_width`` of them for row numbers.

    ``left`` counts how many of the columns that are not frozen are scrolled out at the left. Frozen columns that would
    take more than half of the screen scroll like the others. ``wanted`` are the cells that each column's texts would
    like beyond its own width; a heading always has room.
    """

    def __init__(
        self, columns: Sequence[Column], width: int, number_width: int, left: int = 0, wanted: Sequence[int] = ()
    ) -> None:
        self.columns = tuple(columns)
        self.width = width
        self.number_width = number_width
        liked = wanted or [0] * len(columns)
        self.widths = [
            max(column.width, cell_len(column.title) + 1, 2, more) for column, more in zip(columns, liked, strict=True)
        ]
        self.frozen = 0
        for column in columns:
            taken = number_width + sum(MARK + size for size in self.widths[: self.frozen + 1])
            if not column.frozen or taken > width // 2:
                break
            self.frozen += 1
        self.left = max(0, min(left, len(self.columns) - self.frozen - 1))
        self.places = self._placed()
        self._by_column = {place.column: place for place in self.places}

    def at(self, column: int) -> Place | None:
        """The column's place; None while it is scrolled out."""
        return self._by_column.get(column)

    @property
    def more_left(self) -> bool:
        return self.left > 0

    @property
    def more_right(self) -> bool:
        shown = self.places[-1] if self.places else None
        return shown is not None and not (shown.whole and shown.column == len(self.columns) - 1)

    def left_to_show(self, column: int) -> int:
        """The ``left`` with which that column stands wholly on the screen, changed as little as needed."""
        if column < self.frozen:
            return self.left
        first = self.frozen + self.left
        if column < first:
            return column - self.frozen
        place = self.at(column)
        if place and place.whole:
            return self.left
        start = self.number_width + sum(MARK + size for size in self.widths[: self.frozen])
        taken, index = 0, column
        while index >= self.frozen and start + taken + MARK + self.widths[index] <= self.width:
            taken += MARK + self.widths[index]
            index -= 1
        return min(index + 1, column) - self.frozen

    def _placed(self) -> tuple[Place, ...]:
        placed: list[Place] = []
        x = self.number_width
        for index in (*range(self.frozen), *range(self.frozen + self.left, len(self.columns))):
            room = self.width - x - MARK
            if room < min(self.widths[index], _LEAST):
                break
            size = min(self.widths[index], room)
            placed.append(Place(index, x + MARK, size, size == self.widths[index]))
            x += MARK + size
        return tuple(placed)


def longest_label(column: Column, context: Context) -> int:
    """Cells for the longest entry of the column's list, within reason; 0 without one. Languages differ in them."""
    if column.kind is not Kind.CODE:
        return 0
    return min(_WIDEST_LABEL, max((cell_len(choice.label) for choice in context.choices(column.choices)), default=0))
