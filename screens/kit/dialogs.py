"""Questions that must be answered before anything else: yes or no, one line of text, one of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from data.words import t
from screens.kit.keys import folded

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer], Generic[Answer]):
    """A box in the middle: a title, what it asks, and the keys that answer. Esc and Ctrl+U give it up."""

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self.heading = title
        self.text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(self.heading), classes="dialog-title")
            if self.text:
                yield Static(Text(self.text), classes="dialog-text")
            yield from self.answers()
            yield Static(Text(self.hint()), classes="dialog-hint")

    def answers(self) -> ComposeResult:
        """The widgets that take the answer."""
        yield from ()

    def hint(self) -> str:
        """The keys that answer."""
        return t("app.dialog_hint")

    def do_dialog_cancel(self) -> None:
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """Yes or no; Enter means yes unless the deed is ``dangerous``: then only the digit 1 does."""

    def __init__(self, title: str, text: str = "", dangerous: bool = False) -> None:
        super().__init__(title, text)
        self.dangerous = dangerous

    def hint(self) -> str:
        return t("app.confirm_dangerous_hint") if self.dangerous else t("app.confirm_hint")

    def do_dialog_accept(self) -> None:
        self.dismiss(not self.dangerous)

    def do_dialog_cancel(self) -> None:
        self.dismiss(False)

    def on_key(self, event: events.Key) -> None:
        if (key := folded(event.key)) in ("1", "2", "y", "n"):
            event.stop()
            self.dismiss(key in ("1", "y"))


class Tell(Dialog[None]):
    """Something to be read, too long or too weighty for the bottom line; Enter or Esc closes it."""

    def hint(self) -> str:
        return t("app.tell_hint")

    def do_dialog_accept(self) -> None:
        self.dismiss(None)


class Ask(Dialog[str]):
    """One line of text; dismissed with None when given up."""

    AUTO_FOCUS: ClassVar[str | None] = "Input"

    def __init__(self, title: str, text: str = "", value: str = "") -> None:
        super().__init__(title, text)
        self.value = value

    def answers(self) -> ComposeResult:
        yield Input(self.value, compact=True)

    def hint(self) -> str:
        return t("app.ask_hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)


class Choose(Dialog[str]):
    """One of several ``(id, label)``; digits pick the first nine."""

    def __init__(self, title: str, options: Sequence[tuple[str, str]], text: str = "") -> None:
        super().__init__(title, text)
        self.options = options

    def answers(self) -> ComposeResult:
        yield OptionList(
            *(Option(Text(f"{number} {label}"), id=name) for number, (name, label) in self._numbered()),
            compact=True,
        )

    def _numbered(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """No number where no single digit chooses: '10' would choose the first."""
        for number, option in enumerate(self.options, 1):
            yield (str(number) if number <= 9 else " "), option

    def hint(self) -> str:
        return t("app.choose_hint")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id)

    def on_key(self, event: events.Key) -> None:
        key = folded(event.key)
        if key.isdecimal() and 1 <= int(key) <= min(9, len(self.options)):
            event.stop()
            self.dismiss(self.options[int(key) - 1][0])
