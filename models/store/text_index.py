"""The index beside the store by which reflections are found by any characters in them, and by likeness.

It is a file of its own ('school.db.search') and holds nothing that cannot be made anew from the store, so that it can
be deleted at any moment and is in no backup. Nothing is written to it when somebody hands in: whoever searches next
brings it up to date by the store's own history, which tells of every row that changed since, also by an undo, a
migration or another program. It knows that the store was put back to a backup, or is another one, by the digest of the
newest change that it has seen, and is made anew then.

Characters stand in SQLite's FTS5 as words of their own and are asked for as phrases, which is exact from one character
on. An entry's number is its day and its reflection's id, so that the newest come first and days are a range of numbers.
On PostgreSQL the same texts (`search_words.spaced`) go through to_tsvector('simple', …) under a GIN index, in a table
of the store's schema, and are asked with phraseto_tsquery: this module is all that would differ.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.rules.likeness import method, print_keys
from models.rules.search_words import LINE, phrases, spaced
from models.store.database import StoreDatabase, connect
from models.store.errors import DATABASE_ERRORS
from models.store.library import sqlite3
from models.store.place import remove

if TYPE_CHECKING:
    from models.store.store import Store

FORM = 1
"""What the file looks like inside; one of another form is made anew."""
MOST_PENDING = 3_000
"""So many changed texts are taken in while somebody waits for an answer; with more it is better made anew."""
_ID_BITS = 43
_ID = (1 << _ID_BITS) - 1
_BATCH = 500
_WAIT = 2_000  # milliseconds for another session that is bringing it up to date

_WRITTEN = (
    "FROM school.reflection AS r JOIN school.reflection_text AS t ON t.reflection_id = r.id "
    "WHERE r.state <> 'draft' AND t.body <> ''"
)
_PLACES = f"SELECT r.id, r.handed_in_on, r.received_at {_WRITTEN}"
_TEXTS = f"SELECT r.id, r.handed_in_on, r.received_at, r.title, t.body {_WRITTEN}"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the store's history is taken in: its last change, and the newest sealed change set with its digest."""

    change: int
    change_set: int
    digest: str


class TextIndex:
    """The index of one store. Each call opens the file and closes it again, so that another can take its place."""

    def __init__(self, store: Store) -> None:
        self._store = store.file
        self.file = index_file(store.file)

    # -- keeping it ------------------------------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Take in what has changed since; False when it is not there, not of this store, too far behind, or cannot be
        read or written now: then search without it, and make it anew when there is time."""
        if not self.file.exists():
            return False
        try:
            with self._opened("rw") as database:
                return _catch_up(database)
        except DATABASE_ERRORS:
            return False

    def build(self, tell: Callable[[int, int], None] = lambda done, all_of_them: None) -> bool:
        """Make it anew, beside, and put it in place whole; ``tell`` hears how many of how many are done. False where it
        cannot be written or somebody else is making it now."""
        unfinished = self.file.with_name(f".{self.file.name}.new")
        try:
            with self._alone(unfinished):
                remove(unfinished)
                with self._opened("rwc", unfinished) as database:
                    _fill(database, tell)
                unfinished.chmod(self._store.stat().st_mode & 0o777)
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
        if not self.file.exists():
            return []
        try:
            with self._opened("rw") as database:
                if not _catch_up(database):
                    return []
                database.execute_sql("INSERT INTO words (words) VALUES ('integrity-check')")
                known = {row[0]: row[1:] for row in _all(database, "SELECT reflection_id, place, summed FROM entry")}
                wrong = [
                    row[0]
                    for row in _all(database, _TEXTS)
                    if known.pop(row[0], None) != (place_of(*row[:3]), _sum(row))
                ]
                return sorted([*wrong, *known])
        except sqlite3.OperationalError:
            return []
        except DATABASE_ERRORS:
            self.drop()  # a damaged file tells nothing of the store, and the next search makes it anew
            return []

    # -- asking it -------------------------------------------------------------------------------------------------

    def newest(
        self, words: Sequence[str], where: str, values: Sequence[Any], between: tuple[int, int], limit: int, most: int
    ) -> tuple[list[int], int]:
        """The places of the newest texts with all the words, and how many there are, counted up to ``most``.

        ``where`` is a condition on school.reflection AS r ('' for none), ``between`` the first and last place. Raises
        the database's errors.
        """
        join = "CROSS JOIN school.reflection AS r ON r.id = (words.rowid & ?)" if where else ""
        tail = (
            f"FROM words {join} WHERE words MATCH ? AND words.rowid BETWEEN ? AND ?{f' AND {where}' if where else ''}"
        )
        asked = [*([_ID] if where else []), phrases(words), *between, *values]
        with self._opened("rw") as database:
            newest = f"SELECT words.rowid {tail} ORDER BY words.rowid DESC LIMIT {int(limit)}"
            places = [place for (place,) in _all(database, newest, asked)]
            if len(places) < limit:
                return places, len(places)
            ((total,),) = _all(database, f"SELECT COUNT(*) FROM (SELECT 1 {tail} LIMIT {int(most)})", asked)
            return places, total

    def alike(self, keys: Iterable[int], most: int) -> list[tuple[int, int]]:
        """The reflections that have fingerprints in common with those, with how many; the most alike first. Raises the
        database's errors."""
        listed = list(keys)
        with self._opened("rw") as database:
            places = ", ".join("?" * len(listed))
            return [
                (reflection, count)
                for reflection, count in _all(
                    database,
                    f"SELECT reflection_id, COUNT(*) FROM print WHERE key IN ({places}) "
                    f"GROUP BY reflection_id ORDER BY COUNT(*) DESC, reflection_id LIMIT {int(most)}",
                    listed,
                )
            ]

    @contextmanager
    def _opened(self, mode: str, file: Path | None = None) -> Iterator[StoreDatabase]:
        database = connect(file or self.file, mode)
        try:
            database.execute_sql(f"PRAGMA busy_timeout = {_WAIT}")
            database.execute_sql("PRAGMA synchronous = NORMAL")  # what a power cut takes is made anew
            database.execute_sql("ATTACH DATABASE ? AS school", (f"{self._store.as_uri()}?mode=ro",))
            yield database
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


