"""The records of activities and attendance, and the sheet of one activity with everybody on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import peewee as pw

from data.words import t
from models.actions.lists import GROUP_KINDS, SchoolLists
from models.actions.register_table import Deciding, Stored
from models.actions.registers.cell_sql import NO_CELL, CellSql, code_cell
from models.actions.registers.simple import SimpleTable
from models.actions.source import RegisterSource
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.attendance import ACTIVITIES, ATTENDANCE, OUTSIDE, PRESENT
from models.registers.column import Column
from models.registers.source import Outcome
from models.rules.rights import Scope, may_do
from models.store.errors import StoreError
from models.tables.people import Activity, ActivityRecord, Attendance, GroupMember, StaffGroup, Teacher
from models.tables.reading import tuples
from models.tables.reflections import Reflection

if TYPE_CHECKING:
    from models.actions.desk import Desk

PAPER = {
    "activity_group": "group",
    "activity_lead": "lead",
    "activity_minutes": "minutes",
    "activity_record": "record",
}
"""The columns of an activity that its paper keeps (`ActivityRecord`), with the table's own names."""

_NO_PAPER: Mapping[str, Any] = {
    "activity_group": "",
    "activity_lead": "",
    "activity_minutes": None,
    "activity_record": "",
}
CAME = (PRESENT, "late", "left_early")
YES = "yes"


