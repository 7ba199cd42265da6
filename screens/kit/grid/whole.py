"""A text that is longer than its cell and the line below, in a box with as many lines as it needs."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from data.words import t
from screens.kit.dialogs import Dialog
from screens.kit.prose import Prose


class WholeText(Dialog[None]):
    """Scrolls with the arrows; Enter, Esc and Ctrl+U close it."""

    AUTO_FOCUS: ClassVar[str | None] = "VerticalScroll"
    DEFAULT_CSS = """
    WholeText > .dialog { width: 90%; }
    WholeText VerticalScroll { height: auto; max-height: 16; }
    """

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self.whole = text

    def answers(self) -> ComposeResult:
        prose = Prose()
        prose.words = self.whole
        with VerticalScroll():
            yield prose

    def hint(self) -> str:
        return t("note.whole_hint")

    def do_dialog_accept(self) -> None:
        self.dismiss(None)
