"""F1: what this screen is for and every command it knows, with keys, and the reason where one cannot be done now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol, runtime_checkable

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from screens.kit.dispatch import Offer, offers
from screens.kit.keys import shown
from screens.kit.width import fitted


@runtime_checkable
class Explains(Protocol):
    """A screen or widget with more to say in the help than its commands: a sentence on where one is, its columns."""

    def help_text(self) -> str: ...


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


def help_page(nodes: Sequence[DOMNode]) -> Text:
    """The help for whoever is in reach: explanations first, then the commands, the nearest first."""
    told = [words for node in nodes if isinstance(node, Explains) and (words := node.help_text())]
    text = Text("\n\n".join(told))
    if told:
        text.append("\n\n")
    listed = sorted(offers(nodes), key=lambda one: (one.command.scope == "app", nodes.index(one.doer)))
    for one in listed:
        text.append_text(_entry(one))
    return text


def _entry(one: Offer) -> Text:
    keys = " ".join(map(shown, one.command.keys)) or "-"
    text = Text(fitted(keys, 18), style="bold")
    text.append(fitted(one.command.title, 14), style="not bold")
    text.append(" " + one.command.help, style="not bold")
    if one.why_not:
        text.append("\n" + " " * 33 + t("app.not_now", why=one.why_not), style="not bold dim")
    return text.append("\n")
