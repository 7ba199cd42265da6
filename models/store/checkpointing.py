"""Moving the log's pages into the store's file, beside the work instead of under the lock that all writers share.

SQLite by itself does it inside the commit that makes the log too long (sqlite.org/wal.html, "Checkpointing"): two syncs
and hundreds of pages for which everybody waits who is about to write.
"""

from __future__ import annotations

import os
from contextlib import suppress

import peewee as pw

from models.store.database import StoreDatabase, in_turn
from models.store.errors import DATABASE_ERRORS

_HEADER, _FRAME_HEADER = 32, 24  # bytes; sqlite.org/fileformat2.html, "The Write-Ahead Log"


def checkpoint_beside_work(database: pw.Database) -> None:
    """Move the log if it has become long: most of it while others write, then, in turn, the little that came meanwhile,
    so that the next writer begins the log anew. What fails here has failed for nobody: the log stays, and counts.
    """
    if not isinstance(database, StoreDatabase) or database.log is None or not is_long(database):
        return
    with suppress(*DATABASE_ERRORS):
        busy, written, moved = _move(database)
        if not busy and moved < written:
            with in_turn(database):
                _move(database)


def is_long(database: StoreDatabase) -> bool:
    """Whether the present log has `StoreDatabase.frames`: the last of them then bears the log's present salts.

    The log's file may be opened and closed. The store's own and its index may not: it would drop the process's locks.
    """
    assert database.log is not None
    try:
        handle = os.open(database.log, os.O_RDONLY)
    except OSError:
        return False
    try:
        header = os.pread(handle, _HEADER, 0)
        page = int.from_bytes(header[8:12])
        frame = os.pread(handle, _FRAME_HEADER, _HEADER + (database.frames - 1) * (_FRAME_HEADER + page))
    except OSError:
        return False
    finally:
        os.close(handle)
    return len(frame) == _FRAME_HEADER and frame[8:16] == header[16:24]


def _move(database: StoreDatabase) -> tuple[int, int, int]:
    """As far as possible without anybody waiting; whether somebody else does it just now, and how many frames there
    are and are moved."""
    return database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
