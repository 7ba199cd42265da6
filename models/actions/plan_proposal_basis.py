"""What a proposal of observations begins from: what stands in the store from tomorrow on, and what of it cannot be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.planning.values import Entry, Given
from data.words import t
from models.actions.desk import Desk
from models.actions.open_lessons import ELSEWHERE, Calendars
from models.actions.planning_source import CannotPlan, PlanSource, plan_source
from models.rules.calendar import Calendar
from models.rules.meeting import Day
from models.tables.lessons import Observation, OpenLesson
from models.tables.people import Teacher
from models.tables.reading import tuples

BROKEN = ("cancelled", "closed", "teacher_away", "away", "moved", "teaches")
"""Why what people were told cannot be any more, the gravest first."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """An observation that somebody is down for: ``broken`` says why it cannot be (of `BROKEN`, '' where it can),
    ``pinned`` that somebody fixed it by hand."""

    observation: int
    lesson: int
    entry: Entry
    pinned: bool = False
    broken: str = ""


@dataclass(frozen=True)
class Basis:
    """``given`` with everything as pins that stands and still can be; ``arranged`` is what people are down for from
    ``begins`` on, ``opened`` which lessons are open then. ``change`` is the store's latest change at the reading."""

    given: Given
    arranged: tuple[Arranged, ...]
    opened: frozenset[tuple[int, int, int, str]]
    begins: date
    first_week: int
    first_day: int
    mondays: tuple[date, ...]
    change: int

    @property
    def broken(self) -> list[Arranged]:
        return [one for one in self.arranged if one.broken]

    @property
    def last_week(self) -> int:
        return self.given.rules.weeks

    def day_of(self, week: int, day: int) -> date:
        return self.mondays[week - 1] + timedelta(days=day - 1)


def read_basis(desk: Desk) -> Basis:
    """Read it as the store is now. Who is to go somewhere is told a day before: so it begins with tomorrow.

    Raises CannotPlan, NotAllowed.
    """
    change = desk.store.latest_change()
    source = plan_source(desk)
    calendars = Calendars(desk)
    calendar = calendars.calendar
    assert calendar is not None  # without a term there is nothing to plan, which was said above
    begins = max(desk.today + timedelta(days=1), date.fromisoformat(calendar.term.starts_on))
    if begins.isoformat() > calendar.term.ends_on:
        raise CannotPlan(t("planner.term_over"))
    arranged = _arranged(calendars, calendar, begins, {person.id for person in source.given.people})
    opened = tuples(
        OpenLesson.select(OpenLesson.held_on, OpenLesson.period, Teacher.staff_no)
        .join(Teacher, on=(OpenLesson.teacher == Teacher.id))
        .where(OpenLesson.held_on.between(begins.isoformat(), calendar.term.ends_on), OpenLesson.status != "cancelled")
    )
    return Basis(
        _with_what_can_be(source, arranged),
        arranged,
        frozenset((*_time(calendar, held_on), period, teacher) for held_on, period, teacher in opened),
        begins,
        calendar.week_of(begins),
        begins.isoweekday(),
        tuple(calendar.monday_of(week) for week in range(1, calendar.weeks + 1)),
        change,
    )


def _arranged(calendars: Calendars, calendar: Calendar, begins: date, known: set[str]) -> tuple[Arranged, ...]:
    teacher = Teacher.alias()
    rows = tuples(
        Observation.select(
            Observation.id,
            OpenLesson.id,
            Teacher.staff_no,
            OpenLesson.held_on,
            OpenLesson.period,
            teacher.staff_no,
            OpenLesson.kind,
            OpenLesson.status,
            Observation.pinned,
            Observation.covered_by,
        )
        .join(OpenLesson, on=(Observation.lesson == OpenLesson.id))
        .join(teacher, on=(OpenLesson.teacher == teacher.id))
        .switch(Observation)
        .join(Teacher, on=(Observation.observer == Teacher.id))
        .where(
            OpenLesson.held_on.between(begins.isoformat(), calendar.term.ends_on),
            Observation.status == "planned",
            OpenLesson.period > 0,
            OpenLesson.kind != ELSEWHERE,
        )
        .order_by(OpenLesson.held_on, OpenLesson.period, Observation.id)
    )
    days: dict[str, Day] = {}
    found = []
    for row_id, lesson, observer, held_on, period, of, kind, status, pinned, cover in rows:
        if observer not in known or of not in known:
            continue
        if held_on not in days:
            days[held_on] = calendars.day(date.fromisoformat(held_on))
        why = _why_broken(days[held_on], observer, of, period, kind, bool(cover))
        if status == "cancelled":
            why = "cancelled"
        entry = Entry(observer, *_time(calendar, held_on), period, of)
        found.append(Arranged(row_id, lesson, entry, bool(pinned), why))
    return tuple(found)


def _why_broken(day: Day, observer: str, teacher: str, period: int, kind: str, covered: bool) -> str:
    away = {one.staff_no for one in day.away}
    if not day.is_open:
        return "closed"
    if teacher in away:
        return "teacher_away"
    if observer in away:
        return "away"
    # Lessons of the open day are the timetable's: where it says otherwise by now, they have moved.
    if kind == "open_day" and (teacher, period) not in day.busy:
        return "moved"
    return "teaches" if not covered and (observer, period) in day.busy else ""


def _with_what_can_be(source: PlanSource, arranged: tuple[Arranged, ...]) -> Given:
    """Take out of the pins what is broken; nobody's quota is less by it."""
    given, broken = source.given, [one for one in arranged if one.broken]
    pins = set(given.pins)
    # What cannot be was taken for something apart from the plan, which lowers the quota.
    lowered = Counter(one.entry.observer for one in broken if one.entry not in pins and one.broken != "cancelled")
    moved = {one.entry[1:] for one in broken if one.broken == "moved"}
    return replace(
        given,
        people=tuple(replace(one, quota=one.quota + lowered[one.id]) for one in given.people),
        pins=tuple(sorted(pins - {one.entry for one in broken})),
        barred=given.barred | {Entry("", *time) for time in moved},
    )


def _time(calendar: Calendar, held_on: str) -> tuple[int, int]:
    day = date.fromisoformat(held_on)
    return calendar.week_of(day), day.isoweekday()
