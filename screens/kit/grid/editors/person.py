"""The editor of a cell that names somebody: initials, pinyin, characters or a staff number."""

from __future__ import annotations

from collections.abc import Sequence

from models.registers.column import Column, Context, People, Person
from models.rules.names import find_people
from screens.kit.grid.editors.code import is_number
from screens.kit.grid.editors.text import TextEditor
from screens.kit.grid.editors.typed import Candidate, Reaction, admit

_MOST = 9


class PersonEditor(TextEditor):
    """A digit after letters or characters picks one of those shown; a staff number is typed as it is."""

    folds = True

    def __init__(self, column: Column, context: Context, old: str = "", caret_mode: bool = False) -> None:
        super().__init__(column, context, old, caret_mode)
        self._asked = False
        self._found_for: str | None = None
        self._found: list[Candidate] = []

    def type(self, character: str) -> Reaction:
        taken, refused = admit(character, self.folds)
        if refused or not taken:
            return Reaction(refused=refused)
        if is_number(taken) and (self._asked or (self.text and not is_number(self.text))):
            picked = next((found for found in self.candidates if found.key == taken), None)
            if picked and (self._asked or not self._is_number_of_somebody(self.text + taken)):
                self._replace(picked.text)
                return Reaction(complete=self.column.auto_advance)
        self._insert(taken)
        return Reaction()

    def finish(self) -> str | None:
        typed = self.text.strip()
        if not typed:
            return ""
        exact = People.of(self.context.people()).called(typed, typed)
        if len(exact) == 1:
            return written(exact[0])
        found = self.candidates
        if len(found) == 1:
            return found[0].text
        if found and not self._asked:
            self._asked = True
            return None
        return typed

    @property
    def candidates(self) -> Sequence[Candidate]:
        if self._found_for != self.text:
            self._found_for, self._found = self.text, people_for(self.text, self.context.people())
        return self._found

    def _changed(self) -> None:
        super()._changed()
        self._asked = False

    def _is_number_of_somebody(self, typed: str) -> bool:
        return People.of(self.context.people()).is_number_begun(typed)


def people_for(typed: str, people: Sequence[Person]) -> list[Candidate]:
    """The likeliest people for what was typed, numbered 1 to 9, with a note behind namesakes."""
    if not typed.strip():
        return []
    found = find_people(typed.strip(), people, _MOST)
    names = [person.name for person in found]
    return [
        Candidate(str(place), _label(person, names.count(person.name) > 1), written(person))
        for place, person in enumerate(found, 1)
    ]


def written(person: Person) -> str:
    """The text that names this person and nobody else."""
    return f"{person.name}({person.staff_no})"


def _label(person: Person, namesakes: bool) -> str:
    return f"{person.name}({person.note or person.staff_no})" if namesakes else person.name
