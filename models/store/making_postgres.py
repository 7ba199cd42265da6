"""Making a school's schema on a PostgreSQL server, and bringing an older one up to date. Each is one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import peewee as pw
from playhouse.migrations import Runner

from data.words import t
from models.store import schema
from models.store.address import ServerAddress
from models.store.dialect_postgres import LOCKS, MARK, POSTGRES
from models.store.errors import DATABASE_ERRORS, StoreDamaged, StoreExists, StoreReadOnly, explain
from models.store.making import MIGRATIONS, build, fill, finish
from models.store.postgres import PostgresDatabase, connect_to


@contextmanager
def alone(database: PostgresDatabase, address: ServerAddress) -> Iterator[None]:
    """One transaction in which nobody else makes or migrates that store."""
    with database.atomic():
        database.execute_sql(f"SELECT pg_advisory_xact_lock({LOCKS + 1}, hashtext(%s))", (address.schema,))
        yield


def make(address: ServerAddress) -> None:
    """Make an empty store as a schema of its own. Raises StoreExists for a name that is taken, StoreUnreachable, …."""
    try:
        with beginning(address) as database:
            finish(database)
    except DATABASE_ERRORS as error:
        raise explain(error, address) from error


@contextmanager
def beginning(address: ServerAddress) -> Iterator[PostgresDatabase]:
    """A new schema with its tables and no triggers, in a transaction: who fails inside leaves nothing behind.

    Raises StoreExists for a name that is taken, and peewee's errors.
    """
    database = connect_to(address)
    try:
        with alone(database, address):
            if exists(database, address.schema):
                raise StoreExists(t("store.exists", path=address))
            database.execute_sql(f'CREATE SCHEMA "{address.schema}"')
            build(database)
            yield database
    finally:
        database.close()


def migrate(database: PostgresDatabase, address: ServerAddress) -> None:
    """Bring an older store up to this version in one transaction, as `making.migrate` does. Raises StoreDamaged."""
    with alone(database, address):
        if POSTGRES.version(database, address) >= schema.VERSION:
            return
        schema.drop_triggers(database)
        Runner(database, str(MIGRATIONS), schema=address.schema).up()
        schema.create_triggers(database)
        POSTGRES.mark(database, schema.VERSION)
        if schema.differences(database):
            raise StoreDamaged(t("store.not_migrated", path=address))


def exists(database: pw.Database, name: str) -> bool:
    """Whether the database has a schema of that name."""
    return database.execute_sql("SELECT 1 FROM pg_namespace WHERE nspname = %s", (name,)).fetchone() is not None


def drop(address: ServerAddress) -> None:
    """Take a store away, with everything in it; nothing happens where there is none of this program's."""
    database = connect_to(address)
    try:
        with database.atomic():
            comment = "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s"
            row = database.execute_sql(comment, (address.schema,)).fetchone()
            if row and (row[0] or "").startswith(MARK):
                database.execute_sql(f'DROP SCHEMA "{address.schema}" CASCADE')
    finally:
        database.close()


class _TakenBack(Exception):
    """Ends a transaction of which nothing is to stay."""


def described_fresh(address: ServerAddress) -> set[str]:
    """What a store made just now looks like: one is made in a transaction that is taken back.

    Raises StoreReadOnly where the account may make no schema: it may own its school's and still look after that one.
    """
    lines: Any = set()
    fresh = address.of(f"fresh_{uuid.uuid4().hex[:20]}")
    database = connect_to(fresh)
    try:
        may = "SELECT has_database_privilege(current_database(), 'CREATE')"
        if not database.execute_sql(may).fetchone()[0]:
            raise StoreReadOnly(t("store.may_make_no_schema", path=address))
        with database.atomic():
            database.execute_sql(f'CREATE SCHEMA "{fresh.schema}"')
            fill(database)
            lines = POSTGRES.description(database)
            raise _TakenBack
    except _TakenBack:
        return lines
    finally:
        database.close()
