"""What a store of this version looks like inside: its number, tables and triggers, and how to compare them."""

from __future__ import annotations

import peewee as pw

from models.store.dialect import dialect_of
from models.store.dialect_sqlite import APPLICATION_ID as APPLICATION_ID
from models.tables import ALL
from models.tables.log import AuditContext

VERSION = 5
"""The number of the last migration; a store carries it as its version."""


def create_tables(database: pw.Database) -> None:
    """Make all tables with their indexes in an empty database, and the one row of the audit context."""
    for model in ALL:
        manager(model, database).create_all(safe=False)
    database.execute_sql(f'INSERT INTO "{AuditContext._meta.table_name}" (id, change_set_id) VALUES (1, NULL)')  # type: ignore[attr-defined]


def create_triggers(database: pw.Database) -> None:
    for statement in dialect_of(database).triggers(database):
        database.execute_sql(statement)


def drop_triggers(database: pw.Database) -> None:
    """Take all triggers away: no table can be altered safely under them."""
    dialect_of(database).drop_triggers(database)


def manager(model: type[pw.Model], database: pw.Database) -> pw.SchemaManager:
    """peewee's maker of a table, for a database that the model need not be bound to."""
    model._meta.strict_tables = isinstance(database, pw.SqliteDatabase)  # type: ignore[attr-defined]  # PostgreSQL is strict by itself
    return pw.SchemaManager(model, database)


def description(database: pw.Database) -> set[str]:
    """The schema as comparable lines: columns, keys, checks, indexes and triggers, whatever the order they came in."""
    return dialect_of(database).description(database)


def expected(database: pw.Database) -> set[str]:
    """The description of a store that was made just now, in a database of that kind."""
    return dialect_of(database).expected(database)


def differences(database: pw.Database) -> list[str]:
    """What the schema lacks ('- …') and what it has beyond this version's ('+ …'); [] when it is as it should be."""
    found, wanted = description(database), expected(database)
    return [*(f"- {line}" for line in sorted(wanted - found)), *(f"+ {line}" for line in sorted(found - wanted))]
