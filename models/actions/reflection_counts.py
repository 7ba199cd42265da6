"""Counting reflections: who owes how many insights of a month, which lessons wait for theirs, how often each group has
exchanged; and what to write to the groups about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import peewee as pw

from models.actions.lesson_facts import LessonFacts, lessons
from models.actions.owed.quotas import quotas
from models.actions.reflection_pieces import Calendars, reflection_rules
from models.rules.reflections import (
    AFTER_LESSON,
    DRAFT,
    EXCHANGE,
    INSIGHT,
    RETURNED,
    THERE,
    Tally,
    due_after_lesson,
    dues,
    month_of,
    tally,
)
from models.rules.rights import Scope
from models.tables.people import Activity, ActivityRecord, StaffGroup, Teacher
from models.tables.reading import tuples
from models.tables.reflections import Reflection

if TYPE_CHECKING:
    from models.actions.desk import Desk


@dataclass(frozen=True, slots=True)
class LessonOwed:
    """A lesson taught before others: whether the reflection on it is there, by when it is due (ISO)."""

    lesson: LessonFacts
    due_on: str
    state: str  # of the reflection; '' for none

    @property
    def is_there(self) -> bool:
        return self.state in THERE


@dataclass(frozen=True, slots=True)
class Owing:
    """One teacher's month: the insights, and the lessons whose reflection is overdue now."""

    staff_no: str
    name: str
    group: str
    tally: Tally
    lessons: tuple[LessonOwed, ...] = ()

    @property
    def owed(self) -> int:
        """Everything that is overdue now."""
        return self.tally.owed + len(self.lessons)

    @property
    def to_come(self) -> int:
        """Everything that is missing until the month's end."""
        return self.tally.missing + len(self.lessons)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A research group's exchanges of a month, each with how many of the group wrote about it."""

    group: str
    month: str
    asked: int
    held: tuple[tuple[str, str, int], ...]  # day, title, pieces

    @property
    def missing(self) -> int:
        return max(0, self.asked - len(self.held))


def owings(desk: Desk, month: str = "", group: str | None = None) -> list[Owing]:
    """Everybody on the staff (of a group) for a month (without a word: of today), who owes most first, then in the
    school's order; of them those whom the person may know of. Raises NotAllowed."""
    month = month or month_of(desk.today)
    people = _people(desk, group)
    rules, calendar = reflection_rules(desk), Calendars().of(f"{month}-15")
    asked = quotas(desk, "insights", "month", month)
    ids = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
    rows = tuples(
        Reflection.select(Reflection.teacher, Reflection.state, Reflection.handed_in_on).where(
            Reflection.month == month, Reflection.kind == INSIGHT, Reflection.teacher.is_null(False)
        )
    )
    pieces: dict[int, list[tuple[str, str]]] = {}
    for teacher, state, day in rows:
        pieces.setdefault(teacher, []).append((state, day))
    waiting: dict[str, list[LessonOwed]] = {}
    for one in lessons_owed(desk, month):
        if not one.is_there and one.due_on < desk.today.isoformat():
            waiting.setdefault(one.lesson.staff_no, []).append(one)
    found = [
        Owing(
            number := person["staff_no"],
            person["name"],
            person.get("research_group") or "",
            tally(
                month,
                _without_drafts(desk, number, pieces.get(ids[number], [])),
                replace(rules, per_month=asked.get(number, rules.per_month)),
                desk.today,
                calendar,
            ),
            tuple(waiting.get(number, ())),
        )
        for person in people
    ]
    return sorted(found, key=lambda one: (-one.owed, -one.to_come))


