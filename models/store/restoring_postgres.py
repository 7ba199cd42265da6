"""Putting a prepared file in the place of a school on a server."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import peewee as pw

from data.words import t
from models.journal.triggers import table_name
from models.store import schema
from models.store.address import ServerAddress
from models.store.backup import finish, folder_of
from models.store.database import connect
from models.store.dialect_postgres import MARK, POSTGRES
from models.store.errors import DATABASE_ERRORS, StoreDamaged, StoreReadOnly
from models.store.making import build, stamp
from models.store.making_postgres import alone, beginning
from models.store.moving import LEFT_BEHIND, carry, copy_out
from models.store.opening_postgres import is_there, opened
from models.store.place import remove
from models.store.postgres import PostgresDatabase
from models.tables import ALL


def put_on_server(ready: Path, address: ServerAddress) -> Path | ServerAddress | None:
    """Make the school at ``address`` what the store in the file ``ready`` is, in one transaction, every row compared.

    Returns where the school that was there is now: in a file in ``backups`` on this machine or, where it is so damaged
    that no such copy can be made, under another name on the server; None where there was none. Sessions that have it
    open go on with the restored one, those of the second case are told to open it anew. Raises StoreError and peewee's
    errors, with nothing changed.
    """
    copy = connect(ready, "ro")
    try:
        if not is_there(address):
            with beginning(address) as there:
                carry(copy, there, address)
            return None
        database = opened(address)
        try:
            with alone(database, address):
                POSTGRES.take_turn(database)
                kept = _copied(database, address)
                if kept is None:
                    kept = _renamed(database, address)
                else:
                    _emptied(database)
                carry(copy, database, address)
                return kept
        finally:
            database.close()
    finally:
        copy.close()


def _copied(database: PostgresDatabase, address: ServerAddress) -> Path | None:
    """The school's rows in a verified file; None where its tables or rows are not such that a file could hold them."""
    try:
        if schema.differences(database):
            return None
    except StoreReadOnly:
        pass  # the account may make no other schema either; what arrives is compared anyhow
    target = folder_of(address.beside) / f"{address.beside.stem}-replaced-{stamp()}.db"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnly(t("store.read_only", path=target)) from error
    part = target.with_name(f".{target.name}.part")
    try:
        with database.atomic():
            copy_out(database, part)
    except (StoreDamaged, *DATABASE_ERRORS):
        remove(part)
        return None
    finish(part, target)
    return target


def _renamed(database: PostgresDatabase, address: ServerAddress) -> ServerAddress:
    """The school under another name, whatever state it is in, and empty tables under its own."""
    kept = f"{address.schema[:40]}_{datetime.now():%Y%m%d_%H%M%S}"
    database.execute_sql(f'ALTER SCHEMA "{address.schema}" RENAME TO "{kept}"')
    database.execute_sql(f"COMMENT ON SCHEMA \"{kept}\" IS '{MARK}replaced {schema.VERSION}'")
    database.execute_sql(f'CREATE SCHEMA "{address.schema}"')
    build(database)
    return address.of(kept)


def _emptied(database: pw.Database) -> None:
    """No rows and no triggers; who may read the tables stays as it is."""
    schema.drop_triggers(database)
    tables = ", ".join(f'"{table_name(model)}"' for model in ALL if model not in LEFT_BEHIND)
    database.execute_sql(f"TRUNCATE {tables} RESTART IDENTITY")
