"""Making and opening a store, and being told why it cannot be opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.journal.writing import insert_record
from models.store import Actor, Store, place
from models.store.errors import (
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreExists,
    StoreMissing,
    StoreMoved,
    StoreNewer,
    StoreOnNetwork,
    StoreReadOnly,
    StoreUnsupported,
)
from models.store.library import has_reset_bug, sqlite3, warning
from models.tables.people import School, Teacher

OFFICE = Actor("张主任", "tty1")


def raw(file: Path):
    return sqlite3.connect(str(file), isolation_level=None)


def test_a_new_store_is_empty_and_as_the_models_say(empty_store: Store):
    from models.store.schema import differences

    assert School.select().count() == 0
    assert empty_store.latest_change() == 0
    assert differences(empty_store.db) == []


def test_the_connection_is_set_up_to_lose_nothing(empty_store: Store):
    assert empty_store.db.journal_mode == "wal"
    assert empty_store.db.log or empty_store.db.synchronous == 2, "FULL, unless the log is synced before saying so"
    assert empty_store.db.foreign_keys == 1
    assert empty_store.db.pragma("recursive_triggers") == 1
    assert empty_store.db.mmap_size == 0


def test_every_table_is_strict_and_counts_its_ids_for_good(empty_store: Store):
    first = None
    for _ in range(2):
        with empty_store.change("roster.type"):
            row_id = insert_record(Teacher, {"staff_no": "001", "name": "李芳"})
        with empty_store.change("roster.delete"):
            Teacher.delete_by_id(row_id)
        assert row_id != first
        first = row_id
    tables = empty_store.db.execute_sql("PRAGMA main.table_list").fetchall()
    ours = [row for row in tables if not row[1].startswith("sqlite_") and row[1] != "schema_migration"]
    assert ours
    assert all(row[5] for row in ours)


def test_a_url_names_the_same_store(empty_store: Store):
    empty_store.close()
    with Store.open(f"sqlite:///{empty_store.file}", OFFICE) as again:
        assert again.file == empty_store.file


@pytest.mark.parametrize("name", ["学校 一.db", "a#b?c%20.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str):
    Store.create(tmp_path / name, OFFICE).close()
    Store.open(tmp_path / name, OFFICE).close()
    assert (tmp_path / name).is_file()


def test_what_is_not_there_is_not_made(tmp_path: Path):
    with pytest.raises(StoreMissing, match=r"school\.db"):
        Store.open(tmp_path / "school.db", OFFICE)
    assert list(tmp_path.iterdir()) == []


def test_making_a_store_makes_its_folder_and_never_replaces_one(tmp_path: Path):
    file = tmp_path / "a" / "b" / "school.db"
    Store.create(file, OFFICE).close()
    with pytest.raises(StoreExists):
        Store.create(file, OFFICE)


def test_a_store_of_a_newer_program_is_refused(empty_store: Store):
    empty_store.close()
    connection = raw(empty_store.file)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(StoreNewer, match="升级"):
        Store.open(empty_store.file, OFFICE)


def test_a_session_stops_writing_when_another_version_migrates_the_file(empty_store: Store):
    connection = raw(empty_store.file)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(StoreNewer), empty_store.change("roster.type"):
        insert_record(Teacher, {"staff_no": "001"})
    assert Teacher.select().count() == 0


def test_a_session_stops_writing_when_its_file_is_replaced(empty_store: Store):
    empty_store.file.rename(empty_store.file.with_name("moved.db"))
    with pytest.raises(StoreMoved), empty_store.change("roster.type"):
        insert_record(Teacher, {"staff_no": "001"})


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path):
    file = tmp_path / "other.db"
    connection = raw(file)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(NotAStore):
        Store.open(file, OFFICE)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"name,phone\n" * 300])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes):
    file = tmp_path / "school.db"
    file.write_bytes(content)
    with pytest.raises(NotAStore):
        Store.open(file, OFFICE)
    assert file.read_bytes() == content


def test_a_store_with_a_wrecked_schema_is_called_damaged(empty_store: Store):
    empty_store.close()
    with empty_store.file.open("r+b") as content:  # closed: nobody has it open
        content.seek(100)
        content.write(b"\xff" * 1000)
    with pytest.raises(StoreDamaged):
        Store.open(empty_store.file, OFFICE)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_without_permission_is_refused(empty_store: Store):
    empty_store.close()
    empty_store.file.parent.chmod(0o555)
    try:
        with pytest.raises(StoreReadOnly):
            Store.open(empty_store.file, OFFICE)
    finally:
        empty_store.file.parent.chmod(0o755)


def test_permission_is_asked_of_the_system(empty_store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StoreReadOnly, match="没有权限"):
        Store.open(empty_store.file, OFFICE)


def test_a_network_disk_is_refused(empty_store: Store, monkeypatch: pytest.MonkeyPatch):
    folder = str(empty_store.file.parent).replace(" ", "\\040")
    monkeypatch.setattr(place, "mount_table", lambda: f"disk / ext4 rw 0 0\nserver:/share {folder} nfs4 rw 0 0\n")
    with pytest.raises(StoreOnNetwork, match="nfs4"):
        Store.open(empty_store.file, OFFICE)
    with pytest.raises(StoreOnNetwork):
        Store.create(empty_store.file.with_name("other.db"), OFFICE)


def test_the_innermost_and_latest_mount_decides(tmp_path: Path):
    table = "a / ext4 rw\nb /mnt nfs rw\nc /mnt/my\\040disk xfs rw\nd /mnt/my\\040disk btrfs rw\n"
    assert place.file_system_of(Path("/mnt/x/school.db"), table) == ("/mnt", "nfs")
    assert place.file_system_of(Path("/mnt/my disk/school.db"), table) == ("/mnt/my disk", "btrfs")
    assert place.file_system_of(Path("/mntx/school.db"), table) == ("/", "ext4")
    assert place.file_system_of(tmp_path, "") == ("", "")


def test_a_server_of_another_kind_cannot_be_opened():
    with pytest.raises(StoreUnsupported, match="mysql"):
        Store.open("mysql://localhost/school", OFFICE)


def test_a_writer_that_never_lets_go_is_named_as_the_cause(empty_store: Store):
    other = raw(empty_store.file)
    other.execute("BEGIN IMMEDIATE")
    empty_store.db.timeout = 0
    try:
        with pytest.raises(StoreBusy), empty_store.change("roster.type"):
            insert_record(Teacher, {"staff_no": "001"})
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_log_left_by_a_deleted_store_does_not_enter_the_next(tmp_path: Path):
    script = (
        "import os, sys\nfrom models.store import Actor, Store\nfrom models.journal.writing import insert_record\n"
        "from models.tables.people import Teacher\nstore = Store.create(sys.argv[1], Actor('a'))\n"
        "with store.change('roster.type'):\n    insert_record(Teacher, {'staff_no': '001'})\nos._exit(9)\n"
    )
    file = tmp_path / "school.db"
    assert subprocess.run([sys.executable, "-c", script, str(file)], check=False).returncode == 9
    assert (tmp_path / "school.db-wal").stat().st_size > 0
    file.unlink()
    with Store.create(file, OFFICE) as store:
        assert Teacher.select().count() == 0
        assert store.db.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_opening_loads_no_machinery_of_migrations(empty_store: Store):
    empty_store.close()
    script = (
        "import sys\nfrom models.store import Actor, Store\n"
        "Store.open(sys.argv[1], Actor('a')).close()\n"
        "print([name for name in ('filelock', 'playhouse', 'models.store.making') if name in sys.modules])\n"
    )
    asked = [sys.executable, "-c", script, str(empty_store.file)]
    assert subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip() == "[]"


def test_the_libraries_with_the_bug_are_known():
    assert has_reset_bug((3, 40, 1))
    assert has_reset_bug((3, 50, 6))
    assert has_reset_bug((3, 51, 2))
    assert not has_reset_bug((3, 44, 6))
    assert not has_reset_bug((3, 50, 7))
    assert not has_reset_bug((3, 51, 3))
    assert not has_reset_bug((3, 53, 4))
    assert (warning() == "") is not has_reset_bug(sqlite3.sqlite_version_info)


def test_nothing_names_a_second_sqlite_library():
    root = Path(__file__).parents[3]
    for folder in ("data", "models", "screens", "tui", "tests"):
        for source in (root / folder).rglob("*.py"):
            for line in source.read_text("utf-8").splitlines():
                words = line.split("#")[0].split()
                plain = words[:2] == ["import", "sqlite3"] or words[:2] == ["from", "sqlite3"]
                assert not plain, f"{source} imports sqlite3 past models.store.library"
