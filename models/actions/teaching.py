"""The calendar, the bell times and the weekly timetable as plain values, read from the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import peewee as pw

from models.rules.bells import Bell
from models.rules.calendar import Calendar, SpecialDay
from models.rules.classes import grade_of
from models.rules.slots import Slot
from models.rules.terms import TermDates
from models.tables.lessons import BellTime, CalendarDay, TeachingSlot
from models.tables.people import ClassGroup, Teacher
from models.tables.reading import ByIds, tuples


def calendar_of(term: TermDates) -> Calendar:
    """The term with its special days."""
    rows = CalendarDay.select(CalendarDay.on_day, CalendarDay.kind, CalendarDay.acts_as, CalendarDay.note).where(
        CalendarDay.on_day >= term.starts_on, CalendarDay.on_day <= term.ends_on
    )
    return Calendar.of(term, (SpecialDay(*row) for row in tuples(rows)))


def bells() -> list[Bell]:
    """Every bell time of the school."""
    rows = BellTime.select(
        BellTime.weekday,
        BellTime.first_grade,
        BellTime.last_grade,
        BellTime.period,
        BellTime.starts_at,
        BellTime.ends_at,
    ).order_by(BellTime.weekday, BellTime.first_grade, BellTime.period)
    return [Bell(*row) for row in tuples(rows)]


_SLOTS = ByIds(
    TeachingSlot.select(
        TeachingSlot.id,
        ClassGroup.entry_year,
        ClassGroup.class_no,
        TeachingSlot.weekday,
        TeachingSlot.period,
        TeachingSlot.subject,
        Teacher.staff_no,
        TeachingSlot.room,
        TeachingSlot.seats,
        TeachingSlot.weeks,
        TeachingSlot.starts_on,
        TeachingSlot.ends_on,
    )
    .join(ClassGroup, on=(TeachingSlot.class_group == ClassGroup.id))
    .switch(TeachingSlot)
    .join(Teacher, pw.JOIN.LEFT_OUTER, on=(TeachingSlot.teacher == Teacher.id)),
    TeachingSlot.weekday,
)
_WEEK = tuple(range(1, 8))


def slots(on: date, weekdays: Sequence[int] = _WEEK, incomplete: bool = False) -> list[Slot]:
    """The complete rows of the weekly timetable (on those weekdays), ordered by weekday, period and id; those that have
    no teacher yet (then '') only where ``incomplete`` ones are asked for.

    ``on`` is a day of the school year by which classes are named: '3-2' is whoever is in grade 3 then.
    """
    found = [
        Slot(row_id, f"{grade_of(entry_year, on)}-{class_no}", weekday, period, subject, teacher or "", *rest)
        for row_id, entry_year, class_no, weekday, period, subject, teacher, *rest in _SLOTS(sorted(set(weekdays)))
        if period and (teacher or incomplete)
    ]
    return sorted(found, key=lambda slot: (slot.weekday, slot.period, slot.id))
