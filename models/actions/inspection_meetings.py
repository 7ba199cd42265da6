"""The records of activities for inspectors (活动记录) on the form that schools use, and who was there how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import peewee as pw

from data.formats.official import Fact, OfficialPaper
from data.formats.pages import PageColumn
from data.words import t
from models.actions.inspection_making import Made, Making, entry_title, form_words
from models.actions.observing_summaries import distinct_name
from models.actions.registers.attendance import CAME
from models.registers.choosing import label_of
from models.rules.inspection import Entry
from models.rules.rights import Scope
from models.tables.people import Activity, ActivityRecord, Attendance, StaffGroup, Teacher
from models.tables.reading import tuples

_BOX = 8.0  # centimetres for what was said


@dataclass(frozen=True, slots=True)
class Meeting:
    """One activity; ``there`` pairs staff numbers with codes of the list 'attendance', in the sheet's order."""

    id: int
    day: str
    title: str
    kind: str
    place: str
    group: str
    lead: str
    minutes: int
    record: str
    there: Sequence[tuple[str, str]]

    @property
    def came(self) -> list[str]:
        return [number for number, status in self.there if status in CAME]


def meetings(making: Making) -> list[Meeting]:
    """The term's activities up to now of the school, or of a group; with those of their people that may be seen.

    Raises NotAllowed.
    """
    for area in ("activities", "attendance"):
        making.desk.sight.ensure(area)
    query = (
        Activity.select(
            Activity.id,
            Activity.held_on,
            Activity.title,
            Activity.kind,
            Activity.place,
            StaffGroup.name,
            Teacher.staff_no,
            ActivityRecord.minutes,
            ActivityRecord.record,
        )
        .left_outer_join(ActivityRecord, on=(ActivityRecord.activity == Activity.id))
        .join_from(ActivityRecord, StaffGroup, pw.JOIN.LEFT_OUTER, on=(ActivityRecord.group == StaffGroup.id))
        .join_from(ActivityRecord, Teacher, pw.JOIN.LEFT_OUTER, on=(ActivityRecord.lead == Teacher.id))
        .where(Activity.held_on.between(making.term.starts_on, min(making.term.ends_on, making.day.isoformat())))
        .order_by(Activity.held_on, Activity.id)
    )
    if making.group:
        query = query.where(StaffGroup.name == making.group)
    there = _sheets(making)
    return [
        Meeting(
            row_id, day, title, kind, place, group or "", lead or "", minutes or 0, record or "", there.get(row_id, ())
        )
        for row_id, day, title, kind, place, group, lead, minutes, record in tuples(query)
    ]


def minutes_paper(making: Making, entry: Entry) -> list[Made]:
    """A document for each group (and one for what was the whole school's), a page for each activity."""
    by_group: dict[str, list[Meeting]] = {}
    for one in meetings(making):
        by_group.setdefault(one.group, []).append(one)
    order = [*making.desk.groups(), ""]
    made = []
    for group in sorted(by_group, key=order.index):
        name = group or t("inspection.whole_school")
        made.append(Made(name, ".docx", _volume(making, entry, name, by_group[group]), len(by_group[group])))
    return made


def turnout_paper(making: Making, entry: Entry) -> list[Made]:
    """Everybody with how often they were there, came late, were excused or missing, by the sheets of the term."""
    counts: dict[str, Counter[str]] = {}
    for one in meetings(making):
        for number, status in one.there:
            counts.setdefault(number, Counter())[status] += 1
    people = [one["staff_no"] for one in making.desk.people(making.day) if one["staff_no"] in counts]
    people = [number for number in people if making.holds(number)]
    if not people:
        return []
    statuses = list(making.desk.lists.choices("attendance"))
    columns = [PageColumn(t("column.name"), 12), PageColumn(t("inspection.asked"), 6, True)]
    columns += [PageColumn(choice.label, 0, True) for choice in statuses]
    rows = [
        (
            distinct_name(making.desk, number),
            str(counts[number].total()),
            *(str(counts[number][choice.code] or "") for choice in statuses),
        )
        for number in people
    ]
    paper = making.paper(entry)
    paper.table(columns, rows)
    return [Made("", ".docx", paper.to_bytes(), len(rows))]


def _volume(making: Making, entry: Entry, name: str, held: Sequence[Meeting]) -> bytes:
    paper = OfficialPaper(f"{name}{entry_title(entry)}", making.desk.who, making.day)
    for number, one in enumerate(held, 1):
        paper.new_page()
        paper.form_number(f"{form_words(entry)}-{number}")
        paper.title(f"{making.school}{entry_title(entry)}")
        paper.form(_form(making, one))
        paper.signatures((t("inspection.signs_lead"), t("inspection.signs_office")), t("inspection.signed_on"))
    return paper.to_bytes()


def _form(making: Making, one: Meeting) -> list[list[Fact]]:
    desk = making.desk
    comma = t("inspection.comma")
    kind = label_of(desk.lists.choices("activity_kind"), one.kind)
    minutes = t("inspection.minutes", count=one.minutes) if one.minutes else ""
    missing = [(number, status) for number, status in one.there if status not in CAME]
    labels = desk.lists.choices("attendance")
    away = [f"{distinct_name(desk, number)}（{label_of(labels, status)}）" for number, status in missing]
    return [
        [Fact(t("inspection.topic"), one.title)],
        [Fact(t("inspection.kind"), kind), Fact(t("inspection.group"), one.group or t("inspection.whole_school"))],
        [Fact(t("inspection.time"), f"{one.day}  {minutes}".strip()), Fact(t("inspection.place"), one.place)],
        [
            Fact(t("inspection.lead"), distinct_name(desk, one.lead) if one.lead else ""),
            Fact(t("inspection.turnout"), t("inspection.came_of", came=len(one.came), asked=len(one.there))),
        ],
        [Fact(t("inspection.came"), comma.join(distinct_name(desk, number) for number in one.came))],
        [Fact(t("inspection.missing"), comma.join(away) or t("inspection.nobody"))],
        [Fact(t("inspection.record"), one.record, _BOX)],
    ]


def _sheets(making: Making) -> dict[int, list[tuple[str, str]]]:
    """Who stands on each activity's sheet, as far as the person at the desk may see them."""
    desk = making.desk
    scope = desk.sight.ensure("attendance")
    seen: Any = None if scope is Scope.ALL else desk.sight.numbers(scope)
    query = (
        Attendance.select(Attendance.activity, Teacher.staff_no, Attendance.status)
        .join(Teacher, on=(Attendance.teacher == Teacher.id))
        .where(Attendance.activity.is_null(False))
        .order_by(Attendance.activity, Teacher.sort_no, Teacher.id)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for activity, number, status in tuples(query):
        if seen is None or number in seen:
            found.setdefault(activity, []).append((number, status))
    return found
