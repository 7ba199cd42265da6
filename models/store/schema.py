"""What a store of this version looks like inside: its number, tables and triggers, and how to compare them."""

from __future__ import annotations

import re

import peewee as pw

from models.journal.triggers import guards, journal_triggers
from models.tables import ALL
from models.tables.log import AuditContext

APPLICATION_ID = 0x59785331  # 'YxS1' in the file's header says whose file it is
VERSION = 5
"""The number of the last migration; a store carries it as its ``user_version``."""


def create_tables(database: pw.Database) -> None:
    """Make all tables with their indexes in an empty database, and the one row of the audit context."""
    for model in ALL:
        manager(model, database).create_all(safe=False)
    database.execute_sql(f'INSERT INTO "{AuditContext._meta.table_name}" (id, change_set_id) VALUES (1, NULL)')  # type: ignore[attr-defined]


def create_triggers(database: pw.Database) -> None:
    for statement in triggers():
        database.execute_sql(statement)


def drop_triggers(database: pw.Database) -> None:
    """Take all triggers away: no table can be altered safely under them."""
    for (name,) in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute_sql(f'DROP TRIGGER "{name}"')


def triggers() -> list[str]:
    """The statements that make every trigger of the store."""
    made = [statement for model in ALL if model.journaled for statement in journal_triggers(model)]
    return [*made, *guards()]


def manager(model: type[pw.Model], database: pw.Database) -> pw.SchemaManager:
    """peewee's maker of a table, for a database that the model need not be bound to."""
    model._meta.strict_tables = isinstance(database, pw.SqliteDatabase)  # type: ignore[attr-defined]  # PostgreSQL is strict by itself
    return pw.SchemaManager(model, database)


def description(database: pw.Database) -> set[str]:
    """The schema as comparable lines: columns, keys, checks, indexes and triggers, whatever the order they came in."""
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
        lines.add(f"table {name}{' strict' if name in strict else ''}{' counted' if 'AUTOINCREMENT' in sql else ''}")
        for column in database.execute_sql(f'PRAGMA table_xinfo("{name}")').fetchall():
            lines.add(f"column {name}.{column[1]} {column[2]}{' not null' if column[3] else ''} key {column[5]}")
        for key in database.execute_sql(f'PRAGMA foreign_key_list("{name}")').fetchall():
            lines.add(f"reference {name}.{key[3]} to {key[2]}.{key[4]} {key[5]} {key[6]}")
        lines.update(f"check {name}: {condition}" for condition in _checks(sql))
    return lines


def expected() -> set[str]:
    """The description of a store that was made just now."""
    from models.store.making import fill

    database = pw.SqliteDatabase(":memory:")
    database.connect()
    try:
        fill(database)
        return description(database)
    finally:
        database.close()


def differences(database: pw.Database) -> list[str]:
    """What the schema lacks ('- …') and what it has beyond this version's ('+ …'); [] when it is as it should be."""
    found, wanted = description(database), expected()
    return [*(f"- {line}" for line in sorted(wanted - found)), *(f"+ {line}" for line in sorted(found - wanted))]


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
