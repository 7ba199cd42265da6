"""One row stood upright, as lines of text: a title and its value, wrapped, with what is to say about it below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from data.words import t
from models.registers.column import Column
from models.registers.source import Row
from screens.kit.grid.layout import MARK
from screens.kit.grid.painter import mark_of
from screens.kit.prose import wrapped

_MOST_LINES = 12  # of one value


class FormLine(NamedTuple):
    """A line of the form: the column's index, its sign and title ('' below the first), the text, and its style."""

    column: int
    mark: str
    title: str
    text: str
    style: str
    is_value: bool


class Upright:
    """The lines of one row in ``width`` cells. ``x`` is where values begin; None is the row that does not exist yet."""

    def __init__(self, row: Row | None, columns: Sequence[Column], width: int) -> None:
        self.x = max((cell_len(column.title) for column in columns), default=0) + 1 + MARK
        self.room = max(8, width - self.x - 1)
        self.lines: list[FormLine] = []
        self.places: list[tuple[int, int]] = []
        """For each column the first of its lines, and how many of them hold its value."""
        for index, column in enumerate(columns):
            parts = wrapped(row.texts.get(column.field, "") if row else "", self.room)[:_MOST_LINES] or [""]
            self.places.append((len(self.lines), len(parts)))
            mark, style = mark_of(row, column), "soft" if row and row.problems.get(column.field) else "cell"
            for number, part in enumerate(parts):
                first = not number
                self.lines.append(
                    FormLine(index, mark if first else " ", column.title if first else "", part, "cell", True)
                )
            for said in self._said(row, column):
                self.lines += [FormLine(index, " ", "", part, style, False) for part in wrapped(said, self.room)]

    @staticmethod
    def _said(row: Row | None, column: Column) -> list[str]:
        if row is None:
            return []
        problem, note = row.problems.get(column.field), row.notes.get(column.field)
        said = [f"{mark_of(row, column)} {problem.message}"] if problem else []
        return said + ([t("note.shown", text=note)] if note else [])
