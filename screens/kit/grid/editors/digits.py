"""The editor of telephone numbers, staff numbers, whole numbers and scores."""

from __future__ import annotations

import re

from data.words import t
from screens.kit.grid.editors.code import is_number
from screens.kit.grid.editors.text import TextEditor
from screens.kit.grid.editors.typed import Reaction, admit


class DigitsEditor(TextEditor):
    """Full-width digits become plain ones as they are typed. A number that can grow no longer completes the cell: a
    mobile number at its eleventh digit, a score of at most 10 at once, save for a 1 that may become 10."""

    folds = True

    def type(self, character: str) -> Reaction:
        taken, refused = admit(character, self.folds)
        if refused or not taken:
            return Reaction(refused=refused)
        trial = self.text[: self.caret] + taken + self.text[self.caret :]
        largest = self.column.largest
        if largest is not None and not (is_number(trial) and int(trial) <= largest):
            return Reaction(refused=t("problem.too_large", title=self.column.title, text=trial, largest=largest))
        self._insert(taken)
        return Reaction(complete=self.column.auto_advance and not self.caret_mode and self._is_full())

    def _is_full(self) -> bool:
        if self.column.largest is not None:
            # No number goes on behind a nought, and one digit more makes it at least ten times as large.
            return self.text == "0" or int(self.text) * 10 > self.column.largest
        return bool(self.column.full) and re.fullmatch(self.column.full, self.text) is not None
