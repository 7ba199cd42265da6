"""Reading the history: who changed what from what to what, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from models.journal.logged import changes_of_row, values_in
from models.tables.log import Change, ChangeSet
from models.tables.reading import tuples


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A column's value before and after, as stored: int, str or None; None also where the row was not there."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of one row: ``op`` is 'I' (new), 'U' or 'D' (deleted); the version is left out of ``fields``."""

    tbl: str
    row_id: int
    op: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One action. ``at`` is UTC; ``undo_of`` is the set it took back, ``undone_by`` the one that took it back.

    ``rows`` are the first of its ``row_count`` changes.
    """

    id: int
    at: str
    actor: str
    origin: str
    action: str
    reason: str
    undo_of: int | None
    undone_by: int | None
    row_count: int
    rows: tuple[RowChange, ...]


def entries(
    *,
    actor: str | None = None,
    rows: Sequence[tuple[str, int]] = (),
    action: str = "",
    since: date | None = None,
    until: date | None = None,
    limit: int = 50,
    before_id: int | None = None,
    most_rows: int = 200,
) -> list[Entry]:
    """The history, newest first: of one actor, of some ``(table, row id)`` pairs (only those rows are then shown), of
    actions whose name begins with ``action``, on the local days from ``since`` to ``until``, both included.

    The next page begins with ``before_id`` = the last entry's id. Order is that of writing, whatever the clock said.
    """
    query = _chosen(ChangeSet.select(), actor, rows, action, since, until)
    if before_id is not None:
        query = query.where(ChangeSet.id < before_id)
    found = list(query.order_by(ChangeSet.id.desc()).limit(limit))
    return [_entry(change_set, rows, most_rows) for change_set in found]


def entry_ids(
    *,
    actor: str | None = None,
    rows: Sequence[tuple[str, int]] = (),
    action: str = "",
    since: date | None = None,
    until: date | None = None,
) -> list[int]:
    """The numbers of the actions that `entries` would give, all of them, newest first; a hundred thousand at once."""
    query = _chosen(ChangeSet.select(ChangeSet.id), actor, rows, action, since, until)
    return [number for (number,) in tuples(query.order_by(ChangeSet.id.desc()))]


def last_change(tbl: str, row_id: int, field: str) -> tuple[str, str, Any, Any] | None:
    """``(actor, at, old, new)`` of the newest change of one field; None when the history knows none.

    The actor is '' when somebody wrote past the program.
    """
    for change in changes_of_row(tbl, row_id):
        before, after = values_in(change.before), values_in(change.after)
        if field in before or field in after:
            by = ChangeSet.get_or_none(ChangeSet.id == change.change_set_id)
            who, at = (by.actor, by.at) if by else ("", "")
            return who, at, before.get(field), after.get(field)
    return None


def written_past() -> list[RowChange]:
    """The changes that somebody made without the program, oldest first."""
    return [_row_change(change) for change in Change.select().where(Change.change_set_id.is_null()).order_by(Change.id)]


def local_time(at: str) -> datetime:
    """The history's UTC instant in this machine's time zone."""
    return datetime.fromisoformat(at).astimezone()


def _chosen(
    query: Any, actor: str | None, rows: Sequence[tuple[str, int]], action: str, since: date | None, until: date | None
) -> Any:
    if actor is not None:
        query = query.where(ChangeSet.actor == actor)
    if rows:
        query = query.where(ChangeSet.id.in_(_sets_of(rows)))
    if action:
        query = query.where(ChangeSet.action.startswith(action))
    if since is not None:
        query = query.where(ChangeSet.at >= _instant(since))
    if until is not None:
        query = query.where(ChangeSet.at < _instant(until + timedelta(days=1)))
    return query


def _sets_of(rows: Sequence[tuple[str, int]]) -> Any:
    wanted: Mapping[str, list[int]] = {tbl: [] for tbl, _ in rows}
    for tbl, row_id in rows:
        wanted[tbl].append(row_id)
    condition = None
    for tbl, ids in wanted.items():
        here = (Change.tbl == tbl) & Change.row_id.in_(ids)
        condition = here if condition is None else condition | here
    return Change.select(Change.change_set_id).where(condition, Change.change_set_id.is_null(False))


def _entry(change_set: ChangeSet, rows: Sequence[tuple[str, int]], most_rows: int) -> Entry:
    query = Change.select().where(Change.change_set_id == change_set.id)
    if rows:
        kept = [change for change in query.order_by(Change.id) if (change.tbl, change.row_id) in set(rows)]
        count = len(kept)
    else:
        count = query.count()
        kept = list(query.order_by(Change.id).limit(most_rows))
    undone_by = ChangeSet.select(ChangeSet.id).where(ChangeSet.undo_of == change_set.id).scalar()
    facts = {name: getattr(change_set, name) for name in ("id", "at", "actor", "origin", "action", "reason", "undo_of")}
    shown = tuple(_row_change(change) for change in kept[:most_rows])
    return Entry(**facts, undone_by=undone_by, row_count=count, rows=shown)


def _row_change(change: Change) -> RowChange:
    before, after = values_in(change.before), values_in(change.after)
    names = [name for name in {**before, **after} if name != "version"]
    fields = tuple(FieldChange(name, before.get(name), after.get(name)) for name in names)
    return RowChange(change.tbl, change.row_id, change.op, fields)


def _instant(day: date) -> str:
    """The beginning of a local day, in UTC, as the history writes it."""
    begins = datetime.combine(day, time()).astimezone(UTC)
    return begins.isoformat(timespec="microseconds").replace("+00:00", "Z")