class ActivityTable(SimpleTable):
    """Activities, the latest last, with how many came of how many."""

    def __init__(self, lists: SchoolLists) -> None:
        names = {"activity_title": "title", "activity_kind": "kind"}
        super().__init__(ACTIVITIES, Activity, lists, (Activity.held_on, Activity.id), names)
        self._expected: dict[int, int] = {}
        self._came: dict[int, int] = {}

        self._papers: dict[int, dict[str, Any]] = {}

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        self._expected, self._came = _counts(), _counts(Attendance.status.in_(CAME))
        self._papers = _papers()
        return super().read(ids, fields)

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        own, paper = self._parted(values)
        made = super().insert(own, before)
        self._write_paper(made, paper)
        return made

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        own, paper = self._parted(changes)
        super().update(row_id, own)
        self._write_paper(row_id, paper)

    def delete(self, row_id: int) -> None:
        """The activity goes with its attendance and its record. Raises StoreError when reflections are about it."""
        if Reflection.select().where(Reflection.activity == row_id).exists():
            raise StoreError(t("reflections.activity_has_some"))
        for table in (Attendance, ActivityRecord):
            for (beside,) in tuples(table.select(table.id).where(table.activity == row_id)):
                delete_record(table, beside)
        super().delete(row_id)

    def written_in(self, row_id: int) -> Sequence[tuple[str, int]]:
        found = tuples(ActivityRecord.select(ActivityRecord.id).where(ActivityRecord.activity == row_id))
        return (*super().written_in(row_id), *(("activity_record", paper) for (paper,) in found))

    def row_of(self, table: str, row_id: int) -> int | None:
        if table != "activity_record":
            return super().row_of(table, row_id)
        found = tuples(ActivityRecord.select(ActivityRecord.activity).where(ActivityRecord.id == row_id))
        return found[0][0] if found else None

    def deciding(self, field: str) -> Deciding | None:
        return {"activity_record": ()} if field in PAPER else super().deciding(field)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        expected = self._expected.get(row["id"])
        came = self._came.get(row["id"], 0) if expected else None
        values = super()._values({**row, **_NO_PAPER, "expected": expected, "attended": came})
        return {**values, **self._papers.get(row["id"], {})}

    def _cell(self, column: Column) -> CellSql:
        return NO_CELL if column.field in PAPER else super()._cell(column)

    def _parted(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the activity itself keeps, and what belongs to its paper."""
        own = {name: value for name, value in values.items() if name not in PAPER}
        return own, {name: value for name, value in values.items() if name in PAPER}

    def _write_paper(self, activity: int, values: Mapping[str, Any]) -> None:
        facts: dict[str, Any] = {}
        for name, value in values.items():
            stored = PAPER[name]
            if stored == "group":
                facts[stored] = self._lists.group_id(GROUP_KINDS["any_group"], value) if value else None
            elif stored == "lead":
                facts[stored] = Teacher.get(Teacher.staff_no == value).id if value else None
            else:
                facts[stored] = value or (0 if stored == "minutes" else "")
        found = ActivityRecord.get_or_none(ActivityRecord.activity == activity)
        if found is not None:
            update_record(ActivityRecord, found.id, facts)
        elif any(facts.values()):
            insert_record(ActivityRecord, {"activity": activity, **facts})


class AttendanceTable(SimpleTable):
    """Who was where as what; of one activity when its id is given."""

    def __init__(self, lists: SchoolLists, activity: int | None = None) -> None:
        order = (Attendance.activity, Attendance.id)
        super().__init__(ATTENDANCE, Attendance, lists, order, {"attendance_status": "status"})
        self._activity = activity

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        facts = {"activity": self._activity, "status": PRESENT, **self._facts(values)}
        return insert_record(Attendance, {**facts, "status": facts["status"] or PRESENT})

    def _scope(self, everybody: bool) -> Any:
        return None if self._activity is None else Attendance.activity == self._activity

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        activity = self._lists.activity_codes().get(row["activity"], "")
        return super()._values({**row, "activity": activity, "has_notes": YES if row["has_notes"] else ""})

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if "activity" in facts:
            facts["activity"] = self._lists.activity_id(facts["activity"]) if facts["activity"] else None
        if "has_notes" in facts:
            facts["has_notes"] = facts["has_notes"] == YES
        return facts

    def _cell(self, column: Column) -> CellSql:
        if column.field == "has_notes":
            shown = pw.Case(None, ((Attendance.has_notes == True, YES),), "")  # noqa: E712  # SQL, not Python
            return code_cell(shown, self._lists.choices("yes_no"))
        if column.field != "activity":
            return super()._cell(column)

        def of_activity(value: Any) -> Any:
            return Activity.select(value).where(Activity.id == Attendance.activity)

        def holds(word: str) -> Any:
            named = Activity.held_on.concat(" ").concat(Activity.title).contains(word)
            return Attendance.activity.in_(Activity.select(Activity.id).where(named))

        keys = (of_activity(Activity.held_on), of_activity(Activity.title))
        return CellSql(keys, Attendance.activity.is_null(), holds)


def attendance_sheet(desk: Desk, activity: int) -> tuple[RegisterSource, Outcome]:
    """The sheet of one activity. The first time everybody who is in post that day is put on it as present, as one
    action, in the roster's order; the outcome says whether that was so. A group's head puts on the group.

    Raises LookupError for an activity that is no longer there, NotAllowed.
    """
    found = Activity.get_or_none(Activity.id == activity)
    if found is None:
        raise LookupError(activity)
    change_id = None
    if expected := _to_be_put_on(desk, found):
        with desk.store.change("attendance.open", f"{found.held_on} {found.title}".strip()) as change:
            for teacher in expected:
                insert_record(Attendance, {"activity": activity, "teacher": teacher, "status": PRESENT})
        change_id = change.id
    table = desk.sight.over(AttendanceTable(desk.lists, activity))
    return RegisterSource(desk.store, table, desk.lists), Outcome(change_id)


def note_everybodys_notes(desk: Desk, activity: int) -> int:
    """Note of everybody who came that the notes were handed in, as one action; how many had not been noted before.
    A group's head does so for the group. Raises NotAllowed."""
    scope = may_do(desk.store.actor.role, "attendance.notes")
    query = Attendance.select(Attendance.id, Attendance.teacher).where(
        Attendance.activity == activity,
        Attendance.status.in_(CAME),
        Attendance.has_notes == False,  # noqa: E712
    )
    own = None if scope in (Scope.ALL, Scope.NONE) else desk.sight.people(scope)
    missing = [row_id for row_id, teacher in tuples(query.order_by(Attendance.id)) if own is None or teacher in own]
    with desk.store.change("attendance.notes"):
        for row_id in missing:
            update_record(Attendance, row_id, {"has_notes": True})
    return len(missing)


def _to_be_put_on(desk: Desk, activity: Activity) -> list[int]:
    """Who stands on a new sheet: everybody in post, or of the group whose activity it is; nobody where it has been
    begun, where only a few went, or may be looked at only."""
    scope = may_do(desk.store.actor.role, "attendance.open")
    if scope is Scope.NONE or activity.kind in OUTSIDE:
        return []
    begun = {
        person for (person,) in tuples(Attendance.select(Attendance.teacher).where(Attendance.activity == activity))
    }
    own = None if scope is Scope.ALL else desk.sight.people(scope)
    if begun if own is None else begun & own:
        return []
    group = _members(activity.id)
    return [
        person
        for person in _in_post(desk, activity.held_on)
        if (own is None or person in own) and (not group or person in group)
    ]


def _members(activity: int) -> set[int]:
    """The members of the group whose activity it is; nobody where it is the whole school's."""
    query = (
        GroupMember.select(GroupMember.teacher)
        .join(ActivityRecord, on=(ActivityRecord.group == GroupMember.group))
        .where(ActivityRecord.activity == activity, GroupMember.ends_on == "", GroupMember.teacher.is_null(False))
    )
    return {teacher for (teacher,) in tuples(query)}


def _in_post(desk: Desk, held_on: Any) -> list[int]:
    """Who is expected: on the staff that day, and neither seconded nor on leave."""
    from datetime import date

    from models.actions.registers.roster import staff_on

    day = date.fromisoformat(held_on) if held_on else desk.today
    people = [values for values in staff_on(desk.lists, day) if _is_in_post(values, day.isoformat())]
    ids = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
    return [ids[values["staff_no"]] for values in people]


def _is_in_post(values: Mapping[str, Any], day: str) -> bool:
    since = values["status_since"]
    return values["status"] == "active" or bool(since and since > day[: len(since)])


def _papers() -> dict[int, dict[str, Any]]:
    """What belongs to each activity's paper, by the activity's id and the register's columns."""
    query = (
        ActivityRecord.select(
            ActivityRecord.activity,
            StaffGroup.name,
            Teacher.staff_no,
            ActivityRecord.minutes,
            ActivityRecord.record,
        )
        .left_outer_join(StaffGroup, on=(ActivityRecord.group == StaffGroup.id))
        .left_outer_join(Teacher, on=(ActivityRecord.lead == Teacher.id))
    )
    return {
        activity: {
            "activity_group": group or "",
            "activity_lead": lead or "",
            "activity_minutes": minutes or None,
            "activity_record": record,
        }
        for activity, group, lead, minutes, record in tuples(query)
    }


def _counts(condition: Any = None) -> dict[int, int]:
    query = Attendance.select(Attendance.activity, pw.fn.COUNT(Attendance.id)).group_by(Attendance.activity)
    return dict(tuples(query if condition is None else query.where(condition)))
