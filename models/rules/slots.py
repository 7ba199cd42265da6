"""Lessons of the weekly timetable as plain values, which of them meet on a day, and where two cannot both be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.rules.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Slot:
    """One weekly lesson. ``class_code`` is '3-2', ``teacher`` a staff number, ``weeks`` 'all', 'odd' or 'even';
    ``starts_on`` and ``ends_on`` are ISO days, '' for an open end. ``seats`` 0 means the school's usual number."""

    id: int
    class_code: str
    weekday: int
    period: int
    subject: str
    teacher: str
    room: str = ""
    seats: int = 0
    weeks: str = "all"
    starts_on: str = ""
    ends_on: str = ""

    def lasts_until(self, day: str) -> bool:
        """Whether the row is in force on that ISO day."""
        return (not self.starts_on or self.starts_on <= day) and (not self.ends_on or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two lessons that cannot both be: ``what`` is 'teacher', 'class' or 'room', the thing they both want."""

    what: str
    first: Slot
    second: Slot


_SHARED = ("操场", "运动场", "体育场", "操坪", "field", "playground")
"""Words in the name of a place that holds several classes at once."""


def shared_rooms(rooms: Iterable[str]) -> frozenset[str]:
    """Those of the rooms in which several classes may be taught at once: the sports ground."""
    return frozenset(room for room in rooms if any(word in room.lower() for word in _SHARED))


def given_on(slots: Iterable[Slot], calendar: Calendar, day: date) -> list[Slot]:
    """The lessons of that day by the calendar, ordered by period and class; [] on a day without lessons."""
    weekday, iso = calendar.taught_as(day), day.isoformat()
    found = [
        slot
        for slot in slots
        if weekday and slot.weekday == weekday and slot.lasts_until(iso) and calendar.runs_in(slot.weeks, day)
    ]
    return sorted(found, key=lambda slot: (slot.period, slot.class_code, slot.id))


def clashes(slots: Sequence[Slot], shared_rooms: frozenset[str] = frozenset()) -> list[Clash]:
    """Every pair of lessons in which a teacher, a class or a room is wanted twice at once, in the timetable's order.

    ``shared_rooms`` (the sports ground) may hold several classes. Incomplete lessons clash with nothing.
    """
    by_time: dict[tuple[int, int], list[Slot]] = {}
    for slot in slots:
        if slot.weekday and slot.period:
            by_time.setdefault((slot.weekday, slot.period), []).append(slot)
    found = []
    for key in sorted(by_time):
        together = sorted(by_time[key], key=lambda slot: slot.id)
        for place, first in enumerate(together):
            found += [
                Clash(what, first, second)
                for second in together[place + 1 :]
                if _can_meet(first, second)
                for what in _wanted_twice(first, second, shared_rooms)
            ]
    return found


def clashes_of(slot: Slot, others: Iterable[Slot], shared_rooms: frozenset[str] = frozenset()) -> list[Clash]:
    """What stands in the way of one lesson among the others."""
    return [
        Clash(what, slot, other)
        for other in others
        if other.id != slot.id and (other.weekday, other.period) == (slot.weekday, slot.period)
        if _can_meet(slot, other)
        for what in _wanted_twice(slot, other, shared_rooms)
    ]


def _can_meet(first: Slot, second: Slot) -> bool:
    """Whether there may be a day on which both are given."""
    if {first.weeks, second.weeks} == {"odd", "even"}:
        return False
    starts, ends = max(first.starts_on, second.starts_on), [end for end in (first.ends_on, second.ends_on) if end]
    return not ends or not starts or starts <= min(ends)


def _wanted_twice(first: Slot, second: Slot, shared_rooms: frozenset[str]) -> list[str]:
    wanted = []
    if first.teacher and first.teacher == second.teacher:
        wanted.append("teacher")
    if first.class_code and first.class_code == second.class_code:
        wanted.append("class")
    if first.room and first.room == second.room and first.room not in shared_rooms:
        wanted.append("room")
    return wanted
