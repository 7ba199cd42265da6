"""The roster's records: a teacher with the subjects, classes, groups and honours kept beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import peewee as pw

from data.pinyin import pinyin_of_name
from data.words import t
from models.actions.lists import GROUP_KINDS, SchoolLists
from models.actions.register_table import Stored
from models.actions.registers.beside import BESIDE, delete_beside, write_beside
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.honour_text import HonourEntry
from models.registers.roster import ROSTER
from models.rules.classes import grade_of
from models.rules.dates import age_on, years_since
from models.tables.people import (
    ClassGroup,
    GroupMember,
    Honour,
    StaffGroup,
    Teacher,
    TeacherClass,
    TeacherSubject,
)
from models.tables.reading import dicts, tuples

LEFT = ("retired", "transferred")
"""The states of people who are no longer on the school's lists."""

_PLAIN = tuple(
    name
    for name in (column.field for column in ROSTER.columns)
    if name in Teacher._meta.fields and name != "head_of_class"  # type: ignore[attr-defined]  # documented metadata
)
_SORT_STEP = 1_000


class RosterTable:
    """`RegisterTable` of the staff. Beside the columns it gives ``group_roles``: {group: head | deputy | member}."""

    register = ROSTER

    def __init__(self, lists: SchoolLists) -> None:
        self._lists = lists

    def ids(self, everybody: bool = False) -> list[int]:
        query = Teacher.select(Teacher.id).order_by(Teacher.sort_no, Teacher.id)
        if not everybody:
            query = query.where(Teacher.status.not_in(LEFT))
        return [row_id for (row_id,) in tuples(query)]

    def read(self, ids: Sequence[int] | None = None) -> list[Stored]:
        teachers = Teacher.select() if ids is None else Teacher.select().where(Teacher.id.in_(list(ids)))
        subjects = _gather(TeacherSubject, TeacherSubject.subject, TeacherSubject.seq, ids)
        classes = self._classes(ids)
        groups = self._groups(ids)
        honours = self._honours(ids)
        return [
            Stored(
                teacher["id"],
                teacher["version"],
                {
                    **{name: teacher[name] for name in _PLAIN},
                    "head_of_class": self._class_code(teacher["head_of_class"]),
                    "subjects": tuple(subjects[teacher["id"]]),
                    "classes": tuple(classes[teacher["id"]]),
                    "honours": tuple(honours[teacher["id"]]),
                    "age": age_on(teacher["born_on"], self._lists.today),
                    "teaching_years": years_since(teacher["teaching_since"], self._lists.today),
                    "is_full_time": teacher["is_full_time"],
                    **_group_values(groups[teacher["id"]]),
                },
            )
            for teacher in dicts(teachers)
        ]

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        facts = {name: value for name, value in values.items() if name in _PLAIN}
        facts.setdefault("status", "active")
        facts["staff_no"] = facts.get("staff_no") or _next_staff_no()
        if facts.get("name") and not facts.get("name_pinyin"):
            facts["name_pinyin"] = pinyin_of_name(facts["name"])
        row_id = insert_record(Teacher, {**facts, "sort_no": _sort_no(before)})
        write_beside(self._lists, row_id, values, new=True)
        return row_id

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        facts = {name: value for name, value in changes.items() if name in _PLAIN}
        if "name" in facts and "name_pinyin" not in facts:
            facts.update(_new_pinyin(row_id, facts["name"]))
        if facts:
            update_record(Teacher, row_id, facts)
        write_beside(self._lists, row_id, changes)

    def delete(self, row_id: int) -> None:
        delete_beside(row_id)
        delete_record(Teacher, row_id)

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        if field != "staff_no" or not value:
            return ""
        other = Teacher.get_or_none(Teacher.staff_no == value, Teacher.id != (row_id or 0))
        return t("problem.staff_no_taken", text=value, name=other.name) if other else ""

    def written_in(self, row_id: int) -> Sequence[tuple[str, int]]:
        found = [("teacher", row_id)]
        for table in BESIDE:
            name = table._meta.table_name  # type: ignore[attr-defined]
            found += [(name, i) for (i,) in tuples(table.select(table.id).where(table.teacher == row_id))]
        return found

    def row_of(self, table: str, row_id: int) -> int | None:
        if table == "teacher":
            return row_id
        for kind in BESIDE:
            if table == kind._meta.table_name:  # type: ignore[attr-defined]
                found = kind.get_or_none(kind.id == row_id)
                return found.teacher.id if found and found.teacher else None
        return None

    # -- what is kept beside the teacher ---------------------------------------------------------------------------

    def _class_code(self, class_id: int | None) -> str:
        return self._class_codes().get(class_id, "") if class_id else ""

    def _class_codes(self) -> dict[int, str]:
        rows = tuples(ClassGroup.select(ClassGroup.id, ClassGroup.entry_year, ClassGroup.class_no))
        return {i: f"{grade_of(year, self._lists.today)}-{number}" for i, year, number in rows}

    def _classes(self, ids: Sequence[int] | None) -> dict[int, list[str]]:
        codes = self._class_codes()
        found = _gather(TeacherClass, TeacherClass.class_group, TeacherClass.seq, ids)
        return defaultdict(list, {who: [codes[i] for i in classes] for who, classes in found.items()})

    def _groups(self, ids: Sequence[int] | None) -> dict[int, list[tuple[str, str, str]]]:
        query = (
            GroupMember.select(GroupMember.teacher, StaffGroup.kind, StaffGroup.name, GroupMember.role)
            .join(StaffGroup)
            .where(GroupMember.ends_on == "")
            .order_by(StaffGroup.sort_no, StaffGroup.id)
        )
        found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
        for teacher, kind, name, role in tuples(_only(query, GroupMember, ids)):
            found[teacher].append((kind, name, role))
        return found

    def _honours(self, ids: Sequence[int] | None) -> dict[int, list[HonourEntry]]:
        query = Honour.select(Honour.teacher, Honour.level, Honour.title, Honour.year, Honour.issuer)
        found: dict[int, list[HonourEntry]] = defaultdict(list)
        for teacher, *entry in tuples(_only(query.order_by(Honour.seq, Honour.id), Honour, ids)):
            found[teacher].append(HonourEntry(*entry))
        return found


