"""The grid as a picture: its rows, its cursor, its range; it paints no more than what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.reactive import reactive
from textual.strip import Strip

from models.registers.source import RowSource
from screens.kit.grid import look, messages
from screens.kit.grid.frame import GridFrame
from screens.kit.grid.hint import Hint, cell_hint
from screens.kit.grid.layout import MARK
from screens.kit.grid.painter import Painter


class GridView(GridFrame, can_focus=True, inherit_bindings=False):
    """Shows what the frame says, and tells in the hint what stands under the cursor."""

    Changed = messages.Changed
    OffersChanged = messages.OffersChanged

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
        super().__init__(source, fields, id=id, classes=classes)
        self._styles: dict[str, Style] = {}
        self._painter = Painter(self._style)

    def go_to(self, row_id: int | None, field: str = "") -> bool:
        """Put the cursor there; whether that row and field are on show."""
        index = len(self.source) if row_id is None else self.source.index_of(row_id)
        column = self.column_index(field) if field else self._column
        if index is None or column is None:
            return False
        self.move_to(index, column)
        return True

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on the cell at that row and column of the screen's order, as near as they exist."""
        row = max(0, min(row, len(self.source)))
        column = max(0, min(column, len(self.columns) - 1))
        moved = (row, column) != (self._row, self._column)
        before, offers = self._cell_region(), self._offers()
        self._row, self._column = row, column
        found = self.row_at(row)
        self._row_id = found.id if found else None
        if self._offers() != offers:
            self.post_message(self.OffersChanged())
        if self._bring_into_view() or (moved and self._anchor):
            self.refresh()
        elif moved:
            self.refresh(*[region for region in (before, self._cell_region()) if region])
        self._caret_to_cursor()
        self.show_hint()

    def _offers(self) -> tuple[bool, bool, bool]:
        """What commands depend on: whether there is a row above, a row at all, and a cell that can be typed into."""
        return self._row > 0, self._row_id is not None, self.column.editable

    def reload(self) -> None:
        """Show what the source holds now, with the cursor on the row where it was."""
        self._settle()
        self.refresh()

    def _lay_out(self, number_width: int | None = None) -> None:
        super()._lay_out(number_width)
        self._painter.forget()

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
