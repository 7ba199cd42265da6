"""The sample school's activities, put into its store with their records and who came."""

from __future__ import annotations

from data.sample.activities import sample_activities
from models.journal.writing import insert_records
from models.tables.people import Activity, ActivityRecord, Attendance, StaffGroup, Teacher
from models.tables.reading import tuples


def add_activities() -> None:
    """Write them all. Inside an action only, after the people are there."""
    people = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
    groups = dict(tuples(StaffGroup.select(StaffGroup.name, StaffGroup.id).where(StaffGroup.kind == "research")))
    activities = sample_activities()
    rows = insert_records(
        Activity,
        ({"kind": one.kind, "title": one.title, "held_on": one.held_on, "place": one.place} for one in activities),
    )
    pairs = list(zip(rows, activities, strict=True))
    insert_records(
        ActivityRecord,
        (
            {
                "activity": row_id,
                "group": groups.get(one.group),
                "lead": people.get(one.lead),
                "minutes": one.minutes,
                "record": one.record,
            }
            for row_id, one in pairs
        ),
    )
    insert_records(
        Attendance,
        (
            {"activity": row_id, "teacher": people[number], "status": status, "has_notes": number in one.notes}
            for row_id, one in pairs
            for number, status in one.status.items()
        ),
    )
