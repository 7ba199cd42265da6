"""What every source of rows out of the store does alike: write through actions, and notice what others have written."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from data.words import t
from models.actions.cells import delete_rows, write_cells
from models.actions.dressing import Dresser
from models.actions.held_rows import HeldRows
from models.actions.lists import SchoolLists, made_words
from models.actions.manners import SourceManners
from models.actions.notes import annotate, doubt
from models.actions.register_table import RegisterTable, SharingTable
from models.actions.sight import Sight
from models.actions.undoing import step_back, step_forward
from models.journal import typing
from models.journal.latest import latest, only_by
from models.journal.triggers import table_name
from models.registers.column import Context
from models.registers.register import Register
from models.registers.source import CellEdit, Outcome, Row
from models.store import Store, Touched
from models.tables.people import CellNote, PendingCell

_MOST_FOLLOWED = 500
"""Changes of others that are followed one by one; after more than these everything is read again."""


class Findings(NamedTuple):
    """Cells of the rows shown with a hard and with a soft finding (None: too many rows to look), and doubtful ones."""

    hard: int
    soft: int | None
    doubtful: int


class StoreSource(SourceManners, HeldRows):
    """`RowSource` over one register of an open store; how many rows it holds is up to the class."""

    def __init__(self, store: Store, table: RegisterTable, lists: SchoolLists, everybody: bool = False) -> None:
        self._store = store
        self._table = table
        self._lists = lists
        self._everybody = everybody
        self._dresser = Dresser(table, lists)
        self._sort: tuple[tuple[str, bool], ...] = ()
        self._filter = ""
        self._revision = 0
        self._seen = (-1, -1, -1)
        self.reload()

    @property
    def register(self) -> Register:
        return self._table.register

    @property
    def context(self) -> Context:
        return self._lists

    @property
    def revision(self) -> int:
        return self._revision

    @property
    def read_only(self) -> str:
        """Why nothing may be typed here, in a sentence; '' where it may."""
        return Sight(self._store).why_not_write(self.register.id)

    @property
    def everybody(self) -> bool:
        """Whether people who have left the lists are shown too."""
        return self._everybody

    def show_everybody(self, everybody: bool) -> None:
        self._everybody = everybody
        self.reload()

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def row(self, index: int) -> Row: ...

    @abstractmethod
    def row_by_id(self, row_id: int) -> Row | None:
        """The record's row, shown or not; None when there is no such record."""

    @abstractmethod
    def index_of(self, row_id: int) -> int | None: ...

    @abstractmethod
    def findings(self) -> Findings:
        """What there is to mend, to fill in and to check."""

    # -- writing ---------------------------------------------------------------------------------------------------

    def edit(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        done = write_cells(self._store, self._table, self._lists, edits, gesture)
        told = [t("register.conflict", count=len(done.conflicts))] if done.conflicts else []
        if self._lists.made:
            told.append(made_words(self._lists.made))
        self._take_in(done.change_id, done.touched, done.added, {edit.field for edit in edits})
        return Outcome(
            change_id=done.change_id,
            rows=self._rows_of(done.touched),
            added=tuple(done.added),
            conflicts=tuple(done.conflicts),
            message=t("register.sentence_gap").join(told),
        )

    def insert(self, before: int | None) -> Outcome:
        with self._store.change(f"{self.register.id}.insert") as change:
            row_id = self._table.insert({}, before)
        self._take_in(change.id, [row_id], [row_id], before=before)
        return Outcome(change_id=change.id, rows=self._rows_of([row_id]), added=(row_id,))

    def delete(self, row_ids: Sequence[int]) -> Outcome:
        change_id = delete_rows(self._store, self._table, row_ids)
        if self._alone(change_id):
            self._forget(row_ids)
            self._revision += 1
        return Outcome(change_id=change_id, removed=tuple(row_ids), message=t("register.deleted", count=len(row_ids)))

    def annotate(self, row_id: int, field: str, words: str | None = None, doubtful: bool | None = None) -> Outcome:
        change_id = annotate(self._store, self.register.id, row_id, field, words, doubtful)
        self._take_in(change_id, [row_id], fields=())
        return Outcome(change_id=change_id, rows=self._rows_of([row_id]))

    def doubt(self, cells: Sequence[tuple[int, str]], doubtful: bool) -> Outcome:
        change_id = doubt(self._store, self.register.id, cells, doubtful)
        touched = list(dict.fromkeys(row_id for row_id, _field in cells))
        self._take_in(change_id, touched, fields=())
        return Outcome(change_id=change_id, rows=self._rows_of(touched))

    def undo(self) -> Outcome:
        return self._after(step_back(self._store, self._table))

    def redo(self) -> Outcome:
        return self._after(step_forward(self._store, self._table))

    # -- order, filter, freshness ----------------------------------------------------------------------------------

    def sort(self, keys: Sequence[tuple[str, bool]]) -> None:
        self._sort = tuple(keys)
        self._arrange()
        self._revision += 1

    def filter(self, text: str) -> None:
        self._filter = text
        self._arrange()
        self._revision += 1

    def refresh(self) -> bool:
        now = self._stamp()
        if now[1:] == self._seen[1:]:  # nothing, or nothing that is a part of any register
            self._seen = now
            return False
        self._catch_up(now)
        return True

    def reload(self) -> None:
        """Read everything again."""
        self._seen = self._stamp()
        self._lists.forget()
        self._read_all()
        self._arrange()
        self._revision += 1

    def next_problem(self, after: tuple[int, str] | None, hard_only: bool = False) -> tuple[int, str] | None:
        fields = [column.field for column in self.register.columns]
        at = self.index_of(after[0]) if after else None
        start = -1 if at is None else at
        passed = fields.index(after[1]) if after and at is not None else -1
        here = [start] if at is not None else []
        for row in self._worth_a_look(chain(here, range(start + 1, len(self)), range(start + 1)), hard_only):
            cells = [name for name in fields if _is_found(row, name, hard_only)]
            if passed >= 0 and after and row.id == after[0]:
                # The row that the search begins in comes first with its later cells, and last with all of them.
                cells, passed = [name for name in cells if fields.index(name) > passed], -1
            if cells:
                return row.id, cells[0]
        return None

    # -- the cell being typed --------------------------------------------------------------------------------------

    def keep_typing(self, row_id: int, field: str, text: str) -> None:
        if text:
            typing.keep(self._store, self.register.id, row_id, field, text)
        else:
            typing.forget(self._store, self.register.id)

    def unfinished(self) -> CellEdit | None:
        left = typing.unfinished(self._store, self.register.id)
        if left is None or not self.register.has(left.field):
            return None
        row = self.row_by_id(left.row_id)
        return CellEdit(left.row_id if row else -1, left.field, left.text, row.texts[left.field] if row else "")

    # -- what each class does its own way --------------------------------------------------------------------------

    @abstractmethod
    def _read_all(self) -> None:
        """Hold what is in the store now, and nothing else."""

    @abstractmethod
    def _read_again(self, row_ids: Collection[int]) -> None:
        """Others have changed, made or deleted these records."""

    @abstractmethod
    def _arrange(self) -> None:
        """Put the rows into the order and filter that are asked for."""

    def _stays(self, row_ids: Collection[int], elsewhere: bool, last_set: int) -> bool:
        """Whether what others have written after that change set, into these rows and ``elsewhere``, moves no row."""
        return False

    @abstractmethod
    def _place(self, row_ids: Sequence[int], before: int | None) -> None:
        """Show these new rows above the row ``before`` (None: at the end), whatever the order and filter."""

    @abstractmethod
    def _forget(self, row_ids: Sequence[int]) -> None:
        """These records are gone."""

    @abstractmethod
    def _worth_a_look(self, indexes: Iterable[int], hard_only: bool) -> Iterator[Row]:
        """The rows at those places, in that order, leaving out what has nothing to find."""

    # -- inside ----------------------------------------------------------------------------------------------------

    def _stamp(self) -> tuple[int, int, int]:
        """Differs when another process (the first number) or anything in this one has written."""
        return self._store.data_version(), *latest()

    def _alone(self, change_id: int | None) -> bool:
        """After a write of one's own: whether nobody else has written meanwhile; else everything is up to date now."""
        now = self._stamp()
        ours = now[1] == (change_id or self._seen[1]) <= self._seen[1] + 1
        # What others are typing is written too, but not into the history.
        if ours and (now[0] == self._seen[0] or only_by(change_id, self._seen[2])):
            self._seen = now
            return True
        self._catch_up(now)
        return False

    def _catch_up(self, now: tuple[int, int, int]) -> None:
        """Take in what has been written since the last look, by whomever."""
        _, last_set, last_change = self._seen
        touched = self._store.changes_since(last_set) if now[2] - last_change <= _MOST_FOLLOWED else []
        if not touched or len(touched) != now[2] - last_change:  # too many, or somebody wrote past the program
            self.reload()
            return
        self._seen = now
        rows: set[int] = set()
        elsewhere = False
        for change in touched:
            if shown := self._rows_touched(change):
                rows.update(shown)
                continue
            elsewhere = True
            if change.op == "D":  # of something beside some row, and nobody knows which
                self.reload()
                return
        self._lists.forget()
        self._read_again(rows)
        if not self._stays(rows, elsewhere, last_set):
            self._arrange()
        self._revision += 1

    def _rows_touched(self, change: Touched) -> Sequence[int]:
        """The records that show what was changed."""
        for beside in (PendingCell, CellNote):
            if change.tbl == table_name(beside):
                found = beside.get_or_none(beside.id == change.row_id, beside.register == self.register.id)
                return (found.row_id,) if found else ()
        if isinstance(self._table, SharingTable):
            return self._table.rows_of(change.tbl, change.row_id)
        row_id = self._table.row_of(change.tbl, change.row_id)
        return () if row_id is None else (row_id,)

    def _take_in(
        self,
        change_id: int | None,
        touched: Sequence[int],
        added: Sequence[int] = (),
        fields: Collection[str] | None = None,
        before: int | None = None,
    ) -> None:
        """Show what an action wrote into these fields (None: anywhere); all else stays as and where it was."""
        if not self._alone(change_id):
            return
        if added:
            self._place(added, before)
        if isinstance(self._table, SharingTable):
            touched = [*touched, *self._table.sharing(touched)]
        old = {row_id: row for row_id in touched if (row := self._held(row_id))}
        known = [row_id for row_id in touched if row_id in old]
        fresh = self._dresser.again(old, known, fields) if known and fields is not None else []
        rest = touched if fields is None else [row_id for row_id in touched if row_id not in old]
        self._put([*fresh, *(self._dresser.rows(rest) if rest else ())])
        self._revision += 1

    def _rows_of(self, row_ids: Iterable[int]) -> tuple[Row, ...]:
        return tuple(row for row_id in row_ids if (row := self.row_by_id(row_id)))

    def _after(self, outcome: Outcome) -> Outcome:
        """Show what a step of undo did, and look at the cell that it changed."""
        row_id, field = outcome.focus or (0, "")
        old = self._held(row_id)
        self.refresh()
        new = self.row_by_id(row_id)
        if old and new:
            editable = (column.field for column in self.register.columns if column.editable)
            field = next((name for name in editable if old.texts[name] != new.texts[name]), field)
        return replace(outcome, focus=(row_id, field)) if outcome.focus else outcome


def _is_found(row: Row, name: str, hard_only: bool) -> bool:
    found = row.problems.get(name)
    if hard_only:
        return found is not None and found.hard
    return found is not None or name in row.doubtful
