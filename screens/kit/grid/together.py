"""The grid while others work on the same rows: their changes come in cell by cell, and where they type is marked."""

from __future__ import annotations

from collections.abc import Mapping

from textual.geometry import Region
from textual.strip import Strip

from data.words import t
from models.registers.source import Row
from screens.kit.grid.hint import Hint
from screens.kit.grid.layout import MARK
from screens.kit.grid.painter import mark_of
from screens.kit.grid.view import GridView

SIGN = "@"
"""Behind the number of a row in which somebody else is typing."""


class GridTogether(GridView):
    """A view that follows what others write. It paints the cells that differ and leaves the cursor where it is."""

    _others: Mapping[int, str] = {}

    def take_in_others(self) -> bool:
        """Show what others have changed; whether there was anything."""
        before, top = self._on_screen(), round(self.scroll_y)
        if not self.source.refresh():
            return False
        after = self._on_screen()
        if [row and row.id for row in before] != [row and row.id for row in after]:
            self.reload()
        else:
            self._settle()
            if round(self.scroll_y) == top:
                self._refresh_cells(before, after)
            else:
                self.refresh()
        self.show_hint()
        return True

    def show_others(self, typing: Mapping[int, str]) -> None:
        """Mark the rows, by id, that others are typing in; the names are told when the cursor stands there."""
        if typing == self._others:
            return
        changed = {row_id for row_id in typing.keys() | self._others if typing.get(row_id) != self._others.get(row_id)}
        self._others = dict(typing)
        self._refresh_signs(changed)
        self.show_hint()

    def make_hint(self) -> Hint:
        hint = super().make_hint()
        who = self._others.get(self._row_id) if self._row_id is not None else None
        return hint._replace(text=f"{t('together.typing_here', who=who)}  {hint.text}".rstrip()) if who else hint

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if not self._others or y == 0:
            return strip
        row = self.row_at(round(self.scroll_y) + y - 1)
        if row is None or row.id not in self._others:
            return strip
        return self._painter.sign(strip, self._layout_now.number_width - 1, SIGN)

    def _on_screen(self) -> list[Row | None]:
        """The rows that can be seen, and None for the empty one behind the last."""
        top = round(self.scroll_y)
        return [self.row_at(index) for index in range(top, min(top + self.page, len(self.source) + 1))]

    def _refresh_cells(self, before: list[Row | None], after: list[Row | None]) -> None:
        regions = [
            Region(place.x - MARK, y, place.width + MARK, 1)
            for y, (old, new) in enumerate(zip(before, after, strict=True), 1)
            if old is not new
            for place in self._layout_now.places
            if _differs(old, new, self.columns[place.column].field)
            or mark_of(old, self.columns[place.column]) != mark_of(new, self.columns[place.column])
        ]
        if regions:
            self.refresh(*regions)

    def _refresh_signs(self, row_ids: set[int]) -> None:
        rows = enumerate(self._on_screen(), 1)
        regions = [Region(0, y, self._layout_now.number_width, 1) for y, row in rows if row and row.id in row_ids]
        if regions:
            self.refresh(*regions)


def _differs(old: Row | None, new: Row | None, field: str) -> bool:
    return (old.texts.get(field) if old else None) != (new.texts.get(field) if new else None)
