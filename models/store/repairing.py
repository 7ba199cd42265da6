"""Putting back what is damaged, on request and written into the history: rows as it says, the rest as digests prove."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import peewee as pw

from data.words import t
from models.journal.logged import field_title, journaled_models, shown, table_title
from models.journal.mending import SETS, Mend, mends
from models.journal.replay import replay
from models.journal.triggers import column_names
from models.store import schema
from models.store.bookkeeping import numbers_wanted, unknown_steps
from models.store.checking import Finding, check
from models.store.dialect import dialect_of
from models.store.elsewhere import files_elsewhere, sets_elsewhere
from models.store.errors import DATABASE_ERRORS, StoreDamaged, explain
from models.store.kept_files import FILES, BadFile, bad_files, whole_again
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
    """Put back what the digests prove of the history and the kept files, write into every damaged row what the history
    says it holds, make the indexes anew and look again.

    All of it is one action 'store.repair', whose reason names the rows; no row's own history grows by it, since what
    the history says of the row is what is there afterwards. What nothing can tell is left as it is. Raises
    StoreError when the database cannot read or write it any more: then only a backup leads back.
    """
    outcome = Repaired()
    try:
        with store.dialect.reading_damage(store.db):
            _repair(store, outcome)
    except DATABASE_ERRORS as error:
        raise explain(error, store.place) from error
    except (TypeError, ValueError) as error:  # damaged pages hold values of any type
        raise StoreDamaged(t("store.damaged", path=store.place)) from error
    outcome.left = [finding for finding in check(store) if finding.grave]
    return outcome


def _repair(store: Store, outcome: Repaired) -> None:
    found = _Damage(store)
    if not found.is_there():
        return
    with store.change("store.repair") as doing:
        outcome.done = found.mend()
        reason = "；".join(found.named)
        reason = reason if len(reason) <= LONGEST_REASON else reason[: LONGEST_REASON - 1] + "…"
        _written(store.db, SETS, doing.id or 0, {"reason": reason})
    outcome.change_id = doing.id
    outcome.done = outcome.done or [t("store.repaired_index")]


class _Damage:
    """What can be put right in a store; ``named`` says in short what was, for the reason."""

    def __init__(self, store: Store) -> None:
        self._db, self._file, self._dialect = store.db, store.file, store.dialect
        told = replay(self._db)
        elsewhere = sets_elsewhere(self._file, {set_id for set_id, *_ in told.broken_sets})
        self._history = [one for some in mends(self._db, told, copies=elsewhere).values() for one in some]
        self._files = list(self._whole_files())
        self._numbers = numbers_wanted(self._db)
        self._steps = unknown_steps(self._db)
        self.named: list[str] = []

    def is_there(self) -> bool:
        if self._history or self._files or self._numbers or self._steps:
            return True
        return bool(wrong_rows(self._db)) or self._dialect.has_wrong_index(self._db)

    def mend(self) -> list[str]:
        """Write all of it; what that did, in sentences."""
        schema.drop_triggers(self._db)  # what they would write of damaged text could not be read again
        indexes = self._dialect.take_indexes_away(self._db)
        done = [sentence for mend in self._history for sentence in self._put_text(mend)]
        done += [sentence for bad in self._files for sentence in self._put_file(bad)]
        for tbl, last in numbers_wanted(self._db).items():
            self._dialect.go_on_from(self._db, tbl, last)
            done.append(t("store.repaired_numbers", table=table_title(tbl), last=last))
        for row_id, _, wanted in self._steps:
            place = self._db.param
            self._db.execute_sql(f"UPDATE schema_migration SET name = {place} WHERE id = {place}", (wanted, row_id))
            done.append(t("store.repaired_step", row=row_id, wanted=wanted))
        for row in wrong_rows(self._db):  # only now that the history is whole again
            if sentences := _put_back(self._db, row):
                self.named.append(_named(row))
                done += sentences
        for statement in indexes:
            self._db.execute_sql(statement)
        self._dialect.make_indexes_anew(self._db)  # those that no statement makes
        schema.create_triggers(self._db)
        return done

    def _whole_files(self) -> Iterator[BadFile]:
        for bad in bad_files(self._db):
            if bad.field != "content":
                yield bad
            elif content := whole_again(self._db, bad.row_id, lambda row_id: files_elsewhere(self._file, row_id)):
                yield BadFile(bad.row_id, bad.field, content)

    def _put_text(self, mend: Mend) -> list[str]:
        if not _written(self._db, mend.tbl, mend.row_id, {mend.field: mend.value}):
            return []
        where = {"table": table_title(mend.tbl), "row": mend.row_id, "field": field_title(mend.field)}
        self.named.append(t("store.repaired_short", **where))
        return [t("store.repaired_text", **where, change=mend.set_id)]

    def _put_file(self, bad: BadFile) -> list[str]:
        if not _written(self._db, FILES, bad.row_id, {bad.field: bad.value}):
            return []
        where = {"table": table_title(FILES), "row": bad.row_id, "field": field_title(bad.field)}
        self.named.append(t("store.repaired_short", **where))
        return [t("store.repaired_file", **where)]


def _written(database: pw.Database, tbl: str, row_id: int, values: dict[str, Any]) -> bool:
    """Write some columns of a row; False when the tables' own rules refuse it."""
    values = _storable(database, tbl, values)
    pairs = ", ".join(f'"{name}" = {database.param}' for name in values)
    try:
        with database.savepoint():
            database.execute_sql(f'UPDATE "{tbl}" SET {pairs} WHERE id = {database.param}', (*values.values(), row_id))
    except (pw.IntegrityError, sqlite3.IntegrityError):
        return False
    return True


def _put_back(database: pw.Database, row: Wrong) -> list[str]:
    """Write one row; what that did in sentences, none when the tables' own rules refuse it."""
    where = {"table": table_title(row.tbl), "row": row.row_id}
    if row.is_lost:
        values = _storable(database, row.tbl, row.values)
        columns = ", ".join(f'"{name}"' for name in ("id", *values))
        places = ", ".join([database.param] * (len(values) + 1))
        try:
            with database.savepoint():
                statement = f'INSERT INTO "{row.tbl}" ({columns}) VALUES ({places})'
                database.execute_sql(statement, (row.row_id, *values.values()))
        except (pw.IntegrityError, sqlite3.IntegrityError):
            return []
        return [t("store.repaired_row", **where)]
    if not _written(database, row.tbl, row.row_id, row.values):
        return []
    return [
        t("store.repaired_field", **where, field=field_title(name), logged=shown(value))
        for name, value in row.values.items()
    ]


def _storable(database: pw.Database, tbl: str, values: dict[str, Any]) -> dict[str, Any]:
    model = journaled_models().get(tbl)
    return values if model is None else dialect_of(database).storable(model, values)


def _named(row: Wrong) -> str:
    """The row in short: '教师 42 (备注)'."""
    fields = "" if row.is_lost else f" ({'、'.join(field_title(name) for name in row.values)})"
    return f"{table_title(row.tbl)} {row.row_id}{fields}"
