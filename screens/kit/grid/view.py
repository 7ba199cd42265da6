"""The grid as a picture: rows of a source, a cursor, a range; it paints no more than what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from models.registers.column import Column
from models.registers.source import Row, RowSource
from screens.kit.grid import look, messages
from screens.kit.grid.hint import Hint, cell_hint
from screens.kit.grid.layout import MARK, Layout, Place, longest_label
from screens.kit.grid.painter import Painter


class GridView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a `RowSource`. One empty row stands behind the last; its ``row_id`` is None."""

    Changed = messages.Changed

    hint: reactive[Hint] = reactive(Hint(), repaint=False, init=False)
    """What the line under the grid should say now: whoever shows it watches this."""

    DEFAULT_CSS = look.STYLES
    COMPONENT_CLASSES: ClassVar[set[str]] = look.CLASSES

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
        self._styles: dict[str, Style] = {}
        self._painter = Painter(self._style)
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

    def go_to(self, row_id: int | None, field: str = "") -> bool:
        """Put the cursor there; whether that row and field are on show."""
        index = len(self.source) if row_id is None else self.source.index_of(row_id)
        column = self.column_index(field) if field else self._column
        if index is None or column is None:
            return False
        self.move_to(index, column)
        return True

    def column_index(self, field: str) -> int | None:
        return next((index for index, column in enumerate(self.columns) if column.field == field), None)

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on the cell at that row and column of the screen's order, as near as they exist."""
        row = max(0, min(row, len(self.source)))
        column = max(0, min(column, len(self.columns) - 1))
        moved = (row, column) != (self._row, self._column)
        before = self._cell_region()
        self._row, self._column = row, column
        found = self.row_at(row)
        self._row_id = found.id if found else None
        if self._bring_into_view() or (moved and self._anchor):
            self.refresh()
        elif moved:
            self.refresh(*[region for region in (before, self._cell_region()) if region])
        self._caret_to_cursor()
        self.show_hint()

    def reload(self) -> None:
        """Show what the source holds now, with the cursor on the row where it was."""
        self._settle()
        self.refresh()

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
        self._painter.forget()

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

    def show_columns(self, fields: Sequence[str] | None) -> None:
        """Show these fields from now on, frozen ones first; None for the register's own choice."""
        self._choose(fields)
        self._column = min(self._column, len(self.columns) - 1)
        self._anchor = None
        self._lay_out()
        self.reload()
        self.show_hint()

    def render_line(self, y: int) -> Strip:
        layout = self._layout_now
        if y == 0:
            return self._painter.header(layout, self.sorted_by, self.sticky)
        index = round(self.scroll_y) + y - 1
        if index > len(self.source):
            return Strip.blank(self.size.width, self._style("cell"))
        strip = self._painter.row(index, self.row_at(index), layout, self.source.revision, self.sticky)
        strip = self._paint_range(strip, index)
        return self._paint_cursor(strip) if index == self._row else strip

    def _paint_range(self, strip: Strip, index: int) -> Strip:
        chosen = self.range
        if chosen is None or not chosen[0] <= index <= chosen[2]:
            return strip
        places = [place for place in self._layout_now.places if chosen[1] <= place.column <= chosen[3]]
        return self._painter.marked(strip, places[0], places[-1], "range") if places else strip

    def _paint_cursor(self, strip: Strip) -> Strip:
        place = self._place()
        if place is None:
            return strip
        return self._painter.over(strip, place, self.current_text, "cursor" if self.has_focus else "away")

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(f"grid--{name}")
        return style

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self._painter.forget()

    def _place(self) -> Place | None:
        return self._layout_now.at(self._column)

    def _cell_region(self) -> Region | None:
        """The cell under the cursor with its sign, on the screen; None while it is scrolled out."""
        place, y = self._place(), self._row - round(self.scroll_y) + 1
        if place is None or not 1 <= y < self.size.height:
            return None
        return Region(place.x - MARK, y, place.width + MARK, 1)

    def refresh_rows(self, row_ids: Iterable[int]) -> None:
        """Paint these rows anew, those of them that are on the screen."""
        top = round(self.scroll_y)
        indexes = {index for row_id in row_ids if (index := self.source.index_of(row_id)) is not None}
        shown = [index - top + 1 for index in indexes if top <= index < top + self.page]
        if shown:
            self.refresh(*[Region(0, y, self.size.width, 1) for y in shown])

    def _caret_to_cursor(self) -> None:
        """Input methods open their window at the terminal's own cursor, so it follows ours."""
        region = self._cell_region()
        if self.has_focus and region:
            self._caret_to(region.x + MARK, region.y)

    def _caret_to(self, x: int, y: int) -> None:
        self.app.cursor_position = self.content_region.offset + Offset(x, y)

    def make_hint(self) -> Hint:
        """What the line under the grid should say."""
        place = self._place()
        return cell_hint(
            self.column, self.current, self.source.context, self.hint_width, place.width if place else 0, self.default
        )

    @property
    def hint_width(self) -> int:
        return self.size.width

    @property
    def default(self) -> str:
        """What Enter would write into the cell under the cursor; '' for nothing."""
        return ""

    def show_hint(self) -> None:
        self.hint = self.make_hint()

    def on_mount(self) -> None:
        self._settle()
        self.show_hint()

    def on_resize(self, event: events.Resize) -> None:
        self._fit()
        self._lay_out()
        self._bring_into_view()
        self.show_hint()
        self.refresh()

    def on_focus(self) -> None:
        self._refresh_cell()
        # The first window of an input method opens in the wrong place unless this follows the paint.
        self.call_after_refresh(self._caret_after_focus)

    def on_blur(self) -> None:
        self._refresh_cell()

    def _caret_after_focus(self) -> None:
        self._caret_to_cursor()
        self._refresh_cell()

    def _refresh_cell(self) -> None:
        region = self._cell_region()
        if region:
            self.refresh(region)
