"""The store is gone, or damaged, at the start: what is left is said and the way back offered; nothing is guessed."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import pytest
from terminal import Terminal

from models.actions.school import found_school
from models.journal.writing import insert_records
from models.rules.terms import term_named
from models.store import Actor, Store
from models.store.backup import backup, backups
from models.store.checking import check
from models.store.copy_note import note_of
from models.store.shipping import Shipper
from models.store.ways_back import ways_back
from models.tables.people import Teacher
from tui.cli import main
from tui.status import DONE, NO_STORE

ROOT = Path(__file__).parents[2]
OFFICE = Actor("office")


def put(store: Store, number: int) -> None:
    with store.change("roster.type"):
        insert_records(Teacher, [{"staff_no": f"{number:03}", "name": "李芳"}])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A school of three people: a sound backup with the first, a newer one that is torn, a running copy with two."""
    (tmp_path / "our data").mkdir()
    file = tmp_path / "our data" / "school.db"
    with found_school(file, "青禾小学", term_named("2026-1"), OFFICE) as store:
        put(store, 1)
        backup(store, file.parent / "backups" / "school-2026-11-23.db")
        put(store, 2)
        Shipper(file).ship()
        put(store, 3)
        torn = backup(store, file.parent / "backups" / "school-2026-11-24.db")
    torn.write_bytes(torn.read_bytes()[:9000])
    return file


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[100:4096] = b"\xff" * 3996
    file.write_bytes(content)


def command_in(told: str) -> list[str]:
    """The first command that a sentence offers, as words behind the program's name."""
    line = next(line for line in told.splitlines() if "yanxiu --store" in line)
    return shlex.split(line[line.index("yanxiu --store") :])[1:]


@pytest.mark.parametrize("lost", ["gone", "damaged"])
def test_a_verb_names_what_leads_back_furthest_and_its_command_does_it(
    file: Path, lost: str, capsys: pytest.CaptureFixture[str]
):
    file.unlink() if lost == "gone" else damage(file)
    assert main(["--store", str(file), "roster"]) == NO_STORE
    told = capsys.readouterr().err
    assert [way.is_running_copy for way in ways_back(file)] == [True, False]
    assert "school-2026-11-23.db" in told, "the older backup is the sound one"
    assert "school-2026-11-24.db" not in told.split("\n", 1)[1]
    assert main([*command_in(told), "--yes"]) == DONE
    with Store.open(file, OFFICE) as store:
        assert [row.staff_no for row in Teacher.select()] == ["001", "002"]
        assert check(store) == []
    assert lost == "gone" or any("replaced" in copy.name for copy in backups(file)), "what was there is kept"


def elsewhere(file: Path, folder: Path) -> None:
    """Let the running copy go to another disk from here on, and lose the store with all that lay beside it but the
    note."""
    assert main(["--store", str(file), "backup", "--journal", str(folder)]) == DONE
    with Store.open(file, OFFICE) as store:
        put(store, 4)
        Shipper(file, folder).ship()
    shutil.rmtree(file.parent / "backups")
    file.unlink()


@pytest.mark.parametrize("how", ["as it says", "restore alone"])
def test_a_running_copy_on_another_disk_is_known_by_the_note_beside_the_store(
    file: Path, tmp_path: Path, how: str, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "other disk" / "yanxiu"
    elsewhere(file, folder)
    capsys.readouterr()
    assert main(["--store", str(file), "roster"]) == NO_STORE
    told = capsys.readouterr().err
    assert shlex.quote(str(folder)) in told
    assert not file.exists(), "nothing is done unasked"
    command = command_in(told) if how == "as it says" else ["--store", str(file), "restore", "--from", str(folder)]
    assert main([*command, "--yes"]) == DONE
    with Store.open(file, OFFICE) as store:
        assert [row.staff_no for row in Teacher.select()] == ["001", "002", "003", "004"]
        assert check(store) == []


def test_a_disk_that_is_not_there_is_named_and_the_note_goes_when_the_copy_comes_home(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "other disk"
    elsewhere(file, folder)
    folder.rename(tmp_path / "taken out")
    assert main(["--store", str(file), "roster"]) == NO_STORE
    assert f"{folder}，现在找不到" in capsys.readouterr().err
    (tmp_path / "taken out").rename(folder)
    assert main(["--store", str(file), "restore", "--until", "5", "--from", str(folder), "--yes"]) == DONE
    assert note_of(file).exists()
    Shipper(file).ship()
    assert not note_of(file).exists()


def test_without_a_sound_backup_that_is_said_and_nothing_is_made(file: Path, capsys: pytest.CaptureFixture[str]):
    shutil.rmtree(file.parent / "backups")
    damage(file)
    before = file.read_bytes()
    assert main(["--store", str(file), "roster"]) == NO_STORE
    assert capsys.readouterr().err
    assert file.read_bytes() == before


def test_where_nothing_ever_was_the_first_start_is_as_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["--store", str(tmp_path / "school.db"), "roster"]) == NO_STORE
    assert "yanxiu demo" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["gone", "damaged"])
def test_the_app_asks_and_opens_on_what_came_back(file: Path, tmp_path: Path, lost: str):
    file.unlink() if lost == "gone" else damage(file)
    environment = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    with Terminal([sys.executable, "-m", "tui.cli", "--store", str(file)], environment) as terminal:
        terminal.until("y/n")
        terminal.type("y\r")
        terminal.until("青禾小学")
    with Store.open(file, OFFICE) as store:
        assert [row.staff_no for row in Teacher.select()] == ["001", "002"]
        assert check(store) == []
