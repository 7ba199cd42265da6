"""One action: a transaction that leaves one sealed change set in the history, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

import peewee as pw

from data.words import t
from models.journal.digest import covered_by, digest_for
from models.journal.triggers import table_name
from models.store.checkpointing import checkpoint_beside_work
from models.store.database import in_turn, make_durable
from models.store.errors import DATABASE_ERRORS, StoreFault, explain
from models.store.library import sqlite3
from models.store.permission import ensure_may, ensure_same_account, ensure_within
from models.tables.log import ChangeSet

if TYPE_CHECKING:
    from models.store.store import Store

MARKS = ("store.restore", "store.repair", "personal.show", "personal.export", "list.export", "inspection.build")
"""Actions that the history tells of although no row changed."""

_SETS = table_name(ChangeSet)


@dataclass(slots=True)
class Action:
    """An action being done. ``id`` is its change set's number; None afterwards when no row changed."""

    id: int | None
    action: str


class _NothingWritten(Exception):
    """Takes back a transaction in which nothing was written but the empty change set."""


@contextmanager
def changing(store: Store, action: str, reason: str) -> Iterator[Action]:
    """See `Store.change`."""
    database, dialect = store.db, store.dialect
    if database.in_transaction():
        raise RuntimeError(f"the action {action!r} began inside another one")
    ensure_may(store, action)
    doing = Action(None, action)
    try:
        with in_turn(database), database.atomic():
            dialect.take_turn(database)
            store.ensure_current()
            ensure_same_account(store)
            doing.id = _begin(store, action, reason)
            written = dialect.written(database)
            yield doing
            if not dialect.is_writing(database):  # a full disk ended it and somebody swallowed the error
                raise StoreFault(t("store.fault", path=store.place))
            ensure_within(store, action, doing.id)
            if not _seal(database, doing.id, action):
                empty, doing.id = doing.id, None
                if dialect.written(database) == written:
                    raise _NothingWritten
                database.execute_sql(f'DELETE FROM "{_SETS}" WHERE id = {database.param}', (empty,))
            dialect.tell_triggers(database, None)
    except _NothingWritten:
        return
    except (pw.IntegrityError, sqlite3.IntegrityError):
        raise
    except DATABASE_ERRORS as error:
        raise explain(error, store.place) from error
    try:
        make_durable(database)
    except DATABASE_ERRORS as error:
        raise explain(error, store.place) from error
    checkpoint_beside_work(database)


def now() -> str:
    """This instant in UTC as the history keeps it: '2026-11-24T06:02:11.123456Z'."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@cache
def app_version() -> str:
    """The program's version; '' when it runs without having been installed."""
    try:
        return metadata.version("yanxiu")
    except metadata.PackageNotFoundError:
        return ""


def _begin(store: Store, action: str, reason: str) -> int:
    """Write the set, unsealed, and tell the triggers of it. Plain SQL: this runs under the lock all writers share."""
    values = (now(), store.actor.name, store.actor.origin, action, reason, app_version(), "")
    database, place = store.db, store.db.param
    columns = "at, actor, origin, action, reason, app_version, digest"
    places = ", ".join([place] * len(values))
    statement = f'INSERT INTO "{_SETS}" ({columns}) VALUES ({places}) RETURNING id'
    set_id = database.execute_sql(statement, values).fetchall()[0][0]
    store.dialect.tell_triggers(database, set_id)
    return set_id


def _seal(database: pw.Database, set_id: int, action: str) -> bool:
    """Give the set its digest; False, and no digest, when it is empty and no mark."""
    covered = covered_by(database, set_id)
    if not covered and action not in MARKS:
        return False
    statement = f'UPDATE "{_SETS}" SET digest = {database.param} WHERE id = {database.param}'
    database.execute_sql(statement, (digest_for(database, set_id, covered), set_id))
    return True
