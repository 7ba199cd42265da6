"""What stands in the index beside a store, and how it is brought to what the store says."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

import peewee as pw

from models.journal.logged import values_in
from models.journal.triggers import table_name
from models.rules.likeness import method, print_keys
from models.rules.search_words import LINE, spaced
from models.store.database import StoreDatabase
from models.store.library import sqlite3
from models.tables.log import Redaction

FORM = 1
"""What the file looks like inside; one of another form is made anew."""
MOST_PENDING = 3_000
"""So many changed texts are taken in while somebody waits for an answer; with more it is better made anew."""
ID_BITS = 43
ID = (1 << ID_BITS) - 1
_BATCH = 500

_WRITTEN = (
    "FROM school.reflection AS r JOIN school.reflection_text AS t ON t.reflection_id = r.id "
    "WHERE r.state <> 'draft' AND t.body <> ''"
)
_PLACES = f"SELECT r.id, r.handed_in_on, r.received_at {_WRITTEN}"
_EMPTIED = f"SELECT 1 FROM school.change WHERE id > ? AND tbl = '{table_name(Redaction)}' LIMIT 1"
TEXTS = f"SELECT r.id, r.handed_in_on, r.received_at, r.title, t.body {_WRITTEN}"


class School:
    """The store that an index is of. A file is attached to the index's own connection as ``school``, to be read only; a
    school on a server is asked over the connection to it, with the same words."""

    def __init__(self, database: pw.Database, is_attached: bool) -> None:
        self._database = database
        self.is_attached = is_attached

    def ask(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The cursor over what SQLite's ``sql`` gives, whose tables are ``school.…``."""
        if not self.is_attached:
            sql = sql.replace("school.", "").replace("?", self._database.param)
        return self._database.execute_sql(sql, values)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.ask(sql, values).fetchall()


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the store's history is taken in: its last change, and the newest sealed change set with its digest."""

    change: int
    change_set: int
    digest: str


def place_of(reflection: int, handed_in_on: str, received_at: str) -> int:
    """A text's number in the index: by the day on which it was handed in, else came, then by its id."""
    return first_place(handed_in_on or received_at[:10]) | reflection


def first_place(day: str) -> int:
    """Before all numbers of that day; of what has no day, the beginning of time."""
    try:
        return date.fromisoformat(day).toordinal() << ID_BITS
    except ValueError:
        return 0


def reflection_of(place: int) -> int:
    return place & ID


def all_of(database: StoreDatabase, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    return database.execute_sql(sql, values).fetchall()


def sum_of(row: Sequence[Any]) -> bytes:
    return blake2b(_whole(row).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _whole(row: Sequence[Any]) -> str:
    return f"{row[3]}{LINE}{row[4]}"


def _now(school: School) -> Mark:
    ((change,),) = school.rows("SELECT COALESCE(MAX(id), 0) FROM school.change")
    newest = "SELECT id, digest FROM school.change_set WHERE digest <> '' ORDER BY id DESC LIMIT 1"
    change_set, digest = next(iter(school.rows(newest)), (0, ""))
    return Mark(change, change_set, digest)


def _write_mark(database: StoreDatabase, mark: Mark) -> None:
    database.execute_sql("DELETE FROM mark")
    database.execute_sql(
        "INSERT INTO mark (form, method, change, change_set, digest) VALUES (?, ?, ?, ?, ?)",
        (FORM, method(), mark.change, mark.change_set, mark.digest),
    )


def _mark(database: StoreDatabase, school: School) -> Mark | None:
    """How far it is; None when it is of another form or of another history than the store's."""
    found = all_of(database, "SELECT form, method, change, change_set, digest FROM mark")
    if len(found) != 1 or found[0][:2] != (FORM, method()):
        return None
    mark = Mark(*found[0][2:])
    here = school.rows("SELECT digest FROM school.change_set WHERE id = ?", (mark.change_set,))
    return mark if not mark.change_set or here == [(mark.digest,)] else None


def catch_up(database: StoreDatabase, school: School) -> bool:
    """Take in what has changed; False where the index has to be made anew: it is of another history, too much has
    changed, or words were emptied in that history, which are not to be left lying in the file on any machine."""
    mark, now = _mark(database, school), _now(school)
    if mark is None or now.change < mark.change:
        return False
    if now == mark:
        return True
    if school.rows(_EMPTIED, (mark.change,)) or len(_changed(school, mark.change)) > MOST_PENDING:
        return False
    with database.atomic():
        mark, now = _mark(database, school), _now(school)  # another session may just have done it
        if mark is None:
            return False
        _take_in(database, school, _changed(school, mark.change))
        _write_mark(database, now)
    return True


def _changed(school: School, change: int) -> list[int]:
    """The reflections of which a row changed after that change."""
    ids = {
        row_id
        for (row_id,) in school.rows(
            "SELECT DISTINCT row_id FROM school.change WHERE id > ? AND tbl = 'reflection'", (change,)
        )
    }
    texts = (
        "SELECT DISTINCT t.reflection_id, CASE WHEN t.id IS NULL THEN COALESCE(c.before, c.after) END "
        "FROM school.change AS c LEFT JOIN school.reflection_text AS t ON t.id = c.row_id "
        "WHERE c.id > ? AND c.tbl = 'reflection_text'"
    )
    for row_id, gone in school.rows(texts, (change,)):
        said = values_in(gone).get("reflection_id") if gone else row_id
        ids |= {said} if said is not None else set()
    return sorted(ids)


def _take_in(database: StoreDatabase, school: School, ids: Sequence[int]) -> None:
    """Make the entries of those reflections what the store says now."""
    for at in range(0, len(ids), _BATCH):
        part = ids[at : at + _BATCH]
        places = ", ".join("?" * len(part))
        rows = school.rows(f"{TEXTS} AND r.id IN ({places})", part)
        known = {
            row[0]: row[1:]
            for row in all_of(
                database,
                f"SELECT reflection_id, place, summed, keys FROM entry WHERE reflection_id IN ({places})",
                part,
            )
        }
        new = {row[0]: row for row in rows}
        gone = [one for one in known if one not in new or known[one][:2] != (place_of(*new[one][:3]), sum_of(new[one]))]
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
        entries.append((row[0], place, sum_of(row), array("q", keys).tobytes()))
        prints += [(key, row[0]) for key in keys]
    connection = database.connection()
    connection.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", words)
    connection.executemany("INSERT INTO entry (reflection_id, place, summed, keys) VALUES (?, ?, ?, ?)", entries)
    connection.executemany("INSERT OR IGNORE INTO print (key, reflection_id) VALUES (?, ?)", sorted(prints))


def fill(database: StoreDatabase, school: School, tell: Callable[[int, int], None]) -> None:
    """Make and fill a new index in the empty file, which nobody uses until it is whole."""
    database.execute_sql("PRAGMA main.journal_mode = OFF")
    database.execute_sql(
        "PRAGMA main.cache_size = -65536"
    )  # fingerprints come in no order: they must not go to the disk
    with database.atomic():
        _make(database)
        _write_mark(database, _now(school))
        wanted = sorted(place_of(*row) for row in school.rows(_PLACES))
    for at in range(0, len(wanted), _BATCH):
        part = [reflection_of(place) for place in wanted[at : at + _BATCH]]
        with database.atomic():  # a while at a time: an open look at the store keeps its log from shrinking
            _take_in(database, school, part)
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
