"""An older store: copied, brought up to date whole or not at all, whatever happens on the way."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.journal.writing import insert_records, update_record
from models.store import Actor, Store, making, schema
from models.store.backup import backups
from models.store.checking import check
from models.store.dialect_sqlite import all_triggers
from models.store.errors import StoreDamaged
from models.store.library import sqlite3
from models.tables.people import Teacher
from tests.models.store.workers import migrate, older, reports, started
from tests.support.long_form import LONG

KILLS = 200 if LONG else 15
OFFICE = Actor("张主任")
COLUMN = '"putonghua" TEXT NOT NULL DEFAULT {default} CHECK (length("putonghua") BETWEEN 0 AND 40)'
STEP = '''
def up(migrator, db):
    db.execute_sql("""ALTER TABLE teacher ADD COLUMN {column}""")
    {more}
'''


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """The program's own steps and one more that the older store has not seen."""
    folder = tmp_path / "migrations"
    shutil.copytree(making.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "0099_putonghua.py").write_text(STEP.format(column=COLUMN.format(default="''"), more=""), "utf-8")
    return folder


@pytest.fixture
def old_store(empty_store: Store) -> Path:
    """A closed store of an older program, with some people in it."""
    with empty_store.change("roster.import"):
        insert_records(Teacher, [{"staff_no": f"{n:03}", "name": "李芳"} for n in range(200)])
    older(empty_store.db)
    empty_store.close()
    return empty_store.file


def test_there_is_a_step_for_every_version():
    steps = sorted(int(path.name[:4]) for path in making.MIGRATIONS.glob("[0-9]*.py"))
    assert steps == list(range(1, schema.VERSION + 1))


def test_an_older_store_is_copied_and_then_as_good_as_new(
    old_store: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(making, "MIGRATIONS", migrations)
    with Store.open(old_store, OFFICE) as store:
        assert schema.differences(store.db) == []
        assert check(store) == []
        with store.change("roster.type"):
            update_record(Teacher, 1, {"putonghua": "2a"})
        assert check(store) == []
    (copy,) = backups(old_store)
    assert f"before-v{schema.VERSION}" in copy.name
    connection = sqlite3.connect(str(copy))
    assert "putonghua" not in [row[1] for row in connection.execute("PRAGMA table_info(teacher)")]
    assert connection.execute("SELECT count(*) FROM teacher").fetchone() == (200,)
    connection.close()


def test_a_second_opening_does_not_migrate_again(old_store: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(making, "MIGRATIONS", migrations)
    Store.open(old_store, OFFICE).close()
    Store.open(old_store, OFFICE).close()
    assert len(backups(old_store)) == 1


@pytest.mark.parametrize(
    "step",
    [
        STEP.format(column="putonghua TEXT", more=""),  # not what a new store has: the check is missing
        STEP.format(column=COLUMN.format(default="''"), more='db.execute_sql("SELECT * FROM nowhere")'),
        STEP.format(
            column=COLUMN.format(default="''"), more="""db.execute_sql("UPDATE teacher SET head_of_class_id = 7")"""
        ),
        "def up(migrator, db):\n    pass\n",
    ],
)
def test_a_step_that_goes_wrong_changes_nothing(
    old_store: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch, step: str
):
    (migrations / "0099_putonghua.py").write_text(step, "utf-8")
    monkeypatch.setattr(making, "MIGRATIONS", migrations)
    before = contents(old_store)
    with pytest.raises(Exception, match=r"没有保存|保持原样"):
        Store.open(old_store, OFFICE)
    assert contents(old_store) == before
    assert len(backups(old_store)) == 1


def test_a_store_rebuilt_without_its_triggers_would_be_noticed(
    old_store: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(making, "MIGRATIONS", migrations)
    create = schema.create_triggers
    monkeypatch.setattr(schema, "create_triggers", lambda db: create(db) if db.database == ":memory:" else None)
    with pytest.raises(StoreDamaged, match="保持原样"):
        Store.open(old_store, OFFICE)


def test_several_that_open_an_older_store_at_once_migrate_it_once(old_store: Path, migrations: Path):
    openers = [started(migrate, old_store, migrations) for _ in range(8)]
    assert [reports(pipe) for _, pipe in openers] == [["migrated"]] * 8
    for process, _ in openers:
        process.join()
    assert len(backups(old_store)) == 1
    with Store.open(old_store, OFFICE) as store:
        assert check(store) == []


@pytest.mark.timeout(1200)
def test_killed_while_migrating_it_is_the_old_store_or_the_new_one(
    old_store: Path, migrations: Path, tmp_path: Path, count: Callable[[str], None]
):
    rng = random.Random(3)
    outcomes: list[int] = []
    longest = 0.0
    for number in range(KILLS):
        file = tmp_path / str(number) / "school.db"
        file.parent.mkdir()
        shutil.copy(old_store, file)
        process, pipe = started(migrate, file, migrations)
        if number:
            time.sleep(rng.random() * longest)  # not for luck: the moment of death is what is tried
            process.kill()
        begun = time.monotonic()
        told = reports(pipe)
        longest = longest or time.monotonic() - begun
        process.join()
        version, columns, triggers, people = contents(file)[:4]
        outcomes.append(version)
        assert people == 200
        assert ("putonghua" in columns) is (version == schema.VERSION)
        assert triggers == (len(all_triggers()) if version else 0)
        assert version == schema.VERSION or not told
        process, pipe = started(migrate, file, migrations)
        assert reports(pipe) == ["migrated"], "the next start finishes it"
        process.join()
        with Store.open(file, OFFICE) as store:
            assert check(store) == []
    assert set(outcomes) <= {0, schema.VERSION}
    count(f"{KILLS} kills of a migration: {outcomes.count(0)} wholly old, {outcomes.count(schema.VERSION)} wholly new")


def contents(file: Path) -> tuple:
    connection = sqlite3.connect(str(file))
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    columns = [row[1] for row in connection.execute("PRAGMA table_info(teacher)")]
    triggers = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
    people = connection.execute("SELECT count(*) FROM teacher").fetchone()[0]
    steps = connection.execute("SELECT name FROM schema_migration ORDER BY id").fetchall()
    connection.close()
    return version, columns, triggers, people, steps
