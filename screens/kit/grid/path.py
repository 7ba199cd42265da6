"""The way from cell to cell: by Enter and Tab, back along it, and what a new row brings along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto

from models.registers.column import Column
from models.registers.kinds import parse, show
from models.registers.source import CellEdit, Row, RowSource
from screens.kit.grid.cell import LONG_AGO, GridCell
from screens.kit.grid.trail import Trail


class Way(Enum):
    """Where the cursor goes after a cell."""

    STAY = auto()
    NEXT = auto()
    PREVIOUS = auto()
    ENTER = auto()
    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()


class GridPath(GridCell):
    """Rows are typed from left to right; what needs no typing is passed by."""

    def __init__(
        self,
        source: RowSource,
        fields: Sequence[str] | None = None,
        *,
        clock: Callable[[], float] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(source, fields, clock=clock, id=id, classes=classes)
        self.enter_goes_down = False
        self._trail = Trail()
        self._new_rows: set[int] = set()

    def _go(self, way: Way) -> None:
        self._moved_on_at = LONG_AGO
        if way in (Way.UP, Way.DOWN, Way.LEFT, Way.RIGHT):
            self._trail.forget()
            rows, columns = {Way.UP: (-1, 0), Way.DOWN: (1, 0), Way.LEFT: (0, -1), Way.RIGHT: (0, 1)}[way]
            self.move_to(self._row + rows, self._column + columns)
        elif way is Way.NEXT:
            self._trail.run_start = self._trail.run_start or self.column.field
            self._step()
        elif way is Way.PREVIOUS:
            self._step_back()
        elif way is Way.ENTER and self.enter_goes_down:
            self._enter_down()
        elif way is Way.ENTER:
            self._step()

    def _step(self) -> None:
        """To the next cell that can be typed into, and from a row's last to the next row's first."""
        self._trail.leave(*self.cursor)
        ahead = next((i for i in range(self._column + 1, len(self.columns)) if self._is_stop(i, self._row)), None)
        if ahead is not None:
            self.move_to(self._row, ahead)
        elif self._row < len(self.source):
            self._trail.run_start = None
            self.move_to(self._row + 1, self._first(self._row + 1))

    def _step_back(self) -> None:
        behind = next((i for i in range(self._column - 1, -1, -1) if self._is_stop(i, self._row)), None)
        if behind is not None:
            self.move_to(self._row, behind)
        elif self._row:
            last = next(i for i in range(len(self.columns) - 1, -1, -1) if self.columns[i].editable or i == 0)
            self.move_to(self._row - 1, last)

    def _enter_down(self) -> None:
        self._trail.leave(*self.cursor)
        start = self._trail.run_start
        column = self.column_index(start) if start else None
        self._trail.run_start = None
        self.move_to(self._row + 1, self._column if column is None else column)

    def _is_stop(self, index: int, at: int) -> bool:
        """Whether the way through row ``at`` stops at that column: an empty cell that its rule skips is passed by, and
        so is one of a new row that carries what stands above it."""
        column, row = self.columns[index], self.row_at(at)
        text = row.texts.get(column.field, "") if row else ""
        if not column.editable or self._is_carried(column, at, row):
            return False
        return bool(text) or column.skip_if is None or not column.skip_if(row.values if row else {})

    def _is_carried(self, column: Column, at: int, row: Row | None) -> bool:
        above = self.row_at(at - 1)
        if column.field not in self.sticky or above is None or not above.texts.get(column.field):
            return False
        return row is None or (row.id in self._new_rows and row.texts[column.field] == above.texts[column.field])

    def _first(self, at: int | None = None) -> int:
        """The column where row ``at`` is begun; of any row without it."""
        columns = range(len(self.columns))
        begun = () if at is None else (index for index in columns if self._is_stop(index, at))
        return next(iter(begun), next((index for index in columns if self.columns[index].editable), 0))

    def back_along_path(self) -> None:
        """The cell that was left last, open again with its text."""
        here = self.cursor
        while cell := self._trail.back():
            if cell != here and self.go_to(*cell):
                break
        else:
            self._step_back()
        if self.cursor != here:
            self.open_cell(caret_mode=True)

    @property
    def default(self) -> str:
        column, in_new_row = self.column, self._row_id in self._new_rows
        if not (column.default and in_new_row) or self.editor is not None or self.current_text:
            return ""
        # The register says the code, which is the same in every language; the person reads its words.
        context = self.source.context
        return show(column, parse(column, column.default, context), context)

    def _carried(self, edits: Sequence[CellEdit]) -> list[CellEdit]:
        """The sticky cells of rows that begin with these edits, from the row above."""
        new = dict.fromkeys(edit.row_id for edit in edits if edit.row_id < 0)
        above = self.row_at(len(self.source) - 1) if new and len(self.source) else None
        if above is None:
            return []
        typed = {(edit.row_id, edit.field) for edit in edits}
        carried = [column.field for column in self.columns if column.field in self.sticky and column.editable]
        return [
            CellEdit(row_id, field, above.texts[field])
            for row_id in new
            for field in carried
            if (row_id, field) not in typed and above.texts.get(field)
        ]
