"""Turning stored records into the rows that a person sees."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from models.actions.cells import pending_texts
from models.actions.lists import SchoolLists
from models.actions.notes import NOTHING, Beside, notes_beside
from models.actions.register_table import RegisterTable, Stored
from models.actions.sight import MASKED
from models.registers.kinds import SHOWN_AS_STORED, show
from models.registers.problem import Problem
from models.registers.source import Row

_NOT_YET = object()


class Dresser:
    """Reads the records of one register as rows: in words, with what waits and lies beside their cells."""

    def __init__(self, table: RegisterTable, lists: SchoolLists) -> None:
        self._table = table
        self._lists = lists
        columns = table.register.columns
        self._as_stored = [column.field for column in columns if column.kind in SHOWN_AS_STORED]
        self._in_words = [column for column in columns if column.kind not in SHOWN_AS_STORED]

    def rows(self, ids: Sequence[int] | None = None) -> list[Row]:
        """The rows of those ids (all: None), in any order; ids that are gone are left out."""
        return self._dress(self._table.read(ids), ids, {})

    def again(self, old: Mapping[int, Row], ids: Sequence[int], fields: Collection[str]) -> list[Row]:
        """The rows of those ids after a change of these fields only; what cannot have changed is taken from ``old``."""
        known = fields if all(row_id in old for row_id in ids) else None
        return self._dress(self._table.read(ids, known), ids, old)

    def _dress(self, records: Sequence[Stored], ids: Sequence[int] | None, old: Mapping[int, Row]) -> list[Row]:
        register_id = self._table.register.id
        waiting = pending_texts(register_id, ids)
        beside = notes_beside(register_id, ids)
        return [
            self._row(record, waiting.get(record.id, {}), beside.get(record.id, NOTHING), old.get(record.id))
            for record in records
        ]

    def _row(self, record: Stored, waiting: Mapping[str, tuple[str, str]], beside: Beside, old: Row | None) -> Row:
        values: Mapping[str, Any] = {**old.values, **record.values} if old else record.values
        texts = self._texts(values, old)
        problems: dict[str, Problem] = {}
        for found in self._table.register.problems(values, self._lists):
            problems.setdefault(found.field, found)
        for name, (typed, reason) in waiting.items():
            texts[name] = typed
            problems[name] = Problem(name, reason, waiting=True)
        row = Row(record.id, record.version, texts, values, problems, beside.words, beside.doubtful)
        return _masked(row, values[MASKED]) if MASKED in values else row

    def _texts(self, values: Mapping[str, Any], old: Row | None) -> dict[str, str]:
        columns = self._table.register.columns
        if old is None:
            texts = {name: values[name] for name in self._as_stored}
            texts.update((c.field, show(c, values.get(c.field), self._lists)) for c in self._in_words)
            return {column.field: texts[column.field] for column in columns}
        texts = dict(old.texts)
        for column in columns:
            name = column.field
            problem = old.problems.get(name)
            if values.get(name) != old.values.get(name, _NOT_YET) or (problem and problem.waiting):
                texts[name] = show(column, values.get(name), self._lists)
        return texts


def _masked(row: Row, shown: Mapping[str, str]) -> Row:
    """The row without what lies in, waits for or stands beside its hidden cells."""
    return replace(
        row,
        texts={**row.texts, **shown},
        problems={name: found for name, found in row.problems.items() if name not in shown},
        notes={name: words for name, words in row.notes.items() if name not in shown},
        doubtful=row.doubtful - shown.keys(),
    )
