"""The editor of a time of day, typed as four digits: 0830."""

from __future__ import annotations

from models.rules.bells import clock_time
from screens.kit.grid.editors.code import is_number
from screens.kit.grid.editors.text import TextEditor
from screens.kit.grid.editors.typed import Reaction, admit, plain_numbers

_DIGITS = 4


class ClockEditor(TextEditor):
    """Four digits are all that a time has; shows how they will be read while they are typed."""

    folds = True

    def type(self, character: str) -> Reaction:
        taken, refused = admit(plain_numbers(character), self.folds)
        if refused or not taken:
            return Reaction(refused=refused)
        self._insert(taken)
        full = is_number(self.text) and len(self.text) == _DIGITS and clock_time(self.text) is not None
        return Reaction(complete=self.column.auto_advance and not self.caret_mode and full)

    def finish(self) -> str | None:
        return clock_time(self.text) or self.text

    @property
    def reading(self) -> str:
        return clock_time(self.text) or ""