def _only(query: Any, table: Any, ids: Sequence[int] | None) -> Any:
    return query if ids is None else query.where(table.teacher.in_(list(ids)))


def _gather(table: Any, value: Any, order: Any, ids: Sequence[int] | None) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for teacher, item in tuples(_only(table.select(table.teacher, value).order_by(order), table, ids)):
        found[teacher].append(item)
    return found


def _group_values(memberships: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    roles = {}
    for kind, name, role in memberships:
        by_kind[kind].append(name)
        roles[name] = role
    return {
        "research_group": next(iter(by_kind["research"]), ""),
        "grade_group": next(iter(by_kind["grade"]), ""),
        "other_groups": tuple(name for kind in GROUP_KINDS["other_group"] for name in by_kind[kind]),
        "group_roles": roles,
    }


def _next_staff_no() -> str:
    """One more than the highest number in use, as wide as those in use; '001' in an empty school."""
    numbers = [no for (no,) in tuples(Teacher.select(Teacher.staff_no)) if no.isascii() and no.isdecimal()]
    highest = max(numbers, key=int, default="000")
    return f"{int(highest) + 1:0{len(highest)}d}"


def _sort_no(before: int | None) -> int:
    """A place between the record ``before`` and the one above it, or after the last."""
    if before is None:
        return (Teacher.select(pw.fn.MAX(Teacher.sort_no)).scalar() or 0) + _SORT_STEP
    place = Teacher.get_by_id(before).sort_no
    above = Teacher.select(pw.fn.MAX(Teacher.sort_no)).where(Teacher.sort_no < place).scalar() or 0
    return (above + place) // 2


def _new_pinyin(teacher: int, name: str) -> dict[str, str]:
    """The pinyin of a new name; a syllable that somebody corrected stays with the character it was corrected for."""
    row = Teacher.get_by_id(teacher)
    old, fresh = row.name_pinyin.split(), pinyin_of_name(name).split()
    if len(old) == len(row.name) and len(fresh) == len(name):
        known = dict(zip(row.name, old, strict=True))
        automatic = dict(zip(row.name, pinyin_of_name(row.name).split(), strict=False))
        fresh = [
            known[char] if char in known and known[char] != automatic.get(char) else syllable
            for char, syllable in zip(name, fresh, strict=True)
        ]
    return {"name_pinyin": " ".join(fresh)}


def staff_on(lists: SchoolLists, day: date) -> list[dict[str, Any]]:
    """The values of everybody who was on the staff that day, in the school's order, with ages and years as of it."""
    found = []
    table = RosterTable(lists)
    by_id = {row.id: row.values for row in table.read()}
    for row_id in table.ids(everybody=True):
        values = dict(by_id[row_id])
        if values["name"] and on_staff(values, day):
            values["age"] = age_on(values["born_on"], day)
            values["teaching_years"] = years_since(values["teaching_since"], day)
            found.append(values)
    return found


def on_staff(values: Mapping[str, Any], day: date) -> bool:
    """Whether a person with these values was on the staff that day: had come, and had not left."""
    iso = day.isoformat()
    if values["joined_on"] and values["joined_on"] > iso[: len(values["joined_on"])]:
        return False
    since = values["status_since"]
    return values["status"] not in LEFT or (bool(since) and since > iso[: len(since)])
