"""Why a store cannot be used: each class is one cause, its message one sentence for the person and what to do."""

from __future__ import annotations

from collections.abc import Iterator

import peewee as pw

from data.words import t
from models.store.library import sqlite3


class StoreError(Exception):
    """The store cannot be used as asked; ``str`` of it is for the person."""


class StoreMissing(StoreError):
    """No file is there."""


class StoreExists(StoreError):
    """A file is there already, and a store was to be made."""


class NotAStore(StoreError):
    """The file was made by another program."""


class StoreNewer(StoreError):
    """A newer program has made or migrated the store."""


class StoreDamaged(StoreError):
    """The file's pages contradict each other."""


class StoreReadOnly(StoreError):
    """The file or its folder may not be written to."""


class StoreOnNetwork(StoreError):
    """The file lies where several machines may write to it, which its locks do not survive."""


class StoreBusy(StoreError):
    """Another process has held the store for too long."""


class StoreFull(StoreError):
    """The disk has no room."""


class StoreFault(StoreError):
    """The disk failed to read or write, or a limit on file sizes was reached."""


class StoreMoved(StoreError):
    """The file was moved or replaced while it was open."""


class BackupRefused(StoreError):
    """A file cannot be restored from, or written over by a backup."""


class NotAllowed(StoreError):
    """The person's role does not reach so far; the sentence says whose does."""


class StoreUnreachable(StoreError):
    """The database server does not answer, does not let us in, or there is nothing to speak to it with."""


class StoreUnsupported(StoreError):
    """An address of a kind that this program cannot open yet."""


DATABASE_ERRORS = (pw.DatabaseError, sqlite3.DatabaseError)
"""What a query may raise: peewee wraps the errors of executing, while those of fetching come as they are."""


def explain(error: Exception, path: object) -> StoreError:
    """The cause behind a database error, as a sentence.

    SQLite says 'disk I/O error' for failing disks, for a limit on the file's size and, when it cannot even make the
    memory that readers share, for a full disk: the last has a code of its own, the sentence names the other two. What
    is none of these is a fault of the program and comes back as StoreFault with the library's own words.
    """
    words = str(error).lower()
    causes = list(_causes(error))
    for cause in causes:
        if type(cause).__module__.startswith("psycopg"):
            return _of_server(getattr(cause, "sqlstate", None) or "", error, path)
    original = causes[0] if causes else error
    if "full" in words or getattr(original, "sqlite_errorname", "") == "SQLITE_IOERR_SHMSIZE":
        return StoreFull(t("store.full", path=path))
    if "locked" in words or "busy" in words:
        return StoreBusy(t("store.busy", path=path))
    if "readonly" in words or "read-only" in words:
        return StoreReadOnly(t("store.read_only", path=path))
    if "malformed" in words or "corrupt" in words:
        return StoreDamaged(t("store.damaged", path=path))
    if "not a database" in words:
        return NotAStore(t("store.not_a_store", path=path))
    if "i/o error" in words or "unable to open" in words:
        return StoreFault(t("store.fault", path=path))
    return StoreFault(t("store.unexpected", path=path, error=cause_in(error)))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """What peewee wrapped, and what it was doing about that when the error came, such as connecting anew."""
    for cause in (*error.args, error.__context__):
        if isinstance(cause, Exception):
            yield cause
            yield from _causes(cause)


_OF_SERVER: dict[str, tuple[type[StoreError], str]] = {
    "53100": (StoreFull, "store.full"),
    "55P03": (StoreBusy, "store.busy"),
    "40P01": (StoreBusy, "store.busy"),
    "53300": (StoreBusy, "store.busy"),
    "25006": (StoreReadOnly, "store.server_read_only"),
    "42501": (StoreReadOnly, "store.server_read_only"),
    "3D000": (StoreMissing, "store.missing"),
    "58030": (StoreFault, "store.fault"),
    "XX001": (StoreDamaged, "store.damaged"),
    "XX002": (StoreDamaged, "store.damaged"),
}
"""PostgreSQL's codes for what goes wrong; https://www.postgresql.org/docs/15/errcodes-appendix.html."""


def _of_server(code: str, error: Exception, path: object) -> StoreError:
    """The cause behind an error of PostgreSQL, by its code; one without a code never reached the server."""
    if code in _OF_SERVER:
        kind, sentence = _OF_SERVER[code]
        return kind(t(sentence, path=path))
    said = " ".join(cause_in(error).split())
    if code[:2] in ("08", "28", "57") or (not code and isinstance(error, pw.OperationalError)):
        return StoreUnreachable(t("store.unreachable", path=path, error=said))
    return StoreFault(t("store.unexpected", path=path, error=said))


def cause_in(error: Exception) -> str:
    """The library's own words, without peewee's wrapping."""
    return str(error.args[-1]) if error.args else str(error)
