"""Bytes of a closed store go bad: the check names what is wrong, and what the history knows is put back."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.school import found_school
from models.journal.writing import insert_records, update_record
from models.rules.terms import term_named
from models.store import Actor, Store
from models.store.checking import check, check_file
from models.store.errors import StoreError
from models.store.library import sqlite3
from models.store.repairing import repair
from models.tables.log import ChangeSet
from models.tables.people import Honour, Teacher
from tests.support.long_form import LONG
from tui.cli import main
from tui.status import DONE, PROBLEMS

PAGE = 4096
WRECKS = 60 if LONG else 1
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


class Wrecking:
    """Damage of one kind after the other, to a store of which an older state is known too."""

    def __init__(self, older: bytes, newer: bytes, rng: random.Random) -> None:
        self._older, self._newer, self._rng = older, newer, rng
        self._pages = range(1, len(newer) // PAGE)  # all but the first, which says whose file it is
        self._changed = [
            n for n in self._pages if n * PAGE < len(older) and self._page(older, n) != self._page(newer, n)
        ]

    def wrecked(self, kind: str) -> bytes:
        rng, content = self._rng, bytearray(self._newer)
        at = rng.choice(self._pages if kind in ("bit", "sector", "zeroed") else self._changed) * PAGE
        torn = rng.randrange(1, PAGE // 512) * 512
        if kind == "bit":
            content[at + rng.randrange(PAGE)] ^= 1 << rng.randrange(8)
        elif kind == "sector":
            content[at + torn : at + torn + 512] = rng.randbytes(512)
        elif kind == "zeroed":
            content[at : at + PAGE] = bytes(PAGE)
        elif kind == "stale":
            content[at : at + PAGE] = self._older[at : at + PAGE]
        elif kind == "torn":
            content[at + torn : at + PAGE] = self._older[at + torn : at + PAGE]
        else:
            del content[rng.choice(self._pages) * PAGE - rng.randrange(PAGE) :]
        return bytes(content)

    @staticmethod
    def _page(content: bytes, number: int) -> bytes:
        return content[number * PAGE : (number + 1) * PAGE]


def holds(file: Path) -> object:
    """All that a person could ever read in the store, if SQLite can."""
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = bytes
    try:
        if connection.execute("PRAGMA integrity_check(1)").fetchall() != [(b"ok",)]:
            return None
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return [connection.execute(f'SELECT * FROM "{name.decode()}"').fetchall() for (name,) in tables]
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", ["bit", "sector", "zeroed", "stale", "torn", "truncated"])
def test_damage_anywhere_in_the_file_is_told_or_does_no_harm_and_repair_never_makes_it_worse(
    sample: Path, tmp_path: Path, kind: str, count: Callable[[str], None]
):
    file = Path(shutil.copyfile(sample, tmp_path / "school.db"))
    with Store.open(file, OFFICE) as store:
        for row in Teacher.select().limit(30):
            with store.change("roster.type"):
                update_record(Teacher, row.id, {"remark": "改过"})
    newer = file.read_bytes()
    sound, wrecking = holds(file), Wrecking(sample.read_bytes(), newer, random.Random(kind))
    found = harmless = repaired = 0
    for _ in range(WRECKS):
        for suffix in ("", "-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
        file.write_bytes(wrecking.wrecked(kind))
        try:
            told = [finding.what for finding in check_file(file) if finding.grave]
        except StoreError as error:
            told = [str(error)]
        if not told:
            assert holds(file) == sound, "something is not what it was, and nobody said so"
            harmless += 1
            continue
        found += 1
        try:
            with Store.open(file, OFFICE) as store:
                left = repair(store).left
            repaired += not left
            assert left or without_log(holds(file)) == without_log(sound), "said to be repaired, and is not what it was"
        except StoreError:
            continue  # only a backup leads back
    count(f"{WRECKS} times {kind}: {found} told ({repaired} of them repaired), {harmless} did no harm, 0 unseen")


def without_log(tables: object) -> object:
    """The tables without what the repair itself has written: its own set, and how far sets are numbered."""
    assert isinstance(tables, list)
    return [[row for row in rows if b"store.repair" not in row and b"change_set" not in row] for rows in tables]


def test_a_desk_opens_on_what_was_repaired(damaged: Path):
    row_id, column, text = texts_of_teachers(damaged)[0]
    flip_in_row(damaged, row_id, column, text, random.Random(1))
    with Store.open(damaged, OFFICE) as store:
        repair(store)
        source = Desk(store).source("roster", everybody=True)
        assert any(text.decode() in source.row(index).texts.values() for index in range(len(source)))
