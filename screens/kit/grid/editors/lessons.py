"""The editor of what a class is taught in one period: a subject's digits, a person's initials, either or both."""

from __future__ import annotations

from collections.abc import Sequence

from models.registers.column import Column, Context, People, Person
from models.registers.lesson_text import parts_of, short_labels
from models.rules.names import find_people
from screens.kit.grid.editors.code import is_number
from screens.kit.grid.editors.person import written
from screens.kit.grid.editors.text import TextEditor
from screens.kit.grid.editors.typed import Candidate, Reaction, admit

_MOST = 9
_BETWEEN = ";；"


class LessonsEditor(TextEditor):
    """Digits in front become the subject's short name; a digit behind letters or characters picks one of those shown.

    A subject alone means whoever teaches it in the class; a semicolon begins a second lesson, of the other weeks.
    """

    folds = True

    def __init__(self, column: Column, context: Context, old: str = "", caret_mode: bool = False) -> None:
        super().__init__(column, context, old, caret_mode)
        self._asked = False
        self._found_for: str | None = None
        self._found: list[Candidate] = []
        self._labels = short_labels(context.choices("subject"))

    def type(self, character: str) -> Reaction:
        taken, refused = admit(character, self.folds)
        if refused or not taken:
            return Reaction(refused=refused)
        before, last = self._split()
        if is_number(taken) and self.caret == len(self.text):
            if (not last or is_number(last)) and (reaction := self._subject(before, last + taken)):
                return reaction
            picked = next((found for found in self.candidates if found.key == taken), None)
            if picked and last:
                self._replace(before + picked.text)
                return Reaction(complete=self.column.auto_advance and not before)
        self._insert(taken)
        return Reaction()

    def finish(self) -> str | None:
        before, last = self._split()
        if not last.strip():
            return self.text.strip(f" {_BETWEEN}")
        found = self.candidates
        if len(found) == 1:
            return before + found[0].text
        if found and not self._asked:
            self._asked = True
            return None
        return self.text.strip()

    @property
    def candidates(self) -> Sequence[Candidate]:
        if self._found_for != self.text:
            self._found_for, self._found = self.text, self._people(self._split()[1])
        return self._found

    def _changed(self) -> None:
        super()._changed()
        self._asked = False

    def _split(self) -> tuple[str, str]:
        """What stands before the lesson being typed, and that lesson."""
        at = max(self.text.rfind(mark) for mark in _BETWEEN) + 1
        return self.text[:at], self.text[at:].lstrip()

    def _subject(self, before: str, digits: str) -> Reaction | None:
        """The number of a subject, as far as it has been typed; None for what is no such number."""
        subjects = self.context.choices("subject")
        begun = [choice for choice in subjects if choice.digits.startswith(digits)]
        if len(begun) == 1 and begun[0].digits == digits:
            self._replace(f"{before}{self._labels[begun[0].code]} ")
        elif begun:
            self._replace(before + digits)
        else:
            return None
        return Reaction()

    def _people(self, last: str) -> list[Candidate]:
        """Who may be meant, those who teach the class first, each with the subject that the cell would say."""
        if not last.strip() or is_number(last.strip()):
            return self._subjects(last.strip())
        lesson = parts_of(last, self.context)
        if not lesson.person:
            return []
        exact = People.of(self.context.people()).called(lesson.person, lesson.person)
        found = list(exact) if len(exact) == 1 else find_people(lesson.person, self.context.people(), 2 * _MOST)
        own = self.context.teachers_of(self.column.about)
        found = sorted(found, key=lambda person: person.staff_no not in own)[:_MOST]
        return [
            Candidate(str(place), f"{subject} {person.name}".strip(), self._text(subject, person, lesson.rest))
            for place, person in enumerate(found, 1)
            for subject in [self._labels.get(lesson.subject or self._taught(person), "")]
        ]

    def _subjects(self, digits: str) -> list[Candidate]:
        if not digits:
            return []
        return [
            Candidate(choice.digits, choice.label, self._labels[choice.code])
            for choice in self.context.choices("subject")
            if choice.digits.startswith(digits)
        ]

    def _taught(self, person: Person) -> str:
        return next(iter(self.context.taught_by(person.staff_no, self.column.about)), "")

    def _text(self, subject: str, person: Person, rest: str) -> str:
        return " ".join(filter(None, (subject, written(person), rest)))
