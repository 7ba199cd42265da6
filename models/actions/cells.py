"""Writing typed cells into a register: what can be read goes into the record, what cannot waits beside it, red."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import peewee as pw

from data.words import t
from models.actions.lists import SchoolLists
from models.actions.notes import drop_notes
from models.actions.register_table import RegisterTable, Stored
from models.journal.history import entries, last_change
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.column import Column, Context
from models.registers.kinds import empty_value, parse, show
from models.registers.problem import Problem, Unreadable
from models.registers.register import Register
from models.registers.source import CellEdit, Conflict
from models.store import Store
from models.tables.people import PendingCell
from models.tables.reading import ByIds


@dataclass
class Written:
    """What `write_cells` did: the change set (None if nothing changed), the rows it touched, added, and conflicts."""

    change_id: int | None = None
    touched: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def write_cells(
    store: Store, table: RegisterTable, context: SchoolLists, edits: Sequence[CellEdit], gesture: str, reason: str = ""
) -> Written:
    """Write all the cells as one action.

    A cell that somebody else has changed since it was shown is not written but reported as a conflict; other cells of
    the same row go in. A text that is no value of its column, or that breaks a hard rule, is kept as a pending cell.
    Raises StoreError when nothing could be written.
    """
    done = Written()
    context.begin()
    with store.change(f"{table.register.id}.{gesture}", reason) as change:
        by_row: dict[int, list[CellEdit]] = {}
        for edit in edits:
            by_row.setdefault(edit.row_id, []).append(edit)
        old = [row_id for row_id in by_row if row_id > 0]
        stored = {row.id: row for row in table.read(old, {edit.field for edit in edits})} if old else {}
        waiting = pending_texts(table.register.id, stored)
        for row_id, row_edits in sorted(by_row.items(), key=lambda item: (item[0] < 0, abs(item[0]))):
            if row_id < 0:
                done.added.append(_write_new(store, table, context, row_edits))
            elif row_id in stored:
                _write_old(store, table, context, stored[row_id], waiting.get(row_id, {}), row_edits, done)
            else:
                done.conflicts += [_gone(table, edit) for edit in row_edits]
    done.change_id = change.id
    done.touched += done.added
    return done


def delete_rows(store: Store, table: RegisterTable, row_ids: Sequence[int], reason: str = "") -> int | None:
    """Remove the records, with what is pending beside them, as one action; the change set's number."""
    with store.change(f"{table.register.id}.delete", reason) as change:
        for row_id in row_ids:
            for pending in PendingCell.select().where(
                PendingCell.register == table.register.id, PendingCell.row_id == row_id
            ):
                delete_record(PendingCell, pending.id)
            drop_notes(table.register.id, row_id)
            table.delete(row_id)
    return change.id


def pending_texts(register_id: str, row_ids: Iterable[int] | None = None) -> dict[int, dict[str, tuple[str, str]]]:
    """The texts that wait beside their records: {row id: {field: (text as typed, reason)}}."""
    found: dict[int, dict[str, tuple[str, str]]] = {}
    for row_id, name, typed, reason in _waiting(register_id)(None if row_ids is None else list(row_ids)):
        found.setdefault(row_id, {})[name] = (typed, reason)
    return found


@cache
def _waiting(register_id: str) -> ByIds:
    query = PendingCell.select(PendingCell.row_id, PendingCell.field_name, PendingCell.typed, PendingCell.reason)
    return ByIds(query.where(PendingCell.register == register_id), PendingCell.row_id)


def read_cell(
    table: RegisterTable, column: Column, text: str, row: Mapping[str, Any], row_id: int | None, context: Context
) -> Any:
    """The value of a typed text after every hard rule. Raises Unreadable with the sentence to show."""
    value = read_value(table.register, column, text, row, context)
    if taken := table.taken(column.field, value, row_id):
        raise Unreadable(taken)
    return value


def read_value(register: Register, column: Column, text: str, row: Mapping[str, Any], context: Context) -> Any:
    """The value of a text after the hard rules that need no other record. Raises Unreadable with the sentence."""
    value = parse(column, text, context)
    if value in ("", (), None):
        if column.field in register.keys[0]:
            raise Unreadable(t("problem.needed", title=column.title))
        return value
    if hard := next((p for p in _findings(column, value, row, context) if p.hard), None):
        raise Unreadable(hard.message)
    return value


