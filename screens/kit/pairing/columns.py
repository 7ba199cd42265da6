"""Cards in columns beside each other, each column with a place of its own: one cursor goes over all of them.

A card is a line; it may have slots at its right in which the cursor can stand as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from screens.kit.width import fitted

_UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), " ")
_HEAD = 1
"""Lines over the cards: the columns' titles."""


@dataclass(frozen=True, slots=True)
class Card:
    """One line. ``key`` tells it from the others of its column; ``faint`` ones stand back, ``held`` is being carried.

    ``slots`` stand behind ``text``, which then has the column's ``lead`` cells; each has ``slot_width``.
    """

    key: str
    text: str
    slots: tuple[str, ...] = ()
    faint: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """``empty`` is said where there are no cards."""

    name: str
    title: str
    cards: Sequence[Card]
    empty: str = ""
    lead: int = 0
    slot_width: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the cursor stands: on the card itself (slot 0) or in one of its slots, from 1; no key without cards."""

    column: str
    key: str = ""
    slot: int = 0


class Columns(Widget, can_focus=True, inherit_bindings=False):
    """Posts `Moved`. ``shares(width, column)`` says how wide each column is while the cursor is in that one; a column
    without a share is not shown."""

    DEFAULT_CSS = """
    Columns { height: 1fr; }
    Columns > .columns--plain { color: $foreground; }
    Columns > .columns--faint { color: $text-muted; }
    Columns > .columns--held { text-style: bold underline; }
    Columns > .columns--cursor { text-style: reverse; }
    Columns > .columns--away { text-style: underline; }
    Columns > .columns--title { background: $panel; text-style: bold; }
    Columns > .columns--here { background: $panel; text-style: bold underline; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"columns--{name}" for name in ("plain", "faint", "held", "cursor", "away", "title", "here")
    }
    BINDINGS: ClassVar = [
        Binding("up", "down(-1)", show=False),
        Binding("down", "down(1)", show=False),
        Binding("left", "right(-1)", show=False),
        Binding("right", "right(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "to(0)", show=False),
        Binding("end", "to(-1)", show=False),
        Binding("tab", "column(1)", show=False),
        Binding("shift+tab", "column(-1)", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands somewhere else, or something else stands under it."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Columns.Moved)

    def __init__(self, shares: Callable[[int, str], Mapping[str, int]]) -> None:
        super().__init__()
        self._shares = shares
        self._columns: Sequence[Column] = ()
        self._at = 0
        self._slot = 0
        self._rows: dict[str, int] = {}
        self._tops: dict[str, int] = {}

    # -- where -------------------------------------------------------------------------------------------------------

    @property
    def spot(self) -> Spot:
        column = self._here
        row = self._row(column)
        return Spot(column.name, column.cards[row].key, self._slot) if column.cards else Spot(column.name)

    @property
    def _here(self) -> Column:
        return self._columns[self._at] if self._columns else Column("", "", ())

    def keys_in(self, name: str) -> list[str]:
        """The keys of a column's cards, from the top."""
        return [card.key for column in self._columns if column.name == name for card in column.cards]

    def show(self, columns: Sequence[Column], spot: Spot | None = None) -> None:
        """Show these from now on. The cursor goes to the spot, else it stays on the card that it is on, or at its place
        where that is gone."""
        kept = {one.name: one.cards[self._row(one)].key for one in self._columns if one.cards}
        self._columns = columns
        for column in columns:
            keys = [card.key for card in column.cards]
            if kept.get(column.name) in keys:
                self._rows[column.name] = keys.index(kept[column.name])
        self.go_to(spot or Spot(self._here.name, slot=self._slot))

    def go_to(self, spot: Spot) -> None:
        """Put the cursor there, as near as may be."""
        names = [column.name for column in self._columns]
        if spot.column in names:
            self._at = names.index(spot.column)
        column = self._here
        keys = [card.key for card in column.cards]
        if spot.key in keys:
            self._rows[column.name] = keys.index(spot.key)
        self._place(self._row(column), spot.slot)

    def _row(self, column: Column) -> int:
        return max(0, min(self._rows.get(column.name, 0), len(column.cards) - 1))

    def _place(self, row: int, slot: int) -> None:
        column = self._here
        row = max(0, min(row, len(column.cards) - 1))
        self._rows[column.name] = row
        self._slot = max(0, min(slot, len(column.cards[row].slots))) if column.cards else 0
        for one in self._columns:
            self._bring_into_view(one)
        self.refresh()
        self.post_message(self.Moved())

    def _bring_into_view(self, column: Column) -> None:
        height, row = max(1, self.size.height - _HEAD), self._row(column)
        top = min(self._tops.get(column.name, 0), max(0, len(column.cards) - height))
        if not top <= row < top + height:
            top = max(0, min(row - height // 2, len(column.cards) - height))
        self._tops[column.name] = top

    # -- keys and pointer --------------------------------------------------------------------------------------------

    def action_down(self, by: int) -> None:
        self._place(self._row(self._here) + by, self._slot)

    def action_page(self, pages: int) -> None:
        self.action_down(pages * max(1, self.size.height - _HEAD - 1))

    def action_to(self, row: int) -> None:
        self._place(row if row >= 0 else len(self._here.cards), self._slot)

    def action_right(self, by: int) -> None:
        """Through the slots of a card, then into the next column."""
        column = self._here
        slots = len(column.cards[self._row(column)].slots) if column.cards else 0
        if 0 <= self._slot + by <= slots:
            self._place(self._row(column), self._slot + by)
        elif 0 <= self._at + by < len(self._columns):
            self._enter(self._at + by, last=by < 0)

    def action_column(self, by: int) -> None:
        if self._columns:
            self._enter((self._at + by) % len(self._columns))

    def _enter(self, at: int, last: bool = False) -> None:
        self._at = at
        column = self._here
        row = self._row(column)
        self._place(row, len(column.cards[row].slots) if last and column.cards else 0)

    def on_click(self, event: events.Click) -> None:
        left = 0
        for at, (column, width) in enumerate(self._shown()):
            if left <= event.x < left + width:
                self._at = self._columns.index(column)
                row, card = self._tops.get(column.name, 0) + event.y - _HEAD, None
                if 0 <= row < len(column.cards) and event.y >= _HEAD:
                    card = column.cards[row]
                slots = len(card.slots) if card else 0
                slot = (event.x - left - column.lead) // column.slot_width + 1 if slots else 0
                self._place(row if card else self._row(column), max(0, slot))
                return
            left += width + (at >= 0)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        for column in self._columns:
            self._bring_into_view(column)
        self.refresh()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def _shown(self) -> list[tuple[Column, int]]:
        shares = self._shares(self.size.width, self._here.name)
        return [(column, shares[column.name]) for column in self._columns if shares.get(column.name)]

    def render_line(self, y: int) -> Strip:
        width, plain, title = self.size.width, self._style("plain"), self._style("title")
        parts: list[Segment] = []
        for column, share in self._shown():
            if parts:
                parts.append(Segment(" ", title))
            if y < _HEAD:
                name = "here" if column is self._here else "title"
                parts.append(Segment(fitted(column.title, share), self._style(name)))
            else:
                parts += self._card(column, self._tops.get(column.name, 0) + y - _HEAD, y, share)
        return Strip(parts).adjust_cell_length(width, title if y < _HEAD else plain)

    def _card(self, column: Column, row: int, y: int, share: int) -> list[Segment]:
        if row >= len(column.cards):
            text = column.empty if not column.cards and y == _HEAD else ""
            return [Segment(fitted(text, share), self._style("faint"))]
        card = column.cards[row]
        style = self._style("held" if card.held else "faint" if card.faint else "plain")
        here = column is self._here and row == self._row(column)
        first = self._first_slot(column, share) if here else 0
        slots = [(at, text, column.slot_width) for at, text in enumerate(card.slots, 1) if at > first]
        texts = [(0, card.text, column.lead or share), *slots]
        rest = share - sum(size for _, _, size in texts)
        cursor = self._style("cursor" if self.has_focus else "away")
        parts = [
            Segment(fitted(text.translate(_UNPRINTABLE), size), style + cursor if here and at == self._slot else style)
            for at, text, size in texts
        ]
        return list(Segment.adjust_line_length([*parts, Segment(" " * max(0, rest), style)], share, style))

    def _first_slot(self, column: Column, share: int) -> int:
        """How many slots of the card with the cursor are left out, so that the one under the cursor is seen."""
        fitting = max(1, (share - column.lead) // column.slot_width) if column.slot_width else 0
        return max(0, self._slot - fitting) if column.slot_width else 0

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"columns--{name}")
