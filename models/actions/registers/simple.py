"""A register that lies in one table: which column is which field, and nothing more to say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any

from peewee import ForeignKeyField

from data.pinyin import initials_of, pinyin_of_name
from data.words import t
from models.actions.lists import GROUP_KINDS, SchoolLists
from models.actions.register_table import Deciding, Stored
from models.actions.registers.arranging import Arranging
from models.actions.registers.cell_sql import (
    NO_CELL,
    CellSql,
    code_cell,
    date_cell,
    group_cell,
    holding_pinyin,
    number_cell,
    person_cell,
    spoken_cell,
    text_cell,
)
from models.actions.registers.own_order import move_records
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.column import Column, Kind
from models.registers.register import Register
from models.tables.people import CodeItem, Expert, GroupMember, Honour, StaffGroup, Teacher
from models.tables.reading import ByIds, tuples

_NUMBERS = ByIds(Teacher.select(Teacher.id, Teacher.staff_no), Teacher.id)
_GROUP_NAMES = ByIds(StaffGroup.select(StaffGroup.id, StaffGroup.name), StaffGroup.id)


@cache
def _whole_rows(table: Any) -> tuple[ByIds, tuple[str, ...]]:
    """How to read rows of the table as they are stored, and the names of what stands in them."""
    fields = table._meta.sorted_fields
    return ByIds(table.select(*fields), table.id), tuple(field.name for field in fields)


class SimpleTable(Arranging):
    """`LongTable` over one table. ``names`` maps a column's field to the table's where they differ."""

    def __init__(
        self,
        register: Register,
        table: Any,
        lists: SchoolLists,
        order: Sequence[Any],
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.register = register
        self._table = table
        self._lists = lists
        self._order = order
        self._names = dict(names or {})
        self._numbers: dict[int, str] = {}

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        read, names = _whole_rows(self._table)
        rows = [dict(zip(names, row, strict=True)) for row in read(ids)]
        people = {self.stored_name(c.field) for c in self.register.columns if c.kind is Kind.PERSON}
        self._numbers = dict(_NUMBERS(sorted({row[name] for row in rows for name in people if row.get(name)})))
        return [Stored(row["id"], row["version"], self._values(row)) for row in rows]

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        return insert_record(self._table, self._facts(values))

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        update_record(self._table, row_id, self._facts(changes))

    def delete(self, row_id: int) -> None:
        delete_record(self._table, row_id)

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        return ""

    def written_in(self, row_id: int) -> Sequence[tuple[str, int]]:
        return ((self._table._meta.table_name, row_id),)

    def row_of(self, table: str, row_id: int) -> int | None:
        return row_id if table == self._table._meta.table_name else None

    def deciding(self, field: str) -> Deciding | None:
        meta = self._table._meta
        found = meta.fields.get(self.stored_name(field))
        return None if found is None else {meta.table_name: (found.column_name,)}

    def stored_name(self, field: str) -> str:
        """What the table calls a column's field."""
        return self._names.get(field, field)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            column.field: self._value(column.kind, row[self._names.get(column.field, column.field)])
            for column in self.register.columns
        }

    def _value(self, kind: Kind, stored: Any) -> Any:
        if kind is Kind.PERSON:
            return self._numbers.get(stored, "")
        if kind is Kind.INTEGER:
            return stored or None
        return stored

    @property
    def _records(self) -> Any:
        return self._table

    @property
    def _own_order(self) -> Sequence[Any]:
        return self._order

    def _cell(self, column: Column) -> CellSql:
        field = self._table._meta.fields.get(self.stored_name(column.field))
        choices = self._lists.choices(column.choices) if column.choices else ()
        match column.kind:
            case Kind.PERSON if field is not None:
                return person_cell(field)
            case Kind.CODE if isinstance(field, ForeignKeyField) and field.rel_model is StaffGroup:
                return group_cell(field, choices)
            case Kind.CODE if field is not None:
                return code_cell(field, choices)
            case Kind.INTEGER if field is not None:
                return number_cell(field, field == 0)
            case Kind.PARTIAL_DATE | Kind.DAY if field is not None:
                return date_cell(field)
            case Kind.NAME if field is not None and hasattr(self._table, "name_pinyin"):
                return spoken_cell(field, self._table.name_pinyin)
            case Kind.NAME | Kind.TEXT | Kind.DIGITS | Kind.CLOCK if field is not None:
                return text_cell(field)
        return NO_CELL

    def _field(self, name: str) -> Any:
        return getattr(self._table, self.stored_name(name))

    def _spoken(self, word: str) -> Any:
        return holding_pinyin(self._table, word) if hasattr(self._table, "name_pinyin") else None

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = {}
        for name, value in values.items():
            kind = self.register.column(name).kind
            stored = _teacher_id(value) if kind is Kind.PERSON else (value or 0) if kind is Kind.INTEGER else value
            facts[self._names.get(name, name)] = stored
        return facts


