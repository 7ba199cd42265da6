"""Write the statements of the next migration step, frozen, from what the models have and the last version had not.

    .venv/bin/python -m tests.support.freeze_step NAME "What the step brings."

makes ``models/store/migrations/000N_NAME.py``, N one more than the last step there is: every new table and index, and
the indexes dropped that are gone. Changed columns are not found by themselves: those statements are added by hand. A
step once released never changes; an unreleased one may be made anew by deleting its file first.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import peewee as pw
from playhouse.migrations import Runner

from models.journal.triggers import table_name
from models.store import making, schema
from models.tables import ALL

FROZEN = Path(__file__).parents[1] / "models" / "store" / "frozen" / "version_1.sql"
_KEPT = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"


def last_version() -> pw.SqliteDatabase:
    """A database in memory as the steps so far leave one of the first version."""
    database = pw.SqliteDatabase(":memory:")
    database.connect()
    database.connection().executescript(FROZEN.read_text("utf-8"))
    schema.drop_triggers(database)
    database.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('0001_everything', '2026-09-01')")
    Runner(database, str(making.MIGRATIONS)).up()
    return database


def new_version() -> pw.SqliteDatabase:
    """One as the models have it."""
    database = pw.SqliteDatabase(":memory:")
    database.connect()
    making.fill(database)
    return database


def statements() -> list[str]:
    """What makes the new out of the old, tables in the order of their references."""
    old, new = ({row[1]: row for row in db.execute_sql(_KEPT).fetchall()} for db in (last_version(), new_version()))
    order = [table_name(model) for model in ALL]
    added = [row for name, row in new.items() if name not in old]
    tables = sorted((row for row in added if row[0] == "table"), key=lambda row: order.index(row[1]))
    made = []
    for table in tables:
        made += [folded(table[3]), *(row[3] for row in added if row[0] == "index" and row[2] == table[1])]
    mine = {table[1] for table in tables}
    made += [f'DROP INDEX "{name}"' for name, row in old.items() if row[0] == "index" and name not in new]
    return made + [row[3] for row in added if row[0] == "index" and row[2] not in mine]


def folded(sql: str) -> str:
    """A CREATE TABLE with a line for each column."""
    head, body = re.fullmatch(r'(CREATE TABLE "\w+") \((.*)\) STRICT', sql, re.DOTALL).groups()  # type: ignore[union-attr]
    parts, depth, quote = [""], 0, ""
    for character in body:
        quote = "" if character == quote else quote or (character if character in "'\"" else "")
        depth += 0 if quote else {"(": 1, ")": -1}.get(character, 0)
        if character == "," and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += character
    lines = ",\n".join(f"      {part.strip()}" for part in parts)
    return f"\n    {head} (\n{lines}\n    ) STRICT\n    "


def step(about: str, made: list[str]) -> str:
    """The file's text."""
    listed = "\n".join(map(_literal, made))
    return (
        f'"""{about}\n\nFrozen text: what the models say later cannot change this step.\n"""\n\n'
        f"from __future__ import annotations\n\nSTATEMENTS = (\n{listed}\n)\n\n\n"
        "def up(migrator, db):\n    for statement in STATEMENTS:\n        db.execute_sql(statement)\n"
    )


def _literal(statement: str) -> str:
    if "\n" in statement:
        return f'    """{statement}""",'
    if len(statement) < 110:
        return f"    {statement!r},"
    head, _, rest = statement.partition(" ON ")
    return f"    {head!r}\n    {' ON ' + rest!r},"


if __name__ == "__main__":
    name, about = sys.argv[1:]
    number = max(int(path.name[:4]) for path in making.MIGRATIONS.glob("[0-9]*.py")) + 1
    target = making.MIGRATIONS / f"{number:04}_{name}.py"
    target.write_text(step(about, statements()), "utf-8")
    print(target)
