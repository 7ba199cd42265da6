"""A register's rows out of the store, for the grid: in memory, in an order and a filter, kept fresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from data.words import t
from models.actions.cells import Written, delete_rows, pending_texts, write_cells
from models.actions.lists import SchoolLists
from models.actions.notes import NOTHING, Beside, annotate, notes_beside
from models.actions.register_table import RegisterTable, Stored
from models.actions.undoing import step_back, step_forward
from models.journal import typing
from models.registers.column import Column, Context, Kind
from models.registers.kinds import show
from models.registers.problem import Problem
from models.registers.register import Register
from models.registers.source import CellEdit, Outcome, Row
from models.rules.names import initials_of
from models.store import Store


class RegisterSource:
    """`RowSource` over one register of an open store. Holds every row: right up to some 20,000 of them."""

    def __init__(self, store: Store, table: RegisterTable, lists: SchoolLists, everybody: bool = False) -> None:
        self._store = store
        self._table = table
        self._lists = lists
        self._everybody = everybody
        self._rows: dict[int, Row] = {}
        self._order: list[int] = []
        self._shown: list[int] = []
        self._place: dict[int, int] = {}
        self._sort: tuple[tuple[str, bool], ...] = ()
        self._filter = ""
        self._revision = 0
        self._seen = (-1, -1)
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
    def everybody(self) -> bool:
        """Whether people who have left the lists are shown too."""
        return self._everybody

    def show_everybody(self, everybody: bool) -> None:
        self._everybody = everybody
        self.reload()

    def __len__(self) -> int:
        return len(self._shown)

    def row(self, index: int) -> Row:
        return self._rows[self._shown[index]]

    def row_by_id(self, row_id: int) -> Row | None:
        return self._rows.get(row_id)

    def index_of(self, row_id: int) -> int | None:
        return self._place.get(row_id)

    # -- writing ---------------------------------------------------------------------------------------------------

    def edit(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        done = write_cells(self._store, self._table, self._lists, edits, gesture)
        self._take_in(done)
        message = t("register.conflict", count=len(done.conflicts)) if done.conflicts else ""
        return Outcome(
            change_id=done.change_id,
            rows=tuple(self._rows[row_id] for row_id in done.touched if row_id in self._rows),
            added=tuple(done.added),
            conflicts=tuple(done.conflicts),
            message=message,
        )

    def insert(self, before: int | None) -> Outcome:
        with self._store.change(f"{self.register.id}.insert") as change:
            row_id = self._table.insert({}, before)
        self.reload()
        return Outcome(change_id=change.id, rows=(self._rows[row_id],), added=(row_id,))

    def delete(self, row_ids: Sequence[int]) -> Outcome:
        change_id = delete_rows(self._store, self._table, row_ids)
        self.reload()
        return Outcome(change_id=change_id, removed=tuple(row_ids), message=t("register.deleted", count=len(row_ids)))

    def annotate(self, row_id: int, field: str, words: str | None = None, doubtful: bool | None = None) -> Outcome:
        change_id = annotate(self._store, self.register.id, row_id, field, words, doubtful)
        self._take_in(Written(change_id, [row_id]))
        row = self._rows.get(row_id)
        return Outcome(change_id=change_id, rows=(row,) if row else ())

    def undo(self) -> Outcome:
        return self._after(step_back(self._store, self._table))

    def redo(self) -> Outcome:
        return self._after(step_forward(self._store, self._table))

    # -- order, filter, freshness ----------------------------------------------------------------------------------

    def sort(self, keys: Sequence[tuple[str, bool]]) -> None:
        self._sort = tuple(keys)
        self._arrange()

    def filter(self, text: str) -> None:
        self._filter = text
        self._arrange()

    def refresh(self) -> bool:
        if self._stamp() == self._seen:
            return False
        self.reload()
        return True

    def reload(self) -> None:
        """Read everything again."""
        self._seen = self._stamp()
        self._lists.forget()
        stored = {row.id: row for row in self._table.read()}
        waiting = pending_texts(self.register.id)
        beside = notes_beside(self.register.id)
        self._rows = {
            row_id: self._dress(row, waiting.get(row_id, {}), beside.get(row_id, NOTHING))
            for row_id, row in stored.items()
        }
        self._order = [row_id for row_id in self._table.ids(self._everybody) if row_id in self._rows]
        self._mark_repeats()
        self._arrange()

    def next_problem(self, after: tuple[int, str] | None, hard_only: bool = False) -> tuple[int, str] | None:
        fields = [column.field for column in self.register.columns]
        cells = [
            (row_id, name)
            for row_id in self._shown
            for name in fields
            if _worth_a_look(self._rows[row_id], name, hard_only)
        ]
        if after is None or not cells:
            return cells[0] if cells else None
        place = (self._place.get(after[0], -1), fields.index(after[1]))
        return next((cell for cell in cells if (self._place[cell[0]], fields.index(cell[1])) > place), cells[0])

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
        row = self._rows.get(left.row_id)
        return CellEdit(left.row_id if row else -1, left.field, left.text, row.texts[left.field] if row else "")

    # -- inside ----------------------------------------------------------------------------------------------------

    def _stamp(self) -> tuple[int, int]:
        """Differs when another process (the first number) or anything in this one (the second) has written."""
        return self._store.data_version(), self._store.latest_change()

    def _after(self, outcome: Outcome) -> Outcome:
        """Show what a step of undo did, and look at the cell that it changed."""
        before = self._rows
        self.reload()
        if outcome.focus is None:
            return outcome
        row_id, field = outcome.focus
        old, new = before.get(row_id), self._rows.get(row_id)
        if old and new:
            editable = (column.field for column in self.register.columns if column.editable)
            field = next((name for name in editable if old.texts[name] != new.texts[name]), field)
        return replace(outcome, focus=(row_id, field))

    def _take_in(self, done: Written) -> None:
        """Show what an action wrote; everything else stays as and where it was."""
        stamp = self._stamp()
        if stamp not in (self._seen, (self._seen[0], self._seen[1] + 1)):
            self.reload()
            return
        self._seen = stamp
        for row in self._table.read(done.touched):
            waiting = pending_texts(self.register.id, [row.id]).get(row.id, {})
            beside = notes_beside(self.register.id, [row.id]).get(row.id, NOTHING)
            self._rows[row.id] = self._dress(row, waiting, beside)
        for row_id in done.added:
            self._order.append(row_id)
            self._place[row_id] = len(self._shown)
            self._shown.append(row_id)
        self._mark_repeats()
        self._revision += 1

    def _dress(self, stored: Stored, waiting: Mapping[str, tuple[str, str]], beside: Beside) -> Row:
        texts = {c.field: show(c, stored.values.get(c.field), self._lists) for c in self.register.columns}
        problems: dict[str, Problem] = {}
        for found in self.register.problems(stored.values, self._lists):
            problems.setdefault(found.field, found)
        for name, (typed, reason) in waiting.items():
            texts[name] = typed
            problems[name] = Problem(name, reason)
        return Row(stored.id, stored.version, texts, stored.values, problems, beside.words, beside.doubtful)

    def _mark_repeats(self) -> None:
        """Two rows with the same name may be one person typed twice: a soft finding on both, until something known of
        both (the birth date) tells them apart."""
        for name, telling in self.register.distinct.items():
            words = t("problem.repeated", title=self.register.column(name).title)
            alike: dict[str, list[Row]] = {}
            for row_id in self._order:
                row = self._rows[row_id]
                if row.problems.get(name) == Problem(name, words, hard=False):
                    row = self._rows[row_id] = replace(row, problems=_without(row.problems, name))
                if row.texts[name]:
                    alike.setdefault(row.texts[name], []).append(row)
            for row in (row for rows in alike.values() if _could_be_one(rows, telling) for row in rows):
                if name not in row.problems:
                    problems = {**row.problems, name: Problem(name, words, hard=False)}
                    self._rows[row.id] = replace(row, problems=problems)

    def _arrange(self) -> None:
        words = self._filter.lower().split()
        self._shown = [row_id for row_id in self._order if _holds(self._rows[row_id], words)]
        for name, descending in reversed(self._sort):
            key = _sort_key(self.register.column(name), self._lists)
            filled = [row_id for row_id in self._shown if self._rows[row_id].texts[name]]
            empty = [row_id for row_id in self._shown if not self._rows[row_id].texts[name]]
            filled.sort(key=lambda row_id: key(self._rows[row_id]), reverse=descending)  # used at once
            self._shown = filled + empty
        self._place = {row_id: index for index, row_id in enumerate(self._shown)}
        self._revision += 1


def _worth_a_look(row: Row, name: str, hard_only: bool) -> bool:
    found = row.problems.get(name)
    if hard_only:
        return found is not None and found.hard
    return found is not None or name in row.doubtful


def _could_be_one(rows: Sequence[Row], telling: str) -> bool:
    """Whether two of these rows, which say the same in one field, may be about one person."""
    if len(rows) < 2:
        return False
    known = [row.texts[telling] for row in rows] if telling else []
    return not telling or not all(known) or len(set(known)) < len(known)


def _without(problems: Mapping[str, Problem], name: str) -> dict[str, Problem]:
    return {key: found for key, found in problems.items() if key != name}


def _holds(row: Row, words: Sequence[str]) -> bool:
    if not words:
        return True
    pinyin = str(row.values.get("name_pinyin", ""))
    text = " ".join((*row.texts.values(), pinyin.replace(" ", ""), initials_of(pinyin))).lower()
    return all(word in text for word in words)


def _sort_key(column: Column, context: Context) -> Any:
    """Codes sort as their list does, names by pinyin, numbers by size, everything else by its text."""
    if column.kind is Kind.CODE:
        places = {choice.code: place for place, choice in enumerate(context.choices(column.choices))}
        return lambda row: (places.get(row.values[column.field], len(places)), row.texts[column.field])
    if column.kind in (Kind.INTEGER, Kind.COMPUTED):
        return lambda row: row.values[column.field] if isinstance(row.values[column.field], int) else 0
    if column.kind is Kind.NAME:
        return lambda row: str(row.values.get(f"{column.field}_pinyin", "")) or row.texts[column.field]
    return lambda row: row.texts[column.field]
