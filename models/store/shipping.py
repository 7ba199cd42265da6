"""The running copy: every change is written, seconds after it was made, into a journal on another disk.

A folder holds pieces, each a verified copy of the store (``school-run-….db``) and beside it the journal of what came
after that copy (``school-run-….changes``). A journal's line is a checksum and a JSON object: the first tells where the
copy ends, then each change set with its changes, and each kept file. From a piece the store can be made again as it
was after any of its change sets (`models.store.restoring_until`).

A school on a server has the same: the copy is a file made of its rows, and its history is read like a file's.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import peewee as pw
from filelock import FileLock, Timeout

from data.words import t
from models.journal.digest import CHANGE_FIELDS, SET_FIELDS
from models.store import schema
from models.store.backup import backup, digest_file, folder_of
from models.store.copy_note import write_note
from models.store.database import connect
from models.store.errors import DATABASE_ERRORS, StoreReadOnly, explain
from models.store.making import stamp
from models.store.place import remove, sync_folder
from models.store.reading import Place, file_at, reader
from models.store.store import Store

KEPT_PIECES = 12
LONGEST_JOURNAL = 32 * 1024 * 1024
"""Bytes of a journal after which the next piece begins."""
_PORTION = 500
"""Change sets that are read and written at a time."""
_CHECKSUM = 16  # hex digits of SHA-256 before each line


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a piece goes: its last change set with the digest and instant of that, its last change and kept file."""

    set_id: int = 0
    digest: str = ""
    at: str = ""
    change_id: int = 0
    file_id: int = 0


@dataclass(frozen=True, slots=True)
class Shipped:
    """What one `ship` did: the journal, up to which change set it goes now, and how many sets were new."""

    journal: Path
    reached: Reached
    sets: int


@dataclass(frozen=True, slots=True)
class _Tail:
    """The end of a journal: how far it goes, and at which byte its last whole line ends."""

    reached: Reached
    size: int
    version: int


class Shipper:
    """Ships one store into one folder. It remembers where the journal ended, so that looking costs next to nothing."""

    def __init__(self, place: Place, folder: Path | None = None) -> None:
        self.place = place
        self.file = file_at(place)
        self.folder = folder or folder_of(self.file)
        self._known: tuple[Path, _Tail] | None = None

    def ship(self) -> Shipped | None:
        """Write what is new. Returns when it is on the disk; None when somebody else is doing it, or nothing is new.

        A journal that does not fit the store (it was restored to an earlier state, or belongs to another one) is left
        as it is, and a new piece begun. Raises StoreReadOnly for a folder that cannot be written to, StoreFull, ….
        """
        try:
            database = reader(self.place)
        except DATABASE_ERRORS as error:
            raise explain(error, self.place) from error
        try:
            newest = _reached(database)
            if self._known and self._known[1].reached == newest and self._known[0].exists():
                return None
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / f".{self.file.stem}-run.lock", timeout=0):
                return self._ship(database)
        except Timeout:
            return None
        except DATABASE_ERRORS as error:
            raise explain(error, self.place) from error
        except OSError as error:
            raise StoreReadOnly(t("store.journal_unwritable", path=self.folder, why=error.strerror or error)) from error
        finally:
            database.close()

    def _ship(self, database: pw.Database) -> Shipped | None:
        write_note(self.file, self.folder)
        journal, tail = self._fitting(database)
        begun = tail is None
        if journal is None or tail is None:
            journal = self._begin()
            tail = _tail(journal)
            assert tail is not None
        sets = 0
        with database.atomic("DEFERRED"), journal.open("r+b") as out:  # all that is read is as of one moment
            out.truncate(tail.size)  # a line torn by a power cut is written again
            out.seek(tail.size)
            reached = tail.reached
            while portion := list(_new(database, reached)):
                for line, after in portion:
                    out.write(_sealed(line))
                    sets += "set" in line
                    reached = after
            out.flush()
            os.fsync(out.fileno())
            self._known = (journal, _Tail(reached, out.tell(), tail.version))
        return Shipped(journal, reached, sets) if begun or reached != tail.reached else None

    def _fitting(self, database: pw.Database) -> tuple[Path | None, _Tail | None]:
        """The newest journal and its end, where that is a moment of this very store and there is room for more."""
        journal = next(iter(journals(self.folder, self.file.stem)), None)
        if journal is None:
            return None, None
        size = journal.stat().st_size
        if self._known and self._known[0] == journal and self._known[1].size == size:
            tail: _Tail | None = self._known[1]
        else:
            tail = _tail(journal)
        if tail is None or tail.version != schema.VERSION or tail.size > LONGEST_JOURNAL:
            return None, None
        return (journal, tail) if _digest(database, tail.reached.set_id) == tail.reached.digest else (None, None)

    def _begin(self) -> Path:
        """A new piece: a verified copy, and its journal with the first line. The oldest pieces go."""
        name = f"{self.file.stem}-run-{stamp()}"
        copy = self.folder / f"{name}.db"
        store = _whole(self.place)
        try:
            backup(store, copy)
        finally:
            store.close()
        base = connect(copy, "ro")
        try:
            reached = _reached(base)
        finally:
            base.close()
        journal = copy.with_suffix(".changes")
        part = journal.with_name(f".{journal.name}.part")
        with part.open("wb") as out:
            out.write(_sealed({"copy": copy.name, "version": schema.VERSION, **_told(reached)}))
            out.flush()
            os.fsync(out.fileno())
        part.rename(journal)
        sync_folder(self.folder)
        for old in journals(self.folder, self.file.stem)[KEPT_PIECES:]:
            old.unlink()
            remove(old.with_suffix(".db"))
            digest_file(old.with_suffix(".db")).unlink(missing_ok=True)
        return journal


