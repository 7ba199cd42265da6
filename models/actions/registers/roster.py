"""The roster's records: a teacher with the subjects, classes, groups and honours kept beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import peewee as pw

from data.pinyin import initials_of, pinyin_of_name
from data.words import t
from models.actions.lists import GROUP_KINDS, SchoolLists
from models.actions.register_table import Deciding, Stored
from models.actions.registers.arranging import Arranging
from models.actions.registers.beside import BESIDE, delete_beside, write_beside, write_beside_new
from models.actions.registers.cell_sql import CellSql, holding_pinyin
from models.actions.registers.own_order import move_records
from models.actions.registers.roster_cells import roster_cell
from models.journal.finding import named_in
from models.journal.logged import table_title
from models.journal.writing import delete_record, insert_record, insert_records, update_record
from models.registers.column import Column
from models.registers.honour_text import HonourEntry
from models.registers.roster import ROSTER
from models.rules.dates import age_on, years_since
from models.store.errors import StoreError
from models.tables.people import (
    GroupMember,
    Honour,
    StaffGroup,
    Teacher,
    TeacherClass,
    TeacherSubject,
)
from models.tables.reading import ByIds, One, tuples

LEFT = ("retired", "transferred")
"""The states of people who are no longer on the school's lists."""

_PLAIN = tuple(
    name
    for name in (column.field for column in ROSTER.columns)
    if name in Teacher._meta.fields and name != "head_of_class"  # type: ignore[attr-defined]  # documented metadata
)
_SORT_STEP = 1_000
_PAGE = 50


_GROUP_FIELDS = {"research_group", "grade_group", "other_groups", "group_roles"}
_KEPT_BESIDE = {
    "subjects": TeacherSubject,
    "classes": TeacherClass,
    "honours": Honour,
    **dict.fromkeys(_GROUP_FIELDS, GroupMember),
}
_TEACHERS = ByIds(
    Teacher.select(
        Teacher.id,
        Teacher.version,
        Teacher.head_of_class,
        Teacher.is_full_time,
        *(getattr(Teacher, name) for name in _PLAIN),
    ),
    Teacher.id,
)
_LAST_PLACE = One(Teacher.select(pw.fn.MAX(Teacher.sort_no)))
_NAMES = ByIds(Teacher.select(Teacher.name, Teacher.name_pinyin), Teacher.id)
_SUBJECTS = ByIds(
    TeacherSubject.select(TeacherSubject.teacher, TeacherSubject.subject).order_by(TeacherSubject.seq),
    TeacherSubject.teacher,
)
_CLASSES = ByIds(
    TeacherClass.select(TeacherClass.teacher, TeacherClass.class_group).order_by(TeacherClass.seq),
    TeacherClass.teacher,
)
_GROUPS = ByIds(
    GroupMember.select(GroupMember.teacher, StaffGroup.kind, StaffGroup.name, GroupMember.role)
    .join(StaffGroup)
    .where(GroupMember.ends_on == "")
    .order_by(StaffGroup.sort_no, StaffGroup.id),
    GroupMember.teacher,
)
_HONOURS = ByIds(
    Honour.select(Honour.teacher, Honour.level, Honour.title, Honour.year, Honour.issuer).order_by(
        Honour.seq, Honour.id
    ),
    Honour.teacher,
)


