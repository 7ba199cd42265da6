"""The bottom line: the keys that matter most here, as many as fit, or one message until the next key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from screens.kit.dispatch import Offer, offers, reach
from screens.kit.keys import shown
from screens.kit.width import clipped

LAST = "app.help"


class FootLine(Widget):
    """Derived from the command table: entries are dropped by priority until the rest fits, and help stays the last."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"footline--key"}
    DEFAULT_CSS = "FootLine > .footline--key { text-style: bold; }"

    message: reactive[str] = reactive("")
    standing: reactive[str] = reactive("")
    """What stands here for as long as it is true, whenever there is no message."""
    _is_news = False

    def on_mount(self) -> None:
        self.standing = getattr(self.app, "standing", "")

    def say(self, text: str, warning: bool = False) -> None:
        """Show a message instead of the keys, until `clear`."""
        self._is_news = False
        self.set_class(warning, "-warning")
        self.message = text

    def tell_news(self, text: str) -> None:
        """Show what others have done, unless there is a message about what the person does."""
        if self._is_news or not self.message:
            self.message = text
            self._is_news = True

    def clear(self) -> None:
        """Show the keys again."""
        self._is_news = False
        self.remove_class("-warning")
        self.message = ""

    def render(self) -> Text:
        if words := self.message or self.standing:
            return Text(clipped(f" {words}", self.size.width), no_wrap=True)
        key_style = self.get_component_rich_style("footline--key", partial=True)
        nodes = reach(self.screen)
        found = offers(nodes)
        if isinstance(self.screen, ModalScreen):
            # While a question is open, the app itself does only what works anywhere.
            found = [one for one in found if one.doer is not nodes[-1] or one.command.anywhere]
        return line(found, self.size.width, key_style)


def line(found: Sequence[Offer], width: int, key_style: Style | str = "bold") -> Text:
    """The most important of ``found`` in ``width`` cells, ordered by importance, with help at the end."""
    wanted = [one for one in found if one.command.footer and one.command.keys]
    wanted.sort(key=lambda one: -one.command.footer)
    tail = [one for one in wanted if one.command.id == LAST]
    kept: list[Offer] = []
    room = width - 1 - sum(map(_width, tail))
    for one in wanted:
        if one not in tail and _width(one) <= room:
            kept.append(one)
            room -= _width(one)
    text = Text(no_wrap=True)
    for one in (*kept, *tail):
        text.append(" ").append(shown(one.command.keys[0]), style=key_style)
        text.append(f" {one.command.title} ", style="dim" if one.why_not else "")
    return text


def _width(one: Offer) -> int:
    return cell_len(f" {shown(one.command.keys[0])} {one.command.title} ")
