"""The records of credit rules, of candidates, and of appeals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import peewee as pw

from models.actions.lists import SchoolLists
from models.actions.registers.cell_sql import CellSql, code_cell
from models.actions.registers.simple import SimpleTable
from models.journal.writing import update_record
from models.registers.column import Column
from models.registers.credits import CANDIDATES, CREDIT_APPEALS, CREDIT_RULES
from models.rules.credits import NO_CAP, points_of, shown_points
from models.rules.terms import TermDates
from models.tables.credits import Candidate, CreditAppeal, CreditRule
from models.tables.people import Term
from models.tables.reading import tuples

YES, NO = "yes", "no"
_POINTS = {
    "credit_points": "points_x100",
    "cap_each": "cap_each_x100",
    "cap_term": "cap_term_x100",
    "cap_year": "cap_year_x100",
    "candidate_points": "points_x100",
}


class _PointsTable(SimpleTable):
    """Points are typed and shown with decimals and kept in hundredths; '' is no cap."""

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        shown = {stored: _shown(stored, row[stored]) for stored in _POINTS.values() if stored in row}
        return super()._values({**row, **shown})

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        read = {
            name: _read(_POINTS[name], values[name]) if name in _POINTS and name in self._points else values[name]
            for name in values
        }
        return super()._facts(read)

    @property
    def _points(self) -> set[str]:
        return {column.field for column in self.register.columns if column.field in _POINTS}


def _shown(stored: str, value: int) -> str:
    return "" if stored.startswith("cap_") and value == NO_CAP else shown_points(value)


def _read(stored: str, text: str) -> int:
    return (NO_CAP if stored.startswith("cap_") else 0) if text in ("", None) else points_of(text)


class CreditRuleTable(_PointsTable):
    """The school's rules in its own order."""

    def __init__(self, lists: SchoolLists) -> None:
        names = {
            **{"credit_code": "code", "credit_title": "title", "credit_list": "list_kind", "credit_source": "source"},
            **{"credit_level": "level", "credit_per": "per", "in_force": "is_active", **_POINTS},
        }
        names.pop("candidate_points")
        super().__init__(CREDIT_RULES, CreditRule, lists, (CreditRule.sort_no, CreditRule.id), names)

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        row_id = super().insert({"in_force": YES, "credit_per": "piece", "credit_list": "training", **values})
        last = tuples(CreditRule.select(pw.fn.MAX(CreditRule.sort_no)))[0][0] or 0
        update_record(CreditRule, row_id, {"sort_no": last + 10})
        return row_id

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
        shown = pw.Case(None, ((CreditRule.is_active == True, YES),), NO)  # noqa: E712  # SQL, not Python
        return code_cell(shown, self._lists.choices("yes_no"))


class _OfTerm(_PointsTable):
    """Rows that belong to a term: a new one to the present."""

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        row_id = super().insert(values)
        if term := _present(self._lists):
            update_record(self._table, row_id, {"term": term})
        return row_id

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return super()._values({**row, "credit_term": _label(row["term"])})


class CandidateTable(_OfTerm):
    """The lists of candidates, by list and points."""

    def __init__(self, lists: SchoolLists) -> None:
        names = {"credit_list": "list_kind", "decision_reason": "reason", "candidate_points": "points_x100"}
        order = (Candidate.list_kind, Candidate.points_x100.desc(), Candidate.id)
        super().__init__(CANDIDATES, Candidate, lists, order, names)


class CreditAppealTable(_OfTerm):
    """What people said about their statements, the newest last."""

    def __init__(self, lists: SchoolLists) -> None:
        names = {
            **{"credit_list": "about", "appealed_on": "on_day", "credit_appeal": "appeal"},
            **{"appeal_state": "state", "appeal_answer": "answer"},
        }
        super().__init__(CREDIT_APPEALS, CreditAppeal, lists, (CreditAppeal.on_day, CreditAppeal.id), names)

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        today = self._lists.today.isoformat()
        return super().insert({"appealed_on": today, "credit_list": "training", "appeal_state": "open", **values})


def _present(lists: SchoolLists) -> int | None:
    """The id of the term that today lies in, or of the last one begun."""
    rows = tuples(Term.select(Term.id).where(Term.starts_on <= lists.today.isoformat()).order_by(Term.starts_on.desc()))
    return rows[0][0] if rows else None


def _label(term: int | None) -> str:
    found = Term.get_or_none(Term.id == term) if term else None
    return TermDates(found.school_year, found.number, "", "").label if found else ""


def credit_tables(lists: SchoolLists) -> dict[str, Callable[[], SimpleTable]]:
    """How to make the table of each of these registers, by register id."""
    return {
        "credit_rules": lambda: CreditRuleTable(lists),
        "candidates": lambda: CandidateTable(lists),
        "credit_appeals": lambda: CreditAppealTable(lists),
    }
