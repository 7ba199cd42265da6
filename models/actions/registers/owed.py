"""The records of obligations and of who is let off them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import peewee as pw

from models.actions.lists import SchoolLists
from models.actions.registers.cell_sql import CellSql, code_cell
from models.actions.registers.simple import SimpleTable
from models.journal.writing import delete_record, update_record
from models.registers.column import Column
from models.registers.owed import EXEMPTIONS, OBLIGATIONS
from models.tables.owed import Exemption, Obligation, Reminder
from models.tables.reading import tuples

YES, NO = "yes", "no"


class ObligationTable(SimpleTable):
    """The school's obligations in its own order."""

    def __init__(self, lists: SchoolLists) -> None:
        names = {"obligation_code": "code", "obligation_title": "title", "in_force": "is_active"}
        super().__init__(OBLIGATIONS, Obligation, lists, (Obligation.sort_no, Obligation.id), names)

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        row_id = super().insert({"in_force": YES, **values})
        last = tuples(Obligation.select(pw.fn.MAX(Obligation.sort_no)))[0][0] or 0
        update_record(Obligation, row_id, {"sort_no": last + 10})
        return row_id

    def delete(self, row_id: int) -> None:
        """Whoever was let off this obligation alone need be let off no more, and no reminder of it stays."""
        for table in (Exemption, Reminder):
            for (other,) in tuples(table.select(table.id).where(table.obligation == row_id)):
                delete_record(table, other)
        super().delete(row_id)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return super()._values({**row, "is_active": YES if row["is_active"] else NO})

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if "is_active" in facts:
            facts["is_active"] = facts["is_active"] != NO
        return facts

    def _cell(self, column: Column) -> CellSql:
        if column.field != "in_force":
            return super()._cell(column)
        shown = pw.Case(None, ((Obligation.is_active == True, YES),), NO)  # noqa: E712  # SQL, not Python
        return code_cell(shown, self._lists.choices("yes_no"))


class ExemptionTable(SimpleTable):
    """Who is let off what from when to when; no obligation stands for all of them."""

    def __init__(self, lists: SchoolLists) -> None:
        super().__init__(EXEMPTIONS, Exemption, lists, (Exemption.teacher, Exemption.first_day, Exemption.id))
        self._codes: dict[int, str] = {}

    def read(self, ids: Sequence[int] | None = None, fields: Any = None) -> list[Any]:
        self._codes = dict(tuples(Obligation.select(Obligation.id, Obligation.code)))
        return super().read(ids, fields)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return super()._values({**row, "obligation": self._codes.get(row["obligation"], "")})

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if "obligation" in facts:
            code = facts["obligation"]
            facts["obligation"] = Obligation.get(Obligation.code == code).id if code else None
        return facts

    def _cell(self, column: Column) -> CellSql:
        if column.field != "obligation":
            return super()._cell(column)
        code = Obligation.select(Obligation.code).where(Obligation.id == Exemption.obligation)
        choices = self._lists.choices("obligation")

        def holds(word: str) -> Any:
            found = [choice.code for choice in choices if word in choice.label.lower() or word in choice.code.lower()]
            return Exemption.obligation.in_(Obligation.select(Obligation.id).where(Obligation.code.in_(found)))

        return CellSql((code,), Exemption.obligation.is_null(), holds)


def owed_tables(lists: SchoolLists) -> dict[str, Callable[[], SimpleTable]]:
    """How to make the table of each register of what is owed, by register id."""
    return {"obligations": lambda: ObligationTable(lists), "exemptions": lambda: ExemptionTable(lists)}
