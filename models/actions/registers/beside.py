"""What is kept beside a teacher's own row: subjects, classes, groups and honours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.actions.lists import GROUP_KINDS, SchoolLists
from models.journal.writing import delete_record, insert_record, insert_records, update_record
from models.registers.honour_text import HonourEntry
from models.tables.people import GroupMember, Honour, StaffGroup, Teacher, TeacherClass, TeacherSubject
from models.tables.reading import tuples

BESIDE: tuple[Any, ...] = (TeacherSubject, TeacherClass, GroupMember, Honour)
_GROUPS = ("research_group", "grade_group", "other_groups")
_OWN_LISTS = {"classes", *_GROUPS, "position"}


Gathered = dict[Any, list[dict[str, Any]]]
"""New rows by their table, to be written together."""


def write_beside_new(lists: SchoolLists, teachers: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Write the rows beside new teachers, of all of them together: on a server each statement is a journey."""
    gathered: Gathered = {}
    for teacher, values in teachers:
        write_beside(lists, teacher, values, gathered)
    for table, rows in gathered.items():
        insert_records(table, rows)


def write_beside(lists: SchoolLists, teacher: int, values: Mapping[str, Any], gathered: Gathered | None = None) -> None:
    """Make the rows beside the teacher say what ``values`` says; those of a new one, beside whom nothing is yet, are
    ``gathered`` instead of written."""
    if "position" in values:
        lists.keep_open_code("position", values["position"])
    if "head_of_class" in values:
        code = values["head_of_class"]
        update_record(Teacher, teacher, {"head_of_class": lists.class_id(code) if code else None})
    if "subjects" in values:
        _replace(TeacherSubject, teacher, "subject", values["subjects"], gathered)
    if "classes" in values:
        _replace(TeacherClass, teacher, "class_group", map(lists.class_id, values["classes"]), gathered)
    if "honours" in values:
        _replace_honours(teacher, values["honours"], gathered)
    for field in _GROUPS:
        if field in values:
            names = values[field] if field == "other_groups" else filter(None, [values[field]])
            _replace_groups(lists, teacher, GROUP_KINDS[field.removesuffix("s")], tuple(names), gathered)


def delete_beside(teacher: int) -> None:
    """Delete everything beside the teacher."""
    for table in BESIDE:
        for (row_id,) in tuples(table.select(table.id).where(table.teacher == teacher)):
            delete_record(table, row_id)


def _replace(table: Any, teacher: int, field: str, items: Iterable[Any], gathered: Gathered | None) -> None:
    """Make the rows hold just ``items``, in order, touching only what differs."""
    wanted = list(dict.fromkeys(items))
    query = table.select(getattr(table, field), table.id).where(table.teacher == teacher)
    kept = {} if gathered is not None else dict(tuples(query))
    for item, row_id in kept.items():
        if item not in wanted:
            delete_record(table, row_id)
    for seq, item in enumerate(wanted):
        if item in kept:
            update_record(table, kept[item], {"seq": seq})
        else:
            _add(table, {"teacher": teacher, field: item, "seq": seq}, gathered)


def _replace_honours(teacher: int, entries: Sequence[HonourEntry], gathered: Gathered | None) -> None:
    query = Honour.select(Honour.level, Honour.title, Honour.year, Honour.id).where(Honour.teacher == teacher)
    kept = {} if gathered is not None else {tuple(key): row_id for *key, row_id in tuples(query)}
    wanted = {(entry.level, entry.title, entry.year): entry for entry in entries}
    for key, row_id in kept.items():
        if key not in wanted:
            delete_record(Honour, row_id)
    for seq, (key, entry) in enumerate(wanted.items()):
        if key in kept:
            update_record(Honour, kept[key], {"seq": seq, "issuer": entry.issuer})
        else:
            _add(Honour, {"teacher": teacher, "seq": seq, **entry._asdict()}, gathered)


def _replace_groups(
    lists: SchoolLists, teacher: int, kinds: Sequence[str], names: Sequence[str], gathered: Gathered | None
) -> None:
    """Be a member of just those groups among the kinds; roles of memberships that stay are kept."""
    query = (
        GroupMember.select(StaffGroup.name, GroupMember.id)
        .join(StaffGroup)
        .where(GroupMember.teacher == teacher, GroupMember.ends_on == "", StaffGroup.kind.in_(kinds))
    )
    current = {} if gathered is not None else dict(tuples(query))
    for name, row_id in current.items():
        if name not in names:
            delete_record(GroupMember, row_id)
    for name in dict.fromkeys(names):
        if name not in current:
            facts = {"group": lists.group_id(kinds, name), "teacher": teacher, "role": "member"}
            _add(GroupMember, facts, gathered)


def _add(table: Any, facts: dict[str, Any], gathered: Gathered | None) -> None:
    if gathered is None:
        insert_record(table, facts)
    else:
        gathered.setdefault(table, []).append(facts)
