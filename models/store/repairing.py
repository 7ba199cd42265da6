"""Putting damaged rows back as the history says they were, on request and written into the history."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import peewee as pw

from data.words import t
from models.journal.logged import field_title, journaled_models, shown, table_title
from models.journal.replay import replay
from models.journal.triggers import column_names
from models.store import schema
from models.store.address import ServerAddress
from models.store.checking import Finding, check
from models.store.errors import DATABASE_ERRORS, StoreUnsupported, cause_in
from models.store.library import sqlite3

if TYPE_CHECKING:
    from models.store.store import Store

LONGEST_REASON = 300
"""Characters that the history keeps of a reason."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that is not what the history says: ``values`` are the logged ones of the columns that differ; ``is_lost``
    when the whole row is gone."""

    tbl: str
    row_id: int
    values: dict[str, Any]
    is_lost: bool = False


@dataclass(slots=True)
class Repaired:
    """``done`` is what was put right, in sentences, by the change set ``change_id`` (None: nothing was to be done);
    ``left`` what is still not as it should be."""

    change_id: int | None = None
    done: list[str] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)


def wrong_rows(database: pw.Database) -> list[Wrong]:
    """The rows that differ from the history, where the history itself is sound. Raises peewee's errors."""
    told = replay(database)
    found = []
    for tbl, model in journaled_models().items():
        names = column_names(model)
        columns = ", ".join(f'"{name}"' for name in names)
        expected = told.rows.get(tbl, {})
        there = set()
        for row in database.execute_sql(f'SELECT {columns} FROM "{tbl}"').fetchall():
            there.add(row[0])
            logged = expected.get(row[0])
            if logged is None or (tbl, row[0]) in told.doubtful:
                continue
            pairs = zip(names[1:], row[1:], strict=True)
            values = {name: logged[name] for name, stored in pairs if name in logged and logged[name] != stored}
            if values:
                found.append(Wrong(tbl, row[0], values))
        gone = [row_id for row_id in sorted(expected) if row_id not in there and (tbl, row_id) not in told.doubtful]
        found += [Wrong(tbl, row_id, dict(expected[row_id]), is_lost=True) for row_id in gone]
    return found


def repair(store: Store) -> Repaired:
    """Write into every damaged row what the history says it holds, make the indexes anew and look again.

    All of it is one action 'store.repair', whose reason names the rows; no row's own history grows by it, since what
    the history says of the row is what is there afterwards. What the history cannot tell (its own damage, rows that it
    does not know) is left as it is. Raises StoreUnsupported for a school on a server and StoreError when SQLite
    cannot read or write the file any more: then only a backup leads back.
    """
    if isinstance(store.place, ServerAddress):
        raise StoreUnsupported(t("store.repair_files_only"))
    outcome = Repaired()
    connection = store.db.connection()
    usual = connection.text_factory
    connection.text_factory = lambda raw: raw.decode("utf-8", "backslashreplace")  # damaged text must be read
    try:
        wrong = wrong_rows(store.db)
        if wrong or _has_wrong_index(store.db):
            with store.change("store.repair", _reason(wrong)) as doing:
                schema.drop_triggers(store.db)  # what they would write of damaged text could not be read again
                store.db.execute_sql("REINDEX")
                outcome.done = [sentence for row in wrong for sentence in _put_back(store.db, row)]
                schema.create_triggers(store.db)
            outcome.change_id = doing.id
            outcome.done = outcome.done or [t("store.repaired_index")]
    finally:
        connection.text_factory = usual
    outcome.left = [finding for finding in check(store) if finding.grave]
    return outcome


def _put_back(database: pw.Database, row: Wrong) -> list[str]:
    """Write one row; what that did in sentences, none when the tables' own rules refuse it."""
    names, place = list(row.values), database.param
    where = {"table": table_title(row.tbl), "row": row.row_id}
    try:
        with database.savepoint():
            if row.is_lost:
                columns = ", ".join(f'"{name}"' for name in ("id", *names))
                places = ", ".join([place] * (len(names) + 1))
                statement = f'INSERT INTO "{row.tbl}" ({columns}) VALUES ({places})'
                database.execute_sql(statement, (row.row_id, *row.values.values()))
                return [t("store.repaired_row", **where)]
            pairs = ", ".join(f'"{name}" = {place}' for name in names)
            statement = f'UPDATE "{row.tbl}" SET {pairs} WHERE id = {place}'
            database.execute_sql(statement, (*row.values.values(), row.row_id))
    except (pw.IntegrityError, sqlite3.IntegrityError):
        return []
    return [
        t("store.repaired_field", **where, field=field_title(name), logged=shown(value))
        for name, value in row.values.items()
    ]


def _has_wrong_index(database: pw.Database) -> bool:
    try:
        return database.execute_sql("PRAGMA integrity_check(1)").fetchall() != [("ok",)]
    except DATABASE_ERRORS as error:
        return "malformed" in cause_in(error)


def _reason(wrong: list[Wrong]) -> str:
    """Which rows, as far as a reason is long: '教师 42 (备注)；…'."""
    parts = []
    for row in wrong:
        fields = "" if row.is_lost else f" ({'、'.join(field_title(name) for name in row.values)})"
        parts.append(f"{table_title(row.tbl)} {row.row_id}{fields}")
    text = "；".join(parts)
    return text if len(text) <= LONGEST_REASON else text[: LONGEST_REASON - 1] + "…"
