"""Rows in memory, some or all of a register's, with a finding on those that say the same as another row."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from data.words import t
from models.registers.problem import Problem
from models.registers.register import Register
from models.registers.source import Row


class HeldRows(ABC):
    """What `_put` does to the rows is the same wherever a class keeps them."""

    @property
    @abstractmethod
    def register(self) -> Register: ...

    def _put(self, fresh: Sequence[Row], gone: Sequence[Row] = ()) -> None:
        """Hold these rows instead of what was held of them, and see to the repetitions that come and go with them.

        Two rows with the same name may be one person typed twice: a soft finding on both, until something known of
        both (the birth date) tells them apart.
        """
        before = {row.id: self._held(row.id) for row in fresh}
        for row in fresh:
            self._hold(row)
        for name, telling in self.register.distinct.items():
            asked = {str(row.values[name]) for row in gone}
            for row in fresh:
                old = before[row.id]
                if old is None or _told_by(old, name, telling) != _told_by(row, name, telling):
                    asked |= {str(each.values[name]) for each in (old, row) if each}
                elif (found := old.problems.get(name)) and found == _repetition(self.register, name):
                    self._hold(_marked(row, found, True))
            asked.discard("")
            if not asked:
                continue
            repeated, problem = self._repeated(name, telling, asked), _repetition(self.register, name)
            for row in list(self._holding(name, asked)):
                self._hold(_marked(row, problem, row.values[name] in repeated))

    @abstractmethod
    def _held(self, row_id: int) -> Row | None:
        """The row as it was last read; None when it is not in memory."""

    @abstractmethod
    def _hold(self, row: Row) -> None: ...

    @abstractmethod
    def _holding(self, name: str, values: Collection[str]) -> Iterable[Row]:
        """The rows in memory that have one of the values in the field."""

    @abstractmethod
    def _repeated(self, name: str, telling: str, values: Collection[str]) -> Collection[str]:
        """Those of the values that several rows share without being told apart; see `Register.distinct`."""


def _told_by(row: Row, name: str, telling: str) -> tuple[object, object]:
    return row.values[name], row.values[telling] if telling else ""


def _repetition(register: Register, name: str) -> Problem:
    return Problem(name, t("problem.repeated", title=register.column(name).title), hard=False)


def _marked(row: Row, problem: Problem, repeated: bool) -> Row:
    """The row with the finding or without it; any other finding of the cell goes before."""
    there = row.problems.get(problem.field)
    if repeated and there is None:
        return replace(row, problems={**row.problems, problem.field: problem})
    if not repeated and there == problem:
        return replace(row, problems={name: found for name, found in row.problems.items() if name != problem.field})
    return row
