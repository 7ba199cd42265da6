"""Where what belongs to a mentor pair is kept: its duties, its log and its evaluations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import peewee as pw

from data.defaults.pairing import default_evaluation
from data.words import t
from models.actions.lists import SchoolLists
from models.actions.pairing_evaluation import judged
from models.actions.register_table import Stored
from models.actions.registers.cell_sql import CellSql
from models.actions.registers.simple import SimpleTable
from models.actions.stored_pairs import stored_pairs
from models.journal.writing import insert_record, update_record
from models.registers.column import Column
from models.registers.pairing import DUTIES, EVALUATIONS, LOG
from models.rules.scores import show_tenths
from models.tables.pairing import PairingDuty, PairingEvaluation, PairingLog
from models.tables.people import Teacher
from models.tables.reading import tuples


class OfPairTable(SimpleTable):
    """Records that belong to a pair, which its cell names by both people."""

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        self._pairs = {pair.id: pair for pair in stored_pairs()}
        return super().read(ids, fields)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        pair = self._pairs.get(row["pairing"] or 0)
        told = super()._values({**row, "pairing": str(row["pairing"] or "")})
        return {**told, "mentor": pair.mentor if pair else "", "mentee": pair.mentee if pair else ""}

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if "pairing" in facts:
            facts["pairing"] = int(facts["pairing"]) if facts["pairing"] else None
        return facts

    def _cell(self, column: Column) -> CellSql:
        if column.field != "pair":
            return super()._cell(column)
        field = self._field("pair")
        choices = self._lists.choices("pair")
        places = [(int(choice.code), place) for place, choice in enumerate(choices)]

        def holds(word: str) -> Any:
            found = [int(choice.code) for choice in choices if word in choice.label.lower()]
            return field.in_(found) if found else None

        key = pw.Case(field, places, len(places)) if places else field
        return CellSql((key, field), field.is_null(), holds)


class DutyTable(OfPairTable):
    """How often something is owed; the school's own rule where no pair is named."""

    def __init__(self, lists: SchoolLists) -> None:
        names = {"pair": "pairing", "pair_duty": "duty", "duty_number": "number", "duty_per": "per"}
        super().__init__(DUTIES, PairingDuty, lists, (PairingDuty.pairing, PairingDuty.id), names)

    def fitting(self, found: Sequence[Stored], values: Mapping[str, Any]) -> list[Stored]:
        """The school's rule is no pair's, whatever duty it is."""
        return [row for row in found if row.values["pair"] == (values.get("pair") or "")]

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        rules = PairingDuty.select(PairingDuty.duty).where(PairingDuty.pairing.is_null(), PairingDuty.duty != "")
        self._rules = Counter(duty for (duty,) in tuples(rules))
        return super().read(ids, fields)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        # The store's index does not see two rules of the school as the same.
        return {**super()._values(row), "is_twice": row["pairing"] is None and self._rules[row["duty"]] > 1}

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        return super().insert({"duty_per": "", **values}, before)

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        return facts | ({"per": "term"} if "per" in facts and not facts["per"] else {})


class LogTable(OfPairTable):
    """What pairs did. Words are shown to the pair and the office: ``reader`` is the staff number of who may read those
    of their own pairs alone, None for who may read all. ``writer`` is the id of who of the pair writes, None for the
    office."""

    def __init__(self, lists: SchoolLists, reader: str | None = None, writer: int | None = None) -> None:
        names = {"pair": "pairing", "pair_duty": "duty", "times": "number", "log_words": "words"}
        super().__init__(LOG, PairingLog, lists, (PairingLog.done_on, PairingLog.id), names)
        self._reader, self._writer = reader, writer
        if reader is not None:
            self.unsearchable = frozenset({"log_words"})

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        wrote = PairingLog.select(PairingLog.recorded_by).where(PairingLog.recorded_by.is_null(False))
        self._writers = dict(tuples(Teacher.select(Teacher.id, Teacher.name).where(Teacher.id.in_(wrote))))
        return super().read(ids, fields)

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        day = {"done_on": values.get("done_on") or self._lists.today.isoformat()}
        return insert_record(PairingLog, {**self._facts({**values, **day}), "recorded_by": self._writer})

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        told = super()._values({**row, "recorded_by": self._called(row["recorded_by"])})
        if self._reader not in (None, told["mentor"], told["mentee"]) and told["log_words"]:
            told["log_words"] = t("pairing.words_hidden")
        return told

    def _called(self, teacher: int | None) -> str:
        return self._writers.get(teacher, "") if teacher else t("pairing.by_office")

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        return facts | ({"number": 1} if "number" in facts and not facts["number"] else {})


_PARTS = {
    "duty_part": "completion_x10",
    "change_part": "change_x10",
    "panel_part": "panel_x10",
    "evaluation_total": "total_x10",
}


_TYPED_PARTS = _PARTS.keys() - {"evaluation_total"}


class EvaluationTable(OfPairTable):
    """What came of each pair, by parts; the total follows from them by the school's weights."""

    def __init__(self, lists: SchoolLists, rules: Mapping[str, Any] | None = None) -> None:
        names = {"pair": "pairing", "pair_level": "level", "judged_words": "words", **_PARTS}
        order = (PairingEvaluation.judged_on, PairingEvaluation.id)
        super().__init__(EVALUATIONS, PairingEvaluation, lists, order, names)
        self._rules = rules or default_evaluation()

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        row_id = super().insert(values, before)
        self._sum_up(row_id, keep_level=bool(values.get("pair_level")))
        return row_id

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        super().update(row_id, changes)
        self._sum_up(row_id, keep_level="pair_level" in changes or not _TYPED_PARTS & changes.keys())

    def _sum_up(self, row_id: int, keep_level: bool) -> None:
        """The total follows from the parts, and the level from the total unless somebody has just chosen it."""
        row: Any = PairingEvaluation.get_by_id(row_id)
        stored = {"completion": row.completion_x10, "change": row.change_x10, "panel": row.panel_x10}
        parts = {name: None if value < 0 else value for name, value in stored.items()}
        update_record(PairingEvaluation, row_id, judged(parts, self._rules, row.level if keep_level else ""))

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return super()._values(
            {
                **row,
                **{name: None if row[name] < 0 else row[name] for name in _PARTS.values()},
                "total_x10": show_tenths(row["total_x10"]) if row["total_x10"] >= 0 else None,
            }
        )

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        return {name: -1 if name in _PARTS.values() and value is None else value for name, value in facts.items()}
