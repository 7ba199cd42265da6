"""The register of weekly lessons with a finding on every lesson that meets another one it cannot meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.actions.clashing import clash_problem
from models.actions.registers.timetable import slot_of
from models.actions.source import RegisterSource
from models.registers.problem import Problem
from models.registers.source import Row
from models.rules.slots import clashes, shared_rooms

_Time = tuple[int, int]


class TimetableSource(RegisterSource):
    """Clashes come and go with what is typed, on both lessons. Nobody is kept from typing on."""

    _clashing: dict[int, frozenset[str]]
    """The fields that hold a clash, by row."""

    def _read_all(self) -> None:
        self._clashing = {}
        super()._read_all()

    def _put(self, fresh: Sequence[Row], gone: Sequence[Row] = ()) -> None:
        before = [old for row in fresh if (old := self._held(row.id))]
        super()._put(fresh, gone)
        for row in gone:
            self._clashing.pop(row.id, None)
        self._clashing.update((row.id, frozenset()) for row in fresh)
        times = {_time(row) for row in (*before, *fresh, *gone)}
        self._mark(row for row in list(self._rows.values()) if _time(row) in times)

    def _mark(self, rows: Iterable[Row]) -> None:
        """Look these rows through, all those of their times, and put a finding where two of them clash."""
        found: dict[int, dict[str, Problem]] = {}
        slots = {row.id: slot_of(row.id, row.values) for row in rows}
        for clash in clashes(list(slots.values()), shared_rooms(slot.room for slot in slots.values())):
            for slot, other in ((clash.first, clash.second), (clash.second, clash.first)):
                problem = clash_problem(clash, other, self._lists)
                found.setdefault(slot.id, {}).setdefault(problem.field, problem)
        for row_id in slots:
            row, new = self._rows[row_id], found.get(row_id, {})
            old = self._clashing.get(row_id, frozenset())
            kept = {name: problem for name, problem in row.problems.items() if name not in old or problem.waiting}
            if new or len(kept) != len(row.problems):
                self._rows[row_id] = replace(row, problems={**new, **kept})
            self._clashing[row_id] = frozenset(new)


def _time(row: Row) -> _Time:
    slot = slot_of(row.id, row.values)
    return slot.weekday, slot.period
