"""The columns of the pairing board: which cards stand in them, in which order while one is carried, filtered or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.words import t
from models.actions.desk import Desk
from models.actions.pairing import Pair
from models.actions.pairing_board import Board, MentorRow
from models.actions.pairing_moves import ENDED, MENTORS, WAITING, Held
from models.registers.choosing import label_of
from models.registers.column import PeopleList
from models.rules.classes import GRADES
from models.rules.mentoring import Fit, PairPerson
from models.rules.mentoring_words import priority_words
from models.rules.names import find_people
from screens.kit.pairing.columns import Card, Column
from screens.kit.pairing.lines import LEAD, POINTS, SLOT, Wording

_SIDE, _WIDE_SIDE, _ENDED = 27, 30, 26
_ROOMY = 100


def shares(width: int, column: str) -> Mapping[str, int]:
    """How wide the columns are: two of them where there is little room, the one with the cursor among them."""
    if width >= _ROOMY:
        return {WAITING: _WIDE_SIDE, MENTORS: width - _WIDE_SIDE - _ENDED - 2, ENDED: _ENDED}
    if column == ENDED:
        return {MENTORS: width - _ENDED - 1, ENDED: _ENDED}
    return {WAITING: _SIDE, MENTORS: width - _SIDE - 1}


def lanes(desk: Desk, board: Board, words: str, held: Held | None) -> Sequence[Column]:
    """Who waits, the mentors with their mentees, and what is over. While something is carried, the side to which it
    goes is ordered by how well it would fit there."""
    said = Wording(desk, board)
    keeps = _Filter(desk, board, words)
    to_mentors = board.mentors_for(held.number, held.pair) if held and held.moves_mentee else None
    to_mentees = board.mentees_for(held.mentor) if held and held.mentor else None
    mentors: Sequence[tuple[MentorRow, Fit | None]] = to_mentors or [(row, None) for row in board.mentors]
    waiting: Sequence[tuple[str, Fit | None]] = to_mentees or [(number, None) for number in board.waiting]
    held_number = held.number if held else ""
    return (
        Column(
            WAITING,
            t("pairing_board.waiting", count=len(board.waiting)),
            [
                Card(
                    number,
                    said.mentee_line(number, fit, number == held_number),
                    faint=bool(fit and not fit.is_possible),
                    held=number == held_number,
                )
                for number, fit in waiting
                if number == held_number or keeps.mentee(number)
            ],
            t("pairing_board.nobody_waits"),
        ),
        Column(
            MENTORS,
            t("pairing_board.mentors", count=len(board.mentors), pairs=len(board.running)),
            [
                Card(
                    row.staff_no,
                    said.mentor_line(row, fit, row.staff_no == held_number),
                    said.slots(row),
                    faint=bool(fit and not fit.is_possible),
                    held=row.staff_no == held_number,
                )
                for row, fit in mentors
                # To whom something can be carried is not a question of what is looked at.
                if to_mentors or row.staff_no == held_number or keeps.mentor(row)
            ],
            t("pairing_board.no_mentors"),
            lead=LEAD if to_mentors is None else LEAD + POINTS - 1,
            slot_width=SLOT,
        ),
        Column(
            ENDED,
            t("pairing_board.ended", count=len(board.ended)),
            [Card(str(pair.id), said.ended_line(pair), faint=True) for pair in board.ended if keeps.pair(pair)],
            t("pairing_board.none_ended"),
        ),
    )


class _Filter:
    """Whether cards hold every word: of a name (or its letters), a subject, a grade, a group, or of why one waits."""

    def __init__(self, desk: Desk, board: Board, words: str) -> None:
        self._desk = desk
        self._board = board
        self._words = words.split()

    def mentee(self, number: str) -> bool:
        return self._holds(number)

    def mentor(self, row: MentorRow) -> bool:
        return self._holds(row.staff_no) or any(self._holds(pair.mentee) for pair in row.pairs)

    def pair(self, pair: Pair) -> bool:
        return self._holds(pair.mentor) or self._holds(pair.mentee)

    def _holds(self, number: str) -> bool:
        if not self._words:
            return True
        hay = self._hay(self._board.person(number))
        known = self._desk.lists.people().numbered(number)
        alone = PeopleList([known] if known else [])
        return all(word in hay or find_people(word, alone) for word in self._words)

    def _hay(self, person: PairPerson) -> str:
        subjects = self._desk.lists.choices("subject")
        known = person.staff_no in self._board.circle.people
        priority = self._board.circle.priority(person.staff_no) if known else None
        return " ".join(
            (
                person.name,
                person.group,
                *(label_of(subjects, code) for code in person.subjects),
                *(f"{grade}年级 {GRADES[int(grade) - 1]}年级" for grade in person.grades if grade.isdecimal()),
                priority_words(priority, self._board.circle.rules),
            )
        )
