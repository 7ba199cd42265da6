"""One bit of a text goes bad, in any column of any table: the check names where, and the repair puts it back.

Four tables have no digest and are left out: what is being typed at this moment, how somebody likes a screen, who is
there now and when a key was last used. They hold no record of the school, and are overwritten all the time.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.actions.accounts import add_account, make_codes
from models.actions.anonymous import leaver, make_anonymous
from models.actions.desk import Desk
from models.actions.materials import keep_file
from models.actions.sample import found_sample
from models.actions.school import found_school
from models.journal.undo import undo
from models.journal.writing import delete_record, insert_record, insert_records, update_record
from models.rules.terms import term_named
from models.store import Actor, Store
from models.store.backup import backup
from models.store.checking import check, check_file
from models.store.repairing import repair
from models.tables.people import Honour, Teacher
from models.tables.records import Material
from tests.faults.flipping import Column, Sound
from tests.support.long_form import LONG

OFFICE = Actor("office", "tty1")
HISTORY = {"change", "change_set"}
TERM = term_named("2026-1")
WORDS = "擅长古诗文教学，带过三届毕业班"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    """A school in which something of every kind has been done; in the long form a year's work of it."""
    file = tmp_path_factory.mktemp("sound") / "school.db"
    make = (
        found_sample(file, OFFICE, history=True)
        if LONG
        else found_school(file, "青禾小学", term_named("2026-1"), OFFICE)
    )
    with make as store:
        work(store)
    return Sound.read(file)


def work(store: Store) -> None:
    with store.change("roster.import", "名单.xlsx"):
        rows = [
            {"staff_no": f"x{n:02}", "name": f"李芳{n}", "phone": f"1390000{n:04}", "remark": WORDS} for n in range(30)
        ]
        people = insert_records(Teacher, rows)
        honours = insert_records(Honour, [{"teacher": person, "title": "backbone"} for person in people])
    for person in people[:5]:
        with store.change("roster.type", "电话换了"):
            update_record(Teacher, person, {"phone": "13911112222", "remark": f"{WORDS}；任组长"})
    with store.change("roster.delete"):
        delete_record(Honour, honours[0])
    undo(store)
    with store.change("roster.delete"):
        delete_record(Honour, honours[1])
    make_codes(store, [add_account(store, "wang", "王老师", "office")])
    with store.change("materials.attach"):
        facts = {"file": keep_file(WORDS.encode() * 20, ".txt"), "file_name": "导学案.txt", "title": "导学案"}
        insert_record(Material, facts)


def field_now(store: Store, column: Column, row_id: int) -> bytes:
    statement = f'SELECT CAST("{column.name}" AS BLOB) FROM "{column.table}" WHERE rowid = ?'
    return store.db.execute_sql(statement, (row_id,)).fetchone()[0]


def is_named(file: Path, column: Column, row_id: int, was: bytes) -> bool:
    found = {(finding.tbl, finding.row_id, finding.field) for finding in check_file(file) if finding.grave}
    if column.table == "sqlite_sequence":
        return (was.decode(), None, "") in found
    return (column.table, row_id, column.name) in found


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_any_flipped_bit_is_named_and_put_back(sound: Sound, tmp_path: Path, count: Callable[[str], None]):
    rng = random.Random(20261127)
    history = [column for column in sound.columns if column.table in HISTORY]
    assert {column.name for column in history} >= {"before", "after", "actor", "reason", "action", "at", "digest"}
    chosen = [*sound.columns, *history * 4] if LONG else [*rng.sample(sound.columns, 4), *rng.sample(history, 4)]
    named = same = 0
    file = tmp_path / "school.db"
    for column in chosen:
        row_id = rng.choice(column.rows)
        was = sound.damaged(file, column, row_id, rng)
        where = f"{column.table} {row_id} {column.name}"
        assert is_named(file, column, row_id, was), f"{where} is not named"
        named += 1
        with Store.open(file, OFFICE) as store:
            assert repair(store).left == [], f"{where} is not put back"
            if column.table != "sqlite_sequence":  # a list of its own, whose rows are not counted
                assert field_now(store, column, row_id) == was
        same += 1
    tables = {column.table for column in chosen}
    count(f"{len(chosen)} flipped bits in {len(tables)} tables: {named} named by table, row and field, {same} put back")


