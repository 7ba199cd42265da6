"""The first start: the school's name and its term, or the sample school. Nothing else is needed to begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from data.words import t
from models.rules.terms import BadTerm, TermDates, term_named, term_of

NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Founding:
    """What the person wants: a school of that name in that term, or the sample school where ``name`` is ''."""

    name: str
    term: TermDates | None = None


class WelcomeScreen(Screen[Founding]):
    """Dismissed with a `Founding`, or None when the person leaves."""

    AUTO_FOCUS: ClassVar[str | None] = "#name"
    DEFAULT_CSS = """
    WelcomeScreen { align: center middle; }
    WelcomeScreen .wrong { color: $text-error; text-style: bold; height: auto; padding-top: 1; }
    """

    def __init__(self, place: str, today: date) -> None:
        super().__init__()
        self.place = place
        self.today = today

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(t("welcome.title"), classes="dialog-title", markup=False)
            yield Static(t("welcome.name"), markup=False)
            yield Input(id="name", compact=True, max_length=NAME_LENGTH)
            yield Static("", markup=False)
            yield Static(t("welcome.term"), markup=False)
            yield Input(term_of(self.today), id="term", compact=True, max_length=10)
            yield Static("", id="wrong", classes="wrong")
            yield Static(Text(t("welcome.hint", place=self.place)), classes="dialog-hint")

    def on_key(self, event: events.Key) -> None:
        """F2 asks for the sample school; arrows go between the two lines; Esc and Ctrl+Q leave."""
        if event.key == "f2":
            self.dismiss(Founding(""))
        elif event.key in ("escape", "ctrl+q"):
            self.dismiss(None)
        elif event.key == "down":
            self.focus_next()
        elif event.key == "up":
            self.focus_previous()
        else:
            return
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next line, and from the last one begins."""
        name = self.query_one("#name", Input)
        if event.input is name:
            if not name.value.strip():
                self.wrong(t("welcome.name_needed"))
                return
            self.wrong("")
            self.query_one("#term", Input).focus()
            return
        self.begin()

    def begin(self) -> None:
        """Take what is typed, or say what is wrong with it."""
        name = self.query_one("#name", Input)
        if not name.value.strip():
            self.wrong(t("welcome.name_needed"))
            name.focus()
            return
        try:
            term = term_named(self.query_one("#term", Input).value)
        except BadTerm as error:
            self.wrong(str(error))
            return
        self.dismiss(Founding(name.value.strip(), term))

    def wrong(self, sentence: str) -> None:
        self.query_one("#wrong", Static).update(Text(sentence))
