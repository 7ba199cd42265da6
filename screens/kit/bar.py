"""The two lines on top: whose desk this is, and the screens with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from data.words import t
from screens.kit.keys import folded
from screens.kit.width import clipped


@dataclass(frozen=True, slots=True)
class Place:
    """A main screen as the bar shows it: the digit that goes there ('' for none), its mode's name and its title."""

    digit: str
    name: str

    @property
    def title(self) -> str:
        return t(f"app.place.{self.name}")  # family app.place.*


class Bar(Widget):
    """Shows where one is. Ctrl+O gives it the keyboard: a digit, or arrows and Enter, go to another screen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--here", "bar--chosen"}
    DEFAULT_CSS = """
    Bar > .bar--here { text-style: bold; }
    Bar > .bar--chosen { text-style: bold reverse; }
    """

    saved: reactive[str] = reactive("")
    company: reactive[str] = reactive("")
    chosen: reactive[int | None] = reactive(None)

    @dataclass
    class Chosen(Message):
        """Go to the screen of that name."""

        name: str

    class Left(Message):
        """The keyboard goes back to where it was."""

    def __init__(self, places: tuple[Place, ...], here: str, heading: str, who: str) -> None:
        super().__init__()
        self.places = places
        self.here = here
        self.heading = heading
        self.who = who

    def take_keyboard(self) -> None:
        """Let a digit or the arrows choose a screen."""
        self.can_focus = True
        self.chosen = next((i for i, place in enumerate(self.places) if place.name == self.here), 0)
        self.focus()

    def on_blur(self) -> None:
        self.can_focus = False
        self.chosen = None

    def on_key(self, event: events.Key) -> None:
        key = folded(event.key)
        if self.chosen is None:
            return
        if key in ("left", "right"):
            self.chosen = (self.chosen + (1 if key == "right" else -1)) % len(self.places)
        elif key in ("enter", "space"):
            self.post_message(self.Chosen(self.places[self.chosen].name))
        elif key in ("escape", "ctrl+o", "down", "tab"):
            self.post_message(self.Left())
        elif any(place.digit == key for place in self.places):
            self.post_message(self.Chosen(next(place.name for place in self.places if place.digit == key)))
        else:
            return
        event.stop()

    def render(self) -> Text:
        return Text("\n").join((self._first_line(), self._second_line()))

    def _first_line(self) -> Text:
        right = "   ".join(filter(None, (self.who, self.company, t("app.saved", at=self.saved) if self.saved else "")))
        left = f" {t('app.name')}  {self.heading}"
        room = self.size.width - cell_len(right) - 3
        if room < 20:
            return Text(clipped(left, self.size.width), no_wrap=True)
        left = clipped(left, room)
        gap = self.size.width - cell_len(left) - cell_len(right) - 1
        return Text(f"{left}{' ' * gap}{right}", no_wrap=True)

    def _second_line(self) -> Text:
        text = Text(no_wrap=True)
        shown = self.chosen if self.chosen is not None else self._here_at
        for index, mark in enumerate(marks(self.places, self._here_at, shown, self.size.width)):
            style = ""
            if self.chosen == index:
                style = self.get_component_rich_style("bar--chosen", partial=True)
            elif self.chosen is None and index == self._here_at:
                style = self.get_component_rich_style("bar--here", partial=True)
            text.append(mark, style=style)
        text.truncate(self.size.width)
        return text

    @property
    def _here_at(self) -> int:
        return next((index for index, place in enumerate(self.places) if place.name == self.here), -1)


def marks(places: Sequence[Place], here: int, shown: int, width: int) -> list[str]:
    """What stands in the bar for each place: '[1 Today]' for where one is, ' 2 Roster ' for the others.

    Where the line has no room for that, the others' digits and titles move together; where that is not enough either,
    the places farthest from ``shown`` keep their digit alone. What has no digit keeps its title.
    """
    apart = [f"{place.digit} {place.title}".strip() for place in places]
    wide = [f"[{words}]" if index == here else f" {words} " for index, words in enumerate(apart)]
    if sum(map(cell_len, wide)) <= width:
        return wide
    tight = [
        f"[{apart[index]}]" if index == here else f" {place.digit}{place.title}" for index, place in enumerate(places)
    ]
    for index in sorted(range(len(places)), key=lambda index: (-abs(index - shown), -index)):
        if sum(map(cell_len, tight)) <= width:
            break
        if places[index].digit and index not in (here, shown):
            tight[index] = f" {places[index].digit}"
    return tight
