"""Copies of a store in use, and the way back from one."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from models.journal.history import entries
from models.journal.undo import UndoRefused, undo
from models.journal.writing import insert_record, insert_records, update_record
from models.store import Actor, Store, database, schema
from models.store.backup import backup, backups, daily_backup, folder_of, kept_days
from models.store.checking import check
from models.store.errors import BackupRefused, NotAStore, StoreBusy, StoreDamaged, StoreMissing, StoreNewer
from models.store.library import sqlite3
from models.store.restoring import restore
from models.tables.people import Teacher

OFFICE = Actor("张主任", "tty1")


def add_teacher(store: Store, number: str, name: str = "李芳") -> int:
    with store.change("roster.type"):
        return insert_record(Teacher, {"staff_no": number, "name": name})


def names(file: Path) -> list[str]:
    with Store.open(file, OFFICE):
        return [name for (name,) in Teacher.select(Teacher.name).order_by(Teacher.id).tuples()]


def test_a_backup_is_a_store_of_its_own_with_its_sum_beside_it(empty_store: Store, tmp_path: Path):
    add_teacher(empty_store, "001")
    made = backup(empty_store, tmp_path / "usb" / "copy.db")
    total, name = made.with_name("copy.db.sha256").read_text("utf-8").split()
    assert name == "copy.db"
    assert total == sha256(made.read_bytes()).hexdigest()
    assert [entry.name for entry in made.parent.iterdir() if entry.name.startswith(".")] == []
    with Store.open(made, OFFICE) as copy:
        assert check(copy) == []
        assert Teacher.get().name == "李芳"


def test_a_backup_into_a_folder_gets_a_dated_name(empty_store: Store, tmp_path: Path):
    folder = tmp_path / "usb"
    folder.mkdir()
    assert backup(empty_store, folder).parent == folder
    assert backup(empty_store, folder).name.startswith("school-20")
    assert len(list(folder.glob("*.db"))) == 2


def test_a_backup_takes_the_place_of_backups_only(empty_store: Store, tmp_path: Path):
    target = backup(empty_store, tmp_path / "copy.db")
    add_teacher(empty_store, "001")
    backup(empty_store, target)
    assert names(target) == ["李芳"]
    empty_store.db.bind([Teacher])
    other = tmp_path / "letter.doc"
    other.write_bytes(b"dear all " * 1000)
    with pytest.raises(BackupRefused):
        backup(empty_store, other)
    with pytest.raises(BackupRefused):
        backup(empty_store, empty_store.file)
    assert other.read_bytes().startswith(b"dear all")


def test_one_copy_a_day_and_the_old_ones_go(empty_store: Store):
    day = date(2026, 9, 1)
    assert daily_backup(empty_store, day) == folder_of(empty_store.file) / "school-2026-09-01.db"
    assert daily_backup(empty_store, day) is None
    foreign = folder_of(empty_store.file) / "notes-2020-01-01.db"
    foreign.touch()
    for number in range(1, 40):
        daily_backup(empty_store, day + timedelta(days=number))
    left = sorted(path.name for path in folder_of(empty_store.file).glob("school-*.db"))
    assert left[0] == "school-2026-09-01.db", "the first of the month stays"
    assert left[1] == "school-2026-09-11.db"
    assert len(left) == 31
    assert len(list(folder_of(empty_store.file).glob("*.sha256"))) == 31
    assert foreign.exists()


def test_days_and_months_kept():
    days = [(date(2020, 1, 1) + timedelta(days=n)).isoformat() for n in range(2000)]
    kept = kept_days(days)
    assert set(days[-30:]) <= kept
    assert len({day[:7] for day in kept}) == 24
    assert len(kept) == 30 + 23  # the newest month's first is among the thirty days


def test_a_backup_while_others_write_is_of_one_moment(empty_store: Store, tmp_path: Path):
    for number in range(20):
        add_teacher(empty_store, f"{number:03}")
        with Store.open(backup(empty_store, tmp_path / "usb" / f"{number}.db"), OFFICE) as copy:
            assert check(copy) == []
            assert Teacher.select().count() == number + 1
        empty_store.db.bind(schema.ALL)


def test_restoring_brings_back_what_was_and_keeps_what_it_replaces(empty_store: Store, tmp_path: Path):
    row_id = add_teacher(empty_store, "001")
    copy = backup(empty_store, tmp_path / "copy.db")
    with empty_store.change("roster.type"):
        update_record(Teacher, row_id, {"name": "王强"})
    done = restore(empty_store.file, copy, Actor("管理员"))
    assert done.kept is not None
    assert Teacher.get().name == "李芳", "an open session goes on with the restored store"
    assert check(empty_store) == []
    newest = entries(limit=1)[0]
    assert (newest.id, newest.action, newest.reason, newest.actor) == (
        done.change_id,
        "store.restore",
        "copy.db",
        "管理员",
    )
    with empty_store.change("roster.type"):
        update_record(Teacher, row_id, {"phone": "139"})
    undo(empty_store)
    empty_store.close()
    assert names(done.kept) == ["王强"]
    assert done.kept in backups(empty_store.file)
    assert names(empty_store.file) == ["李芳"]


def test_a_restore_cannot_be_undone(empty_store: Store, tmp_path: Path):
    add_teacher(empty_store, "001")
    done = restore(empty_store.file, backup(empty_store, tmp_path / "copy.db"), OFFICE)
    with pytest.raises(UndoRefused):
        undo(empty_store)
    with pytest.raises(UndoRefused, match="不能撤销"):
        undo(empty_store, done.change_id)
    assert Teacher.select().count() == 1


def test_restoring_where_nothing_is_left(empty_store: Store, tmp_path: Path):
    add_teacher(empty_store, "001")
    copy = backup(empty_store, tmp_path / "copy.db")
    empty_store.close()
    place = tmp_path / "new" / "school.db"
    assert restore(place, copy, OFFICE).kept is None
    assert names(place) == ["李芳"]


@pytest.mark.parametrize("start", [0, 100, 4096])
def test_restoring_over_a_wrecked_store(empty_store: Store, tmp_path: Path, start: int):
    with empty_store.change("roster.import"):
        insert_records(Teacher, [{"staff_no": f"{n:03}", "name": "李芳"} for n in range(100)])
    copy = backup(empty_store, tmp_path / "copy.db")
    empty_store.close()
    with empty_store.file.open("r+b") as content:
        content.seek(start)
        content.write(b"\xa5" * 20_000)
    wreck = empty_store.file.read_bytes()
    done = restore(empty_store.file, copy, OFFICE)
    assert done.kept is not None
    assert done.kept.read_bytes()[start : start + 20_000] == wreck[start : start + 20_000]
    assert len(names(empty_store.file)) == 100
    with Store.open(empty_store.file, OFFICE) as store:
        assert check(store) == []


def test_what_is_no_sound_backup_is_refused_and_nothing_happens(empty_store: Store, tmp_path: Path):
    add_teacher(empty_store, "001")
    copy = backup(empty_store, tmp_path / "copy.db")
    letter = tmp_path / "letter.doc"
    letter.write_bytes(b"dear all " * 1000)
    torn = tmp_path / "torn.db"
    torn.write_bytes(copy.read_bytes()[:-4096])
    changed = tmp_path / "changed.db"
    changed.write_bytes(copy.read_bytes().replace("李芳".encode(), "李方".encode()))
    changed.with_name("changed.db.sha256").write_text(copy.with_name("copy.db.sha256").read_text())
    newer = backup(empty_store, tmp_path / "newer.db")
    newer.with_name("newer.db.sha256").unlink()
    connection = sqlite3.connect(str(newer))
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    for wrong, why in (
        (tmp_path / "missing.db", StoreMissing),
        (letter, NotAStore),
        (torn, StoreDamaged),
        (changed, StoreDamaged),
        (newer, StoreNewer),
        (empty_store.file, BackupRefused),
    ):
        with pytest.raises(why):
            restore(empty_store.file, wrong, OFFICE)
    assert Teacher.get().name == "李芳"
    assert empty_store.latest_change() == 1
    assert not folder_of(empty_store.file).exists()


def test_restoring_waits_for_a_writer_but_not_for_ever(
    empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    add_teacher(empty_store, "001")
    copy = backup(empty_store, tmp_path / "copy.db")
    monkeypatch.setattr(database, "WAIT", 0)
    writer = sqlite3.connect(str(empty_store.file), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        restore(empty_store.file, copy, OFFICE)
    writer.execute("ROLLBACK")
    writer.close()
    assert empty_store.latest_change() == 1
    assert restore(empty_store.file, copy, OFFICE).change_id == 2


def test_another_programs_database_is_not_restored_over(empty_store: Store, tmp_path: Path):
    copy = backup(empty_store, tmp_path / "copy.db")
    other = tmp_path / "other.db"
    connection = sqlite3.connect(str(other))
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(NotAStore):
        restore(other, copy, OFFICE)
    assert other.read_bytes() == before
