"""What the roster's columns are to SQL."""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import Any

import peewee as pw

from models.actions.lists import GROUP_KINDS, SchoolLists
from models.actions.registers.cell_sql import (
    CellSql,
    code_cell,
    date_cell,
    holding_code,
    number_cell,
    place_of,
    several_cell,
    spoken_cell,
    text_cell,
)
from models.registers.column import Column, Kind
from models.registers.honour_text import show_level
from models.registers.kinds import show
from models.tables.people import GroupMember, Honour, StaffGroup, Teacher, TeacherClass, TeacherSubject

_OWNER: Any = Teacher.id


def roster_cell(column: Column, lists: SchoolLists) -> CellSql:
    match column.field:
        case "age":
            return _years_cell(Teacher.born_on, lists.today)
        case "teaching_years":
            return _years_cell(Teacher.teaching_since, lists.today)
        case "head_of_class":
            return _head_cell(column, lists)
        case "research_group" | "grade_group":
            return _one_group_cell(column, lists)
        case "other_groups":
            return _groups_cell(column, lists)
        case "subjects":
            return _subjects_cell(column, lists)
        case "classes":
            return _classes_cell(column, lists)
        case "honours":
            return _honours_cell(lists)
    field = getattr(Teacher, column.field)
    if column.kind is Kind.CODE:
        return code_cell(field, lists.choices(column.choices))
    if column.kind is Kind.NAME:
        return spoken_cell(field, Teacher.name_pinyin)
    return date_cell(field) if column.kind is Kind.PARTIAL_DATE else text_cell(field)


def _years_cell(field: Any, today: date) -> CellSql:
    """Full years since a stored date, as `dates.years_since` counts them."""
    day = pw.Case(None, ((pw.fn.LENGTH(field) == 7, field.concat("-01")),), field)
    started = pw.fn.SUBSTR(day, 6) <= today.isoformat()[5:]
    number = today.year - pw.fn.NULLIF(pw.fn.SUBSTR(day, 1, 4), "").cast("INTEGER") - pw.Case(None, ((started, 0),), 1)
    return number_cell(number, (field == "") | (day > today.isoformat()))


def _head_cell(column: Column, lists: SchoolLists) -> CellSql:
    field, codes = Teacher.head_of_class, lists.class_codes()
    places = {choice.code: place for place, choice in enumerate(lists.choices("class"))}
    place = pw.Case(field, tuple((i, places.get(code, len(places))) for i, code in codes.items()), len(places))
    code = pw.Case(field, tuple(codes.items()), "")
    keys = (place, code) if codes else (field,)
    return CellSql(keys, field.is_null(), lambda word: _in(field, _classes_with(column, lists, word)))


def _one_group_cell(column: Column, lists: SchoolLists) -> CellSql:
    kinds = GROUP_KINDS[column.field]
    members = _members(kinds)
    first = pw.fn.COALESCE(members.select(StaffGroup.name).where(GroupMember.teacher == _OWNER).limit(1), "")

    def holds(word: str) -> Any:
        # The second look costs much more, and is for the few who are found by the first.
        named = members.select(GroupMember.teacher).order_by().where(StaffGroup.name.contains(word))
        return _OWNER.in_(named) & first.contains(word)

    return CellSql((place_of(first, lists.choices(column.choices)), first), first == "", holds)


def _groups_cell(column: Column, lists: SchoolLists) -> CellSql:
    kinds = GROUP_KINDS["other_group"]
    members = _members(kinds)
    by_kind = pw.Case(StaffGroup.kind, tuple((kind, place) for place, kind in enumerate(kinds)))
    entries = members.where(GroupMember.teacher == _OWNER).order_by(by_kind, StaffGroup.sort_no, StaffGroup.id)
    return several_cell(
        _OWNER,
        entries,
        (place_of(StaffGroup.name, lists.choices(column.choices)),),
        lambda word: members.select(GroupMember.teacher).order_by().where(StaffGroup.name.contains(word)),
    )


def _members(kinds: tuple[str, ...]) -> Any:
    return (
        GroupMember.select(StaffGroup.name)
        .join(StaffGroup)
        .where(GroupMember.ends_on == "", StaffGroup.kind.in_(kinds), GroupMember.teacher.is_null(False))
        .order_by(StaffGroup.sort_no, StaffGroup.id)
    )


def _subjects_cell(column: Column, lists: SchoolLists) -> CellSql:
    table, choices = TeacherSubject, lists.choices(column.choices)

    def holding(word: str) -> Any:
        found = holding_code(table.subject, choices, word)
        return None if found is None else table.select(table.teacher).where(found)

    entries = table.select(table.subject).where(table.teacher == _OWNER).order_by(table.seq)
    return several_cell(_OWNER, entries, (place_of(table.subject, choices),), holding)


def _classes_cell(column: Column, lists: SchoolLists) -> CellSql:
    table, codes = TeacherClass, lists.class_codes()
    places = {choice.code: place for place, choice in enumerate(lists.choices(column.choices))}
    by_id = tuple((i, places.get(code, len(places))) for i, code in codes.items())
    place = pw.Case(table.class_group, by_id, len(places)) if by_id else table.class_group

    def holding(word: str) -> Any:
        found = _classes_with(column, lists, word)
        return table.select(table.teacher).where(table.class_group.in_(found)) if found else None

    entries = table.select(table.class_group).where(table.teacher == _OWNER).order_by(table.seq)
    return several_cell(_OWNER, entries, (place,), holding)


def _honours_cell(lists: SchoolLists) -> CellSql:
    levels, titles = lists.choices("honour_level"), lists.choices("honour_title")

    def holding(word: str) -> Any:
        return Honour.select(Honour.teacher).where(Honour.teacher.is_null(False), _honour_text(lists).contains(word))

    entries = Honour.select(Honour.title).where(Honour.teacher == _OWNER).order_by(Honour.seq, Honour.id)
    places = (place_of(Honour.level, levels), place_of(Honour.title, titles), Honour.year)
    return several_cell(_OWNER, entries, places, holding)


def _honour_text(lists: SchoolLists) -> Any:
    """An honour as `show_honours` writes it."""
    levels = [(level.code, show_level(level.label)) for level in lists.choices("honour_level")]
    titles = [(title.code, title.label) for title in lists.choices("honour_title")]
    year = pw.Case(None, ((Honour.year == 0, ""),), Honour.year.cast("TEXT"))
    issuer = pw.Case(None, ((Honour.issuer == "", ""),), _joined("(", Honour.issuer, ")"))
    level = pw.Case(Honour.level, tuple(levels), Honour.level) if levels else Honour.level
    title = pw.Case(Honour.title, tuple(titles), Honour.title) if titles else Honour.title
    return _joined(level, title, year, issuer)


def _joined(*parts: Any) -> Any:
    return reduce(lambda left, right: pw.Expression(left, pw.OP.CONCAT, right), parts)


def _classes_with(column: Column, lists: SchoolLists, word: str) -> list[int]:
    """The classes whose words in the cell hold the word."""
    codes = lists.class_codes().items()
    several = column.kind is Kind.CODES
    return [i for i, code in codes if word in show(column, (code,) if several else code, lists).lower()]


def _in(field: Any, found: list[int]) -> Any:
    return field.in_(found) if found else None
