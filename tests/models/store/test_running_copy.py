"""The running copy: what it holds, where it leads back to, and what it does with damage."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from models.journal.undo import undo
from models.journal.writing import delete_record, insert_record, update_record
from models.store import Actor, Store
from models.store.backup import backup
from models.store.checking import check
from models.store.errors import BackupRefused, StoreDamaged, StoreReadOnly
from models.store.proving import is_due, last_proof, prove
from models.store.restoring import restore
from models.store.restoring_until import moments, restore_until
from models.store.shipping import Shipper, journals
from models.tables.people import Teacher
from models.tables.reflections import StoredFile

OFFICE = Actor("张主任", "tty1")


def add(store: Store, name: str) -> int:
    with store.change("roster.type"):
        return insert_record(Teacher, {"staff_no": name, "name": name})


def rename(store: Store, row_id: int, name: str) -> int:
    with store.change("roster.type") as doing:
        update_record(Teacher, row_id, {"name": name})
    assert doing.id
    return doing.id


def everything(file: Path) -> dict[str, list[tuple]]:
    """Every row of the history and of the tables it is about, but for what a restore itself writes down."""
    with Store.open(file, OFFICE) as store:
        sets = store.db.execute_sql("SELECT * FROM change_set WHERE action <> 'store.restore' ORDER BY id").fetchall()
        tables = ("teacher", "change", "stored_file")
        return {
            "sets": sets,
            **{tbl: store.db.execute_sql(f"SELECT * FROM {tbl} ORDER BY id").fetchall() for tbl in tables},
        }


def test_every_change_is_in_the_journal_and_the_store_comes_back_the_same(empty_store: Store, tmp_path: Path):
    folder, shipper = tmp_path / "usb", Shipper(empty_store.file, tmp_path / "usb")
    first = add(empty_store, "甲")
    assert shipper.ship() is not None
    second = add(empty_store, "乙")
    rename(empty_store, first, "丙")
    empty_store.db.execute_sql("UPDATE teacher SET remark = '旁改' WHERE id = ?", (second,))  # past the program
    with empty_store.change("roster.delete"):
        delete_record(Teacher, second)
    content = b"\x00\xff file"
    StoredFile.insert(sha256=sha256(content).hexdigest(), size=len(content), suffix=".txt", content=content).execute()
    undo(empty_store, rename(empty_store, first, "丁"))
    shipped = shipper.ship()
    assert shipped is not None
    assert shipped.sets == 5
    assert shipped.reached.set_id == empty_store.latest_change()
    assert shipper.ship() is None, "nothing new"
    wanted = everything(empty_store.file)

    elsewhere = tmp_path / "new" / "school.db"
    _, moment = restore_until(elsewhere, folder, None, OFFICE)
    assert moment.set_id == shipped.reached.set_id
    assert everything(elsewhere) == wanted
    with Store.open(elsewhere, OFFICE) as store:
        assert [finding for finding in check(store) if finding.grave] == []
        undo(store, 3)  # the history is alive
        assert [teacher.name for teacher in Teacher.select()] == ["甲"]


def test_the_way_back_leads_to_any_change_and_any_moment(empty_store: Store, tmp_path: Path):
    shipper = Shipper(empty_store.file, tmp_path / "usb")
    row_id = add(empty_store, "甲")
    shipper.ship()
    ids = [rename(empty_store, row_id, name) for name in ("乙", "丙", "丁")]
    shipper.ship()
    at = datetime.fromisoformat(
        empty_store.db.execute_sql("SELECT at FROM change_set WHERE id = ?", (ids[1],)).fetchone()[0]
    )
    for until, name in ((ids[0], "乙"), (ids[2], "丁"), (at, "丙")):
        done, moment = restore_until(tmp_path / "back.db", tmp_path / "usb", until, OFFICE, "school")
        with Store.open(tmp_path / "back.db", OFFICE) as store:
            assert Teacher.get().name == name
            assert store.latest_change() == done.change_id == moment.set_id + 1
    with pytest.raises(BackupRefused, match="1"):
        restore_until(tmp_path / "back.db", tmp_path / "usb", 0, OFFICE, "school")
    with pytest.raises(BackupRefused):
        restore_until(tmp_path / "back.db", tmp_path / "nothing", None, OFFICE)


def test_going_back_is_itself_a_change_that_begins_a_new_piece(empty_store: Store, tmp_path: Path):
    folder, shipper = tmp_path / "usb", Shipper(empty_store.file, tmp_path / "usb")
    row_id = add(empty_store, "甲")
    shipper.ship()
    wanted = rename(empty_store, row_id, "乙")
    rename(empty_store, row_id, "丙")
    shipper.ship()
    done, _ = restore_until(empty_store.file, folder, wanted, OFFICE)
    assert done.kept is not None
    assert done.kept.exists()
    assert Teacher.get().name == "乙"
    rename(empty_store, row_id, "戊")
    assert shipper.ship() is not None
    assert len(journals(folder, "school")) == 2
    assert moments(folder, "school")[0][1].set_id == wanted + 2
    restore_until(empty_store.file, folder, None, OFFICE)
    assert Teacher.get().name == "戊"


def test_a_torn_end_is_written_again_and_damage_in_the_middle_is_not_passed_over(empty_store: Store, tmp_path: Path):
    folder = tmp_path / "usb"
    row_id = add(empty_store, "甲")
    Shipper(empty_store.file, folder).ship()
    for name in ("乙", "丙"):
        rename(empty_store, row_id, name)
    Shipper(empty_store.file, folder).ship()
    (journal,) = journals(folder, "school")
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-20])
    shipped = Shipper(empty_store.file, folder).ship()
    assert shipped is not None
    assert shipped.sets == 1
    assert journal.read_bytes() == whole

    lines = whole.splitlines(keepends=True)
    journal.write_bytes(lines[0] + lines[2])  # a line is missing: what follows does not fit
    with pytest.raises(StoreDamaged):
        restore_until(tmp_path / "back.db", folder, None, OFFICE, "school")
    assert not (tmp_path / "back.db").exists()


def test_another_stores_journal_is_left_alone(empty_store: Store, tmp_path: Path):
    folder = tmp_path / "usb"
    add(empty_store, "甲")
    Shipper(empty_store.file, folder).ship()
    (journal,) = journals(folder, "school")
    before = journal.read_bytes()
    other = tmp_path / "other" / "school.db"
    with Store.create(other, OFFICE) as store:
        add(store, "别校")
        Shipper(other, folder).ship()
    assert journal.read_bytes() == before
    assert len(journals(folder, "school")) == 2


def test_a_folder_that_cannot_be_written_to_is_told_of(empty_store: Store, tmp_path: Path):
    (tmp_path / "usb").write_text("in the way")
    add(empty_store, "甲")
    with pytest.raises(StoreReadOnly, match="usb"):
        Shipper(empty_store.file, tmp_path / "usb").ship()


def test_the_restore_test_says_whether_the_copy_is_the_store(empty_store: Store, tmp_path: Path):
    folder = tmp_path / "usb"
    assert not is_due(empty_store.file, folder)
    row_id = add(empty_store, "甲")
    Shipper(empty_store.file, folder).ship()
    rename(empty_store, row_id, "乙")
    Shipper(empty_store.file, folder).ship()
    assert is_due(empty_store.file, folder)
    proof = prove(empty_store.file, folder)
    assert proof.problem == ""
    assert proof.set_id == empty_store.latest_change()
    assert last_proof(empty_store.file, folder) == proof
    assert not is_due(empty_store.file, folder)
    assert [entry.name for entry in folder.iterdir() if "prove" in entry.name] == [], "the trial leaves nothing behind"

    (journal,) = journals(folder, "school")
    head, tail = journal.read_bytes().splitlines(keepends=True)
    line = json.loads(tail.partition(b" ")[2])
    line["set"][2] = "别人"
    body = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()
    journal.write_bytes(head + sha256(body).hexdigest()[:16].encode() + b" " + body + b"\n")
    assert prove(empty_store.file, folder).problem
    assert is_due(empty_store.file, folder), "a failed test is tried again"


def test_a_restored_backup_is_told_from_the_one_that_was_shipped(empty_store: Store, tmp_path: Path):
    folder = tmp_path / "usb"
    row_id = add(empty_store, "甲")
    copy = backup(empty_store, tmp_path / "copy.db")
    rename(empty_store, row_id, "乙")
    Shipper(empty_store.file, folder).ship()
    restore(empty_store.file, copy, OFFICE)
    rename(empty_store, row_id, "丙")
    Shipper(empty_store.file, folder).ship()
    restore_until(tmp_path / "back.db", folder, None, OFFICE, "school")
    with Store.open(tmp_path / "back.db", OFFICE):
        assert Teacher.get().name == "丙"