def _findings(column: Column, value: Any, row: Mapping[str, Any], context: Context) -> list[Problem]:
    return [p for check in column.checks if (p := check(value, row, context))]


def _write_new(store: Store, table: RegisterTable, context: SchoolLists, edits: Sequence[CellEdit]) -> int:
    values: dict[str, Any] = {}
    waiting: list[tuple[str, str, str]] = []
    for edit in edits:
        column = table.register.column(edit.field)
        try:
            values[edit.field] = read_cell(table, column, edit.text, values, None, context)
        except Unreadable as problem:
            if edit.text.strip():
                waiting.append((edit.field, edit.text, str(problem)))
    try:
        with store.db.atomic():
            row_id = table.insert(values)
    except pw.IntegrityError:
        context.begin()
        row_id = table.insert({})
        waiting += [(edit.field, edit.text, t("problem.same_row")) for edit in edits if edit.field in values]
    for name, typed, reason in waiting:
        _keep_pending(table.register.id, row_id, name, typed, reason)
    return row_id


def _write_old(
    store: Store,
    table: RegisterTable,
    context: SchoolLists,
    stored: Stored,
    waiting: Mapping[str, tuple[str, str]],
    edits: Sequence[CellEdit],
    done: Written,
) -> None:
    changes: dict[str, Any] = {}
    touched = False
    kept = set(waiting)
    for edit in edits:
        column = table.register.column(edit.field)
        now = waiting[edit.field][0] if edit.field in waiting else show(column, stored.values[edit.field], context)
        if now == edit.text:
            continue
        if now != edit.seen:
            who, at = _who_wrote(table, stored.id, edit.field)
            done.conflicts.append(Conflict(stored.id, edit.field, edit.text, now, who, at))
            continue
        try:
            value = read_cell(table, column, edit.text, {**stored.values, **changes}, stored.id, context)
        except Unreadable as problem:
            _keep_pending(table.register.id, stored.id, edit.field, edit.text, str(problem))
            kept.add(edit.field)
            touched = True
            continue
        if edit.field in kept:
            touched |= _drop_pending(table.register.id, stored.id, edit.field)
        if value != stored.values.get(edit.field, empty_value(column)):
            changes[edit.field] = value
    if changes:
        try:
            with store.db.atomic():
                table.update(stored.id, changes)
        except pw.IntegrityError:
            context.begin()
            for edit in edits:
                if edit.field in changes:
                    _keep_pending(table.register.id, stored.id, edit.field, edit.text, t("problem.same_row"))
    if changes or touched:
        done.touched.append(stored.id)


def _keep_pending(register_id: str, row_id: int, name: str, typed: str, reason: str) -> None:
    found = PendingCell.get_or_none(register=register_id, row_id=row_id, field_name=name)
    facts = {"typed": typed[:4000], "reason": reason[:300]}
    if found is None:
        insert_record(PendingCell, {"register": register_id, "row_id": row_id, "field_name": name, **facts})
    else:
        update_record(PendingCell, found.id, facts)


def _drop_pending(register_id: str, row_id: int, name: str) -> bool:
    found = PendingCell.get_or_none(register=register_id, row_id=row_id, field_name=name)
    if found is not None:
        delete_record(PendingCell, found.id)
    return found is not None


def _who_wrote(table: RegisterTable, row_id: int, name: str) -> tuple[str, str]:
    """Who touched the field last, and when; the record's last writer where the field lies in a table beside it."""
    places = table.written_in(row_id)
    if found := last_change(*places[0], name):
        return found[:2]
    latest = entries(rows=places, limit=1, most_rows=1)
    return (latest[0].actor, latest[0].at) if latest else ("", "")


def _gone(table: RegisterTable, edit: CellEdit) -> Conflict:
    """The record was deleted meanwhile: by whom and when."""
    latest = entries(rows=table.written_in(edit.row_id)[:1], limit=1, most_rows=1)
    who, at = (latest[0].actor, latest[0].at) if latest else ("", "")
    return Conflict(edit.row_id, edit.field, edit.text, "", who, at)
