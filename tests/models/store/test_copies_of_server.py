"""Copies of a school on a PostgreSQL server: verified files, the running copy, and the way back from both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from socket import gethostname

import pytest

from models.actions.backups import backup_standing, journal_folder, keeper, keeps_here, name_journal_folder
from models.actions.desk import Desk
from models.journal.undo import undo
from models.journal.writing import insert_record, update_record
from models.store import Actor, Store
from models.store.address import ServerAddress, server_address
from models.store.backup import backup, backups, daily_backup, digest_file, folder_of
from models.store.checking import check, check_file
from models.store.errors import BackupRefused, NotAStore, StoreDamaged, StoreMissing
from models.store.moving import move
from models.store.proving import prove
from models.store.restoring import restore
from models.store.restoring_until import restore_until
from models.store.shipping import Shipper, journals
from models.store.ways_back import ways_back
from models.tables.log import ChangeSet
from models.tables.people import Teacher
from models.tables.reflections import StoredFile
from tests.support.postgres import Cluster

OFFICE = Actor("张主任", "tty1")


@pytest.fixture(scope="session")
def small_school(server: Cluster, school_file: Path) -> str:
    """A database with a new school that nobody has open; copy it."""
    name = server.database()
    with Store.open(school_file, OFFICE) as made:
        move(made, server.address(name))
    return name


@pytest.fixture
def address(server: Cluster, small_school: str) -> str:
    return server.address(server.database(small_school))


@pytest.fixture
def on_server(address: str) -> Iterator[Store]:
    with Store.open(address, OFFICE) as store:
        yield store


def type_teacher(store: Store, name: str = "李芳") -> int:
    with store.change("roster.type"):
        return insert_record(Teacher, {"staff_no": name, "name": name, "is_full_time": False})


def keep_file(store: Store, content: bytes) -> None:
    with store.change("reflections.take"):
        facts = {"sha256": sha256(content).hexdigest(), "size": len(content), "suffix": ".txt", "content": content}
        insert_record(StoredFile, facts)


def names(store: Store) -> list[str]:
    found = store.db.execute_sql("SELECT name FROM teacher ORDER BY id").fetchall()
    return [name for (name,) in found]


def history(store: Store) -> list[tuple]:
    return [
        *store.db.execute_sql("SELECT * FROM change_set ORDER BY id").fetchall(),
        *store.db.execute_sql("SELECT * FROM change ORDER BY id").fetchall(),
    ]


def test_a_copy_is_a_file_with_every_row_and_the_whole_history(on_server: Store, tmp_path: Path):
    type_teacher(on_server)
    keep_file(on_server, b"\0\xff1")
    written = history(on_server)
    (tmp_path / "usb").mkdir()
    made = backup(on_server, tmp_path / "usb")
    assert digest_file(made).exists()
    assert made.name.startswith(on_server.file.stem)
    with Store.open(made, OFFICE) as copy:
        assert history(copy) == written
        assert bytes(StoredFile.get().content) == b"\0\xff1"
        assert check(copy) == []


def test_others_write_while_it_is_copied(on_server: Store, address: str, tmp_path: Path):
    before = history(on_server)
    with on_server.db.atomic("DEFERRED"):
        on_server.db.execute_sql("SELECT 1").fetchall()
        with Store.open(address, Actor("王老师")) as other:
            type_teacher(other, "王明")
        assert history(on_server) == before
    assert len(history(on_server)) > len(before)


def test_a_day_has_one_copy(on_server: Store):
    first = date(2026, 9, 1)
    made = daily_backup(on_server, first)
    assert made == folder_of(on_server.file) / f"{on_server.file.stem}-2026-09-01.db"
    assert daily_backup(on_server, first) is None


def test_a_copy_takes_the_place_of_no_other_file(on_server: Store, tmp_path: Path):
    other = tmp_path / "letter.db"
    other.write_text("dear all")
    with pytest.raises(BackupRefused):
        backup(on_server, other)
    assert other.read_text() == "dear all"


def test_damage_to_the_history_does_not_keep_a_copy_from_being_made(on_server: Store, tmp_path: Path):
    type_teacher(on_server)
    on_server.db.execute_sql("ALTER TABLE change DISABLE TRIGGER change_fixed")
    on_server.db.execute_sql("UPDATE change SET after = replace(after, '李芳', '李方')")
    on_server.db.execute_sql("ALTER TABLE change ENABLE TRIGGER change_fixed")
    made = backup(on_server, tmp_path / "copy.db")
    assert [finding.what for finding in check_file(made) if finding.grave] == [
        finding.what for finding in check(on_server) if finding.grave
    ]


def test_going_back_to_a_copy_keeps_what_was_there_and_sessions_go_on(on_server: Store, address: str, tmp_path: Path):
    type_teacher(on_server)
    copy = backup(on_server, tmp_path / "copy.db")
    type_teacher(on_server, "王明")
    type_teacher(on_server, "赵敏")
    on_server.db.execute_sql("CREATE ROLE looker")
    on_server.db.execute_sql("GRANT SELECT ON teacher TO looker")
    seen = on_server.data_version()
    done = restore(address, copy, Actor("管理员"))
    assert on_server.data_version() != seen, "who has it open notices"
    assert names(on_server) == ["李芳"]
    assert ChangeSet.get_by_id(done.change_id).action == "store.restore"
    assert check(on_server) == []
    assert type_teacher(on_server, "钱进") > 1
    undo(on_server)
    assert names(on_server) == ["李芳"]
    rights = "SELECT has_table_privilege('looker', 'teacher', 'SELECT')"
    assert on_server.db.execute_sql(rights).fetchone()[0]
    assert isinstance(done.kept, Path)
    assert done.kept.parent == folder_of(on_server.file)
    with Store.open(done.kept, OFFICE) as kept:
        assert names(kept) == ["李芳", "王明", "赵敏"]
    on_server.db.execute_sql("DROP OWNED BY looker; DROP ROLE looker")


def test_a_copy_founds_a_school_where_none_was(on_server: Store, address: str, server: Cluster, tmp_path: Path):
    type_teacher(on_server)
    copy = backup(on_server, tmp_path / "copy.db")
    written = history(on_server)
    there = address.replace("schema=yanxiu", "schema=beishan")
    assert restore(there, copy, OFFICE).kept is None
    with Store.open(there, OFFICE) as other:
        assert history(other)[:1] == written[:1]
        assert names(other) == ["李芳"]
        assert check(other) == []


def test_a_school_too_damaged_for_a_file_is_kept_on_the_server(on_server: Store, address: str, tmp_path: Path):
    type_teacher(on_server)
    copy = backup(on_server, tmp_path / "copy.db")
    on_server.db.execute_sql("DROP TABLE honour CASCADE")
    done = restore(address, copy, OFFICE)
    assert isinstance(done.kept, ServerAddress)
    with Store.open(address, OFFICE) as back:
        assert check(back) == []
    with pytest.raises(NotAStore):
        Store.open_at(done.kept, OFFICE)
    assert on_server.db.execute_sql(f'SELECT name FROM "{done.kept.schema}".teacher').fetchall() == [("李芳",)]


def test_an_account_that_owns_nothing_but_its_school_looks_after_it(on_server: Store, address: str, tmp_path: Path):
    type_teacher(on_server)
    on_server.db.execute_sql("CREATE ROLE qinghe LOGIN")
    on_server.db.execute_sql("ALTER SCHEMA yanxiu OWNER TO qinghe")
    on_server.db.execute_sql(
        "DO $$ DECLARE one text; BEGIN "
        "FOR one IN SELECT format('%I', relname) FROM pg_class WHERE relnamespace = 'yanxiu'::regnamespace "
        "AND relkind = 'r' LOOP EXECUTE 'ALTER TABLE ' || one || ' OWNER TO qinghe'; END LOOP; "
        "FOR one IN SELECT proname FROM pg_proc WHERE pronamespace = 'yanxiu'::regnamespace "
        "LOOP EXECUTE 'ALTER FUNCTION ' || one || '() OWNER TO qinghe'; END LOOP; END $$"
    )
    own = address.replace("postgres@", "qinghe@")
    with Store.open(own, OFFICE) as store:
        (hint,) = check(store)
        assert not hint.grave, "the form of the tables cannot be compared, and that is said"
        copy = backup(store, tmp_path / "copy.db")
        type_teacher(store, "王明")
        assert isinstance(restore(own, copy, OFFICE).kept, Path)
        assert names(store) == ["李芳"]
    assert check(on_server) == []
    on_server.db.execute_sql("REASSIGN OWNED BY qinghe TO postgres; DROP OWNED BY qinghe; DROP ROLE qinghe")


def test_what_cannot_be_restored_from_changes_nothing(on_server: Store, address: str, tmp_path: Path):
    type_teacher(on_server)
    copy = backup(on_server, tmp_path / "copy.db")
    torn = tmp_path / "torn.db"
    torn.write_bytes(copy.read_bytes()[:-5000])
    written = history(on_server)
    for source in (torn, tmp_path / "nothing.db"):
        with pytest.raises((StoreDamaged, StoreMissing, NotAStore)):
            restore(address, source, OFFICE)
    assert history(on_server) == written
    assert backups(on_server.file) == []


def test_the_running_copy_leads_back_to_any_change(on_server: Store, address: str, tmp_path: Path):
    type_teacher(on_server)
    place, folder = server_address(address), tmp_path / "usb"
    shipper = Shipper(place, folder)
    assert shipper.ship()
    assert shipper.ship() is None
    for name in ("王明", "赵敏", "钱进"):
        type_teacher(on_server, name)
    keep_file(on_server, b"x")
    with on_server.change("roster.type") as wanted:
        update_record(Teacher, 1, {"name": "李方"})
    type_teacher(on_server, "孙丽")
    shipped = shipper.ship()
    assert shipped
    assert shipped.reached.set_id == on_server.latest_change()
    assert len(journals(folder, on_server.file.stem)) == 1
    proof = prove(place, folder)
    assert (proof.problem, proof.set_id) == ("", on_server.latest_change())
    done, moment = restore_until(address, folder, wanted.id, OFFICE)
    assert moment.set_id == wanted.id
    assert names(on_server) == ["李方", "王明", "赵敏", "钱进"]
    assert isinstance(done.kept, Path)
    assert check(on_server) == []
    assert Shipper(place, folder).ship(), "a new piece, for the old one leads elsewhere"
    assert len(journals(folder, on_server.file.stem)) == 2


def test_a_lost_schema_comes_back_from_what_this_machine_keeps(on_server: Store, address: str):
    type_teacher(on_server)
    place = server_address(address)
    Shipper(place).ship()
    type_teacher(on_server, "王明")
    Shipper(place).ship()
    on_server.discard()
    on_server.close()
    way = ways_back(place.beside)[0]
    assert way.is_running_copy
    restore_until(address, way.source.parent, way.set_id, OFFICE)
    with Store.open(address, OFFICE) as back:
        assert names(back) == ["李芳", "王明"]


def test_the_machine_that_was_told_to_keeps_the_copies(on_server: Store, tmp_path: Path, monkeypatch):
    desk = Desk(on_server)
    assert (keeper(desk), keeps_here(desk)) == ("", False)
    name_journal_folder(desk, tmp_path / "usb")
    assert (keeper(desk), keeps_here(desk), journal_folder(desk)) == (gethostname(), True, tmp_path / "usb")
    assert not backup_standing(desk).same_disk
    monkeypatch.setattr("models.actions.backups.gethostname", lambda: "elsewhere")
    assert not keeps_here(desk)
    assert journal_folder(desk) == folder_of(on_server.file)


def test_a_file_keeps_its_copies_wherever_it_is_open(store: Store):
    if isinstance(store.place, Path):
        assert keeps_here(Desk(store))
        name_journal_folder(Desk(store), store.file.parent / "usb")
        assert keeper(Desk(store)) == ""
