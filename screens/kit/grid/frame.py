"""What of the source the screen shows, and where the cursor stands in it; nothing of it is painted here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView

from models.registers.column import Column
from models.registers.source import Row, RowSource
from screens.kit.grid.layout import MARK, Layout, Place, longest_label


class GridFrame(ScrollView, inherit_bindings=False):
    """Rows and columns of a `RowSource`, a cursor and a range. One empty row stands behind the last; its ``row_id`` is
    None."""

    def __init__(
        self,
        source: RowSource,
        fields: Sequence[str] | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Show ``fields`` of the source's register, or all that are shown by default, frozen ones first."""
        super().__init__(id=id, classes=classes)
        self.source = source
        self.columns: list[Column] = []
        self.sticky = {column.field for column in source.register.columns if column.sticky}
        self.sorted_by: dict[str, bool] = {}
        self._row = 0
        self._column = 0
        self._row_id: int | None = None
        self._settled = False
        self._left = 0
        self._anchor: tuple[int, int] | None = None
        self._choose(fields)
        self._layout_now = Layout(self.columns, 80, 3)

    @property
    def cursor(self) -> tuple[int | None, str]:
        """The row's id (None on the empty row) and the field under the cursor."""
        return self._row_id, self.column.field

    @property
    def column(self) -> Column:
        return self.columns[self._column]

    @property
    def page(self) -> int:
        """Rows that the screen has room for."""
        return max(1, self.size.height - 1)

    def row_at(self, index: int) -> Row | None:
        """The row; None for the empty one behind the last."""
        return self.source.row(index) if 0 <= index < len(self.source) else None

    @property
    def current(self) -> Row | None:
        return self.row_at(self._row)

    @property
    def current_text(self) -> str:
        row = self.current
        return row.texts.get(self.column.field, "") if row else ""

    @property
    def range(self) -> tuple[int, int, int, int] | None:
        """First row, first column, last row, last column of the chosen range; None without one."""
        if self._anchor is None:
            return None
        (row, column), last = self._anchor, max(0, len(self.source) - 1)
        return (
            min(row, self._row, last),
            min(column, self._column),
            min(max(row, self._row), last),
            max(column, self._column),
        )

    def column_index(self, field: str) -> int | None:
        return next((index for index, column in enumerate(self.columns) if column.field == field), None)

    def _settle(self) -> None:
        """After the source changed: the cursor on its row, or as near as possible, and the size as it is now."""
        if self._row_id is None:
            index = len(self.source) if self._settled else 0
        else:
            index = self.source.index_of(self._row_id)
        self._settled = True
        before = self._row
        self._row = min(self._row if index is None else index, len(self.source))
        found = self.row_at(self._row)
        self._row_id = found.id if found else None
        self._fit(moved=self._row - before)

    def _fit(self, moved: int = 0) -> None:
        """Suit the size to the rows; the screen goes with a cursor whose row has ``moved`` by so many."""
        size = Size(self.size.width, len(self.source) + 2)
        number_width = len(str(len(self.source))) + 1
        if size != self.virtual_size:
            self.virtual_size = size
        if moved:
            self.scroll_to(y=max(0, round(self.scroll_y) + moved), animate=False)
        if self.size.width and (self._layout_now.width, self._layout_now.number_width) != (size.width, number_width):
            self._lay_out(number_width)
        self._bring_into_view()

    def _lay_out(self, number_width: int | None = None) -> None:
        number_width = number_width or self._layout_now.number_width
        self._layout_now = Layout(self.columns, self.size.width, number_width, self._left, self._wanted)
        self._left = self._layout_now.left

    def _bring_into_view(self) -> bool:
        """Scroll so that the cursor shows, half a page at a time; whether anything moved."""
        moved = False
        left = self._layout_now.left_to_show(self._column)
        if left != self._left:
            self._left, moved = left, True
            self._lay_out()
        top = round(self.scroll_y)
        if not top <= self._row < top + self.page:
            top = max(0, min(self._row - self.page // 2, len(self.source) + 1 - self.page))
            self.scroll_to(y=top, animate=False)
            moved = True
        return moved

    def _choose(self, fields: Sequence[str] | None) -> None:
        register = self.source.register
        wanted = self.own_columns() if fields is None else [register.column(name) for name in fields]
        self.columns = sorted(wanted, key=lambda column: not column.frozen)
        own = {column.field: column.width for column in register.columns}
        # Where the person has said how wide a column is, that stays.
        self._wanted = [
            longest_label(column, self.source.context) if column.width == own[column.field] else 0
            for column in self.columns
        ]

    def own_columns(self) -> list[Column]:
        """What is shown where nobody asks for other columns."""
        return [column for column in self.source.register.columns if column.shown]

    def _place(self) -> Place | None:
        return self._layout_now.at(self._column)

    def _cell_region(self) -> Region | None:
        """The cell under the cursor with its sign, on the screen; None while it is scrolled out."""
        place, y = self._place(), self._row - round(self.scroll_y) + 1
        if place is None or not 1 <= y < self.size.height:
            return None
        return Region(place.x - MARK, y, place.width + MARK, 1)
