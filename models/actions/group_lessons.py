"""Lessons that a whole group has to attend, and lessons that everybody has to give: who was there, who is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.actions.desk import Desk
from models.actions.lesson_facts import LessonFacts, lessons, observers
from models.rules.attending import Coverage, Missing, coverage, missing_from
from models.tables.lessons import Absence, OpenLesson
from models.tables.people import Teacher
from models.tables.reading import tuples

_NOT_SHOWN = ("walk_in", "elsewhere")
"""Kinds of lesson that are nobody's demonstration, whatever was used in them."""


@dataclass(frozen=True, slots=True)
class Attended:
    """Who of the group had to be at its lesson (all but who gave it), how many were, and who was missing."""

    expected: int
    came: int
    missing: tuple[Missing, ...]


def attended(desk: Desk, facts: Sequence[LessonFacts]) -> dict[int, Attended]:
    """Of each of those lessons of groups, by its id; of one whose teacher is in no group nobody is expected."""
    numbers: dict[int, str] = dict(tuples(Teacher.select(Teacher.id, Teacher.staff_no)))
    came: dict[int, list[str]] = {}
    reasons: dict[int, dict[str, str]] = {}
    for one in observers([lesson.id for lesson in facts]):
        if one.teacher_id and one.status == "came":
            came.setdefault(one.lesson, []).append(numbers[one.teacher_id])
        elif one.teacher_id and one.reason:
            reasons.setdefault(one.lesson, {})[numbers[one.teacher_id]] = one.reason
    groups = {one["staff_no"]: one.get("research_group") or "" for one in desk.people(desk.today)}
    found = {}
    for lesson in facts:
        group = groups.get(lesson.staff_no)
        people = desk.people(date.fromisoformat(lesson.held_on), group) if group else []
        members = [one["staff_no"] for one in people if one["staff_no"] != lesson.staff_no]
        why = {**away_on(lesson.held_on), **reasons.get(lesson.id, {})}
        missing = missing_from(members, came.get(lesson.id, ()), why)
        found[lesson.id] = Attended(len(members), len(members) - len(missing), tuple(missing))
    return found


def away_on(day: str) -> Mapping[str, str]:
    """Who is away on an ISO day, and why, by staff number."""
    rows = tuples(
        Absence.select(Teacher.staff_no, Absence.first_day, Absence.last_day, Absence.reason)
        .join(Teacher, on=(Absence.teacher == Teacher.id))
        .where(Absence.first_day != "")
    )
    return {number: why for number, first, last, why in rows if first <= day <= (last or first)}


def panel_coverage(desk: Desk, group: str | None = None) -> Coverage:
    """Who of the staff (of a group) has given a lesson with the touch panel this term, or is going to."""
    staff = [one["staff_no"] for one in desk.people(desk.today, group)]
    term = desk.term
    if term is None:
        return coverage(staff, ())
    with_panel = [
        row_id
        for (row_id,) in tuples(
            OpenLesson.select(OpenLesson.id).where(
                OpenLesson.uses_touch_panel == True,  # noqa: E712  # SQL, not Python
                OpenLesson.held_on.between(term.starts_on, term.ends_on),
                OpenLesson.status != "cancelled",
                OpenLesson.kind.not_in(_NOT_SHOWN),
            )
        )
    ]
    today = desk.today.isoformat()
    given = [
        (one.staff_no, one.held_on, one.status == "held" or one.held_on < today)
        for one in lessons(with_panel)
        if one.staff_no
    ]
    return coverage(staff, given)
