"""What one person may see of the store: which registers, whose rows, and of those which fields."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.register_table import LongTable, RegisterTable, SharingTable, Stored
from models.registers.kinds import empty_value
from models.registers.register import Register
from models.rules.masking import masked
from models.rules.rights import (
    CONFIDENTIAL,
    PERSONAL,
    PERSONAL_FIELDS,
    RECORDS,
    Scope,
    may_do,
    may_see,
    owner_columns,
    why_not_do,
    why_not_see,
)
from models.store.errors import NotAllowed
from models.store.permission import Reach

if TYPE_CHECKING:
    from models.store import Store

MASKED = "masked"
"""The name in a record's values under which stands what is shown instead of its hidden fields: {field: text}."""


class Sight:
    """The rights of whoever sits at this store, as far as reading goes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._role = store.actor.role
        self._people: dict[Scope, frozenset[int]] = {}

    def ensure(self, area: str) -> Scope:
        """How much of the area may be seen. Raises NotAllowed for nothing of it."""
        scope = may_see(self._role, area)
        if scope is Scope.NONE:
            raise NotAllowed(why_not_see(self._role, area, area_title(area)))
        return scope

    def why_not(self, area: str) -> str:
        """Why nothing of the area may be seen, in a sentence; ''."""
        return why_not_see(self._role, area, area_title(area))

    def why_not_write(self, register_id: str) -> str:
        """Why nothing may be typed into that register; ''."""
        action = f"{register_id}.type"
        if may_do(self._role, action) is not Scope.NONE:
            return ""
        return why_not_do(self._role, action, t("rights.writing", register=area_title(register_id)))

    def over(self, table: RegisterTable) -> RegisterTable:
        """The table as this person may see it: itself, or behind a guard. Raises NotAllowed for nothing of it."""
        register = table.register
        scope = self.ensure(register.id)
        hidden = PERSONAL.get(register.id, ()) if may_see(self._role, "personal") is not Scope.ALL else ()
        if scope is Scope.ALL and not hidden:
            return table
        numbers = None if scope is Scope.ALL else self.numbers(scope)
        kinds = (isinstance(table, LongTable), isinstance(table, SharingTable))
        return _GUARDS[kinds](table, self, numbers, frozenset(hidden))

    def numbers(self, scope: Scope) -> frozenset[str]:
        """The staff numbers of those within the scope, as they are now."""
        database = self._store.db
        ids = sorted(self.people(scope))
        places = ", ".join([database.param] * len(ids)) or "NULL"  # PostgreSQL has no empty list
        query = f"SELECT staff_no FROM teacher WHERE id IN ({places})"
        return frozenset(number for (number,) in database.execute_sql(query, ids).fetchall())

    def people(self, scope: Scope) -> frozenset[int]:
        """The ids of the teachers within a scope that is not ALL."""
        if scope not in self._people:
            self._people[scope] = Reach(self._store, scope).people
        return self._people[scope]

    @cached_property
    def known_numbers(self) -> frozenset[str] | None:
        """The staff numbers of those whose personal fields may be seen; None for everybody's."""
        scope = may_see(self._role, "personal")
        return None if scope is Scope.ALL else self.numbers(scope)

    def is_hidden(self, tbl: str, row_id: int, field: str, register_id: str = "") -> bool:
        """Whether a field of that row, as the tables call it, is hidden from this person. What lies beside a cell of a
        register is hidden with it."""
        tbl = RECORDS.get(register_id, "") if register_id else tbl
        area, names = CONFIDENTIAL.get(tbl, ("", ()))
        if field in names:
            return not self._reaches(may_see(self._role, area), tbl, row_id)
        if field not in PERSONAL_FIELDS.get(tbl, ()):
            return False
        scope = may_see(self._role, "personal")
        return scope is not Scope.ALL and (tbl != "teacher" or row_id not in self.people(scope))

    def _reaches(self, scope: Scope, tbl: str, row_id: int) -> bool:
        if scope in (Scope.ALL, Scope.NONE):
            return scope is Scope.ALL
        reach = Reach(self._store, scope)
        return reach.holds(tbl, row_id, reach.row(tbl, row_id))

    def masked(self, register: Register, values: Mapping[str, Any]) -> dict[str, Any]:
        """A record's values with the hidden ones emptied, and what is shown instead under `MASKED`."""
        known = self.known_numbers
        if known is None or any(values.get(name) in known for name in owner_columns(register.id)):
            return dict(values)
        names = [name for name in PERSONAL.get(register.id, ()) if name in values]
        texts = {name: masked(name, values[name]) for name in names}
        emptied = {name: texts[name] if name == "phone" else empty_value(register.column(name)) for name in names}
        return {**values, **emptied, MASKED: texts}


