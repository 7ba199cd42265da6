"""A school on a PostgreSQL server: the same actions, history, undo and checks as in a file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import IntegrityError

from models.journal.undo import UndoRefused, redo, undo
from models.journal.writing import delete_record, insert_record, update_record
from models.store import Actor, Store
from models.store.address import server_address
from models.store.checking import check
from models.store.errors import NotAStore, StoreExists, StoreMissing, StoreMoved, StoreUnreachable, StoreUnsupported
from models.store.repairing import repair
from models.store.text_index import TextIndex, reflection_of
from models.tables.log import Change, ChangeSet, Redaction
from models.tables.people import Honour, Teacher
from models.tables.reflections import Reflection, ReflectionText
from tests.support.postgres import Cluster

OFFICE = Actor("张主任", "tty1")


@pytest.fixture(scope="session")
def empty_database(server: Cluster) -> str:
    """A database with a store in it that nobody has open; copy it."""
    name = server.database()
    Store.create(server.address(name), OFFICE).close()
    return name


@pytest.fixture
def address(server: Cluster, empty_database: str) -> str:
    return server.address(server.database(empty_database))


@pytest.fixture
def on_server(address: str) -> Iterator[Store]:
    with Store.open(address, OFFICE) as store:
        yield store


def type_teacher(store: Store, name: str = "李芳", **values) -> int:
    with store.change("roster.type"):
        return insert_record(Teacher, {"staff_no": name, "name": name, **values})


def test_an_action_is_kept_taken_back_and_brought_again(on_server: Store):
    row_id = type_teacher(on_server)
    with on_server.change("roster.type", "改名"):
        update_record(Teacher, row_id, {"name": "李方", "is_full_time": False})
    undo(on_server)
    assert (Teacher.get_by_id(row_id).name, Teacher.get_by_id(row_id).is_full_time) == ("李芳", True)
    redo(on_server)
    assert (Teacher.get_by_id(row_id).name, Teacher.get_by_id(row_id).is_full_time) == ("李方", False)
    assert check(on_server) == []


def test_the_history_is_written_to_the_letter_as_in_a_file(on_server: Store):
    row_id = type_teacher(on_server)
    with on_server.change("roster.type"):
        update_record(Teacher, row_id, {"name": '李"芳\\䶮𠅤', "is_full_time": False})
    change = Change.select().order_by(Change.id.desc()).get()
    assert change.before == '{"version":1,"name":"李芳","is_full_time":1}'
    assert change.after == '{"version":2,"name":"李\\"芳\\\\䶮𠅤","is_full_time":0}'


def test_parents_come_back_after_their_children(on_server: Store):
    row_id = type_teacher(on_server)
    with on_server.change("roster.type"):
        honour = insert_record(Honour, {"teacher": row_id, "title": "backbone", "level": "county"})
    with on_server.change("roster.delete"):
        delete_record(Honour, honour)
        delete_record(Teacher, row_id)
    undo(on_server)
    assert (Honour.get().id, Honour.get().teacher_id) == (honour, row_id)
    assert type_teacher(on_server, "王明") > row_id
    assert check(on_server) == []


def test_what_was_changed_since_is_not_taken_back(on_server: Store, address: str):
    row_id = type_teacher(on_server)
    with on_server.change("roster.type") as first:
        update_record(Teacher, row_id, {"name": "甲"})
    with on_server.change("roster.type"):
        update_record(Teacher, row_id, {"name": "乙"})
    with pytest.raises(UndoRefused, match="乙"):
        undo(on_server, first.id)
    assert Teacher.get_by_id(row_id).name == "乙"


def test_an_action_that_changes_nothing_leaves_nothing(on_server: Store):
    row_id = type_teacher(on_server)
    with on_server.change("roster.type") as doing:
        assert not update_record(Teacher, row_id, {"name": "李芳"})
    assert doing.id is None
    assert ChangeSet.select().count() == 1


def test_a_refused_action_leaves_nothing(on_server: Store):
    type_teacher(on_server)
    with pytest.raises(IntegrityError), on_server.change("roster.type"):
        insert_record(Teacher, {"staff_no": "李芳", "name": "又一个"})
    assert Teacher.select().count() == ChangeSet.select().count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM change",
        "UPDATE change SET op = 'D'",
        "UPDATE change_set SET actor = '别人'",
        "TRUNCATE teacher CASCADE",
    ],
)
def test_the_server_itself_keeps_the_history_as_it_is(on_server: Store, statement: str):
    type_teacher(on_server)
    with pytest.raises(IntegrityError):
        on_server.db.execute_sql(statement)


def test_writes_past_the_program_are_told_of(on_server: Store):
    row_id = type_teacher(on_server)
    on_server.db.execute_sql("UPDATE teacher SET name = '王' WHERE id = %s", (row_id,))
    (finding,) = check(on_server)
    assert (finding.tbl, finding.row_id, finding.grave) == ("teacher", row_id, False)


def test_damage_is_found_and_named(on_server: Store):
    row_id = type_teacher(on_server)
    with on_server.db.atomic():
        on_server.db.execute_sql("SET LOCAL session_replication_role = replica")  # no triggers
        on_server.db.execute_sql("UPDATE teacher SET name = '李房' WHERE id = %s", (row_id,))
    (finding,) = check(on_server)
    assert (finding.tbl, finding.row_id, finding.field, finding.grave) == ("teacher", row_id, "name", True)
    on_server.db.execute_sql("DROP TRIGGER teacher_log ON teacher")
    assert any("teacher_log" in finding.what for finding in check(on_server))


def test_damaged_rows_are_put_back_as_the_history_says(on_server: Store):
    row_id = type_teacher(on_server, is_full_time=True)
    other = type_teacher(on_server, "王明")
    with on_server.change("roster.type"):
        honour = insert_record(Honour, {"teacher": other, "title": "backbone", "level": "county"})
    for table in ("teacher", "honour"):
        on_server.db.execute_sql(f"ALTER TABLE {table} DISABLE TRIGGER {table}_log")
    on_server.db.execute_sql("UPDATE teacher SET name = '李房', is_full_time = false WHERE id = %s", (row_id,))
    on_server.db.execute_sql("DELETE FROM honour")
    on_server.db.execute_sql("DELETE FROM teacher WHERE id = %s", (other,))
    before = Change.select().count()
    outcome = repair(on_server)
    assert (outcome.left, len(outcome.done)) == ([], 4)
    assert (Teacher.get_by_id(row_id).name, Teacher.get_by_id(row_id).is_full_time) == ("李芳", True)
    assert (Teacher.get_by_id(other).name, Honour.get().id) == ("王明", honour)
    assert ChangeSet.get_by_id(outcome.change_id).action == "store.repair"
    assert Change.select().count() == before, "what the history says of the rows did not change"
    assert check(on_server) == [], "the triggers that somebody had put out of work are at work again"
    assert repair(on_server).change_id is None
    assert type_teacher(on_server, "赵敏") > other


def test_a_flipped_bit_in_the_history_is_put_back_where_its_digest_proves_it(on_server: Store):
    type_teacher(on_server, '李"芳\\甲')
    type_teacher(on_server, "王明")
    told = "SELECT id, after FROM change ORDER BY id LIMIT 1"
    number, text = on_server.db.execute_sql(told).fetchone()
    on_server.db.execute_sql("ALTER TABLE change DISABLE TRIGGER change_fixed")
    on_server.db.execute_sql("UPDATE change SET after = %s WHERE id = %s", (text.replace("staff", "stagf"), number))
    assert any(finding.grave for finding in check(on_server))
    outcome = repair(on_server)
    assert (outcome.left, len(outcome.done)) == ([], 1)
    assert on_server.db.execute_sql(told).fetchone() == (number, text)


def test_sets_are_numbered_in_the_order_of_writing_whoever_writes(on_server: Store):
    def write(name: str) -> None:
        for number in range(15):
            type_teacher(on_server, f"{name}{number}")  # connections are the threads' own
        on_server.close()

    writers = [threading.Thread(target=write, args=(name,)) for name in ("甲", "乙", "丙")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert ChangeSet.select().count() == 45
    assert check(on_server) == []


def test_others_commits_are_seen_and_own_ones_are_not(on_server: Store, address: str):
    seen = on_server.data_version()
    type_teacher(on_server)
    assert on_server.data_version() == seen
    with Store.open(address, Actor("王老师")) as other:
        type_teacher(other, "王明")
    assert on_server.data_version() != seen


def test_a_session_stops_writing_when_its_school_is_replaced(on_server: Store, server: Cluster):
    on_server.db.execute_sql("ALTER SCHEMA yanxiu RENAME TO elsewhere")
    with pytest.raises(StoreMoved):
        type_teacher(on_server)


def test_a_server_that_was_started_again_is_not_noticed(on_server: Store, server: Cluster):
    type_teacher(on_server)
    database = server.database_of(on_server)
    server.put_out(database)
    assert Teacher.select().count() == 1
    server.put_out(database)
    type_teacher(on_server, "王明")
    assert [row.name for row in Teacher.select().order_by(Teacher.id)] == ["李芳", "王明"]


def test_a_server_that_is_gone_is_called_so_until_it_is_back(on_server: Store, server: Cluster):
    with server.unreachable(server.database_of(on_server)):
        for _ in range(2):
            with pytest.raises(StoreUnreachable):
                type_teacher(on_server)
            with pytest.raises(StoreUnreachable):
                on_server.ensure_reachable()
            with pytest.raises(StoreUnreachable):
                on_server.data_version()
    type_teacher(on_server)
    assert check(on_server) == []


def test_an_action_is_not_half_done_over_two_connections(on_server: Store, server: Cluster):
    def interrupted() -> None:
        with on_server.change("roster.type"):
            insert_record(Teacher, {"staff_no": "1", "name": "李芳"})
            server.put_out(server.database_of(on_server))
            insert_record(Teacher, {"staff_no": "2", "name": "王明"})

    with pytest.raises(StoreUnreachable):
        interrupted()
    assert Teacher.select().count() == 0
    assert check(on_server) == []


def test_why_it_cannot_be_opened_is_said(server: Cluster, address: str):
    with pytest.raises(StoreExists):
        Store.create(address, OFFICE)
    with pytest.raises(StoreMissing):
        Store.open(address.replace("schema=yanxiu", "schema=other"), OFFICE)
    with pytest.raises(NotAStore):
        Store.open(address.replace("schema=yanxiu", "schema=public"), OFFICE)
    with pytest.raises(StoreUnreachable):
        Store.open(server.address("nowhere"), OFFICE)
    with pytest.raises(StoreUnsupported):
        Store.open(address.replace("schema=yanxiu", "schema=a;b"), OFFICE)


def test_every_machine_has_an_index_of_its_own_that_follows_the_history(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def found() -> list[int] | None:
        asked = TextIndex(store).newest(["提问"], "r.kind = 'insight'", [], (0, (1 << 63) - 1), 40, 1000)
        return None if asked is None else [reflection_of(place) for place in asked[0]]

    def write(body: str) -> int:
        with store.change("reflections.hand_in"):
            facts = {"kind": "insight", "month": "2026-11", "state": "handed_in", "received_at": "2026-11-20T00:00"}
            made = insert_record(Reflection, facts)
            insert_record(ReflectionText, {"reflection": made, "body": body})
        return made

    seen = []
    for machine in ("one", "two", "one", "two"):
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / machine))
        with Store.open(address, Actor(machine)) as store:
            if len(seen) < 2:
                assert found() is None
                assert TextIndex(store).build()
            seen.append(write(f"{machine}的提问"))
            assert found() == seen[::-1]
            assert TextIndex(store).file.is_relative_to(tmp_path / machine)
    with Store.open(address, OFFICE) as store, store.change("personal.empty"):
        insert_record(Redaction, {"set_id": 1, "digest": "0" * 64})
    with Store.open(address, OFFICE) as store:
        assert found() is None, "what was emptied is not to be left lying in the file of any machine"
        assert TextIndex(store).build()
        assert found() == seen[::-1]


def test_no_password_is_shown():
    address = server_address("postgresql://office:secret@db/county?password=other&sslpassword=third&schema=qinghe")
    assert str(address) == "postgresql://office@db/county?schema=qinghe"
    assert "secret" not in repr(address)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///x?host=/run/postgresql",
        "postgresql://u:p%40q@[::1]:5432/x?sslmode=require",
        "postgresql://h1:1,h2:2/x",
    ],
)
def test_an_address_is_the_same_when_it_is_read_again(address: str):
    """Also one that names no host: the driver takes that for the machine's own server."""
    read = server_address(address)
    assert read.url == address
    assert server_address(str(read)).beside == read.beside
