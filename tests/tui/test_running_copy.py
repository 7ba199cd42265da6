"""The running copy from the command line, and kept while the program is open."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from models.actions.backups import journal_folder
from models.actions.desk import Desk
from models.journal.writing import update_record
from models.store import Actor, Store
from models.store.shipping import journals
from models.tables.people import Teacher
from tui.cli import main
from tui.running_copy import RunningCopy
from tui.serve.housekeeping import keep_house

OFFICE = Actor("office", "test")


@pytest.fixture
def place(school_file: Path, tmp_path: Path) -> Path:
    return shutil.copyfile(school_file, tmp_path / "school.db")


def enter(place: Path, name: str) -> int:
    """Somebody types a name; the change set's number."""
    with Store.open(place, OFFICE) as store:
        source_row = Teacher.select().where(Teacher.staff_no == "001").first()
        with store.change("roster.type") as doing:
            if source_row is None:
                Teacher.create(staff_no="001", name=name)
            else:
                update_record(Teacher, source_row.id, {"name": name})
        assert doing.id
        return doing.id


def name_in(place: Path) -> str:
    with Store.open(place, OFFICE):
        return Teacher.get().name


def test_named_shipped_lost_and_brought_back(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    usb = tmp_path / "usb"
    store = ["--store", str(place)]
    assert main([*store, "backup", "--journal", str(usb)]) == 0
    wanted = enter(place, "甲")
    enter(place, "乙")
    assert main([*store, "backup", "--prove"]) == 0
    assert "一致" in capsys.readouterr().err
    assert main([*store, "backup", "--status", "--format", "json"]) == 0
    said = capsys.readouterr()
    (piece,) = json.loads(said.out)
    assert piece["last_change"] == wanted + 1
    assert "同一块盘" in said.err

    assert main([*store, "restore", "--until", str(wanted), "--yes"]) == 0
    assert name_in(place) == "甲"
    for beside in tmp_path.glob("school.db*"):
        beside.unlink()
    assert main([*store, "restore", "--from", str(usb)]) == 0
    assert name_in(place) == "乙"


def test_what_makes_no_sense_is_refused_with_what_does(place: Path, capsys: pytest.CaptureFixture[str]):
    store = ["--store", str(place)]
    assert main([*store, "restore"]) == 2
    assert main([*store, "restore", "copy.db", "--until", "14:02"]) == 2
    assert main([*store, "restore", "--until", "gestern", "--yes"]) == 2
    assert "14:02" in capsys.readouterr().err
    assert main([*store, "backup", "copy.db", "--prove"]) == 2
    assert main([*store, "backup", "--prove"]) == 0
    assert main([*store, "restore", "--until", "0", "--yes"]) == 4
    assert "第" in capsys.readouterr().err


def test_a_folder_that_cannot_be_is_not_taken(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "usb").write_text("in the way")
    assert main(["--store", str(place), "backup", "--journal", str(tmp_path / "usb")]) == 4
    assert "usb" in capsys.readouterr().err
    with Store.open(place, OFFICE) as store:
        assert journal_folder(Desk(store)) == tmp_path / "backups"


def test_an_open_app_ships_what_was_typed_when_it_ends(place: Path, tmp_path: Path):
    told: list[str] = []
    keeper = RunningCopy(place, tmp_path / "usb", told.append)
    keeper.start()
    enter(place, "甲")
    keeper.stop()
    assert told == []
    (journal,) = journals(tmp_path / "usb", "school")
    assert main(["--store", str(tmp_path / "new.db"), "backup", "--status"]) == 4
    shutil.move(journal.parent, tmp_path / "other")
    assert main(["--store", str(tmp_path / "school.db"), "restore", "--from", str(tmp_path / "other"), "--yes"]) == 0
    assert name_in(place) == "甲"


def test_a_disk_that_is_gone_is_told_once(place: Path, tmp_path: Path):
    told: list[str] = []
    (tmp_path / "usb").write_text("in the way")
    keeper = RunningCopy(place, tmp_path / "usb", told.append)
    keeper.look()
    keeper.look()
    assert len(told) == 1
    (tmp_path / "usb").unlink()
    keeper.look()
    assert len(journals(tmp_path / "usb", "school")) == 1
    assert len(told) == 1


def test_a_server_keeps_it_too(place: Path):
    logged: list[str] = []
    keep_house(str(place), lambda what, **_: logged.append(what), seconds=0)
    assert logged == []
    assert len(journals(place.parent / "backups", "school")) == 1
