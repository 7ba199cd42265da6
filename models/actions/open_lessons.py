"""Open lessons and observations as plain values, read from the store, and what decides a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import peewee as pw

from models.actions.desk import Desk
from models.actions.teaching import calendar_of, slots
from models.rules.calendar import Calendar
from models.rules.counting import Observed, ObservingRules
from models.rules.meeting import Away, Day, OpenedLesson
from models.rules.slots import Slot
from models.tables.lessons import Absence, EvaluationForm, Observation, OpenLesson
from models.tables.people import Teacher
from models.tables.reading import tuples

TAKES_PART = ("planned", "came")
"""The states in which an observation takes a seat."""

ELSEWHERE = "elsewhere"
"""The kind of a lesson at another school."""


class Calendars:
    """The calendar and timetable of a desk's school, read once: make a new one after something has changed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.slots: list[Slot] = slots(desk.today)
        term = desk.term
        self.calendar: Calendar | None = calendar_of(term) if term else None
        self.away = [
            Away(*row)
            for row in tuples(
                Absence.select(Teacher.staff_no, Absence.first_day, Absence.last_day, Absence.reason)
                .join(Teacher, on=(Absence.teacher == Teacher.id))
                .where(Absence.first_day != "")
            )
        ]

    def day(self, day: date) -> Day:
        """Everything that decides who can be where on that day."""
        iso = day.isoformat()
        return Day.of(day, self.slots, self.calendar, opened_lessons(self.desk, iso, iso), self.away)

    def days(self, first: date, last: date) -> list[Day]:
        """The days from one to another on which lessons are open, each with all that decides it."""
        lessons: dict[str, list[OpenedLesson]] = {}
        for lesson in opened_lessons(self.desk, first.isoformat(), last.isoformat()):
            lessons.setdefault(lesson.held_on, []).append(lesson)
        count = (last - first).days + 1
        every = (first + timedelta(days=n) for n in range(count))
        return [
            Day.of(day, self.slots, self.calendar, lessons[day.isoformat()], self.away)
            for day in every
            if day.isoformat() in lessons
        ]

    def given(self, day: date) -> list[Slot]:
        """The lessons of the timetable on that day."""
        return list(self.day(day).slots)


def opened_lessons(desk: Desk, first: str, last: str, ids: Sequence[int] | None = None) -> list[OpenedLesson]:
    """The open lessons from one ISO day to another (of those ids), with who observes them, by day and period."""
    query = (
        OpenLesson.select(
            OpenLesson.id,
            OpenLesson.held_on,
            OpenLesson.period,
            Teacher.staff_no,
            OpenLesson.class_group,
            OpenLesson.subject,
            OpenLesson.seats,
            OpenLesson.status,
        )
        .join(Teacher, pw.JOIN.LEFT_OUTER, on=(OpenLesson.teacher == Teacher.id))
        .order_by(OpenLesson.held_on, OpenLesson.period, OpenLesson.id)
    )
    query = query.where(OpenLesson.held_on.between(first, last)) if ids is None else query.where(OpenLesson.id.in_(ids))
    rows = tuples(query)
    seated = _seated([row[0] for row in rows])
    codes = desk.lists.class_codes()
    return [
        OpenedLesson(
            row_id,
            held_on,
            period,
            teacher or "",
            codes.get(class_group, ""),
            subject,
            seats,
            tuple(number for number in seated.get(row_id, ()) if number),
            sum(not number for number in seated.get(row_id, ())),
            status == "cancelled",
        )
        for row_id, held_on, period, teacher, class_group, subject, seats, status in rows
    ]


def observed(first: str, last: str, observers: Sequence[str] | None = None) -> list[Observed]:
    """Every observation (of those staff numbers) of lessons from one ISO day to another, with whether its form is in,
    by id."""
    observer: Any = Teacher.alias()
    teacher: Any = Teacher.alias()
    query = (
        Observation.select(
            Observation.id,
            OpenLesson.id,
            observer.staff_no,
            teacher.staff_no,
            OpenLesson.held_on,
            OpenLesson.period,
            Observation.status,
            EvaluationForm.status,
            Observation.recorded_on,
            Observation.minutes,
            OpenLesson.kind,
            OpenLesson.status,
        )
        .join(OpenLesson, on=(Observation.lesson == OpenLesson.id))
        .join(teacher, pw.JOIN.LEFT_OUTER, on=(OpenLesson.teacher == teacher.id))
        .switch(Observation)
        .join(observer, on=(Observation.observer == observer.id))
        .switch(Observation)
        .join(EvaluationForm, pw.JOIN.LEFT_OUTER, on=(EvaluationForm.observation == Observation.id))
        .where(OpenLesson.held_on.between(first, last))
        .order_by(Observation.id)
    )
    rows = tuples(query if observers is None else query.where(observer.staff_no.in_(list(observers))))
    return [
        Observed(
            row_id,
            lesson,
            who,
            teacher_no or "",
            held_on,
            period,
            status,
            form == "handed_in",
            recorded_on,
            minutes,
            kind == ELSEWHERE,
            lesson_status == "cancelled",
        )
        for (
            row_id,
            lesson,
            who,
            teacher_no,
            held_on,
            period,
            status,
            form,
            recorded_on,
            minutes,
            kind,
            lesson_status,
        ) in rows
    ]


def observed_in_term(desk: Desk) -> list[Observed]:
    """Every observation of the present term; [] where there is no term."""
    term = desk.term
    return observed(term.starts_on, term.ends_on) if term else []


def observing_rules(desk: Desk) -> ObservingRules:
    """By which rules an observation counts, from the setting 'observing'; what it does not say is as usual. How many
    are owed is another question: `observing_quotas`."""
    usual = ObservingRules()
    said = desk.setting("observing", {})
    return ObservingRules(
        late_days=int(said.get("late_days", usual.late_days)),
        least_minutes=int(said.get("least_minutes", usual.least_minutes)),
        most_elsewhere=int(said.get("most_elsewhere", usual.most_elsewhere)),
    )


def observing_quotas(desk: Desk) -> ObservingRules:
    """The rules with how many observations each of the staff owes, as the school's obligations say."""
    from models.actions.owed.quotas import quotas  # which counts over what is here

    return replace(observing_rules(desk), quota_of=quotas(desk, "observed"))


def _seated(lessons: Iterable[int]) -> dict[int, list[str]]:
    """Who takes a seat in each lesson: staff numbers, '' for an expert."""
    ids = list(lessons)
    found: dict[int, list[str]] = {}
    if not ids:
        return found
    rows = tuples(
        Observation.select(Observation.lesson, Teacher.staff_no)
        .join(Teacher, pw.JOIN.LEFT_OUTER, on=(Observation.observer == Teacher.id))
        .where(
            Observation.lesson.in_(ids),
            Observation.status.in_(TAKES_PART),
            Observation.observer.is_null(False) | Observation.expert.is_null(False),
        )
        .order_by(Observation.id)
    )
    for lesson, number in rows:
        found.setdefault(lesson, []).append(number or "")
    return found
