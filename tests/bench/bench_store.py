"""What the history, the digests and the durability cost: each figure beside bare SQLite doing the same writes.

Run: .venv/bin/python tests/bench/bench_store.py
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from models.journal.undo import undo
from models.journal.writing import insert_records, update_record
from models.store import Actor, Store
from models.store.backup import backup
from models.store.checking import check
from models.store.dialect_sqlite import all_triggers
from models.store.library import sqlite3
from models.tables.people import Teacher

EDITS, ROWS = 500, 10_000
ACTOR = Actor("bench")


def took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def bare(file: Path) -> sqlite3.Connection:
    """The same tables and pragmas without triggers."""
    Store.create(file, ACTOR).close()
    connection = sqlite3.connect(str(file), isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    for statement in all_triggers():
        connection.execute(f"DROP TRIGGER {statement.split()[2]}")
    return connection


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    making = took(lambda: Store.create(folder / "school.db", ACTOR).close())
    opening = min(took(lambda: Store.open(folder / "school.db", ACTOR).close()) for _ in range(20))
    plain = bare(folder / "bare.db")
    store = Store.open(folder / "school.db", ACTOR)

    columns = [field.column_name for field in Teacher._meta.sorted_fields if field.column_name != "id"]  # type: ignore[attr-defined]
    rows = [{"staff_no": f"{n:05}", "name": "李芳", "remark": "擅长古诗文教学"} for n in range(ROWS)]
    defaults = {field.column_name: field.default for field in Teacher._meta.sorted_fields}  # type: ignore[attr-defined]
    whole = [tuple({**defaults, **row}[name] for name in columns) for row in rows]
    insert = f"INSERT INTO teacher ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"

    def imported() -> None:
        with store.change("roster.import"):
            insert_records(Teacher, rows)

    def imported_bare() -> None:
        plain.execute("BEGIN IMMEDIATE")
        plain.executemany(insert, whole)
        plain.execute("COMMIT")

    def edited() -> None:
        for n in range(EDITS):
            with store.change("roster.type"):
                update_record(Teacher, n + 1, {"phone": str(n)})

    def edited_bare() -> None:
        for n in range(EDITS):
            plain.execute("BEGIN IMMEDIATE")
            plain.execute("UPDATE teacher SET phone = ?, version = version + 1 WHERE id = ?", (str(n), n + 1))
            plain.execute("COMMIT")

    import_time, import_bare = took(imported), took(imported_bare)
    edit_time, edit_bare = took(edited), took(edited_bare)
    print(f"make a store      {making * 1000:8.1f} ms")
    print(f"open it           {opening * 1000:8.1f} ms")
    print(f"edit a cell       {edit_time / EDITS * 1000:8.2f} ms   {edit_time / edit_bare:5.1f} x bare SQLite")
    print(f"import {ROWS}      {import_time * 1000:8.0f} ms   {import_time / import_bare:5.1f} x bare SQLite")
    print(f"check it all      {took(lambda: check(store)) * 1000:8.0f} ms")
    print(f"back it up        {took(lambda: backup(store, folder / 'copy.db')) * 1000:8.0f} ms")
    print(f"undo an edit      {took(lambda: undo(store)) * 1000:8.2f} ms")
    store.close()
    plain.close()


if __name__ == "__main__":
    main()
