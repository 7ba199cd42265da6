"""Is a store that something happened to whole? The promises, looked at one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from models.journal.replay import replay
from models.store.database import connect
from models.store.errors import DATABASE_ERRORS


@dataclass(frozen=True, slots=True)
class Found:
    """``lost`` of the acknowledged change sets, ``half`` ones, and ``damage`` in words ('' when there is none)."""

    lost: int
    half: int
    damage: str

    @property
    def well(self) -> bool:
        return self == Found(0, 0, "")


def look(file: Path, acknowledged: Iterable[int]) -> Found:
    """Open a store, as its next start would, and compare what is there with what was acknowledged."""
    promised = set(acknowledged)
    try:
        database = connect(file)
        try:
            database.begin("DEFERRED")  # one moment of it: others may be writing
            sound = database.execute_sql("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
            sets = {
                row[0]: row[1:] for row in database.execute_sql("SELECT id, reason, undo_of FROM change_set").fetchall()
            }
            counted = "SELECT change_set_id, COUNT(*) FROM change GROUP BY change_set_id"
            sizes = dict(database.execute_sql(counted).fetchall())
            told = replay(database)
            names = [row[1] for row in database.execute_sql("PRAGMA table_info(teacher)").fetchall()]
            rows = {
                row[0]: dict(zip(names, row, strict=True))
                for row in database.execute_sql("SELECT * FROM teacher").fetchall()
            }
        finally:
            database.close()
    except DATABASE_ERRORS as error:
        return Found(len(promised), 0, f"unreadable: {error}")
    wanted_sizes = {
        set_id: str(reason) if undo_of is None else str(sizes.get(undo_of, 0))
        for set_id, (reason, undo_of) in sets.items()
    }
    half = sum(str(sizes.get(set_id, 0)) != size for set_id, size in wanted_sizes.items()) + sizes.get(None, 0)
    wanted = told.rows.get("teacher", {})
    equal = set(wanted) == set(rows) and all(
        rows[row_id][name] == value for row_id, values in wanted.items() for name, value in values.items()
    )
    damage = "" if sound and not told.broken_sets and equal else "pages, chain or history differ"
    return Found(len(promised - set(sets)), half, damage)
