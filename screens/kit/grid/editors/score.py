"""The editor of points on an evaluation form."""

from __future__ import annotations

import re

from data.words import t
from models.registers.kinds import ABSENT
from screens.kit.grid.editors.text import TextEditor
from screens.kit.grid.editors.typed import Reaction, admit, plain_numbers

_POINTS = re.compile(r"(\d+)(\.\d?)?")


class ScoreEditor(TextEditor):
    """Points move on as soon as they can grow no more, as whole numbers do: 5 of 5 at once, 1 of 10 waits. '-' is for
    not applicable. A half is typed after going back: Backspace, then '.5'."""

    folds = True

    def type(self, character: str) -> Reaction:
        taken, refused = admit(plain_numbers(character), self.folds)
        if refused or not taken:
            return Reaction(refused=refused)
        trial = self.text[: self.caret] + taken + self.text[self.caret :]
        if trial == ABSENT:
            self._insert(taken)
            return Reaction(complete=not self.caret_mode and self.column.auto_advance)
        if not self._fits(trial):
            largest = self.column.largest
            return Reaction(refused=t("problem.score", title=self.column.title, text=trial, largest=largest))
        self._insert(taken)
        return Reaction(complete=self.column.auto_advance and not self.caret_mode and self._is_full())

    def _fits(self, text: str) -> bool:
        found = _POINTS.fullmatch(text)
        if found is None:
            return False
        return self.column.largest is None or float(text.rstrip(".")) <= self.column.largest

    def _is_full(self) -> bool:
        if "." in self.text:
            return not self.text.endswith(".")
        largest = self.column.largest
        # No number goes on behind a nought, and one digit more makes it at least ten times as large.
        return largest is not None and (self.text == "0" or int(self.text) * 10 > largest)
