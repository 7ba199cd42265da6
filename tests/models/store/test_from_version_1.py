"""A store that the first version of the program made, from its own frozen words, opened by this one."""

from __future__ import annotations

import re
from pathlib import Path

from playhouse.migrations import Runner

from models.journal.digest import covered_by, digest_for
from models.journal.triggers import table_name
from models.journal.writing import insert_record
from models.store import Actor, Store, schema
from models.store.backup import backups
from models.store.checking import check
from models.store.database import connect
from models.store.making import MIGRATIONS
from models.tables.accounts import Account, AccountKey, KeyUse, OneTimeCode, Presence
from models.tables.people import Teacher

FROZEN = Path(__file__).with_name("frozen") / "version_1.sql"
ADDED = (
    "INSERT INTO change_set (at, actor, origin, action, reason, app_version, digest) VALUES (?, ?, '', ?, '', '', '')"
)


def a_store_of_version_1(file: Path) -> Path:
    """Made with the statements that version 1 made its stores with, and one person added through its triggers."""
    database = connect(file, "rwc")
    database.connection().executescript(FROZEN.read_text("utf-8"))
    database.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('0001_everything', '2026-09-01')")
    database.execute_sql("INSERT INTO audit_context (id, change_set_id) VALUES (1, NULL)")
    with database.atomic():
        database.execute_sql(ADDED, ("2026-09-01T00:00:00.000000Z", "张主任", "roster.type"))
        database.execute_sql("UPDATE audit_context SET change_set_id = 1")
        columns = [row for row in database.execute_sql('PRAGMA table_info("teacher")').fetchall() if row[5] == 0]
        values = {name: "" if kind == "TEXT" else 1 for _, name, kind, *_ in columns}
        values |= {"staff_no": "001", "name": "李芳", "head_of_class_id": None}
        names, places = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        database.execute_sql(f"INSERT INTO teacher ({names}) VALUES ({places})", list(values.values()))
        digest = digest_for(database, 1, covered_by(database, 1))
        database.execute_sql("UPDATE change_set SET digest = ? WHERE id = 1", (digest,))
        database.execute_sql("UPDATE audit_context SET change_set_id = NULL")
    database.pragma("application_id", schema.APPLICATION_ID)
    database.pragma("user_version", 1)
    database.pragma("journal_mode", "wal")
    database.close()
    return file


def test_the_store_of_version_1_is_as_good_as_new_after_the_first_opening(tmp_path: Path):
    file = a_store_of_version_1(tmp_path / "school.db")
    with Store.open(file, Actor("office")) as store:
        assert schema.differences(store.db) == []
        assert check(store) == []
        assert [person.name for person in Teacher.select()] == ["李芳"]
        with store.change("accounts.add"):
            insert_record(Account, {"login": "lifang", "name": "李芳", "teacher": 1})
        assert (KeyUse.select().count(), Presence.select().count()) == (0, 0)
        assert check(store) == []
    assert len(backups(file)) == 1


def test_the_step_for_accounts_makes_the_tables_that_a_new_store_has(tmp_path: Path):
    database = connect(a_store_of_version_1(tmp_path / "school.db"))
    schema.drop_triggers(database)
    Runner(database, str(MIGRATIONS)).up("0002_accounts")
    made, wanted = schema.description(database), schema.expected(database)
    database.close()
    for model in (Account, AccountKey, OneTimeCode, KeyUse, Presence):
        name = re.compile(rf"(table|column|reference|check|index) (\w+ on )?{table_name(model)}\b")
        lines = [{line for line in each if name.match(line)} for each in (made, wanted)]
        assert len(lines[0]) > 3
        assert lines[0] == lines[1]


def test_the_frozen_store_is_older_than_the_accounts(tmp_path: Path):
    database = connect(a_store_of_version_1(tmp_path / "school.db"))
    tables = {
        name for (name,) in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    }
    database.close()
    assert "teacher" in tables
    assert "account" not in tables