class RosterTable(Arranging):
    """`LongTable` of the staff. Beside the columns it gives ``group_roles``: {group: head | deputy | member}."""

    register = ROSTER

    def __init__(self, lists: SchoolLists) -> None:
        self._lists = lists

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        subjects, classes, groups, honours = (
            _gathered(read, ids) if fields is None or not of.isdisjoint(fields) else None
            for read, of in (
                (_SUBJECTS, {"subjects"}),
                (_CLASSES, {"classes"}),
                (_GROUPS, _GROUP_FIELDS),
                (_HONOURS, {"honours"}),
            )
        )
        rows = []
        for row_id, version, head, is_full_time, *plain in _TEACHERS(ids):
            values: dict[str, Any] = dict(zip(_PLAIN, plain, strict=True))
            values["head_of_class"] = self._lists.class_codes().get(head, "") if head else ""
            values["age"] = age_on(values["born_on"], self._lists.today)
            values["teaching_years"] = years_since(values["teaching_since"], self._lists.today)
            values["is_full_time"] = bool(is_full_time)
            if subjects is not None:
                values["subjects"] = tuple(subject for (subject,) in subjects[row_id])
            if classes is not None:
                codes = self._lists.class_codes()
                values["classes"] = tuple(codes[class_id] for (class_id,) in classes[row_id])
            if honours is not None:
                values["honours"] = tuple(HonourEntry(*entry) for entry in honours[row_id])
            if groups is not None:
                values.update(_group_values(groups[row_id]))
            rows.append(Stored(row_id, version, values))
        return rows

    def prepared(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        if not values.get("name") or values.get("name_pinyin"):
            return values
        return {**values, "name_pinyin": pinyin_of_name(values["name"])}

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        row_id = insert_record(Teacher, {**self._facts(values), "sort_no": _sort_no(before)})
        write_beside_new(self._lists, [(row_id, values)])
        return row_id

    def insert_many(self, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        if not all(values.get("staff_no") for values in rows):
            return [self.insert(values) for values in rows]  # each number follows from those before
        first = _sort_no(None)
        made = [{**self._facts(values), "sort_no": first + _SORT_STEP * at} for at, values in enumerate(rows)]
        ids = insert_records(Teacher, made)
        write_beside_new(self._lists, zip(ids, rows, strict=True))
        return ids

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What stands in the teacher's own row."""
        facts = {name: value for name, value in self.prepared(values).items() if name in _PLAIN}
        facts.setdefault("status", "active")
        facts["staff_no"] = facts.get("staff_no") or _next_staff_no()
        facts["name_initials"] = _initials(facts)
        return facts

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        facts = {name: value for name, value in changes.items() if name in _PLAIN}
        if "name" in facts and "name_pinyin" not in facts:
            facts.update(_new_pinyin(row_id, facts["name"]))
        if "name_pinyin" in facts:
            facts["name_initials"] = _initials(facts)
        if facts:
            update_record(Teacher, row_id, facts)
        write_beside(self._lists, row_id, changes)

    def delete(self, row_id: int) -> None:
        """Raises StoreError for somebody whom other records name: who has taught or observed is no mistake."""
        delete_beside(row_id)
        if named := named_in(Teacher, row_id):
            places = t("roster.comma").join(t("roster.named_place", table=table_title(n), count=c) for n, c in named)
            raise StoreError(t("roster.still_named", name=Teacher.get_by_id(row_id).name, places=places))
        delete_record(Teacher, row_id)

    def move(self, row_ids: Sequence[int], before: int | None) -> None:
        """Put records above another in the school's own order (None: last)."""
        move_records(Teacher, self.ids(everybody=True), row_ids, before)

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

    def deciding(self, field: str) -> Deciding | None:
        if field in _KEPT_BESIDE:
            return {_KEPT_BESIDE[field]._meta.table_name: ()}  # type: ignore[attr-defined]
        stored = {"age": "born_on", "teaching_years": "teaching_since"}.get(field, field)
        found = Teacher._meta.fields.get(stored)  # type: ignore[attr-defined]
        return None if found is None else {"teacher": (found.column_name,)}

    def row_of(self, table: str, row_id: int) -> int | None:
        if table == "teacher":
            return row_id
        for kind in BESIDE:
            if table == kind._meta.table_name:  # type: ignore[attr-defined]
                found = kind.get_or_none(kind.id == row_id)
                return found.teacher.id if found and found.teacher else None
        return None

    # -- ordering and filtering ------------------------------------------------------------------------------------

    @property
    def _records(self) -> Any:
        return Teacher

    @property
    def _own_order(self) -> Sequence[Any]:
        return (Teacher.sort_no, Teacher.id)

    def _scope(self, everybody: bool) -> Any:
        return None if everybody else Teacher.status.not_in(LEFT)

    def _cell(self, column: Column) -> CellSql:
        return roster_cell(column, self._lists)

    def _spoken(self, word: str) -> Any:
        return holding_pinyin(Teacher, word)


def _gathered(read: ByIds, ids: Sequence[int] | None) -> dict[int, list[tuple[Any, ...]]]:
    """The rows by the teacher whom their first column names."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for teacher, *rest in read(ids):
        found[teacher].append(tuple(rest))
    return found


def _group_values(memberships: Iterable[Sequence[str]]) -> dict[str, Any]:
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


def _initials(facts: Mapping[str, Any]) -> str:
    return initials_of(facts.get("name_pinyin", ""))[:60]


def _next_staff_no() -> str:
    """One more than the highest number in use, as wide as those in use; '001' in an empty school."""
    bare: Any = pw.fn.LTRIM(Teacher.staff_no, "0")
    # Only numbers that have letters in them may stand before the highest one of digits alone.
    ordered = Teacher.select(Teacher.staff_no).order_by(pw.fn.LENGTH(bare).desc(), bare.desc(), Teacher.staff_no)
    highest, skipped = None, 0
    while highest is None:
        page = [number for (number,) in tuples(ordered.limit(_PAGE).offset(skipped))]
        highest = next((number for number in page if number.isascii() and number.isdecimal()), None)
        if len(page) < _PAGE:
            break
        skipped += _PAGE
    highest = highest or "000"
    return f"{int(highest) + 1:0{len(highest)}d}"


def _sort_no(before: int | None) -> int:
    """A place between the record ``before`` and the one above it, or after the last."""
    if before is None:
        return (_LAST_PLACE() or 0) + _SORT_STEP
    place = Teacher.get_by_id(before).sort_no
    above = Teacher.select(pw.fn.MAX(Teacher.sort_no)).where(Teacher.sort_no < place).scalar() or 0
    return (above + place) // 2


def _new_pinyin(teacher: int, name: str) -> dict[str, str]:
    """The pinyin of a new name; a syllable that somebody corrected stays with the character it was corrected for."""
    [(before, spoken)] = _NAMES([teacher])
    old, fresh = spoken.split(), pinyin_of_name(name).split()
    if len(old) == len(before) and len(fresh) == len(name):
        known = dict(zip(before, old, strict=True))
        automatic = dict(zip(before, pinyin_of_name(before).split(), strict=False))
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


def group_sizes() -> dict[str, int]:
    """How many of those on the lists are in each group now."""
    members = (
        GroupMember.select(StaffGroup.name, pw.fn.COUNT(GroupMember.teacher.distinct()))
        .join(StaffGroup)
        .switch(GroupMember)
        .join(Teacher)
        .where(GroupMember.ends_on == "", Teacher.status.not_in(LEFT))
        .group_by(StaffGroup.name)
    )
    return dict(tuples(members))


def on_staff(values: Mapping[str, Any], day: date) -> bool:
    """Whether a person with these values was on the staff that day: had come, and had not left."""
    iso = day.isoformat()
    if values["joined_on"] and values["joined_on"] > iso[: len(values["joined_on"])]:
        return False
    since = values["status_since"]
    return values["status"] not in LEFT or (bool(since) and since > iso[: len(since)])
