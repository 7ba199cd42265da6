"""Who can be where in a period: what stands in an observer's way, and which other lessons would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.rules.calendar import Calendar
from models.rules.slots import Slot, given_on


@dataclass(frozen=True, slots=True)
class OpenedLesson:
    """An open lesson as a plain value; ``observers`` are the staff numbers of those planned or come, ``outside`` the
    number of experts. ``seats`` 0 means that nobody counts them."""

    id: int
    held_on: str
    period: int
    teacher: str
    class_code: str
    subject: str
    seats: int = 0
    observers: tuple[str, ...] = ()
    outside: int = 0
    cancelled: bool = False

    @property
    def free_seats(self) -> int | None:
        """How many more it takes; None where nobody counts."""
        return max(0, self.seats - len(self.observers) - self.outside) if self.seats else None


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away from one ISO day to another."""

    staff_no: str
    first_day: str
    last_day: str
    reason: str = ""


OBSTACLES = ("cancelled", "own", "twice", "away", "teaches", "elsewhere", "full")
"""What may keep somebody from observing a lesson, the gravest first."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why somebody cannot observe a lesson: ``why`` is one of `OBSTACLES`, ``lesson`` the class's own lesson or the
    open lesson that is in the way, if one is."""

    why: str
    lesson: Slot | OpenedLesson | None = None
    note: str = ""


@dataclass(frozen=True)
class Day:
    """Everything about one day that decides who can be where."""

    day: date
    slots: Sequence[Slot]
    lessons: Sequence[OpenedLesson]
    away: Sequence[Away] = ()
    is_open: bool = True
    busy: Mapping[tuple[str, int], Slot] = field(init=False, repr=False)
    """The lesson that a teacher gives in a period."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "busy", {(slot.teacher, slot.period): slot for slot in self.slots})

    @classmethod
    def of(
        cls,
        day: date,
        slots: Iterable[Slot],
        calendar: Calendar | None,
        lessons: Sequence[OpenedLesson],
        away: Iterable[Away] = (),
    ) -> Day:
        """The day by the calendar (None: outside any term), with the lessons opened on it."""
        iso = day.isoformat()
        return cls(
            day,
            given_on(slots, calendar, day) if calendar else [],
            [lesson for lesson in lessons if lesson.held_on == iso],
            [one for one in away if one.first_day <= iso <= (one.last_day or one.first_day)],
            calendar.is_open(day) if calendar else True,
        )

    def observing(self, observer: str, period: int) -> OpenedLesson | None:
        """What somebody observes in a period."""
        return next(
            (
                lesson
                for lesson in self.lessons
                if lesson.period == period and observer in lesson.observers and not lesson.cancelled
            ),
            None,
        )

    def teaching_open(self, teacher: str, period: int) -> OpenedLesson | None:
        """The open lesson that somebody gives in a period, which may be none of the timetable's."""
        return next(
            (
                lesson
                for lesson in self.lessons
                if lesson.period == period and lesson.teacher == teacher and not lesson.cancelled
            ),
            None,
        )


def why_not(observer: str, lesson: OpenedLesson, day: Day, covered: bool = False) -> Obstacle | None:
    """What keeps somebody from observing the lesson, the gravest first; None when nothing does. With ``covered``
    somebody else takes the observer's own class meanwhile."""
    if lesson.cancelled:
        return Obstacle("cancelled", lesson)
    if observer == lesson.teacher:
        return Obstacle("own", lesson)
    if observer in lesson.observers:
        return Obstacle("twice", lesson)
    for one in day.away:
        if one.staff_no == observer:
            return Obstacle("away", note=one.reason)
    if lesson.period:
        own = day.teaching_open(observer, lesson.period) or day.busy.get((observer, lesson.period))
        if own and not covered:
            return Obstacle("teaches", own)
        if other := day.observing(observer, lesson.period):
            return Obstacle("elsewhere", other)
    if lesson.free_seats == 0:
        return Obstacle("full", lesson)
    return None


def alternatives(observer: str, days: Iterable[Day], besides: int = 0, most: int = 5) -> list[OpenedLesson]:
    """Open lessons that somebody could observe instead of lesson ``besides``, the earliest first."""
    found = [
        lesson
        for day in days
        for lesson in sorted(day.lessons, key=lambda each: (each.period, each.class_code, each.id))
        if lesson.id != besides and why_not(observer, lesson, day) is None
    ]
    return found[:most]


def free_people(lesson: OpenedLesson, staff: Iterable[str], day: Day) -> list[str]:
    """Who could still observe the lesson, in the order given."""
    if lesson.free_seats == 0:
        return []
    return [number for number in staff if why_not(number, lesson, day) is None]


def free_to_cover(slot: Slot, staff: Iterable[str], day: Day) -> list[str]:
    """Who could take a class for its teacher in that period: neither teaching, nor observing, nor away."""
    away = {one.staff_no for one in day.away}
    return [
        number
        for number in staff
        if number != slot.teacher
        and number not in away
        and (number, slot.period) not in day.busy
        and day.observing(number, slot.period) is None
        and day.teaching_open(number, slot.period) is None
    ]
