"""Who has read an edition of one of the school's rules: who has not yet, and noting it of many at once."""

from __future__ import annotations

from collections.abc import Collection

from models.actions.desk import Desk
from models.actions.registers.attendance import CAME
from models.journal.writing import insert_records
from models.rules.rights import Scope
from models.tables.people import Activity, Attendance, Teacher
from models.tables.reading import tuples
from models.tables.records import RuleReading

_MOST_ACTIVITIES = 6


def unread(desk: Desk, rule: int) -> dict[str, list[str]]:
    """The staff numbers of everybody on the staff who has not read that edition, by research group ('' for none), as
    far as whoever is at the desk may see it. Raises NotAllowed."""
    scope = desk.sight.ensure("rule_readings")
    own = None if scope is Scope.ALL else desk.sight.numbers(scope)
    read = _read(rule)
    found: dict[str, list[str]] = {}
    for person in desk.people(desk.today):
        number = str(person["staff_no"])
        if number not in read and (own is None or number in own):
            found.setdefault(str(person["research_group"] or ""), []).append(number)
    return found


def recent_activities(desk: Desk) -> list[tuple[int, str]]:
    """The last activities that somebody came to, the newest first: id, and day with title."""
    came = Attendance.select(Attendance.activity).where(Attendance.status.in_(CAME))
    query = Activity.select(Activity.id, Activity.held_on, Activity.title).where(
        Activity.id.in_(came), Activity.held_on <= desk.today.isoformat()
    )
    rows = tuples(query.order_by(Activity.held_on.desc(), Activity.id.desc()).limit(_MOST_ACTIVITIES))
    return [(row_id, f"{day} {title}".strip()) for row_id, day, title in rows]


def who_came(activity: int) -> tuple[str, set[str]]:
    """The activity's day, and the staff numbers of those who came to it."""
    [(day,)] = tuples(Activity.select(Activity.held_on).where(Activity.id == activity)) or [("",)]
    query = (
        Attendance.select(Teacher.staff_no)
        .join(Teacher, on=(Attendance.teacher == Teacher.id))
        .where(Attendance.activity == activity, Attendance.status.in_(CAME))
    )
    return day, {number for (number,) in tuples(query)}


def note_readers(desk: Desk, rule: int, people: Collection[str], day: str) -> int:
    """Note that these people (staff numbers) read the edition on that day, as one action; how many had not been noted
    before. Raises NotAllowed."""
    read = _read(rule)
    query = Teacher.select(Teacher.staff_no, Teacher.id).order_by(Teacher.sort_no, Teacher.id)
    new = [row_id for number, row_id in tuples(query) if number in people and number not in read]
    with desk.store.change("rule_readings.together"):
        insert_records(RuleReading, ({"rule": rule, "teacher": teacher, "read_on": day} for teacher in new))
    return len(new)


def _read(rule: int) -> set[str]:
    query = (
        RuleReading.select(Teacher.staff_no)
        .join(Teacher, on=(RuleReading.teacher == Teacher.id))
        .where(RuleReading.rule == rule)
    )
    return {number for (number,) in tuples(query)}
