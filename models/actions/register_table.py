"""Where a register's rows are kept: the one place per register that knows its tables."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from models.registers.register import Register


@dataclass(frozen=True, slots=True)
class Stored:
    """One record: ``values`` by field, of the types of `Kind`; ``version`` grows with each change of the record."""

    id: int
    version: int
    values: Mapping[str, Any]


class RegisterTable(Protocol):
    """Reads and writes the records of one register. Writers are called inside a change only."""

    @property
    def register(self) -> Register: ...

    def ids(self, everybody: bool = False) -> Sequence[int]:
        """The records in the school's own order; ``everybody`` adds those that have left the lists."""
        ...

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        """The records of those ids (all: None), in any order; ids that are gone are left out.

        With ``fields`` the values may be those of these fields alone, with all that follow from them (the age, with
        the birth date) and any others that cost nothing.
        """
        ...

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        """Make a record, filling in what the school fills in by itself; above record ``before`` (None: last)."""
        ...

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None: ...

    def delete(self, row_id: int) -> None: ...

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        """A sentence when another record already has this value, which must be its own; '' when it is free."""
        ...

    def written_in(self, row_id: int) -> Sequence[tuple[str, int]]:
        """The history's ``(table, row id)`` pairs in which the record's fields are kept."""
        ...

    def row_of(self, table: str, row_id: int) -> int | None:
        """The record that the history's row belongs to; None for a row that is no part of this register."""
        ...


@runtime_checkable
class InsertingMany(RegisterTable, Protocol):
    """A table that makes many records at once: nobody else can write meanwhile, and each statement takes its time."""

    def prepared(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The values as `insert` takes them, with what follows from them alone; done before anybody has to wait."""
        ...

    def insert_many(self, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Make the records one after the other, last in the school's own order; their ids in that order."""
        ...


@runtime_checkable
class SharingTable(RegisterTable, Protocol):
    """A table some of whose records show the same facts: what is written by way of one is seen in the others."""

    def rows_of(self, table: str, row_id: int) -> Sequence[int]:
        """Every record that shows the history's row."""
        ...

    def sharing(self, ids: Collection[int]) -> Collection[int]:
        """The other records that show facts of these."""
        ...


@runtime_checkable
class LongTable(RegisterTable, Protocol):
    """A table that orders and filters its records by itself, as `ordering` says, so that nobody need hold them all.

    Columns in ``unsearchable`` neither order nor filter: somebody who may not see them must not find them out so.
    """

    unsearchable: frozenset[str]

    def count(self, everybody: bool = False) -> int:
        """How many ids `ids` gives."""
        ...

    def arranged(
        self,
        everybody: bool = False,
        words: Sequence[str] = (),
        sort: Sequence[tuple[str, bool]] = (),
        besides: Collection[int] = (),
        among: Collection[int] | None = None,
    ) -> array[int]:
        """The ids of the records that hold every word (in small letters), ordered by ``(field, falling)`` pairs.

        What waits beside a record is no part of it: the records ``besides`` are given whatever their words, for the
        caller to look at. With ``among`` only those of these records.
        """
        ...

    def keeps_order(self, written: Mapping[str, Collection[str]], sort: Sequence[tuple[str, bool]]) -> bool:
        """Whether no record comes, goes or moves when others have written those columns of those tables ('id': rows
        made or deleted), as long as each record written is still shown, or still not."""
        ...

    def about(self, number: str, names: Sequence[str]) -> array[int]:
        """The ids of the records that have the number in a field of digits, or somebody of that number or of one of
        the names in a field of names or of people."""
        ...

    def repeated(self, field: str, telling: str, values: Collection[str], everybody: bool) -> set[str]:
        """Those of the values that several records share in the text field ``field`` without each being told from
        the others by the text field ``telling`` ('': by nothing)."""
        ...


Deciding = Mapping[str, Collection[str]]
"""Tables of the file, each with the columns that count; () for all of them."""


@runtime_checkable
class SaysWhere(Protocol):
    """A table that knows where each of its cells is kept, so that a cell's past is found among few changes."""

    def deciding(self, field: str) -> Deciding | None:
        """The tables and columns that alone decide what the cell shows; None where that cannot be said."""
        ...
