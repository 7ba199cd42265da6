"""What a plan cannot choose: the entries fixed by hand, what has been already, and the lessons that groups attend."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from data.planning.values import Entry, GroupLesson
from models.planning.board import Board, Seat
from models.planning.facts import Facts

REASONS = (
    "no_lesson",
    "own",
    "forbidden",
    "barred",
    "other_school",
    "teaches",
    "away",
    "closed_day",
    "twice",
    "full",
    "limit",
)
"""Why somebody cannot be at a lesson, the gravest first."""


class NotKept(NamedTuple):
    """An entry that was fixed, or a group's lesson that a member should attend, and why it cannot be."""

    entry: Entry
    why: str
    group: str = ""


class FullLesson(NamedTuple):
    """A group's lesson for which there are fewer seats than members who could come."""

    lesson: int
    week: int
    seats: int
    members: tuple[int, ...]


@dataclass
class Fixed:
    """``seats`` are on the board; ``loose`` are those of them where others of the group might have come instead;
    ``lost`` are fixed entries that cannot be, ``exempt`` members who cannot attend."""

    seats: list[Seat] = field(default_factory=list)
    loose: list[Seat] = field(default_factory=list)
    lost: list[NotKept] = field(default_factory=list)
    exempt: list[NotKept] = field(default_factory=list)

    def full_lessons(self, facts: Facts) -> list[FullLesson]:
        """The lessons for which ``loose`` seats were given out, with all who might have come."""
        came: dict[tuple[int, int], list[int]] = {}
        for one in self.loose:
            came.setdefault((one.lesson, one.week), []).append(one.observer)
        stayed: dict[tuple[int, int], list[int]] = {}
        for one in self.exempt:
            if one.why == "full" and (seat := seat_of(facts, one.entry)) is not None:
                stayed.setdefault((seat.lesson, seat.week), []).append(seat.observer)
        return [
            FullLesson(*time, len(there), tuple(sorted({*there, *stayed.get(time, ())})))
            for time, there in sorted(came.items())
        ]


def seat_of(facts: Facts, entry: Entry) -> Seat | None:
    """The entry by numbers; None where there is no such lesson then."""
    if entry.observer not in facts.number or entry.teacher not in facts.number:
        return None
    if not facts.is_time(entry.week, entry.day, entry.period):
        return None
    teacher = facts.number[entry.teacher]
    lesson = facts.lesson_at(teacher, entry.week, facts.slot(entry.day, entry.period))
    return None if lesson is None else Seat(facts.number[entry.observer], lesson, entry.week)


def why_impossible(facts: Facts, entry: Entry) -> str:
    """Why the entry cannot be in any plan: one of `REASONS`; ''."""
    seat = seat_of(facts, entry)
    if seat is None:
        return "no_lesson"
    observer, lesson, week = seat
    slot = facts.slot_of[lesson]
    if observer == facts.teacher_of[lesson]:
        return "own"
    if (entry.observer, entry.teacher) in facts.given.forbidden:
        return "forbidden"
    if facts.barred_weeks(observer, lesson) >> week & 1:
        return "barred"
    if not facts.may_see(observer, facts.teacher_of[lesson]):
        return "other_school"
    if facts.busy[observer][slot] >> week & 1:
        return "teaches"
    if not facts.free(observer, slot) >> week & 1:
        return "away"
    if not facts.rules.allow_fallback and entry.day not in facts.rules.open_days:
        return "closed_day"
    return ""


def why_blocked(board: Board, entry: Entry) -> str:
    """Why the entry cannot be put on this board: what never can be, or what is on it already; ''."""
    if why := why_impossible(board.facts, entry):
        return why
    seat = seat_of(board.facts, entry)
    assert seat is not None  # what is possible has a lesson
    observer, lesson, week = seat
    if (board.facts.slot_of[lesson], week) in board.at[observer]:
        return "twice"
    if len(board.audience.get((lesson, week), ())) >= board.facts.seats[lesson]:
        return "full"
    return "" if board.is_open_to(observer, lesson, week) else "limit"


def fix(
    board: Board,
    pins: Iterable[Entry],
    group_lessons: Iterable[GroupLesson],
    first: Collection[Seat] = (),
) -> Fixed:
    """Put on the board what cannot be chosen. A limit that fixed entries exceed is theirs to exceed. Where a group has
    too few seats, those of ``first`` come."""
    found = Fixed()
    for entry in sorted(set(pins)):
        why = why_blocked(board, entry)
        if why in ("", "limit"):
            seat = seat_of(board.facts, entry)
            assert seat is not None
            board.put([seat])
            found.seats.append(seat)
        else:
            found.lost.append(NotKept(entry, why))
    for lesson in sorted(set(group_lessons)):
        _attend(board, lesson, found, first)
    return found


def _attend(board: Board, lesson: GroupLesson, found: Fixed, first: Collection[Seat]) -> None:
    """Let every member who can attend; where seats are few, those whom it brings most."""
    facts = board.facts
    giver = facts.people[facts.number[lesson.teacher]] if lesson.teacher in facts.number else None
    coming: list[tuple[bool, int, int, Seat]] = []
    for member in facts.people:
        if giver is None or lesson.group not in member.groups or member is giver or member.school != giver.school:
            continue
        entry = Entry(member.id, lesson.week, lesson.day, lesson.period, lesson.teacher)
        seat = seat_of(facts, entry)
        if seat is not None and seat in board.fixed:
            continue
        why = why_blocked(board, entry)
        if why in ("", "limit") and seat is not None:
            coming.append((seat not in first, -facts.gain(seat.observer, seat.lesson), seat.observer, seat))
        else:
            found.exempt.append(NotKept(entry, why, lesson.group))
    coming.sort()
    room = None
    for place, (*_, seat) in enumerate(coming):
        if room is None:
            room = facts.seats[seat.lesson] - len(board.audience.get((seat.lesson, seat.week), ()))
        if place < room:
            board.put([seat])
            found.seats.append(seat)
            if len(coming) > room:
                found.loose.append(seat)
        else:
            found.exempt.append(NotKept(facts.entry(*seat), "full", lesson.group))
