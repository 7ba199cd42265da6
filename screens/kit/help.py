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
from screens.kit.keys import shown


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
                yield Static(help_page(self.nodes))
            yield Static(t("app.help_hint"), classes="dialog-hint")

    def do_dialog_cancel(self) -> None:
        self.dismiss(None)

    def do_app_help(self) -> None:
        self.dismiss(None)


def help_page(nodes: Sequence[DOMNode]) -> Group:
    """The help for whoever is in reach: one line on where one is, the commands, the nearest first, then the rest."""
    told = [words for node in nodes if isinstance(node, Explains) and (words := node.help_text())]
    first = [words.partition("\n")[0] for words in told]
    rest = [after for words in told if (after := words.partition("\n")[2])]
    listed = sorted(offers(nodes), key=lambda one: (one.command.scope == "app", nodes.index(one.doer)))
    table = Table.grid(padding=(0, 2, 0, 0))
    # Folded: Chinese has no spaces to break at, and Rich would cut the sentence with an ellipsis.
    table.add_column(width=16, overflow="fold")
    table.add_column(width=12, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    for one in listed:
        table.add_row(*_cells(one))
    blank = Text("")
    return Group(*map(Text, first), blank, table, blank, *map(Text, rest))


def _cells(one: Offer) -> tuple[Text, Text, Text]:
    keys = Text(" ".join(map(shown, one.command.keys)) or "-", style="bold")
    text = Text(one.command.help)
    if one.why_not:
        text.append("\n" + t("app.not_now", why=one.why_not), style="dim")
    return keys, Text(one.command.title), text
