"""SQLite's words for what `Dialect` asks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import peewee as pw

from data.words import t
from models.journal.triggers import guards, journal_triggers, table_name
from models.store.errors import DATABASE_ERRORS, NotAStore, StoreMoved, cause_in
from models.tables import ALL
from models.tables.log import AuditContext

APPLICATION_ID = 0x59785331  # 'YxS1' in the file's header says whose file it is

_CONTEXT = table_name(AuditContext)


@cache
def _expected(_steps: Path) -> set[str]:
    """Making a whole schema is most of what a check costs; it is the same as long as the steps are."""
    from models.store.making import fill

    fresh = pw.SqliteDatabase(":memory:")
    fresh.connect()
    try:
        fill(fresh)
        return SqliteDialect().description(fresh)
    finally:
        fresh.close()


class SqliteDialect:
    """See `Dialect`."""

    def triggers(self, database: pw.Database) -> list[str]:
        return all_triggers()

    def drop_triggers(self, database: pw.Database) -> None:
        for (name,) in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute_sql(f'DROP TRIGGER "{name}"')

    def mark(self, database: Any, version: int) -> None:
        database.pragma("application_id", APPLICATION_ID)
        database.pragma("user_version", version)

    def version(self, database: Any, place: object) -> int:
        # A file that was never a database fails in SQLite.
        if database.application_id != APPLICATION_ID:
            raise NotAStore(t("store.not_a_store", path=place))
        return int(database.user_version)

    def description(self, database: pw.Database) -> set[str]:
        lines: set[str] = set()
        strict = {row[1] for row in database.execute_sql("PRAGMA main.table_list").fetchall() if row[5]}
        for kind, name, table, sql in database.execute_sql(
            "SELECT type, name, tbl_name, sql FROM sqlite_master"
        ).fetchall():
            if name.startswith("sqlite_"):
                continue
            if kind != "table":
                lines.add(f"{kind} {name} on {table}: {_one_line(sql)}")
                continue
            counted = " counted" if "AUTOINCREMENT" in sql else ""
            lines.add(f"table {name}{' strict' if name in strict else ''}{counted}")
            for column in database.execute_sql(f'PRAGMA table_xinfo("{name}")').fetchall():
                lines.add(f"column {name}.{column[1]} {column[2]}{' not null' if column[3] else ''} key {column[5]}")
            for key in database.execute_sql(f'PRAGMA foreign_key_list("{name}")').fetchall():
                lines.add(f"reference {name}.{key[3]} to {key[2]}.{key[4]} {key[5]} {key[6]}")
            lines.update(f"check {name}: {condition}" for condition in _checks(sql))
        return lines

    def expected(self, database: pw.Database) -> set[str]:
        from models.store.making import MIGRATIONS

        return _expected(MIGRATIONS)

    def numbers_given(self, database: pw.Database) -> dict[str, int]:
        return dict(database.execute_sql("SELECT name, seq FROM sqlite_sequence").fetchall())

    def go_on_from(self, database: pw.Database, table: str, number: int) -> None:
        if database.execute_sql("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (number, table)).rowcount == 0:
            database.execute_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))
            # A name that is no table's was made by damage, in the place of this one.
            tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
            database.execute_sql(f"DELETE FROM sqlite_sequence WHERE name NOT IN ({tables})")

    def load(self, database: pw.Database, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        columns, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        database.connection().executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', rows)

    def ensure_reachable(self, database: pw.Database) -> None:
        """A file is: what fails then is a fault."""

    def take_turn(self, database: pw.Database) -> None:
        """BEGIN IMMEDIATE has done so."""

    def identity(self, database: pw.Database, place: Path) -> tuple[int, int]:
        # Looks at the file without opening it, which would drop its locks.
        try:
            found = os.stat(place)  # noqa: PTH116  # once an action: Path.stat costs twice as much
        except FileNotFoundError as error:
            raise StoreMoved(t("store.moved", path=place)) from error
        return found.st_dev, found.st_ino

    def tell_triggers(self, database: pw.Database, set_id: int | None) -> None:
        database.execute_sql(f'UPDATE "{_CONTEXT}" SET change_set_id = ? WHERE id = 1', (set_id,))

    def written(self, database: pw.Database) -> int:
        return database.connection().total_changes

    def is_writing(self, database: pw.Database) -> bool:
        return database.connection().in_transaction

    def defer_references(self, database: Any) -> None:
        database.pragma("defer_foreign_keys", 1)

    @contextmanager
    def lightly(self, database: Any) -> Iterator[None]:
        if database.in_transaction():
            yield
            return
        usual = database.synchronous
        database.pragma("synchronous", "NORMAL")
        try:
            yield
        finally:
            database.pragma("synchronous", usual)

    @contextmanager
    def for_good(self, database: Any) -> Iterator[None]:
        before = database.pragma("secure_delete")
        database.pragma("secure_delete", 1)
        try:
            yield
        finally:
            database.pragma("secure_delete", before)
        # Pages hold leftovers of what was overwritten before. They stay till next time if somebody writes just now.
        with suppress(pw.OperationalError):
            database.execute_sql("VACUUM")
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # as far as nobody reads just now

    def others(self, database: Any) -> int:
        return int(database.data_version)

    @contextmanager
    def reading_damage(self, database: pw.Database) -> Iterator[None]:
        connection = database.connection()
        usual = connection.text_factory
        connection.text_factory = lambda raw: raw.decode("utf-8", "backslashreplace")
        try:
            yield
        finally:
            connection.text_factory = usual

    def has_wrong_index(self, database: pw.Database) -> bool:
        try:
            return database.execute_sql("PRAGMA integrity_check(1)").fetchall() != [("ok",)]
        except DATABASE_ERRORS as error:
            return "malformed" in cause_in(error)

    def take_indexes_away(self, database: pw.Database) -> list[str]:
        # They may hold what the rows held or what damage made of it. A row that its own index does not know cannot be
        # written in SQLite, and while two rows seem to have one number, no unique index can be made.
        statement = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        found = database.execute_sql(statement).fetchall()
        for name, _ in found:
            database.execute_sql(f'DROP INDEX "{name}"')
        return [sql for _, sql in found]

    def make_indexes_anew(self, database: pw.Database) -> None:
        database.execute_sql("REINDEX")

    def json_value(self, column: pw.Field, key: str) -> Any:
        return pw.fn.json_extract(column, f"$.{key}")

    def json_word(self, value: int) -> Any:
        return value

    def storable(self, model: type[pw.Model], values: Mapping[str, Any]) -> dict[str, Any]:
        return dict(values)


SQLITE = SqliteDialect()


def all_triggers() -> list[str]:
    """The statements that make them."""
    made = [statement for model in ALL if model.journaled for statement in journal_triggers(model)]
    return [*made, *guards()]


def _one_line(sql: str | None) -> str:
    return re.sub(r"\s+", " ", sql or "")


def _checks(sql: str) -> list[str]:
    """The conditions inside every ``CHECK (…)`` of a CREATE TABLE."""
    found = []
    for match in re.finditer(r"CHECK\s*\(", sql):
        depth, end = 1, match.end()
        while depth and end < len(sql):
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        found.append(_one_line(sql[match.end() : end - 1]))
    return found
