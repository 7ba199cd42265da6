"""What the school knows when reflections come in: its staff, the lessons they showed, the exchanges of their groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import peewee as pw

from models.actions.lesson_facts import lessons
from models.actions.reflection_pieces import Calendars, reflection_rules
from models.actions.teaching import calendar_of
from models.rules.classes import class_code
from models.rules.file_author import Author, Staff
from models.rules.reflection_names import Held, Known
from models.rules.reflections import AFTER_LESSON, EXCHANGE
from models.tables.people import Activity, ActivityRecord, GroupMember, Teacher
from models.tables.reading import tuples
from models.tables.reflections import Reflection

if TYPE_CHECKING:
    from models.actions.desk import Desk

BACK = timedelta(days=150)
"""How long ago a lesson or an exchange may have been for somebody to hand in what they wrote about it."""
EXCHANGING = ("group",)
"""The kinds of activities (codes of 'activity_kind') in which groups tell each other what came of their lessons."""


def known_at(desk: Desk, written: bool = False) -> Known:
    """Everything that tells whose a file is. Lessons and exchanges that their people have written about already are
    left out unless ``written``."""
    calendars = Calendars()
    return Known(
        _staff(desk),
        desk.today,
        tuple(_lessons(desk, calendars, written)),
        tuple(_exchanges(desk, calendars, written)),
        _month_of_week(desk),
    )


def _staff(desk: Desk) -> Staff:
    authors = [
        Author(
            one["staff_no"],
            one["name"],
            one["name_pinyin"],
            frozenset((*one["subjects"], *one["classes"], *one["group_roles"])),
        )
        for one in desk.people(desk.today)
    ]
    called = {choice.label: choice.code for choice in desk.lists.choices("subject")}
    called |= {name: name for name in desk.groups()}
    school = desk.school_name
    return Staff(authors, called, tuple(filter(None, (school, school.removesuffix("小学")))))


def _lessons(desk: Desk, calendars: Calendars, written: bool) -> Iterable[Held]:
    done = set() if written else _written(Reflection.lesson, AFTER_LESSON)
    rules = reflection_rules(desk)
    since, until = (desk.today - BACK).isoformat(), desk.today.isoformat()
    for one in lessons(since=since, until=until):
        if one.staff_no and one.status != "cancelled" and (one.id, one.staff_no) not in done:
            code = class_code(one.class_name.removeprefix("Class "))
            yield Held(
                one.id,
                one.held_on,
                one.topic,
                frozenset({one.staff_no}),
                _week(calendars, one.held_on),
                (code,) if code else (),
                one.kind in rules.lesson_kinds,
            )


def _exchanges(desk: Desk, calendars: Calendars, written: bool) -> Iterable[Held]:
    done = set() if written else _written(Reflection.activity, EXCHANGE)
    since, until = (desk.today - BACK).isoformat(), desk.today.isoformat()
    rows = tuples(
        Activity.select(Activity.id, Activity.held_on, Activity.title, ActivityRecord.group)
        .join(ActivityRecord, on=(ActivityRecord.activity == Activity.id))
        .where(Activity.kind.in_(EXCHANGING), Activity.held_on.between(since, until))
        .order_by(Activity.held_on, Activity.id)
    )
    members: dict[int, set[str]] = {}
    for group, staff_no in tuples(
        GroupMember.select(GroupMember.group, Teacher.staff_no).join(Teacher, on=(GroupMember.teacher == Teacher.id))
    ):
        members.setdefault(group, set()).add(staff_no)
    for row_id, held_on, title, group in rows:
        people = {one for one in members.get(group, ()) if (row_id, one) not in done}
        if people:
            yield Held(row_id, held_on, title, frozenset(people), _week(calendars, held_on))


def _written(about: Any, kind: str) -> set[tuple[int, str]]:
    """What is written already: (lesson or exchange, staff number)."""
    query = Reflection.select(about, Teacher.staff_no).join(
        Teacher, pw.JOIN.INNER, on=(Reflection.teacher == Teacher.id)
    )
    return set(tuples(query.where(Reflection.kind == kind, about.is_null(False), Reflection.state != "returned")))


def _week(calendars: Calendars, day: str) -> int:
    calendar = calendars.of(day)
    return calendar.week_of(date.fromisoformat(day)) if calendar else 0


def _month_of_week(desk: Desk) -> Callable[[int], str]:
    """The month in which the middle of a school week lies; '' for a week that the term does not have."""
    term = desk.term
    if term is None:
        return lambda _week: ""
    calendar = calendar_of(term)
    last = calendar.weeks

    def month(week: int) -> str:
        return (calendar.monday_of(week) + timedelta(days=2)).isoformat()[:7] if 1 <= week <= last else ""

    return month
