"""What counts of what was written, of the activities and who came, of the pairs and the leading group."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable

from models.actions.owed.ground import SCHOOL, Events, Ground
from models.actions.reflection_pieces import reflection_rules
from models.actions.registers.attendance import CAME
from models.rules.obligations import DONE, OWING, PLANNED, Event, Window
from models.rules.reflections import AFTER_LESSON, EXCHANGE, INSIGHT, THERE, due_after_lesson, dues
from models.tables.lessons import Observation, OpenLesson
from models.tables.people import Activity, ActivityRecord, Attendance, GroupMember, StaffGroup
from models.tables.reading import tuples
from models.tables.reflections import Reflection

_EXCUSED = ("official", "sick", "personal")
_WITH_NOTES = ("study", "lecture", "outside", "online")
"""The kinds of activity of which notes are taken."""


def insights(ground: Ground) -> Events:
    rows = tuples(
        Reflection.select(Reflection.id, Reflection.teacher, Reflection.month, Reflection.handed_in_on)
        .where(Reflection.kind == INSIGHT, Reflection.state.in_(THERE), Reflection.teacher.is_null(False))
        .order_by(Reflection.id)
    )
    found: Events = {}
    for row_id, teacher, month, handed_in_on in rows:
        if ground.term.starts_on[:7] <= month <= ground.term.ends_on[:7]:
            day = _within_month(ground, month, handed_in_on)
            found.setdefault(ground.numbers[teacher], []).append(Event(day, DONE, "reflection", row_id))
    return found


def due_days(ground: Ground, window: Window) -> list[str]:
    """The days by which the two insights of a month are due."""
    found = (day.isoformat() for day in dues(window.key, 2, ground.calendar))
    return [max(window.first, min(day, window.last)) for day in found]


def _within_month(ground: Ground, month: str, day: str) -> str:
    """The day, or the first or last of that month in the term: what is for a month counts there whenever it came."""
    year, number = map(int, month.split("-"))
    first, last = f"{month}-01", f"{month}-{monthrange(year, number)[1]}"
    return min(max(day, first, ground.term.starts_on), last, ground.term.ends_on)


def after_lesson(ground: Ground) -> Events:
    """A reflection for each lesson taught before others."""
    written = dict(
        tuples(
            Reflection.select(Reflection.lesson, Reflection.id).where(
                Reflection.kind == AFTER_LESSON, Reflection.state.in_(THERE), Reflection.lesson.is_null(False)
            )
        )
    )
    rules = reflection_rules(ground.desk)
    found: Events = {}
    for one in ground.lessons:
        if one.staff_no and one.kind in rules.lesson_kinds:
            state = DONE if one.id in written else OWING if ground.was_held(one) else PLANNED
            day = one.held_on
            if state == OWING:  # from the day by which it was due
                due = due_after_lesson(one.held_on, rules.days_after_lesson, ground.calendar)
                day = min(due.isoformat(), ground.term.ends_on)
            found.setdefault(one.staff_no, []).append(Event(day, state, "open_lesson", one.id))
    return found


def exchanges(ground: Ground) -> Events:
    """The meetings in which a group exchanged what its members had written."""
    exchanged = Reflection.select(Reflection.activity).where(Reflection.kind == EXCHANGE, Reflection.state.in_(THERE))
    return _group_activities(ground, Activity.id.in_(exchanged))


def preparations(ground: Ground) -> Events:
    return _group_activities(ground, Activity.kind == "preparation")


def attended(ground: Ground) -> Events:
    """Whether somebody was at each activity for which they were put on the sheet."""
    return _attendance(ground, lambda status, _: DONE if status in CAME else "" if status in _EXCUSED else OWING)


def notes(ground: Ground) -> Events:
    """Whether somebody who was there has handed in their notes."""
    return _attendance(ground, lambda status, notes: (DONE if notes else OWING) if status in CAME else "", _WITH_NOTES)


def studies(ground: Ground) -> Events:
    return _activities(ground, "study", "online")


def lectures(ground: Ground) -> Events:
    """What experts from outside have done for the school: lectures, and visits to its lessons."""
    found = _activities(ground, "lecture")
    rows = tuples(
        Observation.select(Observation.id, OpenLesson.held_on)
        .join(OpenLesson, on=(Observation.lesson == OpenLesson.id))
        .where(
            Observation.expert.is_null(False),
            Observation.status == "came",
            OpenLesson.held_on.between(ground.term.starts_on, ground.term.ends_on),
        )
        .order_by(OpenLesson.held_on, Observation.id)
    )
    # Several lessons on one day are one visit.
    visits = {day: Event(day, DONE, "observation", row_id) for row_id, day in reversed(rows)}
    return {SCHOOL: [*found.get(SCHOOL, ()), *(visits[day] for day in sorted(visits))]}


def mentored(ground: Ground) -> Events:
    found: Events = {}
    for _, mentee, starts_on in ground.pairs:
        found.setdefault(mentee, []).append(Event(max(starts_on, ground.term.starts_on), DONE, "pairing", 0))
    return found


def leading(ground: Ground) -> Events:
    """The posts of the leading group that are filled: its head, and whoever else belongs to it."""
    rows = tuples(
        GroupMember.select(GroupMember.id, GroupMember.starts_on)
        .join(StaffGroup, on=(GroupMember.group == StaffGroup.id))
        .where(StaffGroup.kind == "leading", GroupMember.ends_on == "", GroupMember.teacher.is_null(False))
    )
    first = ground.term.starts_on
    return {SCHOOL: [Event(max(first, starts_on), DONE, "group_member", row_id) for row_id, starts_on in rows]}


def _activities(ground: Ground, *kinds: str) -> Events:
    rows = tuples(
        Activity.select(Activity.id, Activity.held_on)
        .where(Activity.kind.in_(kinds), Activity.held_on.between(ground.term.starts_on, ground.term.ends_on))
        .order_by(Activity.held_on, Activity.id)
    )
    return {SCHOOL: [_activity(ground, row_id, day) for row_id, day in rows]}


def _group_activities(ground: Ground, which: object) -> Events:
    rows = tuples(
        Activity.select(Activity.id, Activity.held_on, StaffGroup.name)
        .join(ActivityRecord, on=(ActivityRecord.activity == Activity.id))
        .join(StaffGroup, on=(ActivityRecord.group == StaffGroup.id))
        .where(which, Activity.held_on.between(ground.term.starts_on, ground.term.ends_on))
        .order_by(Activity.held_on, Activity.id)
    )
    found: Events = {}
    for row_id, day, group in rows:
        found.setdefault(group, []).append(_activity(ground, row_id, day))
    return found


def _activity(ground: Ground, row_id: int, day: str) -> Event:
    return Event(day, DONE if day <= ground.today else PLANNED, "activity", row_id)


def _attendance(ground: Ground, told: Callable[[str, bool], str], kinds: Iterable[str] = ()) -> Events:
    query = (
        Attendance.select(Attendance.id, Attendance.teacher, Attendance.status, Attendance.has_notes, Activity.held_on)
        .join(Activity, on=(Attendance.activity == Activity.id))
        .where(
            Attendance.teacher.is_null(False),
            Activity.held_on.between(ground.term.starts_on, min(ground.term.ends_on, ground.today)),
        )
        .order_by(Activity.held_on, Attendance.id)
    )
    if kinds:
        query = query.where(Activity.kind.in_(tuple(kinds)))
    found: Events = {}
    for row_id, teacher, status, notes, day in tuples(query):
        if state := told(status, bool(notes)):
            found.setdefault(ground.numbers[teacher], []).append(Event(day, state, "attendance", row_id))
    return found