class ExpertTable(SimpleTable):
    """External people: kept apart from the staff, so that no count can take them in."""

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if "name" in facts:
            facts["name_pinyin"] = pinyin_of_name(facts["name"])
            facts["name_initials"] = initials_of(facts["name_pinyin"])[:60]
        return facts

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {**super()._values(row), "name_pinyin": row["name_pinyin"]}


class GroupMemberTable(SimpleTable):
    """Who belongs to which group; the group is named, and made when the school has none of that name."""

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        name = dict(_GROUP_NAMES([row["group"]])).get(row["group"]) if row["group"] else ""
        return super()._values({**row, "group": name})

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if facts.get("group"):
            facts["group"] = self._lists.group_id(GROUP_KINDS["any_group"], facts["group"])
        return facts


class CodeTable(SimpleTable):
    """The code lists; no entry's digits may begin with another's of its list."""

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        # A new entry is known by its Chinese label unless somebody gives it a code of its own.
        code = values.get("code") or values.get("label_zh") or f"new{CodeItem.select().count() + 1}"
        return super().insert({**values, "list_id": values.get("list_id") or "position", "code": code})

    def move(self, row_ids: Sequence[int], before: int | None) -> None:
        """Put entries above another of their list; above one of another list they come last in their own."""
        for (list_id,) in tuples(CodeItem.select(CodeItem.list_id).where(CodeItem.id.in_(list(row_ids))).distinct()):
            query = CodeItem.select(CodeItem.id).where(CodeItem.list_id == list_id)
            ids = [row_id for (row_id,) in tuples(query.order_by(CodeItem.sort_no, CodeItem.id))]
            move_records(CodeItem, ids, row_ids, before)

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        if field != "digits" or row_id is None:
            return ""
        own = CodeItem.get_by_id(row_id)
        others = CodeItem.select().where(CodeItem.list_id == own.list_id, CodeItem.id != row_id, CodeItem.digits != "")
        clash = next((o for o in others if o.digits.startswith(value) or value.startswith(o.digits)), None)
        return t("problem.digits_taken", text=value, label=clash.label_zh) if clash else ""


def simple_tables(lists: SchoolLists) -> dict[str, Callable[[], SimpleTable]]:
    """How to make the table of each register that needs no room of its own, by register id."""
    from models.registers.others import CODES, EXPERTS, GROUPS, HONOURS

    return {
        "honours": lambda: SimpleTable(
            HONOURS,
            Honour,
            lists,
            (Honour.teacher, Honour.seq, Honour.id),
            {"honour_level": "level", "honour_title": "title"},
        ),
        "groups": lambda: GroupMemberTable(
            GROUPS, GroupMember, lists, (GroupMember.group, GroupMember.role, GroupMember.id)
        ),
        "experts": lambda: ExpertTable(EXPERTS, Expert, lists, (Expert.id,), {"expertise": "field"}),
        "codes": lambda: CodeTable(CODES, CodeItem, lists, (CodeItem.list_id, CodeItem.sort_no, CodeItem.id)),
    }


def _teacher_id(staff_no: str) -> int | None:
    return Teacher.get(Teacher.staff_no == staff_no).id if staff_no else None