def index_file(store: Path) -> Path:
    """Where a store's index is."""
    return store.with_name(f"{store.name}.search")


def place_of(reflection: int, handed_in_on: str, received_at: str) -> int:
    """A text's number in the index: by the day on which it was handed in, else came, then by its id."""
    return first_place(handed_in_on or received_at[:10]) | reflection


def first_place(day: str) -> int:
    """Before all numbers of that day; of what has no day, the beginning of time."""
    try:
        return date.fromisoformat(day).toordinal() << _ID_BITS
    except ValueError:
        return 0


def reflection_of(place: int) -> int:
    return place & _ID


# -- inside ------------------------------------------------------------------------------------------------------------


def _all(database: StoreDatabase, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    return database.execute_sql(sql, values).fetchall()


def _sum(row: Sequence[Any]) -> bytes:
    return blake2b(_whole(row).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _whole(row: Sequence[Any]) -> str:
    return f"{row[3]}{LINE}{row[4]}"


def _now(database: StoreDatabase) -> Mark:
    ((change,),) = _all(database, "SELECT COALESCE(MAX(id), 0) FROM school.change")
    newest = "SELECT id, digest FROM school.change_set WHERE digest <> '' ORDER BY id DESC LIMIT 1"
    change_set, digest = next(iter(_all(database, newest)), (0, ""))
    return Mark(change, change_set, digest)


def _write_mark(database: StoreDatabase, mark: Mark) -> None:
    database.execute_sql("DELETE FROM mark")
    database.execute_sql(
        "INSERT INTO mark (form, method, change, change_set, digest) VALUES (?, ?, ?, ?, ?)",
        (FORM, method(), mark.change, mark.change_set, mark.digest),
    )


def _mark(database: StoreDatabase) -> Mark | None:
    """How far it is; None when it is of another form or of another history than the store's."""
    found = _all(database, "SELECT form, method, change, change_set, digest FROM mark")
    if len(found) != 1 or found[0][:2] != (FORM, method()):
        return None
    mark = Mark(*found[0][2:])
    here = _all(database, "SELECT digest FROM school.change_set WHERE id = ?", (mark.change_set,))
    return mark if not mark.change_set or here == [(mark.digest,)] else None


def _catch_up(database: StoreDatabase) -> bool:
    mark, now = _mark(database), _now(database)
    if mark is None or now.change < mark.change:
        return False
    if now == mark:
        return True
    changed = _changed(database, mark.change)
    if len(changed) > MOST_PENDING:
        return False
    with database.atomic():
        mark, now = _mark(database), _now(database)  # another session may just have done it
        if mark is None:
            return False
        _take_in(database, _changed(database, mark.change))
        _write_mark(database, now)
    return True


def _changed(database: StoreDatabase, change: int) -> list[int]:
    """The reflections of which a row changed after that change."""
    ids = {
        row_id
        for (row_id,) in _all(
            database, "SELECT DISTINCT row_id FROM school.change WHERE id > ? AND tbl = 'reflection'", (change,)
        )
    }
    texts = (
        "SELECT DISTINCT COALESCE(t.reflection_id, json_extract(c.before, '$.reflection_id'), "
        "json_extract(c.after, '$.reflection_id')) FROM school.change AS c "
        "LEFT JOIN school.reflection_text AS t ON t.id = c.row_id WHERE c.id > ? AND c.tbl = 'reflection_text'"
    )
    return sorted({*ids, *(row_id for (row_id,) in _all(database, texts, (change,)) if row_id is not None)})


def _take_in(database: StoreDatabase, ids: Sequence[int]) -> None:
    """Make the entries of those reflections what the store says now."""
    for at in range(0, len(ids), _BATCH):
        part = ids[at : at + _BATCH]
        places = ", ".join("?" * len(part))
        rows = _all(database, f"{_TEXTS} AND r.id IN ({places})", part)
        known = {
            row[0]: row[1:]
            for row in _all(
                database,
                f"SELECT reflection_id, place, summed, keys FROM entry WHERE reflection_id IN ({places})",
                part,
            )
        }
        new = {row[0]: row for row in rows}
        gone = [one for one in known if one not in new or known[one][:2] != (place_of(*new[one][:3]), _sum(new[one]))]
        for one in sorted(gone, key=lambda each: known[each][0]):
            _forget(database, one, *known[one])
        fresh = [row for row in rows if row[0] not in known or row[0] in gone]
        _add(database, sorted(fresh, key=lambda row: place_of(*row[:3])))


def _forget(database: StoreDatabase, reflection: int, place: int, _sum_of_it: bytes, keys: bytes) -> None:
    database.execute_sql("DELETE FROM words WHERE rowid = ?", (place,))
    database.execute_sql("DELETE FROM entry WHERE reflection_id = ?", (reflection,))
    old = [(key, reflection) for key in array("q", keys)]
    database.connection().executemany("DELETE FROM print WHERE key = ? AND reflection_id = ?", old)


def _add(database: StoreDatabase, rows: Sequence[Sequence[Any]]) -> None:
    """Add texts, given by their places in order: FTS5 writes out what it has gathered whenever a number goes back."""
    words, entries, prints = [], [], []
    for row in rows:
        place, keys = place_of(*row[:3]), print_keys(row[4])
        words.append((place, spaced(_whole(row))))
        entries.append((row[0], place, _sum(row), array("q", keys).tobytes()))
        prints += [(key, row[0]) for key in keys]
    connection = database.connection()
    connection.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", words)
    connection.executemany("INSERT INTO entry (reflection_id, place, summed, keys) VALUES (?, ?, ?, ?)", entries)
    connection.executemany("INSERT OR IGNORE INTO print (key, reflection_id) VALUES (?, ?)", sorted(prints))


def _fill(database: StoreDatabase, tell: Callable[[int, int], None]) -> None:
    """Make and fill a new index in the empty file."""
    with database.atomic():
        _make(database)
        _write_mark(database, _now(database))
        wanted = sorted(place_of(*row) for row in _all(database, _PLACES))
    for at in range(0, len(wanted), _BATCH):
        part = [reflection_of(place) for place in wanted[at : at + _BATCH]]
        with database.atomic():  # a while at a time: an open look at the store keeps its log from shrinking
            _take_in(database, part)
        tell(min(at + _BATCH, len(wanted)), len(wanted))
    with database.atomic():
        database.execute_sql("INSERT INTO words (words) VALUES ('optimize')")


def _make(database: StoreDatabase) -> None:
    # Without the texts themselves, which the store has; an older SQLite could not delete from such an index.
    without = "content='', contentless_delete=1, " if sqlite3.sqlite_version_info >= (3, 43) else ""
    for statement in (
        "CREATE TABLE mark (form INTEGER NOT NULL, method TEXT NOT NULL, change INTEGER NOT NULL, "
        "change_set INTEGER NOT NULL, digest TEXT NOT NULL)",
        "CREATE TABLE entry (reflection_id INTEGER PRIMARY KEY, place INTEGER NOT NULL, summed BLOB NOT NULL, "
        "keys BLOB NOT NULL)",
        "CREATE TABLE print (key INTEGER NOT NULL, reflection_id INTEGER NOT NULL, PRIMARY KEY (key, reflection_id)) "
        "WITHOUT ROWID",
        # The tokenizer that takes every character beyond ASCII for a letter, whatever its SQLite knows of Unicode.
        f"CREATE VIRTUAL TABLE words USING fts5 (body, {without}tokenize='ascii')",
    ):
        database.execute_sql(statement)
