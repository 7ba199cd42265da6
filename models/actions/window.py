"""A register's rows through a window: only the ids are held, and of the rows those that were looked at last.

SQL orders and filters. A row is read when it is shown for the first time, with its neighbours and completely: a query
left open half read would keep the store's log growing under all who write.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence

from data.words import t
from models.actions.lists import SchoolLists
from models.actions.register_table import LongTable
from models.actions.store_source import Findings, StoreSource
from models.journal.finding import columns_written
from models.registers.kinds import empty_value
from models.registers.ordering import holds, words_of
from models.registers.register import Register
from models.registers.source import Row
from models.store import Store
from models.tables.people import CellNote, PendingCell
from models.tables.reading import numbers

BLOCK = 64
"""Rows that are read at a time."""

_MOST_HELD = 16 * BLOCK
_MOST_LOOKED_AT = 64 * BLOCK
_MOST_FOLLOWED = 20  # rows that others have written and that are looked for among all


class WindowSource(StoreSource):
    """`RowSource` over one register of an open store, for as many rows as it has."""

    def __init__(self, store: Store, table: LongTable, lists: SchoolLists, everybody: bool = False) -> None:
        self._long = table
        self._ids: array[int] = array("q")
        self._rows: dict[int, Row] = {}
        self._places: dict[int, int] = {}
        self._clean = bytearray()
        self.searched = ""
        """How far `next_problem` has looked, in words, when it gave up before the end; else ''."""
        super().__init__(store, table, lists, everybody)

    def __len__(self) -> int:
        return len(self._ids)

    def row(self, index: int) -> Row:
        row_id = self._ids[index]
        self._places[row_id] = index
        row = self._rows.get(row_id)
        return row or self._read_block(index)[row_id]

    def row_by_id(self, row_id: int) -> Row | None:
        if row_id not in self._rows:
            self._put(self._dresser.rows([row_id]))
        return self._rows.get(row_id)

    def index_of(self, row_id: int) -> int | None:
        place = self._places.get(row_id)
        if place is None or place >= len(self._ids) or self._ids[place] != row_id:
            try:
                place = self._places[row_id] = self._ids.index(row_id)
            except ValueError:
                return None
        return place

    def findings(self) -> Findings:
        """Of all rows of the register, whatever the filter."""
        doubtful = CellNote.select(CellNote.id).where(CellNote.register == self.register.id, CellNote.is_doubtful)
        return Findings(len(self._beside(PendingCell)), None, len(numbers(doubtful)))

    def next_problem(self, after: tuple[int, str] | None, hard_only: bool = False) -> tuple[int, str] | None:
        self.searched = ""
        return super().next_problem(after, hard_only)

    def rows_about(self, number: str, names: Sequence[str]) -> Sequence[int]:
        """What waits beside a record is shown instead of it, so that it may name anybody."""
        return [*self._long.about(number, names), *set(self._beside(PendingCell))]

    def _read_block(self, index: int) -> dict[int, Row]:
        """Hold the rows of the block around ``index``; those of them that are there."""
        start = index - index % BLOCK
        wanted = [row_id for row_id in self._ids[start : start + BLOCK] if row_id not in self._rows]
        while len(self._rows) > _MOST_HELD:
            oldest = next(iter(self._rows))
            del self._rows[oldest]
            self._places.pop(oldest, None)
        fresh = self._dresser.rows(wanted)
        gone = set(wanted) - {row.id for row in fresh}
        # A record that somebody has deleted is shown as empty until the next look at what others have written.
        fresh += [_emptied(row_id, self.register) for row_id in gone]
        self._put(fresh)
        return self._rows

    def _read_all(self) -> None:
        self._rows.clear()

    def _read_again(self, row_ids: Collection[int]) -> None:
        # What is shown is read anew: a change may have made or mended a repetition in any row.
        self._rows.clear()

    def _arrange(self) -> None:
        self._ids = self._wanted()
        self._start_over()

    def _wanted(self, among: Collection[int] | None = None) -> array[int]:
        """The ids of the rows to show, in their order; of these records only, if they are named."""
        words = words_of(self._filter)
        # What waits beside a record is shown instead of it, and SQL does not look there.
        waiting = set(self._beside(PendingCell)) if words else set()
        if among is not None:
            waiting &= set(among)
        ids = self._long.arranged(self._everybody, words, self._sort, waiting, among)
        if waiting:
            out = {row.id for row in self._dresser.rows(list(waiting)) if not self._shows(row, words)}
            ids = array("q", (row_id for row_id in ids if row_id not in out))
        return ids

    def _stays(self, row_ids: Collection[int], elsewhere: bool, last_set: int) -> bool:
        """Reading a hundred thousand ids again is felt by everybody at whose side somebody types."""
        if len(row_ids) > _MOST_FOLLOWED:
            return False
        if self._filter and elsewhere:
            return False  # a name written there may be shown in any row
        if not self._long.keeps_order(columns_written(last_set), self._sort):
            return False
        if {row_id for row_id in row_ids if self.index_of(row_id) is not None} != set(self._wanted(row_ids)):
            return False
        self._clean = bytearray(len(self._ids))
        return True

    def _place(self, row_ids: Sequence[int], before: int | None) -> None:
        index = None if before is None else self.index_of(before)
        at = len(self._ids) if index is None else index
        self._ids[at:at] = array("q", row_ids)
        self._start_over()

    def _forget(self, row_ids: Sequence[int]) -> None:
        gone = set(row_ids)
        self._ids = array("q", (row_id for row_id in self._ids if row_id not in gone))
        rows = [row for row_id in row_ids if (row := self._rows.pop(row_id, None))]
        self._put((), rows)
        self._start_over()

    def _start_over(self) -> None:
        """Nothing is known any more of where the rows stand."""
        self._places.clear()
        self._clean = bytearray(len(self._ids))

    def _held(self, row_id: int) -> Row | None:
        return self._rows.get(row_id)

    def _hold(self, row: Row) -> None:
        self._rows[row.id] = row
        place = self._places.get(row.id)
        if place is not None and place < len(self._clean):
            self._clean[place] = 0

    def _holding(self, name: str, values: Collection[str]) -> Iterable[Row]:
        return [row for row in self._rows.values() if row.values[name] in values]

    def _repeated(self, name: str, telling: str, values: Collection[str]) -> Collection[str]:
        return self._long.repeated(name, telling, values, self._everybody)

    def _shows(self, row: Row, words: Sequence[str]) -> bool:
        return holds(row, self.register.columns, words, self._lists)

    # -- looking for problems --------------------------------------------------------------------------------------

    def _worth_a_look(self, indexes: Iterable[int], hard_only: bool) -> Iterator[Row]:
        """What waits is known at once; for what is owed or odd the rows must be read, some thousands at a time.

        What was found to be in order is not looked at again while it stays so, so that the next search goes on where
        this one ends.
        """
        if hard_only:
            wanted = set(self._beside(PendingCell))
            places = {place for place, row_id in enumerate(self._ids) if row_id in wanted}
            yield from (self.row(index) for index in indexes if index in places)
            return
        left = _MOST_LOOKED_AT
        for index in indexes:
            if self._clean[index]:
                continue
            if not left:
                self.searched = t("register.searched", count=_MOST_LOOKED_AT)
                return
            left -= 1
            row = self.row(index)
            if row.problems or row.doubtful:
                yield row
            else:
                self._clean[index] = 1

    def _beside(self, table: type[PendingCell]) -> array[int]:
        """The ids of the rows that have something beside them."""
        return numbers(table.select(table.row_id).where(table.register == self.register.id))


def _emptied(row_id: int, register: Register) -> Row:
    columns = register.columns
    return Row(row_id, 0, {c.field: "" for c in columns}, {c.field: empty_value(c) for c in columns})
