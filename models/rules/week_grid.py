"""One class's, teacher's or room's week: what meets when, and what cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.rules.calendar import SCHOOL_DAYS
from models.rules.slots import Clash, Slot, clashes_of, shared_rooms

KINDS = ("class", "teacher", "room")
"""Whose week it may be."""

Time = tuple[int, int]
"""A weekday (1 Monday) and a period."""


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """The lessons by time, and for each time the clashes of its lessons, each with the other lesson second."""

    weekdays: Sequence[int]
    periods: Sequence[int]
    lessons: Mapping[Time, Sequence[Slot]]
    clashes: Mapping[Time, Sequence[Clash]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Lessons in a week; two that take turns count as one."""
        return sum(1 for lessons in self.lessons.values() if lessons)


def is_of(slot: Slot, kind: str, key: str) -> bool:
    """Whether the lesson is in the week of that class (by code), teacher (by number) or room."""
    return {"class": slot.class_code, "teacher": slot.teacher, "room": slot.room}[kind] == key


def week_grid(slots: Sequence[Slot], kind: str, key: str, periods: Iterable[int] = ()) -> WeekGrid:
    """The week of one of `KINDS` among all lessons in force; ``periods`` are those to show besides those with
    lessons."""
    own = [slot for slot in slots if is_of(slot, kind, key)]
    lessons: dict[Time, list[Slot]] = {}
    found: dict[Time, list[Clash]] = {}
    shared = shared_rooms(slot.room for slot in slots)
    for slot in own:
        time = slot.weekday, slot.period
        lessons.setdefault(time, []).append(slot)
        found.setdefault(time, []).extend(clashes_of(slot, slots, shared))
    return WeekGrid(
        sorted({*SCHOOL_DAYS, *(slot.weekday for slot in own)}),
        sorted({*periods, *(slot.period for slot in own)}),
        {time: sorted(there, key=lambda slot: (slot.weeks, slot.class_code)) for time, there in lessons.items()},
        {time: clashing for time, clashing in found.items() if clashing},
    )
