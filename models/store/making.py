"""Making a store and bringing an older one up to date. Imported only when that is needed: opening must be quick."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import peewee as pw
from filelock import FileLock, Timeout
from playhouse.migrations import Runner

from data.words import t
from models.store import schema
from models.store.database import WAIT, connect
from models.store.dialect import dialect_of
from models.store.errors import DATABASE_ERRORS, StoreBusy, StoreDamaged, StoreExists, StoreReadOnly, explain
from models.store.place import examine, remove, sync_folder

MIGRATIONS = Path(__file__).parent / "migrations"


@contextmanager
def alone(file: Path, wait: float = 4 * WAIT) -> Iterator[None]:
    """Be the only one who makes, migrates, backs up or restores this store. Raises StoreBusy after ``wait`` seconds.

    The lock is the kernel's and falls with the process, however that ends.
    """
    lock = FileLock(f"{file}.lock", timeout=wait)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreBusy(t("store.busy", path=file)) from error
    except OSError as error:
        raise StoreReadOnly(t("store.read_only", path=file)) from error
    try:
        yield
    finally:
        lock.release()


def make(file: Path) -> None:
    """Make an empty store. It is built beside and appears under its name whole or not at all.

    Raises StoreExists, StoreReadOnly, StoreOnNetwork, StoreBusy, StoreFull.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnly(t("store.read_only", path=file)) from error
    examine(file)
    with alone(file):
        if file.exists():
            raise StoreExists(t("store.exists", path=file))
        unfinished = file.with_name(f".{file.name}.new")
        remove(unfinished)
        put_leftovers_away(file)
        try:
            database = connect(unfinished, "rwc")
            try:
                fill(database)
                database.pragma("journal_mode", "wal")
            finally:
                database.close()
        except DATABASE_ERRORS as error:
            raise explain(error, file) from error
        unfinished.rename(file)
        sync_folder(file.parent)


def fill(database: pw.Database) -> None:
    """Put this version's whole schema into an empty database."""
    with database.atomic():
        build(database)
        finish(database)


def build(database: pw.Database) -> None:
    """The tables alone, into which rows can be loaded that have their history already."""
    runner = Runner(database, str(MIGRATIONS))
    first, *_ = runner.migrations()
    runner.up(first.name)  # makes everything as the models have it today,
    runner.fake()  # so the later steps are contained in it


def finish(database: pw.Database) -> None:
    """The triggers over the tables, and the mark that says whose they are."""
    schema.create_triggers(database)
    dialect_of(database).mark(database, schema.VERSION)


def migrate(database: pw.SqliteDatabase, file: Path) -> None:
    """Bring an older store up to this version in one transaction, after a backup of it as it was.

    The triggers are taken away before and made anew after, and the result must equal a new store's schema: table
    rebuilds are known to drop triggers and STRICT silently. Raises StoreDamaged when it does not, with nothing changed.
    """
    from models.store.backup import copy_aside

    with alone(file):
        if int(database.user_version) >= schema.VERSION:
            return
        copy_aside(database, file, f"before-v{schema.VERSION}")
        upgrade(database, file)


def upgrade(database: pw.SqliteDatabase, file: Path) -> None:
    """The migration itself, for callers who hold the lock and keep a copy. Raises StoreDamaged."""
    database.pragma("foreign_keys", 0)  # has no effect inside a transaction, and rebuilding a parent needs it off
    try:
        with database.atomic():
            schema.drop_triggers(database)
            Runner(database, str(MIGRATIONS)).up()
            schema.create_triggers(database)
            database.pragma("user_version", schema.VERSION)
            broken = database.execute_sql("PRAGMA foreign_key_check").fetchone()
            if broken or schema.differences(database):
                raise StoreDamaged(t("store.not_migrated", path=file))
    except DATABASE_ERRORS as error:
        raise explain(error, file) from error
    finally:
        database.pragma("foreign_keys", 1)


def put_leftovers_away(file: Path) -> None:
    """Rename the log of a store whose own file is gone: SQLite would play it into whatever takes that file's name."""
    for suffix in ("-wal", "-journal"):
        left = file.with_name(file.name + suffix)
        if left.exists():
            left.rename(file.with_name(f"{file.name}{suffix}.left-{stamp()}"))
    file.with_name(file.name + "-shm").unlink(missing_ok=True)


def stamp() -> str:
    """The local time for a file's name: '20261124-140211-123456'."""
    return f"{datetime.now():%Y%m%d-%H%M%S-%f}"
