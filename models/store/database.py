"""The connection: how SQLite is set up so that nothing acknowledged is lost, and where durability is decided."""

from __future__ import annotations

import time
from pathlib import Path

import peewee as pw

from models.store.library import sqlite3

WAIT = 15  # seconds for the write lock; one second was too short for sixty writers at once
PRAGMAS = {
    "foreign_keys": 1,
    "recursive_triggers": 1,  # or the deletion hidden in a REPLACE would leave no trace
    "cell_size_check": 1,
    "synchronous": "FULL",
    "mmap_size": 0,
}


class StoreDatabase(pw.SqliteDatabase):
    """SQLite for one store. Connections belong to their threads, as peewee makes them."""

    def rollback(self) -> None:
        # On a full disk SQLite has rolled back by itself; a second ROLLBACK would fail and hide the true error.
        if self.connection().in_transaction:
            super().rollback()


def connect(file: Path, mode: str = "rw") -> StoreDatabase:
    """An open database on ``file``; mode 'rw' never makes a file, 'rwc' does, 'ro' does not write.

    Raises peewee's errors. The journal mode is the file's own and set when the store is made.
    """
    database = StoreDatabase(f"{file.as_uri()}?mode={mode}", PRAGMAS, uri=True, timeout=WAIT, lock_type="IMMEDIATE")
    database.connect()
    return database


def make_durable(database: pw.Database) -> None:
    """Returns when the last commit would survive a power cut; only then may anybody be told "saved".

    With synchronous=FULL a commit is on the disk when it returns, so there is nothing left to do. A group commit
    (NORMAL, then one fdatasync of the log for all who wait) would change this function and that pragma only.
    """


def copy_pages(source: pw.SqliteDatabase, target: pw.SqliteDatabase) -> None:
    """Copy every page of ``source``, as of one moment, over ``target`` in one transaction, while others use both.

    Raises peewee's errors; OperationalError when somebody else writes to ``target`` for too long.
    """
    deadline = time.monotonic() + WAIT

    def give_up_in_time(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise pw.OperationalError("database is locked")

    try:
        source.connection().backup(target.connection(), progress=give_up_in_time)
    except sqlite3.DatabaseError as error:
        raise pw.DatabaseError(error, *error.args) from error
