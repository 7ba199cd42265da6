"""The editor of a cell that takes one entry of a list: by digits, by label, or by the initials of its pinyin."""

from __future__ import annotations

from collections.abc import Sequence

from models.registers.choosing import find_choice
from models.registers.column import Choice, Column, Context
from screens.kit.grid.editors.spelling import matches
from screens.kit.grid.editors.text import TextEditor
from screens.kit.grid.editors.typed import Candidate, Reaction, admit, split_digits

_MOST_POSITIONS = 9


class CodeEditor(TextEditor):
    """Digits complete the cell as soon as no longer number can follow; anything else narrows the list."""

    folds = True

    def __init__(self, column: Column, context: Context, old: str = "", caret_mode: bool = False) -> None:
        super().__init__(column, context, old, caret_mode)
        self._as_it_was = bool(self.text)

    def type(self, character: str) -> Reaction:
        taken, refused = admit(character, self.folds)
        if refused or not taken:
            return Reaction(refused=refused)
        if taken == " " and self.turns_page:
            self.page += 1
            return Reaction()
        if self._as_it_was and is_number(taken):
            # A wrong code that was gone back to: its right number is typed over it.
            self._replace("")
        trial = self.text[: self.caret] + taken + self.text[self.caret :]
        if is_number(trial) and not self.possible(trial) and not self._may_be_new(trial):
            return Reaction(refused=no_such(self, trial))
        self._insert(taken)
        done = self.column.auto_advance and self.picked() is not None
        return Reaction(complete=done)

    @property
    def turns_page(self) -> bool:
        """Whether Space means the next part of the list here."""
        return True

    def possible(self, typed: str) -> list[Candidate]:
        """The entries that ``typed`` may still become."""
        choices = self.context.choices(self.column.choices)
        if not typed:
            return _by_own_digits(choices)
        whole = [choice for choice in choices if matches(choice, typed)]
        if whole and not is_number(typed):
            return _numbered(whole)
        words, digits = split_digits(typed)
        pool = _numbered([choice for choice in choices if matches(choice, words)]) if words else _by_own_digits(choices)
        by_digits = [candidate for candidate in pool if candidate.key.startswith(digits)]
        return by_digits or _numbered(whole)

    def picked(self) -> Candidate | None:
        """The entry whose digits have been typed when none with longer digits can be meant."""
        _, digits = split_digits(self.text)
        found = self.possible(self.text)
        return found[0] if digits and len(found) == 1 and found[0].key == digits else None

    def finish(self) -> str | None:
        typed = self.text.strip()
        if not typed:
            return ""
        exact = find_choice(self.context.choices(self.column.choices), typed)
        if exact:
            return exact.label
        _, digits = split_digits(typed)
        found = self.possible(typed)
        chosen = [candidate for candidate in found if digits and candidate.key == digits] or found
        return chosen[0].text if len(chosen) == 1 else typed

    @property
    def candidates(self) -> Sequence[Candidate]:
        return self.possible("" if self._as_it_was else self.text.strip())

    def _changed(self) -> None:
        super()._changed()
        self._as_it_was = False

    def _may_be_new(self, digits: str) -> bool:
        """Whether an open list (classes, say) could take a new entry that begins so."""
        return any(self.context.new_choice(self.column.choices, digits + more) for more in ("", "1", "01"))


def no_such(editor: TextEditor, digits: str) -> str:
    """The sentence for digits that no entry has."""
    from data.words import t

    return t("grid.no_such_number", title=editor.column.title, typed=digits)


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _by_own_digits(choices: Sequence[Choice]) -> list[Candidate]:
    return [Candidate(choice.digits, choice.label, choice.label) for choice in choices]


def _numbered(choices: Sequence[Choice]) -> list[Candidate]:
    """By the entries' own digits where all have them, for those never change; by position otherwise."""
    if all(choice.digits for choice in choices):
        return _by_own_digits(choices)
    shown = choices[:_MOST_POSITIONS]
    return [Candidate(str(place), choice.label, choice.label) for place, choice in enumerate(shown, 1)]
