"""The editor of words and names, and the base of all others: a text, a caret, and what Enter would write."""

from __future__ import annotations

from collections.abc import Sequence

from models.registers.column import Column, Context
from screens.kit.grid.editors.typed import Candidate, Reaction, admit, split_digits


class TextEditor:
    """One cell being typed, without a screen.

    It opens empty, for typing replaces; with ``caret_mode`` (F2) it opens with the old text, and the arrows belong to
    the caret. ``text`` is what stands in the cell, ``caret`` the number of characters left of the caret.
    """

    folds = False

    def __init__(self, column: Column, context: Context, old: str = "", caret_mode: bool = False) -> None:
        self.column = column
        self.context = context
        self.old = old
        self.caret_mode = caret_mode
        self.text = old if caret_mode else ""
        self.caret = len(self.text)
        self.page = 0
        """Which part of a long list of candidates is shown; Space turns it."""

    def type(self, character: str) -> Reaction:
        """One printable key."""
        taken, refused = admit(character, self.folds)
        if taken == " " and (phrase := self._phrase()):
            self._replace(split_digits(self.text)[0] + phrase)
        elif taken:
            self._insert(taken)
        return Reaction(refused=refused)

    def _phrase(self) -> str:
        """The phrase of the column's list whose number was typed last, alone or behind other words; '' for none."""
        _, number = split_digits(self.text)
        at_end = self.caret == len(self.text)
        if not (number and at_end and self.column.choices):
            return ""
        choices = self.context.choices(self.column.choices)
        return next((choice.label for choice in choices if choice.digits == number), "")

    def paste(self, text: str) -> Reaction:
        """A piece of one line, put in at the caret as it is."""
        refusals = [admit(character, self.folds) for character in text if character.isprintable() or character == "\t"]
        self._insert("".join(taken for taken, _ in refusals))
        return Reaction(refused=next((refused for _, refused in refusals if refused), ""))

    def backspace(self) -> None:
        if self.caret:
            self.text = self.text[: self.caret - 1] + self.text[self.caret :]
            self.caret -= 1
            self._changed()

    def delete(self) -> None:
        self.text = self.text[: self.caret] + self.text[self.caret + 1 :]
        self._changed()

    def left(self) -> None:
        self.caret = max(0, self.caret - 1)

    def right(self) -> None:
        self.caret = min(len(self.text), self.caret + 1)

    def home(self) -> None:
        self.caret = 0

    def end(self) -> None:
        self.caret = len(self.text)

    def finish(self) -> str | None:
        """The text to write; None when a candidate must be picked first (asked once, then it is written as typed)."""
        return self.text

    @property
    def candidates(self) -> Sequence[Candidate]:
        """What the cell could become, in the order to show."""
        return ()

    @property
    def reading(self) -> str:
        """How the text would be understood, where that is not plain to see; '' otherwise."""
        return ""

    def _insert(self, text: str) -> None:
        self.text = self.text[: self.caret] + text + self.text[self.caret :]
        self.caret += len(text)
        self._changed()

    def _replace(self, text: str) -> None:
        self.text = text
        self.caret = len(text)
        self._changed()

    def _changed(self) -> None:
        self.page = 0
