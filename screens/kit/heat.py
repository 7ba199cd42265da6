"""The term as a heat map: people down, weeks across, the number of lessons in every cell on the colour of its shade.

The digit says everything; without colours it stands alone, and weeks that are only planned carry a sign behind it.
"""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from models.actions.term_map import MapRow, TermMap
from models.rules.term_map import shade
from screens.kit.line_list import LineList, ListLine
from screens.kit.width import fitted

NAME, SUMS = 10, 7
_CELL, _WIDE_CELL = 3, 4  # cells of a week, where there is little room and where there is much
_BAR_GAP = 2
_LEAST_BAR = 12
PLANNED, NOW = "+", ">"


class HeatMap(LineList):
    """Lines of `MapRow`; at the right the pace, where there is room. ``plain`` draws without colours."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *LineList.COMPONENT_CLASSES,
        *(f"heat--{number}" for number in range(1, 5)),
        "heat--done",
        "heat--rest",
        "heat--due",
    }
    DEFAULT_CSS = """
    HeatMap > .heat--1 { background: $primary 25%; color: $foreground; }
    HeatMap > .heat--2 { background: $primary 50%; color: $foreground; }
    HeatMap > .heat--3 { background: $primary; color: $background; text-style: bold; }
    HeatMap > .heat--4 { background: $accent; color: $background; text-style: bold; }
    HeatMap > .heat--done { background: $primary; color: $background; }
    HeatMap > .heat--rest { background: $panel; color: $foreground; }
    HeatMap > .heat--due { background: $accent; color: $background; }
    """

    def __init__(self) -> None:
        super().__init__(self._as_line)
        self.plain = False
        self._map: TermMap | None = None
        self._pace_only = False

    def show_map(self, found: TermMap, plain: bool, pace_only: bool, index: int = 0) -> None:
        """Show these rows from now on: weeks and pace, or with ``pace_only`` the pace on the whole width."""
        self._map, self.plain, self._pace_only = found, plain, pace_only
        self.show(len(found.rows), index)

    def headings(self, width: int) -> str:
        """The weeks' numbers over their columns."""
        if self._map is None or self._pace_only:
            return ""
        found, cell = self._map, self._cell_width(width)
        return " " * NAME + "".join(
            f"{NOW if found.weeks[at] == found.now else ''}{found.weeks[at]}".rjust(cell) for at in self._weeks(width)
        )

    def render_line(self, y: int) -> Strip:
        index, width = round(self.scroll_y) + y, self.size.width
        if self._map is None or index >= len(self._map.rows):
            return Strip.blank(width, self.get_component_rich_style("lines--plain"))
        row, here = self._map.rows[index], index == self._at
        name = ("cursor" if self.has_focus else "away") if here else "plain" if row.is_person else "faint"
        base = self.get_component_rich_style(f"lines--{name}")
        parts = [Segment(fitted(row.label, NAME), base)]
        if not self._pace_only:
            cell = self._cell_width(width)
            parts += [self._cell(row, at, cell, base) for at in self._weeks(width)]
        parts += self._pace(row, width - sum(part.cell_length for part in parts), base)
        return Strip(parts).adjust_cell_length(width, base)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _cell_width(self, width: int) -> int:
        assert self._map is not None
        return _WIDE_CELL if width >= NAME + SUMS + _WIDE_CELL * len(self._map.weeks) else _CELL

    def _weeks(self, width: int) -> list[int]:
        """The places of the weeks for which there is room: all, or the last ones up to a month ahead."""
        assert self._map is not None
        count, room = len(self._map.weeks), max(1, (width - NAME - SUMS) // self._cell_width(width))
        if count <= room:
            return list(range(count))
        last = min(count, max(room, self._map.now + 4))
        return list(range(last - room, last))

    def _cell(self, row: MapRow, at: int, cell: int, base: Style) -> Segment:
        """A person's number with a sign for what is only planned; of several people the mean, whole where it has to
        keep apart from its neighbour."""
        value = row.cells[at]
        if not value:
            return Segment(self._nothing(at).rjust(cell - 1) + " ", base)
        if row.is_person:
            words = f"{value:.0f}".rjust(cell - 1) + (PLANNED if row.ahead[at] else " ")
        else:
            words = (f"{value:.1f}" if cell == _WIDE_CELL else f"{value:.0f}".rjust(cell - 1) + " ").rjust(cell)
        if self.plain:
            return Segment(words, base)
        return Segment(words, self.get_component_rich_style(f"heat--{shade(value)}"))

    def _nothing(self, at: int) -> str:
        """A sign for a week that had an open day."""
        assert self._map is not None
        week = self._map.weeks[at]
        return "." if week in self._map.open_weeks and week <= self._map.now else ""

    def _pace(self, row: MapRow, room: int, base: Style) -> list[Segment]:
        """'12/20', and a bar as far as there is room: what counts, where an even pace would be, what is left."""
        shown = f"{row.counted:.0f}" if row.is_person else f"{row.counted:.1f}"
        sums = f"{shown}/{row.quota:.0f}"
        parts = [Segment(sums.rjust(min(SUMS, room)), base)]
        length = room - SUMS - _BAR_GAP
        if length < _LEAST_BAR or not row.quota:
            return parts
        done = min(length, round(row.counted * length / row.quota))
        due = min(length - 1, round(row.due * length / row.quota))
        parts.append(Segment(" " * _BAR_GAP, base))
        for at in range(length):
            kind = "due" if at == due else "done" if at < done else "rest"
            if self.plain:
                parts.append(Segment({"due": "|", "done": "#", "rest": "."}[kind], base))
            else:
                parts.append(Segment("|" if at == due else " ", self.get_component_rich_style(f"heat--{kind}")))
        return parts

    def _as_line(self, index: int, width: int) -> ListLine:
        """What the list would show without shades; lines are painted here themselves."""
        return ListLine("")
