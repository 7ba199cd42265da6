"""Whether a teacher's lessons have the seats, over the term, for everybody who is to see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from models.planning.board import Board


class Counts(Protocol):
    """How often who is to see whom: what a flow knows."""

    @property
    def board(self) -> Board: ...

    @property
    def taken(self) -> Sequence[Mapping[int, int]]: ...

    @property
    def could(self) -> Sequence[Sequence[int]]: ...


def seats_left(board: Board, lesson: int) -> int:
    """The seats of a lesson in the weeks to plan, those taken already left out."""
    facts = board.facts
    weeks = facts.runs[lesson] & facts.plannable
    taken = sum(
        len(board.audience.get((lesson, week), ())) for week in range(1, board.rules.weeks + 1) if weeks >> week & 1
    )
    return facts.seats[lesson] * weeks.bit_count() - taken


def too_few_seats(counts: Counts, teacher: int) -> bool:
    """Whether somebody would have to see a less gainful lesson of the teacher than counted on."""
    board, facts = counts.board, counts.board.facts
    wanted = {one: counts.taken[one].get(teacher, 0) for one in counts.could[teacher]}
    wanted = {one: count for one, count in wanted.items() if count}
    room = {lesson: seats_left(board, lesson) for lesson in facts.lessons_of[teacher]}
    if sum(wanted.values()) <= min((left for left in room.values() if left > 0), default=0):
        return False
    seated: dict[int, list[int]] = {lesson: [] for lesson in room}

    def seat(observer: int, tried: set[int]) -> bool:
        options = facts.options[observer][teacher]
        for gain, lesson, _ in options:
            if gain < options[0][0]:
                break
            if lesson in tried:
                continue
            tried.add(lesson)
            if len(seated[lesson]) < room[lesson]:
                seated[lesson].append(observer)
                return True
            for place, other in enumerate(seated[lesson]):
                if seat(other, tried):
                    seated[lesson][place] = observer
                    return True
        return False

    return not all(seat(observer, set()) for observer, count in wanted.items() for _ in range(count))
