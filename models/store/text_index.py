"""The index beside the store by which reflections are found by any characters in them, and by likeness.

It is a file of its own ('school.db.search') and holds nothing that cannot be made anew from the store, so that it can
be deleted at any moment and is in no backup. Nothing is written to it when somebody hands in: whoever searches next
brings it up to date by the store's own history, which tells of every row that changed since, also by an undo, a
migration or another program. It knows that the store was put back to a backup, or is another one, by the digest of the
newest change that it has seen, and is made anew then.

Characters stand in SQLite's FTS5 as words of their own and are asked for as phrases, which is exact from one character
on. An entry's number is its day and its reflection's id, so that the newest come first and days are a range of numbers.

Of a school on a PostgreSQL server each machine keeps such a file for itself (beside `ServerAddress.beside`): the same
history brings it up to date, nothing is written on the server, so that those who may only read have one too, and it is
exact, which PostgreSQL's own text search is not for long texts (it keeps 256 places of a character).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import peewee as pw

from models.rules.search_words import phrases
from models.store.database import StoreDatabase, connect
from models.store.errors import DATABASE_ERRORS
from models.store.library import sqlite3
from models.store.place import remove
from models.store.text_index_parts import ID, TEXTS, School, all_of, catch_up, fill, place_of, sum_of
from models.store.text_index_parts import MOST_PENDING as MOST_PENDING
from models.store.text_index_parts import first_place as first_place
from models.store.text_index_parts import reflection_of as reflection_of

if TYPE_CHECKING:
    from models.store.store import Store

Answer = TypeVar("Answer")

_MOST_KEYS = 20_000  # in one question
_PORTION = 2_000  # texts of which a server is asked at a time whether they are wanted
_WAIT = 2_000  # milliseconds for another session that is bringing it up to date


class TextIndex:
    """The index of one store. Each call opens the file and closes it again, so that another can take its place."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._on_server = not isinstance(store.place, Path)
        self.file = index_file(store.file)

    # -- keeping it ------------------------------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Take in what has changed since; False when it is not there, not of this store, too far behind, or cannot be
        read or written now: then search without it, and make it anew when there is time."""
        return bool(self._ask(lambda *_: True))

    def build(self, tell: Callable[[int, int], None] = lambda done, all_of_them: None) -> bool:
        """Make it anew, beside, and put it in place whole; ``tell`` hears how many of how many are done. False where it
        cannot be written or somebody else is making it now."""
        unfinished = self.file.with_name(f".{self.file.name}.new")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self._alone(unfinished):
                remove(unfinished)
                with self._opened("rwc", unfinished) as (database, school):
                    fill(database, school, tell)
                with unfinished.open("rb+") as written:
                    os.fsync(written.fileno())
                unfinished.chmod(0o600 if self._on_server else self._store.file.stat().st_mode & 0o777)
                unfinished.replace(self.file)
        except (*DATABASE_ERRORS, OSError):
            with suppress(OSError):
                remove(unfinished)
            return False
        return True

    def drop(self) -> None:
        """Delete it."""
        remove(self.file)

    def check(self) -> list[int]:
        """The reflections of which it says something else than the store does, though its mark says that it knows them:
        their texts changed past the history. [] for an index that is not there or would be made anew anyway."""

        def look(database: StoreDatabase, school: School) -> list[int]:
            database.execute_sql("INSERT INTO words (words) VALUES ('integrity-check')")
            known = {row[0]: row[1:] for row in all_of(database, "SELECT reflection_id, place, summed FROM entry")}
            texts = school.ask(TEXTS)  # one after the other: together they are as big as the store
            wrong = [row[0] for row in texts if known.pop(row[0], None) != (place_of(*row[:3]), sum_of(row))]
            return sorted([*wrong, *known])

        return self._ask(look) or []

    # -- asking it -------------------------------------------------------------------------------------------------

    def newest(
        self, words: Sequence[str], where: str, values: Sequence[Any], between: tuple[int, int], limit: int, most: int
    ) -> tuple[list[int], int] | None:
        """The places of the newest texts with all the words, and how many there are, counted up to ``most``; None where
        it cannot be brought up to date, as `refresh` says.

        ``where`` is a condition on school.reflection AS r ('' for none), ``between`` the first and last place.
        """
        if self._on_server and where:

            def ask(database: StoreDatabase, school: School) -> tuple[list[int], int]:
                return _newest_of(database, school, words, (where, values), between, limit, most)

            return self._ask(ask)
        join = "CROSS JOIN school.reflection AS r ON r.id = (words.rowid & ?)" if where else ""
        tail = (
            f"FROM words {join} WHERE words MATCH ? AND words.rowid BETWEEN ? AND ?{f' AND {where}' if where else ''}"
        )
        asked = [*([ID] if where else []), phrases(words), *between, *values]

        def look(database: StoreDatabase, _: School) -> tuple[list[int], int]:
            newest = f"SELECT words.rowid {tail} ORDER BY words.rowid DESC LIMIT {int(limit)}"
            places = [place for (place,) in all_of(database, newest, asked)]
            if len(places) < limit:
                return places, len(places)
            ((total,),) = all_of(database, f"SELECT COUNT(*) FROM (SELECT 1 {tail} LIMIT {int(most)})", asked)
            return places, total

        return self._ask(look)

    def alike(self, keys: Sequence[int], most: int) -> list[tuple[int, int]] | None:
        """The reflections that have fingerprints in common with those, with how many; the most alike first. None as in
        `newest`."""
        keys = keys[:_MOST_KEYS]
        places = ", ".join("?" * len(keys))
        query = (
            f"SELECT reflection_id, COUNT(*) FROM print WHERE key IN ({places}) "
            f"GROUP BY reflection_id ORDER BY COUNT(*) DESC, reflection_id LIMIT {int(most)}"
        )
        return self._ask(lambda database, _: [(one, count) for one, count in all_of(database, query, keys)])

    def _ask(self, question: Callable[[StoreDatabase, School], Answer]) -> Answer | None:
        """The answer of the index brought up to date; None where there is none to be had. A damaged file goes."""
        if not self.file.exists():
            return None
        try:
            with self._opened("rw") as (database, school):
                return question(database, school) if catch_up(database, school) else None
        except DATABASE_ERRORS as error:
            if not isinstance(error, pw.OperationalError | sqlite3.OperationalError):
                with suppress(OSError):
                    self.drop()
            return None

    @contextmanager
    def _opened(self, mode: str, file: Path | None = None) -> Iterator[tuple[StoreDatabase, School]]:
        database = connect(file or self.file, mode)
        try:
            database.execute_sql(f"PRAGMA busy_timeout = {_WAIT}")
            database.execute_sql("PRAGMA synchronous = NORMAL")  # what a power cut takes is made anew
            if self._on_server:
                yield database, School(self._store.db, is_attached=False)
                return
            database.execute_sql("ATTACH DATABASE ? AS school", (f"{self._store.file.as_uri()}?mode=ro",))
            yield database, School(database, is_attached=True)
        finally:
            database.close()

    @contextmanager
    def _alone(self, unfinished: Path) -> Iterator[None]:
        from filelock import FileLock, Timeout

        lock = FileLock(f"{unfinished}.lock", timeout=0)
        try:
            with lock:
                yield
        except Timeout as error:
            raise OSError(str(error)) from error
        finally:
            with suppress(OSError):
                os.unlink(lock.lock_file)  # noqa: PTH108  # the lock's own name for it is text


def _newest_of(
    database: StoreDatabase,
    school: School,
    words: Sequence[str],
    condition: tuple[str, Sequence[Any]],
    between: tuple[int, int],
    limit: int,
    most: int,
) -> tuple[list[int], int]:
    """What `TextIndex.newest` gives where the condition has to be asked of a server: for many texts at a time."""
    found: list[int] = []
    where, values = condition
    low, high = between
    query = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC"
    while len(found) < most:
        part = all_of(database, f"{query} LIMIT {_PORTION}", (phrases(words), low, high))
        if not part:
            break
        places = {reflection_of(place): place for (place,) in part}
        marks = ", ".join("?" * len(places))
        wanted = f"SELECT r.id FROM school.reflection AS r WHERE r.id IN ({marks}) AND {where}"
        kept = school.rows(wanted, [*places, *values])
        found += sorted((places[one] for (one,) in kept), reverse=True)
        high = part[-1][0] - 1
    found = found[:most]
    return found[:limit], len(found)


def index_file(store: Path) -> Path:
    """Where a store's index is."""
    return store.with_name(f"{store.name}.search")
