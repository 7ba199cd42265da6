"""Pieces of which nobody knows yet whose they are: who is likely, why it is open, and settling it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.words import t
from models.actions.reflection_pieces import Piece
from models.actions.reflections import Done, assign, text_of
from models.actions.reflections_known import known_at
from models.actions.registers.reflections import ReflectionTable
from models.registers.column import Person
from models.rules.names import find_people
from models.rules.reflection_names import NO_KIND, Guess, Held, Known, guess
from models.rules.reflections import AFTER_LESSON, EXCHANGE

if TYPE_CHECKING:
    from models.actions.desk import Desk

MOST = 9
"""Likely people that are offered by their digits."""


@dataclass(frozen=True, slots=True)
class Question:
    """One piece that waits: whom it may be by (in the order of the digits that choose them), what kind it is likely
    of, and in sentences what is open."""

    piece: Piece
    guess: Guess
    people: tuple[Person, ...]
    why: tuple[str, ...]


class Matching:
    """What is open at one desk. Make a new one when others have written."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: Known = known_at(desk)
        self._people = {person.staff_no: person for person in desk.lists.people()}

    def question(self, piece: Piece) -> Question:
        """What is to be asked about a piece."""
        guessed = guess(piece.file_name, text_of(self._desk, piece.id), "", self._known)
        numbers = (piece.staff_no,) if piece.staff_no else (guessed.teacher, *guessed.candidates)
        people = tuple(self._people[one] for one in numbers if one in self._people)[:MOST]
        return Question(piece, guessed, people, tuple(told(self._desk, guessed)))

    def find(self, typed: str) -> list[Person]:
        """Who may be meant by what was typed."""
        return find_people(typed, self._desk.lists.people(), MOST)

    def about(self, teacher: str, kind: str) -> list[Held]:
        """The lessons or exchanges that somebody may have written about, the latest first."""
        held = {AFTER_LESSON: self._known.lessons, EXCHANGE: self._known.exchanges}.get(kind, ())
        return sorted((one for one in held if teacher in one.people), key=lambda one: one.day, reverse=True)

    def settle(self, question: Question, teacher: str, kind: str) -> Done:
        """Say whose it is and what it counts for; the lesson or exchange follows where the file tells."""
        piece = question.piece
        text = text_of(self._desk, piece.id)
        again = guess(piece.file_name, text, teacher, self._known)
        same = again if again.teacher == teacher and again.kind == kind else Guess()
        return assign(
            self._desk,
            [piece.id],
            teacher=teacher,
            kind=kind,
            month=piece.month or question.guess.month,
            lesson=same.lesson,
            activity=same.exchange,
        )

    def bind(self, piece: Piece, held: int) -> Done:
        """Say after which lesson, or in which exchange it was written."""
        if piece.kind == AFTER_LESSON:
            return assign(self._desk, [piece.id], lesson=held)
        return assign(self._desk, [piece.id], activity=held)

    def remove(self, piece: Piece) -> None:
        """Take out what is no reflection; its file stays in the store, and the history keeps the rest."""
        with self._desk.store.change("reflections.remove", piece.file_name or piece.title):
            ReflectionTable(self._desk.lists, self._desk).delete(piece.id)


def told(desk: Desk, guessed: Guess) -> Sequence[str]:
    """What is open, in sentences."""
    people = {person.staff_no: person for person in desk.lists.people()}
    names = t("intake.or").join(
        t("intake.person", name=people[one].name, number=one, note=people[one].note)
        for one in guessed.candidates
        if one in people
    )
    found = [t(f"intake.doubt.{doubt}", people=names) for doubt in guessed.doubts]  # family intake.doubt.*
    return found if guessed.kind or NO_KIND in guessed.doubts else [*found, t("intake.doubt.no_kind", people=names)]
