"""A register's rows in memory: every one of them, right for a school and for some thousands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from models.actions.store_source import Findings, StoreSource
from models.registers.ordering import holds, rank_of, sort_key, words_of
from models.registers.source import Row


class RegisterSource(StoreSource):
    """`RowSource` over one register of an open store. Holds every row: right up to some 5,000 of them."""

    _rows: dict[int, Row]
    """Every record's row, on the lists or not."""
    _order: dict[int, None]
    """The ids on the lists, in the school's own order."""
    _shown: list[int]
    _index: dict[int, int]
    """Where each row shown stands."""
    _alike: dict[str, dict[str, set[int]]]
    """The ids by value, for each field in which a repetition is worth a second look."""

    def __len__(self) -> int:
        return len(self._shown)

    def row(self, index: int) -> Row:
        return self._rows[self._shown[index]]

    def row_by_id(self, row_id: int) -> Row | None:
        return self._rows.get(row_id)

    def index_of(self, row_id: int) -> int | None:
        return self._index.get(row_id)

    def findings(self) -> Findings:
        rows = [self._rows[row_id] for row_id in self._shown]
        found = [problem.hard for row in rows if row.problems for problem in row.problems.values()]
        return Findings(sum(found), len(found) - sum(found), sum(len(row.doubtful) for row in rows))

    def _read_all(self) -> None:
        self._rows = {}
        self._alike = {name: {} for name in self.register.distinct}
        rows = self._dresser.rows()
        there = {row.id for row in rows}
        self._order = {row_id: None for row_id in self._table.ids(self._everybody) if row_id in there}
        self._put(rows)

    def _read_again(self, row_ids: Collection[int]) -> None:
        fresh = {row.id: row for row in self._dresser.rows(list(row_ids))} if row_ids else {}
        gone = self._drop([row_id for row_id in row_ids if row_id not in fresh])
        self._order = {row_id: None for row_id in self._table.ids(self._everybody) if row_id in self._rows | fresh}
        self._put(list(fresh.values()), gone)

    def _arrange(self) -> None:
        words = words_of(self._filter)
        rows = [self._rows[row_id] for row_id in self._order]
        if words:
            rows = [row for row in rows if holds(row, self.register.columns, words, self._lists)]
        for name, falling in reversed(self._sort):
            column = self.register.column(name)
            rank, key = rank_of(column), sort_key(column, self._lists)
            ranked: tuple[list[Row], ...] = ([], [], [])
            for row in rows:
                ranked[rank(row)].append(row)
            ranked[0].sort(key=key, reverse=falling)
            rows = [row for part in ranked for row in part]
        self._shown = [row.id for row in rows]
        self._number()

    def _place(self, row_ids: Sequence[int], before: int | None) -> None:
        at = len(self._shown) if before is None else self._index.get(before, len(self._shown))
        self._shown[at:at] = row_ids
        self._order.update(dict.fromkeys(row_ids))
        if before is not None:
            self._order = dict.fromkeys(self._table.ids(self._everybody))
        self._number()

    def _forget(self, row_ids: Sequence[int]) -> None:
        gone = self._drop(row_ids)
        self._shown = [row_id for row_id in self._shown if row_id in self._rows]
        self._number()
        self._put((), gone)

    def _held(self, row_id: int) -> Row | None:
        return self._rows.get(row_id)

    def _hold(self, row: Row) -> None:
        before = self._rows.get(row.id)
        self._rows[row.id] = row
        for name, alike in self._alike.items():
            old, new = before.values[name] if before else None, row.values[name]
            if old != new:
                if old:
                    alike[old].discard(row.id)
                if new:
                    alike.setdefault(new, set()).add(row.id)

    def _holding(self, name: str, values: Collection[str]) -> Iterable[Row]:
        return [self._rows[row_id] for value in values for row_id in self._alike[name].get(value, ())]

    def _repeated(self, name: str, telling: str, values: Collection[str]) -> Collection[str]:
        return {value for value in values if self._is_repeated(name, telling, value)}

    def _is_repeated(self, name: str, telling: str, value: str) -> bool:
        alike = [row_id for row_id in self._alike[name].get(value, ()) if row_id in self._order]
        if len(alike) < 2 or not telling:
            return len(alike) > 1
        known = [self._rows[row_id].values[telling] for row_id in alike]
        return not all(known) or len(set(known)) < len(known)

    def _worth_a_look(self, indexes: Iterable[int], hard_only: bool) -> Iterator[Row]:
        return (row for index in indexes if (row := self.row(index)).problems or row.doubtful)

    def _drop(self, row_ids: Iterable[int]) -> list[Row]:
        """Let go of these rows; those that were there."""
        gone = [row for row_id in row_ids if (row := self._rows.pop(row_id, None))]
        for row in gone:
            self._order.pop(row.id, None)
            for name, alike in self._alike.items():
                alike.get(row.values[name], set()).discard(row.id)
        return gone

    def _number(self) -> None:
        self._index = {row_id: index for index, row_id in enumerate(self._shown)}
