"""Bytes of a closed store go bad: the check names what is wrong, and what the history knows is put back."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.school import found_school
from models.journal.writing import insert_records
from models.rules.terms import term_named
from models.store import Actor, Store
from models.store.checking import check, check_file
from models.store.errors import StoreError
from models.store.library import sqlite3
from models.store.repairing import repair
from models.tables.log import ChangeSet
from models.tables.people import Honour, Teacher
from tui.cli import main
from tui.status import DONE, PROBLEMS

PAGE = 4096
OFFICE = Actor("office")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school with sixty teachers and what is remarked about them, closed and in one file."""
    file = tmp_path_factory.mktemp("sample") / "school.db"
    with found_school(file, "青禾小学", term_named("2026-1"), OFFICE) as store, store.change("roster.import"):
        words = [f"{n:03}擅长古诗文教学，带过三届毕业班" for n in range(60)]
        rows = [{"staff_no": f"{n:03}", "name": f"李芳{text[:1]}", "remark": text} for n, text in enumerate(words)]
        insert_records(Honour, [{"teacher": row_id, "title": "backbone"} for row_id in insert_records(Teacher, rows)])
    return file


@pytest.fixture
def damaged(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(sample, tmp_path / "school.db"))


def texts_of_teachers(file: Path) -> list[tuple[int, str, bytes]]:
    """Row, column and bytes of every Chinese text in the roster that no index holds as well."""
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = bytes
    columns = ("remark", "name")
    found = []
    for column in columns:
        rows = connection.execute(f"SELECT id, {column} FROM teacher WHERE length({column}) > 1").fetchall()
        found += [(row_id, column, text) for row_id, text in rows]
    connection.close()
    return found


def read_field(file: Path, row_id: int, column: str) -> bytes:
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = bytes
    (text,) = connection.execute(f"SELECT {column} FROM teacher WHERE id = ?", (row_id,)).fetchone()
    connection.close()
    return text


def flip_in_row(file: Path, row_id: int, column: str, text: bytes, rng: random.Random) -> None:
    """Flip one bit of that field's bytes, wherever in the file the row itself lies."""
    content, at = bytearray(file.read_bytes()), -1
    place, bit = rng.randrange(len(text)), 1 << rng.randrange(8)
    while (at := content.find(text, at + 1)) >= 0:
        content[at + place] ^= bit
        file.write_bytes(content)
        if read_field(file, row_id, column) != text:
            return
        content[at + place] ^= bit
    raise AssertionError


def test_the_verb_asks_repairs_tells_and_keeps_it_in_the_history(damaged: Path, capsys: pytest.CaptureFixture[str]):
    row_id, column, text = texts_of_teachers(damaged)[3]
    flip_in_row(damaged, row_id, column, text, random.Random(5))
    store = ("--store", str(damaged))
    assert main([*store, "check", "--repair"]) not in (DONE, PROBLEMS), "nobody is there to be asked"
    assert read_field(damaged, row_id, column) != text
    capsys.readouterr()
    assert main([*store, "check", "--repair", "--yes"]) in (DONE, PROBLEMS)
    told = capsys.readouterr().err
    assert f"第 {row_id} 号" in told
    assert text.decode() in told
    assert read_field(damaged, row_id, column) == text
    with Store.open(damaged, OFFICE) as opened:
        assert ChangeSet.select().order_by(ChangeSet.id.desc()).get().action == "store.repair"
        assert [finding for finding in check(opened) if finding.grave] == []


def test_a_row_that_is_gone_comes_back(damaged: Path):
    connection = sqlite3.connect(str(damaged), isolation_level=None)
    trigger = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'honour_log_d'").fetchone()[0]
    connection.execute("DROP TRIGGER honour_log_d")
    (row_id,) = connection.execute("SELECT min(id) FROM honour").fetchone()
    connection.execute("DELETE FROM honour WHERE id = ?", (row_id,))
    connection.execute(trigger)
    connection.close()
    with Store.open(damaged, OFFICE) as store:
        assert len(repair(store).done) == 1
        assert [finding for finding in check(store) if finding.grave] == []


@pytest.mark.parametrize("kind", ["zeroed", "stale", "torn", "truncated"])
def test_a_page_that_went_bad_is_told(sample: Path, damaged: Path, kind: str):
    with Store.open(damaged, OFFICE) as store:
        page = store.db.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'teacher'").fetchone()[0]
        for row in Teacher.select().limit(30):
            with store.change("roster.type"):
                Teacher.update(remark="改过", version=Teacher.version + 1).where(Teacher.id == row.id).execute()
    old, content = sample.read_bytes(), bytearray(damaged.read_bytes())
    changed = [
        number
        for number in range(min(len(old), len(content)) // PAGE)
        if number and old[number * PAGE : (number + 1) * PAGE] != content[number * PAGE : (number + 1) * PAGE]
    ]
    at = (page - 1 if kind == "zeroed" else changed[0]) * PAGE
    if kind == "zeroed":
        content[at : at + PAGE] = bytes(PAGE)
    elif kind == "stale":
        content[at : at + PAGE] = old[at : at + PAGE]
    elif kind == "torn":
        content[at : at + 512] = old[at : at + 512]
    else:
        del content[len(content) // 2 :]
    damaged.write_bytes(content)
    try:
        told = [finding.what for finding in check_file(damaged) if finding.grave]
    except StoreError as error:
        told = [str(error)]
    assert told


def test_a_desk_opens_on_what_was_repaired(damaged: Path):
    row_id, column, text = texts_of_teachers(damaged)[0]
    flip_in_row(damaged, row_id, column, text, random.Random(1))
    with Store.open(damaged, OFFICE) as store:
        repair(store)
        source = Desk(store).source("roster", everybody=True)
        assert any(text.decode() in source.row(index).texts.values() for index in range(len(source)))