def _whole(place: Place) -> Store:
    """The store opened to be copied, without binding the tables to it."""
    from models.store.store import Actor

    if isinstance(place, Path):
        return Store(connect(place), place, Actor(""))
    from models.store.postgres import connect_to

    return Store(connect_to(place), place.beside, Actor(""), place)


def journals(folder: Path, stem: str) -> list[Path]:
    """The journals of a store's running copy in ``folder``, the newest first."""
    return sorted(folder.glob(f"{stem}-run-*.changes"), key=lambda journal: journal.name, reverse=True)


def lines_of(journal: Path) -> Iterator[dict[str, Any]]:
    """The objects of a journal in their order, up to the first line that is torn or damaged."""
    for line, _ in _read(journal):
        yield line


def beginning_of(journal: Path) -> Reached:
    """Where the copy beside a journal ends. Raises ValueError for a journal without a whole first line."""
    first = next(lines_of(journal), None)
    if first is None:
        raise ValueError(f"{journal.name} has no beginning")
    return _from_told(first)


def end_of(journal: Path) -> Reached:
    """How far a journal goes. Raises ValueError as `beginning_of`."""
    tail = _tail(journal)
    if tail is None:
        raise ValueError(f"{journal.name} has no beginning")
    return tail.reached


def _read(journal: Path) -> Iterator[tuple[dict[str, Any], int]]:
    """Each whole line with the byte at which it ends."""
    at = 0
    with journal.open("rb") as lines:
        for raw in lines:
            checksum, _, body = raw.rstrip(b"\n").partition(b" ")
            if not raw.endswith(b"\n") or checksum.decode("ascii", "replace") != _checksum(body):
                return
            at += len(raw)
            yield json.loads(body), at


def _tail(journal: Path) -> _Tail | None:
    reached, size, version = None, 0, 0
    for line, end in _read(journal):
        if reached is None:
            reached, version = _from_told(line), line["version"]
        elif "set" in line:
            reached = _after_set(reached, line["set"], line["changes"])
        else:
            reached = _after_file(reached, line["file"][0])
        size = end
    return None if reached is None else _Tail(reached, size, version)


def _new(database: pw.Database, reached: Reached) -> Iterator[tuple[dict[str, Any], Reached]]:
    """The next lines with how far the journal goes after each. Files go first: the rows that name them come after."""
    place = database.param
    files = f"SELECT id, sha256, size, suffix FROM stored_file WHERE id > {place} ORDER BY id"
    for row in database.execute_sql(files, (reached.file_id,)).fetchall():
        one = f"SELECT content FROM stored_file WHERE id = {place}"
        (content,) = database.execute_sql(one, (row[0],)).fetchone()
        reached = _after_file(reached, row[0])
        yield {"file": [*row, base64.b64encode(bytes(content)).decode("ascii")]}, reached
    sets = f"SELECT {_columns((*SET_FIELDS, 'digest'))} FROM change_set WHERE id > {place} ORDER BY id LIMIT {_PORTION}"
    found = database.execute_sql(sets, (reached.set_id,)).fetchall()
    if not found:
        return
    # What was written past the program has no set; the digest of the next set that has changes covers it.
    last = f"SELECT COALESCE(MAX(id), 0) FROM change WHERE change_set_id <= {place}"
    (until,) = database.execute_sql(last, (found[-1][0],)).fetchone()
    changes = f"SELECT {_columns(CHANGE_FIELDS)} FROM change WHERE id > {place} AND id <= {place} ORDER BY id"
    waiting = database.execute_sql(changes, (reached.change_id, until)).fetchall()
    of_set = CHANGE_FIELDS.index("change_set_id")
    for row in found:
        ends = [at for at, change in enumerate(waiting) if change[of_set] == row[0]]
        covered, waiting = (waiting[: ends[-1] + 1], waiting[ends[-1] + 1 :]) if ends else ([], waiting)
        line = {"set": list(row), "changes": [list(change) for change in covered]}
        reached = _after_set(reached, line["set"], line["changes"])
        yield line, reached


def _after_set(reached: Reached, row: list[Any], changes: list[list[Any]]) -> Reached:
    last = changes[-1][0] if changes else reached.change_id
    return Reached(row[0], row[-1], row[SET_FIELDS.index("at")], last, reached.file_id)


def _after_file(reached: Reached, file_id: int) -> Reached:
    return Reached(reached.set_id, reached.digest, reached.at, reached.change_id, file_id)


def _reached(database: pw.Database) -> Reached:
    row = database.execute_sql("SELECT id, digest, at FROM change_set ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return Reached()
    last = "SELECT id FROM change WHERE change_set_id IS NOT NULL ORDER BY id DESC LIMIT 1"
    change = database.execute_sql(last).fetchone()
    (file_id,) = database.execute_sql("SELECT COALESCE(MAX(id), 0) FROM stored_file").fetchone()
    return Reached(row[0], row[1], row[2], change[0] if change else 0, file_id)


def _digest(database: pw.Database, set_id: int) -> str:
    row = database.execute_sql(f"SELECT digest FROM change_set WHERE id = {database.param}", (set_id,)).fetchone()
    return row[0] if row else ""


def _told(reached: Reached) -> dict[str, Any]:
    return {name: getattr(reached, name) for name in Reached.__dataclass_fields__}


def _from_told(line: dict[str, Any]) -> Reached:
    return Reached(**{name: line[name] for name in Reached.__dataclass_fields__})


def _sealed(line: dict[str, Any]) -> bytes:
    body = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return f"{_checksum(body)} ".encode() + body + b"\n"


def _checksum(body: bytes) -> str:
    return sha256(body).hexdigest()[:_CHECKSUM]


def _columns(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
