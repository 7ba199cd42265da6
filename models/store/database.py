"""The connection: how SQLite is set up so that nothing acknowledged is lost, and where durability is decided."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee as pw

from data.words import t
from models.store.errors import StoreFault
from models.store.library import sqlite3

WAIT = 15  # seconds for the write lock; one second was too short for sixty writers at once
LOOK_AGAIN = 0.001  # seconds between two looks whether it is one's turn to write
GROUPS = hasattr(os, "fdatasync") and os.environ.get("YANXIU_COMMIT") != "full"
"""The one setting: whether commits are made durable together, after the write lock, or each by SQLite under it."""
PRAGMAS = {
    "foreign_keys": 1,
    "recursive_triggers": 1,  # or the deletion hidden in a REPLACE would leave no trace
    "cell_size_check": 1,
    "synchronous": "FULL",
    "mmap_size": 0,
}


class StoreDatabase(pw.SqliteDatabase):
    """SQLite for one store. Connections belong to their threads, as peewee makes them.

    ``log`` is the file that `make_durable` syncs, None where SQLite does it; ``failed`` whether such a sync failed;
    ``frames`` after how many pages the log is moved into the store (4 MB, SQLite's own measure).
    """

    log: Path | None = None
    failed = False
    frames = 1000

    def rollback(self) -> None:
        # On a full disk SQLite has rolled back by itself; a second ROLLBACK would fail and hide the true error.
        if self.connection().in_transaction:
            super().rollback()


def connect(file: Path, mode: str = "rw") -> StoreDatabase:
    """An open database on ``file``; mode 'rw' never makes a file, 'rwc' does, 'ro' does not write.

    Raises peewee's errors. The journal mode is the file's own and set when the store is made.
    """
    database = StoreDatabase(f"{file.as_uri()}?mode={mode}", PRAGMAS, uri=True, timeout=WAIT, lock_type="IMMEDIATE")
    try:
        database.connect()
    except UnicodeDecodeError as error:  # SQLite names what it cannot read in the schema, in its own bytes
        raise pw.DatabaseError("malformed database schema") from error
    return database


def commit_in_groups(database: StoreDatabase, file: Path) -> None:
    """From now on let commits of this store leave the write lock before the disk has them, and `make_durable` wait.

    Under synchronous=NORMAL a commit is in the log's file when it returns and the log is synced before a checkpoint
    moves it on (sqlite.org/wal.html), so that one sync of the log makes it, and all before it, last. FULL would sync
    under the lock, and everybody would wait for everybody's disk.
    """
    if GROUPS:
        database.pragma("synchronous", "NORMAL", permanent=True)
        database.log = file.with_name(file.name + "-wal")
        # `checkpoint_beside_work` comes first; should nobody come to it, SQLite does it under its lock.
        database.pragma("wal_autocheckpoint", 4 * database.frames, permanent=True)


@contextmanager
def in_turn(database: pw.Database) -> Iterator[None]:
    """Let writers come one after the other: SQLite itself lets those who wait sleep, up to 100 ms, in no order.

    The lock is only a courtesy, the kernel's, and falls with the process; who does not get it in time goes on without,
    and SQLite decides. Raises StoreFault after a sync that failed: what the log holds then, nobody knows.
    """
    log = getattr(database, "log", None)
    if log is None:
        yield
        return
    if getattr(database, "failed", False):
        raise StoreFault(t("store.not_durable", path=log.with_name(log.name[:-4])))
    try:
        handle = os.open(log.with_name(f"{log.name[:-4]}.turn"), os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        yield
        return
    try:
        _wait_for(handle)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int) -> None:
    from fcntl import LOCK_EX, LOCK_NB, flock

    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        try:
            flock(handle, LOCK_EX | LOCK_NB)
        except OSError:
            time.sleep(LOOK_AGAIN)
        else:
            return


def make_durable(database: pw.Database) -> None:
    """Returns when the last commit would survive a power cut; only then may anybody be told "saved".

    Raises StoreFault when the disk fails to take it. It is not tried again: after a failed sync the system may have
    dropped what it could not write and call the next sync a success (PostgreSQL stops for the same reason), so that
    this session writes no more until it is opened anew.
    """
    if wait := getattr(database, "wait_for_disk", None):
        wait()
        return
    log = getattr(database, "log", None)
    if log is None:
        return  # with synchronous=FULL it is on the disk already
    try:
        handle = os.open(log, os.O_RDONLY)  # never the store's own file: closing that would drop this process's locks
    except FileNotFoundError:
        return  # a commit without a log went by a rollback journal, which NORMAL syncs by itself
    try:
        os.fdatasync(handle)
    except OSError as error:
        database.failed = True  # type: ignore[attr-defined]
        raise StoreFault(t("store.not_durable", path=log.with_name(log.name[:-4]))) from error
    finally:
        os.close(handle)


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
