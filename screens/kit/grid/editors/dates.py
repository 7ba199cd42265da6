"""The editor of dates and months, typed short: 850312, 1985.3, 0312."""

from __future__ import annotations

from collections.abc import Sequence

from models.registers.column import Column, Context
from models.registers.kinds import parse
from models.registers.problem import Unreadable
from models.rules.dates import Ambiguous
from screens.kit.grid.editors.code import is_number
from screens.kit.grid.editors.text import TextEditor
from screens.kit.grid.editors.typed import Candidate, Reaction, admit, plain_numbers


class DateEditor(TextEditor):
    """Shows what the digits would mean while they are typed; where two dates are meant, Enter asks for a digit."""

    folds = True

    def __init__(self, column: Column, context: Context, old: str = "", caret_mode: bool = False) -> None:
        super().__init__(column, context, old, caret_mode)
        self._asked = False

    def type(self, character: str) -> Reaction:
        taken, refused = admit(plain_numbers(character), self.folds)
        if refused or not taken:
            return Reaction(refused=refused)
        if self._asked and is_number(taken):
            picked = next((found for found in self.candidates if found.key == taken), None)
            if picked:
                self._replace(picked.text)
                return Reaction(complete=True)
            # Somebody who does not look up goes on typing: one red cell is better than a row in the wrong place.
            return Reaction(spilled=True)
        self._insert(plain_numbers(taken))
        return Reaction(complete=self.column.auto_advance and not self.caret_mode and self._is_full())

    def _is_full(self) -> bool:
        """Whether the digits are one plausible date and no longer one begins so: 850312, and 8503 where a month will
        do, but not 198503 where a day may follow."""
        column, size = self.column, len(self.text)
        first, last = column.earliest, column.latest
        if not is_number(self.text) or self.caret < size or first is None or last is None:
            return False
        if size not in ((4, 6) if column.by_month else (6, 8)):
            return False
        try:
            found = parse(column, self.text, self.context)
        except Unreadable:
            return False
        if not first.isoformat()[: len(found)] <= found <= last.isoformat()[: len(found)]:
            return False
        return size != 6 or column.by_month or not first.year <= int(self.text[:4]) <= last.year

    def finish(self) -> str | None:
        if self.candidates and not self._asked:
            self._asked = True
            return None
        return self.text.strip()

    @property
    def candidates(self) -> Sequence[Candidate]:
        try:
            parse(self.column, self.text, self.context)
        except Ambiguous as doubt:
            return [Candidate(str(place), value, value) for place, value in enumerate(doubt.readings, 1)]
        except Unreadable:
            pass
        return ()

    @property
    def reading(self) -> str:
        try:
            value = parse(self.column, self.text, self.context)
        except Unreadable:
            return ""
        return value if value != self.text else ""

    def _changed(self) -> None:
        super()._changed()
        self._asked = False