@pytest.mark.parametrize("name", ["after", "before"])
def test_a_change_whose_text_is_wrecked_comes_back_from_its_neighbours(sound: Sound, tmp_path: Path, name: str):
    column, rng = sound.column("change", name), random.Random(name)
    file = tmp_path / "school.db"
    for row_id in rng.sample(column.rows, 2):
        was = sound.damaged(file, column, row_id, rng, bits=5)
        with Store.open(file, OFFICE) as store:
            assert repair(store).left == []
            assert field_now(store, column, row_id) == was


def test_what_no_bit_explains_comes_back_from_a_backup_and_without_one_is_left(sound: Sound, tmp_path: Path):
    file, rng = tmp_path / "school.db", random.Random(1)
    reason, content = sound.column("change_set", "reason"), sound.column("stored_file", "content")
    for column, number in ((reason, reason.rows[0]), (content, content.rows[-1])):
        was = sound.damaged(file, column, number, rng, bits=6)
        with Store.open(file, OFFICE) as store:
            left = repair(store).left
        assert [(finding.tbl, finding.row_id) for finding in left] == [(column.table, number)]
        file.write_bytes(sound.pages.content)
        with Store.open(file, OFFICE) as store:
            backup(store, file.parent / "backups" / "school-2026-11-23.db")
        sound.damaged(file, column, number, random.Random(2), bits=6)
        with Store.open(file, OFFICE) as store:
            assert repair(store).left == []
            assert field_now(store, column, number) == was
            assert check(store) == []
        for copy in (file.parent / "backups").iterdir():
            copy.unlink()


def test_a_row_is_put_back_although_its_own_history_is_damaged_too(sound: Sound, tmp_path: Path):
    rng, file = random.Random(4), tmp_path / "school.db"
    row, log = sound.column("teacher", "remark"), sound.column("change", "after")
    row_id = row.rows[-1]
    (change_id,) = (
        number
        for number in log.rows
        if sound.field(sound.column("change", "tbl"), number) == b"teacher"
        and b'"staff_no":"x29"' in sound.field(log, number)
    )
    was = sound.damaged(file, row, row_id, rng)
    sound.flip(file, log, change_id, rng)
    with Store.open(file, OFFICE) as store:
        assert repair(store).left == []
        assert field_now(store, row, row_id) == was
        assert field_now(store, log, change_id) == sound.field(log, change_id)


def test_what_was_emptied_for_somebodys_sake_does_not_come_back_from_an_older_backup(tmp_path: Path):
    rng, file, name = random.Random(5), tmp_path / "school.db", "赵敏敏"
    with found_school(file, "学校", TERM, OFFICE) as store:
        with store.change("roster.import"):
            person = insert_record(Teacher, {"staff_no": "x1", "name": name, "remark": "家里有困难"})
        with store.change("roster.type"):
            update_record(Teacher, person, {"status": "retired", "status_since": "2023-07"})
        backup(store, file.parent / "backups" / "school-2026-11-23.db")
        desk = Desk(store, today=lambda: date(2026, 11, 24))
        make_anonymous(desk, leaver(desk, name))
        assert check(store) == []
    emptied = Sound.read(file)
    log = emptied.column("change", "after")
    change_id = min(number for number in log.rows if b'"name_pinyin"' in emptied.field(log, number))
    for bits in (1, 5):
        was = emptied.damaged(file, log, change_id, rng, bits)
        with Store.open(file, OFFICE) as store:
            assert repair(store).left == []
            assert field_now(store, log, change_id) == was
            assert check(store) == []
        assert name.encode() not in file.read_bytes()
