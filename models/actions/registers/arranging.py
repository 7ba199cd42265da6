"""Ordering and filtering a register's records in SQL, for one that is too long to hold."""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from array import array
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, reduce
from typing import Any

import peewee as pw

from models.actions.register_table import SaysWhere
from models.actions.registers.cell_sql import CellSql, either
from models.journal.triggers import table_name
from models.registers.column import Column, Kind
from models.registers.register import Register
from models.tables.people import CellNote, PendingCell, Teacher
from models.tables.reading import ByIds, numbers, tuples

_NOTES = table_name(CellNote)


class Arranging(ABC):
    """What a `RegisterTable` inherits to be a `LongTable` too: it says what its columns are to SQL."""

    register: Register
    unsearchable: frozenset[str] = frozenset()

    @property
    @abstractmethod
    def _records(self) -> Any:
        """The table whose rows are the records."""

    @property
    @abstractmethod
    def _own_order(self) -> Sequence[Any]:
        """What the records are ordered by when nobody asks for another order; the last is the id."""

    @abstractmethod
    def _cell(self, column: Column) -> CellSql: ...

    def _scope(self, everybody: bool) -> Any:
        """The condition for being on the lists; None where every record is."""
        return None

    def _spoken(self, word: str) -> Any:
        """The condition that a name sounds like the word, beside what the cells show; None where there are no names."""
        return None

    def count(self, everybody: bool = False) -> int:
        query = self._records.select(pw.fn.COUNT(self._records.id))
        return tuples(_where(query, self._scope(everybody)))[0][0]

    def ids(self, everybody: bool = False) -> Sequence[int]:
        return self.arranged(everybody)

    def arranged(
        self,
        everybody: bool = False,
        words: Sequence[str] = (),
        sort: Sequence[tuple[str, bool]] = (),
        besides: Collection[int] = (),
        among: Collection[int] | None = None,
    ) -> array[int]:
        query = _where(self._records.select(self._records.id), self._scope(everybody))
        if among is not None:
            query = query.where(self._records.id.in_(list(among)))
        if words:
            found = reduce(operator.and_, [self._holds(word) for word in words])
            query = query.where(found | self._records.id.in_(list(besides)) if besides else found)
        return numbers(
            query.order_by(*(term for name, falling in sort for term in self._terms(name, falling)), *self._own_order)
        )

    def keeps_order(self, written: Mapping[str, Collection[str]], sort: Sequence[tuple[str, bool]]) -> bool:
        own = self._records._meta.table_name
        changed = set(written.get(own, ()))
        if any(getattr(term, "model", None) is not self._records for term in self._own_order):
            return False  # such an order may follow from anything
        if not changed.isdisjoint({"id", *(term.column_name for term in self._own_order)}):
            return False
        # So may any other, of texts that wait and of lists; only notes are no part of it.
        return not sort or (
            set(written) <= {own, _NOTES} and all(changed.isdisjoint(self._ordered_by(name, own)) for name, _ in sort)
        )

    def _ordered_by(self, name: str, own: str) -> Collection[str]:
        """The record's own columns that alone say where it stands by that column of the register; with 'version', which
        every change writes, where others do too."""
        found = self.deciding(name) if isinstance(self, SaysWhere) else None
        spoken = (f"{name}_pinyin",) if self.register.column(name).kind is Kind.NAME else ()
        return {*found[own], *spoken} if found is not None and list(found) == [own] else {"version"}

    def about(self, number: str, names: Sequence[str]) -> array[int]:
        conditions = []
        people = Teacher.select(Teacher.id).where((Teacher.staff_no == number) | Teacher.name.in_(list(names)))
        for column in self.register.columns:
            if column.field in self.unsearchable:
                continue
            if column.kind is Kind.DIGITS and number:
                conditions.append(self._field(column.field) == number)
            elif column.kind is Kind.NAME:
                conditions.append(self._field(column.field).in_(list(names)))
            elif column.kind is Kind.PERSON:
                conditions.append(self._field(column.field).in_(people))
        found = either(conditions)
        return numbers(self._records.select(self._records.id).where(found)) if found is not None else array("q")

    def repeated(self, field: str, telling: str, values: Collection[str], everybody: bool) -> set[str]:
        key = field, telling, everybody
        if key not in self._repetitions:
            self._repetitions[key] = self._repetition(*key)
        return {value for (value,) in self._repetitions[key](list(values))}

    @cached_property
    def _repetitions(self) -> dict[tuple[str, str, bool], ByIds]:
        return {}

    def _repetition(self, field: str, telling: str, everybody: bool) -> ByIds:
        name, count = self._field(field), pw.fn.COUNT(self._records.id)
        # Written out, because `ByIds` wants no values behind its own.
        query = self._records.select(name).group_by(name).having(count > pw.SQL("1"))
        if telling:
            query = query.having(pw.fn.COUNT(pw.fn.NULLIF(self._field(telling), pw.SQL("''")).distinct()) < count)
        return ByIds(_where(query, self._scope(everybody)), name)

    def _field(self, name: str) -> Any:
        """The table's own field for a column of plain text."""
        return getattr(self._records, name)

    def _holds(self, word: str) -> Any:
        searched = (column for column in self.register.columns if column.field not in self.unsearchable)
        conditions = [self._cell(column).holds(word) for column in searched]
        found = either([self._spoken(word), *conditions])
        return self._records.id.is_null() if found is None else found

    def _terms(self, name: str, falling: bool) -> list[Any]:
        """The terms of ORDER BY for one column; see `ordering.rank_of` for what stands behind the values."""
        if name in self.unsearchable:
            return []
        cell = self._cell(self.register.column(name))
        waiting = PendingCell.select(PendingCell.row_id).where(
            PendingCell.register == self.register.id, PendingCell.field_name == name
        )
        rank = pw.Case(None, ((self._records.id.in_(waiting), 1), (cell.empty, 2)), 0)
        # Only values have an order; among the others the school's own goes on.
        keys = [pw.Case(None, ((rank == 0, key),), None) for key in cell.keys]
        return [rank, *(key.desc() if falling else key.asc() for key in keys)]


def _where(query: Any, condition: Any) -> Any:
    return query if condition is None else query.where(condition)