class GuardedTable:
    """A register's table with the rows of others left out and personal fields masked. Who sees a register like this
    may write, if at all, what they can see."""

    def __init__(
        self, table: RegisterTable, sight: Sight, numbers: frozenset[str] | None, hidden: frozenset[str]
    ) -> None:
        self._table: Any = table
        self._sight = sight
        self._numbers = numbers
        self._hidden = hidden
        self._owners = owner_columns(table.register.id)
        distinct = {name: telling for name, telling in table.register.distinct.items() if not hidden & {name, telling}}
        self.register = replace(table.register, distinct=distinct)

    def ids(self, everybody: bool = False) -> Sequence[int]:
        return self._allowed(self._table.ids(everybody))

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        if fields is not None:
            fields = None if self._hidden else {*fields, *self._owners}
        rows = self._table.read(ids, fields)
        if self._numbers is not None:
            rows = [row for row in rows if any(row.values.get(name) in self._numbers for name in self._owners)]
        if not self._hidden:
            return rows
        return [replace(row, values=self._sight.masked(self.register, row.values)) for row in rows]

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        return self._table.insert(values, before)

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        self._table.update(row_id, changes)

    def delete(self, row_id: int) -> None:
        self._table.delete(row_id)

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        return self._table.taken(field, value, row_id)

    def written_in(self, row_id: int) -> Sequence[tuple[str, int]]:
        return self._table.written_in(row_id)

    def row_of(self, table: str, row_id: int) -> int | None:
        return self._table.row_of(table, row_id)

    def _allowed(self, ids: Sequence[int]) -> Sequence[int]:
        if self._numbers is None:
            return ids
        allowed = {row.id for row in self.read(None, set(self._owners))}
        return [row_id for row_id in ids if row_id in allowed]


class GuardedLongTable(GuardedTable):
    """The same for a table that orders and filters by itself: never by what is hidden."""

    def __init__(
        self, table: RegisterTable, sight: Sight, numbers: frozenset[str] | None, hidden: frozenset[str]
    ) -> None:
        super().__init__(table, sight, numbers, hidden)
        self.unsearchable = self._table.unsearchable = hidden | self._table.unsearchable

    def count(self, everybody: bool = False) -> int:
        return self._table.count(everybody) if self._numbers is None else len(self.ids(everybody))

    def arranged(
        self,
        everybody: bool = False,
        words: Sequence[str] = (),
        sort: Sequence[tuple[str, bool]] = (),
        besides: Collection[int] = (),
        among: Collection[int] | None = None,
    ) -> array[int]:
        return array("q", self._allowed(self._table.arranged(everybody, words, sort, besides, among)))

    def keeps_order(self, written: Mapping[str, Collection[str]], sort: Sequence[tuple[str, bool]]) -> bool:
        return self._table.keeps_order(written, sort)

    def about(self, number: str, names: Sequence[str]) -> array[int]:
        return array("q", self._allowed(self._table.about(number, names)))

    def repeated(self, field: str, telling: str, values: Collection[str], everybody: bool) -> set[str]:
        return self._table.repeated(field, telling, values, everybody)


class GuardedSharingTable(GuardedTable):
    """The same for records that show each other's facts."""

    def rows_of(self, table: str, row_id: int) -> Sequence[int]:
        return self._table.rows_of(table, row_id)

    def sharing(self, ids: Collection[int]) -> Collection[int]:
        return self._table.sharing(ids)


class GuardedLongSharingTable(GuardedLongTable, GuardedSharingTable):
    """Both."""


_GUARDS: Mapping[tuple[bool, bool], type[GuardedTable]] = {
    (False, False): GuardedTable,
    (True, False): GuardedLongTable,
    (False, True): GuardedSharingTable,
    (True, True): GuardedLongSharingTable,
}
"""By whether the table orders by itself, and whether its records share facts."""


def area_title(area: str) -> str:
    """What an area is called: its register, or its screen."""
    for key in (f"register.{area}", f"app.place.{area}", f"rights.area.{area}"):
        words = t(key)  # family register.* app.place.* rights.area.*
        if not words.startswith("<"):
            return words
    return area
