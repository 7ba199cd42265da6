"""An older school on a PostgreSQL server: brought up to date whole or not at all, whatever happens on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.journal.writing import insert_records, update_record
from models.store import Actor, Store, making, making_postgres, schema
from models.store.address import server_address
from models.store.checking import check
from models.store.dialect_postgres import POSTGRES
from models.store.errors import StoreDamaged, StoreError
from models.store.moving import move
from models.store.postgres import PostgresDatabase, connect_to
from models.tables.people import Teacher
from tests.models.store.test_from_version_1 import a_store_of_version_1
from tests.models.store.workers import migrate_on_server, reports, started
from tests.support.postgres import Cluster

OFFICE = Actor("张主任")
ADDED = """ALTER TABLE teacher ADD COLUMN putonghua TEXT COLLATE "C" NOT NULL DEFAULT ''
           CHECK (length(putonghua) BETWEEN 0 AND 40)"""
STEP = """
def up(migrator, db):
    for statement in {statements!r}:
        db.execute_sql(statement)
"""
WHOLE = [ADDED, "ALTER TABLE teacher ALTER COLUMN putonghua DROP DEFAULT"]


@pytest.fixture
def old(server: Cluster) -> Iterator[PostgresDatabase]:
    """A school of an older program, with some people in it, looked at past the program."""
    address = server.address(server.database())
    with Store.create(address, OFFICE) as made:
        with made.change("roster.import"):
            insert_records(Teacher, [{"staff_no": f"{n:03}", "name": "李芳"} for n in range(20)])
        with made.db.atomic():
            schema.drop_triggers(made.db)
            made.db.execute_sql("ALTER TABLE teacher DROP COLUMN putonghua")
            POSTGRES.mark(made.db, 0)
    database = connect_to(server_address(address))
    yield database
    database.close()


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own steps and one more that the older school has not seen."""
    folder = tmp_path / "migrations"
    shutil.copytree(making.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(making, "MIGRATIONS", folder)
    monkeypatch.setattr(making_postgres, "MIGRATIONS", folder)
    write(folder, WHOLE)
    return folder


def write(folder: Path, statements: list[str]) -> None:
    (folder / "0099_putonghua.py").write_text(STEP.format(statements=statements), "utf-8")


def contents(database: PostgresDatabase) -> tuple:
    triggers = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
    return (
        POSTGRES.version(database, database.address),
        POSTGRES.description(database),
        database.execute_sql(triggers).fetchone(),
        database.execute_sql("SELECT count(*) FROM teacher").fetchone(),
        database.execute_sql("SELECT name FROM schema_migration ORDER BY id").fetchall(),
    )


def test_an_older_school_is_as_good_as_new(old: PostgresDatabase, steps: Path):
    history = old.execute_sql("SELECT * FROM change ORDER BY id").fetchall()
    with Store.open_at(old.address, OFFICE) as store:
        assert schema.differences(store.db) == []
        assert store.db.execute_sql("SELECT * FROM change ORDER BY id").fetchall() == history
        assert Teacher.select().count() == 20
        with store.change("roster.type"):
            update_record(Teacher, 1, {"putonghua": "2a"})
        assert Teacher.get_by_id(1).putonghua == "2a"
    before = contents(old)
    Store.open_at(old.address, OFFICE).close()
    assert contents(old) == before, "a second opening does not migrate again"


@pytest.mark.parametrize(
    "statements",
    [
        [],
        [ADDED],  # not what a new school has: it has no default
        [*WHOLE, "SELECT * FROM nowhere"],
        [*WHOLE, "UPDATE teacher SET head_of_class_id = 7"],
    ],
)
def test_a_step_that_goes_wrong_changes_nothing(old: PostgresDatabase, steps: Path, statements: list[str]):
    write(steps, statements)
    before = contents(old)
    with pytest.raises(StoreError, match=r"没有保存|保持原样"):
        Store.open_at(old.address, OFFICE)
    assert contents(old) == before


def test_one_that_loses_a_trigger_is_noticed(old: PostgresDatabase, steps: Path, monkeypatch: pytest.MonkeyPatch):
    create = schema.create_triggers

    def all_but_one(database: PostgresDatabase) -> None:
        create(database)
        if database.address == old.address:
            database.execute_sql("DROP TRIGGER teacher_log ON teacher")

    monkeypatch.setattr(schema, "create_triggers", all_but_one)
    before = contents(old)
    with pytest.raises(StoreDamaged, match="保持原样"):
        Store.open_at(old.address, OFFICE)
    assert contents(old) == before


def test_several_that_open_an_older_school_at_once_migrate_it_once(old: PostgresDatabase, steps: Path):
    openers = [started(migrate_on_server, old.address, steps) for _ in range(3)]
    assert [reports(pipe) for _, pipe in openers] == [["migrated"]] * 3
    for process, _ in openers:
        process.join()
    applied = old.execute_sql("SELECT count(*) FROM schema_migration WHERE name = '0099_putonghua'").fetchone()
    assert applied == (1,)
    with Store.open_at(old.address, OFFICE) as store:
        assert schema.differences(store.db) == []


def test_killed_in_the_middle_it_is_the_old_school(old: PostgresDatabase, steps: Path):
    write(steps, [*WHOLE, "SELECT pg_sleep(2)"])
    before = contents(old)
    process, pipe = started(migrate_on_server, old.address, steps)
    asleep = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
    while old.execute_sql(asleep).fetchone() == (0,):
        assert process.is_alive()
    process.kill()
    assert reports(pipe) == []
    process.join()
    write(steps, WHOLE)
    # Until the server notices, the dead process holds what it had altered.
    while old.execute_sql(asleep).fetchone() != (0,):
        pass
    assert contents(old) == before
    with Store.open_at(old.address, OFFICE) as store:
        assert schema.differences(store.db) == []


def test_a_file_of_the_first_version_goes_to_a_server(server: Cluster, tmp_path: Path):
    address = server.address(server.database())
    with Store.open(a_store_of_version_1(tmp_path / "school.db"), OFFICE) as store:
        moved = move(store, address)
    assert moved.rows["teacher"] == 1
    with Store.open(address, OFFICE) as there:
        assert [row.name for row in Teacher.select()] == ["李芳"]
        assert check(there) == []
