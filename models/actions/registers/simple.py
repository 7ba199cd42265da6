"""A register that lies in one table: which column is which field, and nothing more to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from data.pinyin import pinyin_of_name
from data.words import t
from models.actions.lists import GROUP_KINDS, SchoolLists
from models.actions.register_table import Stored
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.column import Kind
from models.registers.register import Register
from models.tables.people import CodeItem, Expert, GroupMember, Honour, StaffGroup, Teacher
from models.tables.reading import dicts, tuples


class SimpleTable:
    """`RegisterTable` over one table. ``names`` maps a column's field to the table's where they differ."""

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

    def ids(self, everybody: bool = False) -> list[int]:
        return [row_id for (row_id,) in tuples(self._table.select(self._table.id).order_by(*self._order))]

    def read(self, ids: Sequence[int] | None = None) -> list[Stored]:
        query = self._table.select()
        if ids is not None:
            query = query.where(self._table.id.in_(list(ids)))
        return [Stored(row["id"], row["version"], self._values(row)) for row in dicts(query)]

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
            return _staff_no(stored)
        if kind is Kind.INTEGER:
            return stored or None
        return stored

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
        return facts


class GroupMemberTable(SimpleTable):
    """Who belongs to which group; the group is named, and made when the school has none of that name."""

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return super()._values({**row, "group": StaffGroup.get_by_id(row["group"]).name if row["group"] else ""})

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


def _staff_no(teacher_id: int | None) -> str:
    found = Teacher.get_or_none(Teacher.id == teacher_id) if teacher_id else None
    return found.staff_no if found else ""


def _teacher_id(staff_no: str) -> int | None:
    return Teacher.get(Teacher.staff_no == staff_no).id if staff_no else None
