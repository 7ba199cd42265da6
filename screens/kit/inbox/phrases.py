"""One line of text, or one of the school's own sentences by its digit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input, Static

from data.words import t
from screens.kit.dialogs import Ask
from screens.kit.keys import folded


class PhraseInput(Input):
    """While it is empty a digit takes a sentence instead of being typed."""

    @dataclass
    class Taken(Message):
        number: int

    def __init__(self, value: str, count: int) -> None:
        super().__init__(value, compact=True)
        self._count = count

    def on_key(self, event: events.Key) -> None:
        key = folded(event.key)
        if not self.value and key.isdecimal() and 1 <= int(key) <= self._count:
            event.prevent_default()
            event.stop()
            self.post_message(self.Taken(int(key)))


class AskPhrase(Ask):
    """A digit in the empty line takes that sentence at once; anything else is written by hand."""

    def __init__(self, title: str, phrases: Sequence[str], text: str = "", value: str = "") -> None:
        super().__init__(title, text, value)
        self.phrases = phrases[:9]

    def answers(self) -> ComposeResult:
        if self.phrases:
            listed = "\n".join(f"{number} {phrase}" for number, phrase in enumerate(self.phrases, 1))
            yield Static(Text(listed), classes="dialog-text")
        yield PhraseInput(self.value, len(self.phrases))

    def hint(self) -> str:
        return t("reflections.phrase_hint")

    def on_phrase_input_taken(self, event: PhraseInput.Taken) -> None:
        event.stop()
        self.dismiss(self.phrases[event.number - 1])
