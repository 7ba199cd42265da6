"""The school's obligations as it keeps them, and who is let off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.defaults.obligations import default_obligations
from models.journal.writing import insert_records
from models.rules.obligations import Obligation
from models.store import Store
from models.tables.lessons import Absence
from models.tables.owed import Exemption
from models.tables.owed import Obligation as Row
from models.tables.people import Teacher
from models.tables.reading import dicts, tuples

LONG_ABSENCE = 14
"""Days in a row from which an absence lessens what somebody owes."""

_FIELDS = ("code", "title", "measure", "per", "number", "unit", "binds", "bound", "warn_days", "weight", "clause")


def obligations() -> list[Obligation]:
    """Those in force, in the school's order; the defaults, with id 0, where the school keeps none yet."""
    rows = dicts(Row.select().order_by(Row.sort_no, Row.id))
    kept: Sequence[Mapping[str, Any]] = rows or [{**one, "id": 0} for one in default_obligations()]
    return [Obligation(row["id"], *(row[name] for name in _FIELDS)) for row in kept if row["is_active"]]


def ensure_obligations(store: Store) -> None:
    """Give a school that keeps none those that a new school starts with, as one action of its own."""
    if Row.select().exists():
        return
    with store.change("obligations.defaults"):
        add_obligations()


def add_obligations() -> None:
    """Write the obligations that a new school starts with. Inside an action only."""
    insert_records(Row, default_obligations())


class LetOff:
    """From when to when ('' for an open end) people are let off, by exemptions and by long absences."""

    def __init__(self) -> None:
        self._exempt: dict[tuple[str, int], list[tuple[str, str]]] = {}
        rows = (
            Exemption.select(Teacher.staff_no, Exemption.obligation, Exemption.first_day, Exemption.last_day)
            .join(Teacher, on=(Exemption.teacher == Teacher.id))
            .where(Exemption.first_day != "")
            .order_by(Exemption.id)
        )
        for number, obligation, first, last in tuples(rows):
            self._exempt.setdefault((number, obligation or 0), []).append((first, last))
        self._away: dict[str, list[tuple[str, str]]] = {}
        rows = (
            Absence.select(Teacher.staff_no, Absence.first_day, Absence.last_day)
            .join(Teacher, on=(Absence.teacher == Teacher.id))
            .where(Absence.first_day != "", Absence.last_day != "")
            .order_by(Absence.id)
        )
        for number, first, last in tuples(rows):
            if (date.fromisoformat(last) - date.fromisoformat(first)).days + 1 >= LONG_ABSENCE:
                self._away.setdefault(number, []).append((first, last))

    def spans(self, who: str, one: Obligation) -> list[tuple[str, str]]:
        """The days from which to which somebody is let off that obligation."""
        own = self._exempt.get((who, one.id), []) if one.id else []
        return [*own, *self._exempt.get((who, 0), ()), *self._away.get(who, ())]