def lessons_owed(desk: Desk, month: str, group: str | None = None) -> list[LessonOwed]:
    """The lessons of a month that were taught before others, of those kinds after which a reflection is asked for, by
    day. Raises NotAllowed."""
    numbers = {person["staff_no"] for person in _people(desk, group)}
    rules, calendars = reflection_rules(desk), Calendars()
    today = desk.today.isoformat()
    given = [
        one
        for one in lessons(since=f"{month}-01", until=_last_day(month).isoformat())
        if one.kind in rules.lesson_kinds
        and one.status != "cancelled"
        and one.held_on <= today
        and one.staff_no in numbers
    ]
    rows = tuples(
        Reflection.select(Reflection.lesson, Reflection.state).where(
            Reflection.kind == AFTER_LESSON, Reflection.lesson.in_([one.id for one in given])
        )
    )
    states: dict[int, set[str]] = {}
    for lesson, state in rows:
        states.setdefault(lesson, set()).add(state)
    return [
        LessonOwed(
            one,
            due_after_lesson(one.held_on, rules.days_after_lesson, calendars.of(one.held_on)).isoformat(),
            next((state for state in (*THERE, RETURNED) if state in states.get(one.id, ())), ""),
        )
        for one in given
    ]


def exchanges(desk: Desk, month: str = "", group: str | None = None) -> list[Exchanged]:
    """How often each research group has exchanged what its members wrote. Raises NotAllowed."""
    desk.sight.ensure("reflections")
    month = month or month_of(desk.today)
    asked = reflection_rules(desk).exchanges
    count = pw.fn.COUNT(Reflection.id)
    rows = tuples(
        Activity.select(StaffGroup.name, Activity.held_on, Activity.title, count)
        .join(ActivityRecord, on=(ActivityRecord.activity == Activity.id))
        .join(StaffGroup, on=(ActivityRecord.group == StaffGroup.id))
        .join(Reflection, on=(Reflection.activity == Activity.id))
        .where(
            Activity.held_on.between(f"{month}-01", _last_day(month).isoformat()),
            Reflection.kind == EXCHANGE,
            Reflection.state.in_(THERE),
        )
        .group_by(StaffGroup.name, Activity.id, Activity.held_on, Activity.title)
        .order_by(Activity.held_on, Activity.id)
    )
    names = [choice.code for choice in desk.lists.choices("research_group")]
    held: dict[str, list[tuple[str, str, int]]] = {}
    for name, day, title, pieces in rows:
        held.setdefault(name, []).append((day, title, pieces))
    wanted = names if group is None else [name for name in names if name == group]
    return [Exchanged(name, month, asked, tuple(held.get(name, ()))) for name in wanted]


def due_days(desk: Desk, month: str) -> list[date]:
    """The days by which the insights of a month are due."""
    return dues(month, reflection_rules(desk).per_month, Calendars().of(f"{month}-15"))


def months_of_term(desk: Desk) -> list[str]:
    """The months of the term until today, the latest first."""
    from models.rules.reflections import months_between

    term, now = desk.term, month_of(desk.today)
    first = min(month_of(term.starts_on), now) if term else now
    return months_between(first, now)[::-1]


def by_group(found: Iterable[Owing]) -> dict[str, list[Owing]]:
    """The people by their research group, in the order of coming; those of none under ''."""
    groups: dict[str, list[Owing]] = {}
    for one in found:
        groups.setdefault(one.group, []).append(one)
    return groups


def counted(found: Sequence[Owing]) -> Counter[str]:
    """How much of everything there is: 'asked', of that 'there', 'late', 'returned', 'owed', 'lessons'."""
    total: Counter[str] = Counter()
    for one in found:
        total.update(
            asked=one.tally.asked,
            there=min(one.tally.there, one.tally.asked),
            late=one.tally.late,
            returned=one.tally.returned,
            owed=one.tally.owed,
            lessons=len(one.lessons),
        )
    return total


def _people(desk: Desk, group: str | None) -> list[Any]:
    scope = desk.sight.ensure("reflections")
    people = desk.people(desk.today, group)
    if scope is Scope.ALL:
        return people
    numbers = desk.sight.numbers(scope)
    return [person for person in people if person["staff_no"] in numbers]


def _without_drafts(desk: Desk, number: str, pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Drafts are nobody's business but the author's."""
    actor = desk.store.actor
    if actor.account_id is None:
        return pieces
    own = Teacher.get_or_none(Teacher.id == actor.teacher_id) if actor.teacher_id else None
    return pieces if own and own.staff_no == number else [piece for piece in pieces if piece[0] != DRAFT]


def _last_day(month: str) -> date:
    year, number = (int(part) for part in month.split("-"))
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
