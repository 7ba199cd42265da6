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
        return Reaction()

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
