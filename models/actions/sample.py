"""The sample school, put into a store like any other school's data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from data.sample.school import SampleGroup, SampleTeacher, sample_school
from data.sample.timetable import BELLS, DAYS, sample_slots
from models.actions.credits import SETTING as CREDITS
from models.actions.credits import add_rules
from models.actions.desk import Desk
from models.actions.lists import free_digits, group_named
from models.actions.owed.obligations import add_obligations
from models.actions.registers.roster import RosterTable
from models.actions.sample_history import add_history
from models.actions.sample_plan import add_sample_plan
from models.actions.school import add_code_lists, add_groups, add_term, founding
from models.journal.writing import insert_record, insert_records, update_record
from models.registers.honour_text import HonourEntry
from models.rules.classes import grade_of
from models.rules.terms import TermDates
from models.store import Actor, Store
from models.tables.lessons import BellTime, CalendarDay, TeachingSlot
from models.tables.people import ClassGroup, Expert, GroupMember, School, Setting, StaffGroup, Teacher
from models.tables.reading import tuples

_NOT_A_VALUE = ("sort_no", "is_full_time")


def found_sample(path: Path | str, actor: Actor, history: bool = False) -> Store:
    """Make a store that holds the sample school, with its ``history`` of observations if asked, and open it.

    Raises StoreError as `Store.create` does.
    """
    sample = sample_school()
    year, number = (int(part) for part in sample.term.split("-"))
    with founding(path, actor, "school.sample", sample.name) as store:
        insert_record(School, {"name": sample.name, "county": sample.county})
        term = TermDates(year, number, sample.starts_on, sample.ends_on)
        add_term(term)
        add_code_lists()
        add_groups()
        add_obligations()
        add_sample_plan(term)
        add_rules()
        insert_record(Setting, {"key": CREDITS, "value": '{"on": true}'})
        for entry_year, class_no in sample.classes:
            insert_record(ClassGroup, {"entry_year": entry_year, "class_no": class_no})
        for group in sample.groups:
            _need_group(group)
        table = RosterTable(Desk(store).lists)
        for teacher in (*sample.teachers, *sample.leavers):
            table.insert(_values(teacher))
        for group in sample.groups:
            _add_members(group)
        for expert in sample.experts:
            insert_record(Expert, {f.name: getattr(expert, f.name) for f in fields(expert)})
        _add_timetable()
        if history:
            add_history()
    return store


def _add_timetable() -> None:
    """The term's special days, the bell times and every weekly lesson."""
    insert_records(CalendarDay, [day._asdict() for day in DAYS])
    insert_records(BellTime, [bell._asdict() for bell in BELLS])
    first_day = date.fromisoformat(sample_school().starts_on)
    teachers = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
    classes = {
        (grade_of(entry_year, first_day), number): row_id
        for row_id, entry_year, number in tuples(
            ClassGroup.select(ClassGroup.id, ClassGroup.entry_year, ClassGroup.class_no)
        )
    }
    rows = []
    for slot in sample_slots():
        facts = slot._asdict()
        facts["class_group"] = classes[slot.class_group]
        facts["teacher"] = teachers[facts.pop("staff_no")]
        rows.append(facts)
    insert_records(TeachingSlot, rows)


def _values(teacher: SampleTeacher) -> dict[str, Any]:
    values = {f.name: getattr(teacher, f.name) for f in fields(teacher) if f.name not in _NOT_A_VALUE}
    values["classes"] = tuple(map(_code, teacher.classes))
    values["head_of_class"] = _code(teacher.head_of_class) if teacher.head_of_class else ""
    values["honours"] = tuple(HonourEntry(*honour) for honour in teacher.honours)
    return values


def _code(class_group: Iterable[int]) -> str:
    return "-".join(map(str, class_group))


def _need_group(group: SampleGroup) -> None:
    if not StaffGroup.get_or_none(StaffGroup.kind == group.kind, StaffGroup.name == group.name):
        facts = {"kind": group.kind, "name": group.name, "digits": free_digits((group.kind,)), "sort_no": 500}
        insert_record(StaffGroup, facts)


def _add_members(group: SampleGroup) -> None:
    """Give the members their roles; those who are in the group by their roster row already keep that row."""
    group_id = group_named((group.kind,), group.name)
    teachers = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
    present = dict(tuples(GroupMember.select(GroupMember.teacher, GroupMember.id).where(GroupMember.group == group_id)))
    for member in group.members:
        facts = {"role": member.role, "duty": member.duty}
        teacher = teachers[member.staff_no]
        if teacher in present:
            update_record(GroupMember, present[teacher], facts)
        else:
            insert_record(GroupMember, {"group": group_id, "teacher": teacher, **facts})
