"""The file's own lists, which no history covers: how far the numbers of rows have been given out, and which steps of
migration it has seen."""

from __future__ import annotations

import peewee as pw

from models.journal.logged import journaled_models
from models.journal.mending import CHANGES, SETS
from models.store.dialect import dialect_of


def numbers_wanted(database: pw.SqliteDatabase) -> dict[str, int]:
    """The tables whose list of numbers would give one out again that the history names, with the last one it names."""
    given = dialect_of(database).numbers_given(database)
    # The rows themselves: what an index says is no help where that is what is damaged.
    past_indexes = " NOT INDEXED" if isinstance(database, pw.SqliteDatabase) else ""
    statement = f'SELECT tbl, MAX(row_id) FROM "{CHANGES}"{past_indexes} GROUP BY tbl'
    named = {tbl: last for tbl, last in database.execute_sql(statement).fetchall() if tbl in journaled_models()}
    for table in (CHANGES, SETS):
        named[table] = database.execute_sql(f'SELECT COALESCE(MAX(id), 0) FROM "{table}"').fetchone()[0]
    return {table: last for table, last in named.items() if last > given.get(table, 0)}


def unknown_steps(database: pw.SqliteDatabase) -> list[tuple[int, str, str]]:
    """The steps that this program does not have by that name: number, the name there and the one it should be."""
    from models.store.making import MIGRATIONS

    known = sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
    rows = database.execute_sql("SELECT id, name FROM schema_migration ORDER BY id").fetchall()
    wanted = [*known, *[""] * len(rows)]
    return [(row_id, name, want) for (row_id, name), want in zip(rows, wanted, strict=False) if name != want and want]
