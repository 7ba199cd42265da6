"""F1: what this screen is for and every command it knows, with keys, and the reason where one cannot be done now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol, runtime_checkable

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from screens.kit.dispatch import Offer, offers
from screens.kit.keymap import keys_of
from screens.kit.keys import shown
from screens.kit.prose import wrapped

_KEYS, _TITLE, _GAP = 16, 12, 2
_EDGES = 4  # cells: the box's own, and the scroll bar


@runtime_checkable
class Explains(Protocol):
    """A screen or widget with more to say in the help than its commands do."""

    def help_text(self) -> str:
        """One line on where one is, which stands first; after it, lines that follow the commands."""
        ...


class HelpScreen(ModalScreen[None]):
    """Scrolls with the arrows; Esc, Ctrl+U or F1 close it."""

    AUTO_FOCUS: ClassVar[str | None] = "VerticalScroll"

    def __init__(self, nodes: Sequence[DOMNode]) -> None:
        super().__init__()
        self.nodes = nodes

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(t("app.help_title"), classes="dialog-title")
            with VerticalScroll():
                yield Static(help_page(self.nodes, self.app.size.width))
            yield Static(t("app.help_hint"), classes="dialog-hint")

    def do_dialog_cancel(self) -> None:
        self.dismiss(None)

    def do_app_help(self) -> None:
        self.dismiss(None)


def help_page(nodes: Sequence[DOMNode], width: int) -> Group:
    """The help for whoever is in reach: one line on where one is, the commands, the nearest first, then the rest."""
    told = [words for node in nodes if isinstance(node, Explains) and (words := node.help_text())]
    first = [words.partition("\n")[0] for words in told]
    rest = [after for words in told if (after := words.partition("\n")[2])]
    table = Table.grid(padding=(0, _GAP, 0, 0))
    table.add_column(width=_KEYS, overflow="fold")
    table.add_column(width=_TITLE, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    room = width - _KEYS - _TITLE - 2 * _GAP - _EDGES
    for one in offers(nodes):
        table.add_row(*_cells(one, room))
    blank = Text("")
    return Group(*(_folded(words, width - _EDGES) for words in first), blank, table, blank, *map(Text, rest))


def _cells(one: Offer, room: int) -> tuple[Text, Text, Text]:
    # What has no key of its own is found by typing its name.
    own = " ".join(map(shown, one.command.keys))
    keys = Text(own, style="bold") if own else Text(keys_of("app.palette")[0], style="dim")
    text = _folded(one.command.help, room)
    if one.why_not:
        text.append("\n").append_text(_folded(t("app.not_now", why=one.why_not), room, "dim"))
    return keys, Text(one.command.title), text


def _folded(words: str, room: int, style: str = "") -> Text:
    # Chinese has no spaces to break at: Rich would cut the sentence with an ellipsis, or begin a line with a full stop.
    return Text("\n".join(wrapped(words, max(room, 1))), style=style)
