"""The check finds damage that SQLite does not see, and names the row."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from models.journal.writing import insert_record, insert_records, update_record
from models.store import Actor, Store, change
from models.store.backup import backup
from models.store.checking import check
from models.store.library import sqlite3
from models.tables import ALL
from models.tables.log import ChangeSet
from models.tables.people import Honour, Teacher

REMARK = "擅长古诗文教学，带过三届毕业班"


@pytest.fixture
def filled(empty_store: Store) -> Store:
    with empty_store.change("roster.import"):
        rows = [{"staff_no": f"{n:03}", "name": "李芳", "remark": f"{REMARK}{n:03}"} for n in range(60)]
        ids = insert_records(Teacher, rows)
        insert_records(Honour, [{"teacher": row_id, "title": "backbone"} for row_id in ids])
    with empty_store.change("roster.type"):
        update_record(Teacher, ids[3], {"phone": "139"})
    return empty_store


def damaged_copy(store: Store, old: bytes, new: bytes, place: str) -> Store:
    """A copy of the store with some bytes overwritten in the 'table' or in the 'log', not in a dead page."""
    copy = backup(store, store.file.with_name("copy.db"))
    sound, content = read_texts(copy), copy.read_bytes()
    at = -1
    while (at := content.index(old, at + 1)) >= 0:
        copy.write_bytes(content[:at] + new + content[at + len(new) :])
        if read_texts(copy)[place] != sound[place]:
            return Store.open(copy, Actor("张主任"))
    raise AssertionError


def read_texts(file: Path) -> dict[str, list]:
    connection = sqlite3.connect(str(file))
    connection.text_factory = bytes
    found = {
        "table": connection.execute("SELECT remark FROM teacher").fetchall(),
        "log": connection.execute("SELECT after FROM change").fetchall(),
    }
    connection.close()
    return found


def without_triggers(store: Store, *statements: str) -> None:
    """Do something to the file that the program's own triggers would have logged or refused."""
    connection = sqlite3.connect(str(store.file), isolation_level=None)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)
    connection.close()


def test_a_sound_store_has_no_findings(filled: Store):
    assert check(filled) == []


def test_damaged_bytes_inside_text_are_found_with_the_row_named(filled: Store):
    rng = random.Random(7)
    old = f"{REMARK}041".encode()
    new = bytearray(old)
    new[rng.randrange(3, 40)] ^= 1 << rng.randrange(8)
    seen = []
    for place in ("table", "log"):
        with damaged_copy(filled, old, bytes(new), place) as store:
            assert store.db.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
            seen.extend(check(store))
        filled.db.bind(ALL)
    in_table = [finding for finding in seen if (finding.row_id, finding.field) == (42, "remark")]
    in_history = [finding for finding in seen if "第 1 号操作" in finding.what]
    assert len(in_table) == len(in_history) == 1
    assert f"{REMARK}041" in in_table[0].to_do


@pytest.mark.parametrize("seed", range(12))
def test_any_flipped_bit_inside_text_is_found(filled: Store, seed: int):
    rng = random.Random(seed)
    old = f"{REMARK}{rng.randrange(60):03}".encode()
    new = bytearray(old)
    new[rng.randrange(len(old))] ^= 1 << rng.randrange(8)
    with damaged_copy(filled, old, bytes(new), rng.choice(("table", "log"))) as store:
        assert check(store)


def test_table_damage_shows_both_values_and_leaves_the_history_trusted(filled: Store):
    without_triggers(filled, "UPDATE teacher SET remark = '别的' WHERE id = 42")
    (finding,) = check(filled)
    assert (finding.tbl, finding.row_id, finding.field) == ("teacher", 42, "remark")
    assert "别的" in finding.what
    assert f"{REMARK}041" in finding.what
    assert f"{REMARK}041" in finding.to_do


def test_rows_that_came_or_went_without_history_are_named(filled: Store):
    without_triggers(
        filled,
        "DELETE FROM honour WHERE id = 9",
        "INSERT INTO class_group (version, entry_year, class_no) VALUES (1, 2024, 1)",
    )
    assert {(finding.tbl, finding.row_id) for finding in check(filled)} == {("honour", 9), ("class_group", 1)}


def test_a_reference_to_nobody_is_named(filled: Store):
    without_triggers(filled, "UPDATE honour SET teacher_id = 999 WHERE id = 9")
    found = check(filled)
    assert {(finding.tbl, finding.row_id) for finding in found} == {("honour", 9)}
    assert any("已不存在" in finding.what for finding in found)


def test_an_edited_history_is_told_from_a_damaged_table(filled: Store):
    without_triggers(filled, "UPDATE change_set SET at = '2020-01-01T00:00:00.000000Z' WHERE id = 1")
    (finding,) = check(filled)
    assert "第 1 号操作" in finding.what
    assert "校验码" in finding.what
    assert (finding.tbl, finding.row_id) == ("change_set", 1)


def test_an_edited_change_is_found_once(filled: Store):
    without_triggers(filled, """UPDATE change SET after = '{"version":2,"phone":"138"}' WHERE change_set_id = 2""")
    (finding,) = check(filled)
    assert "第 2 号操作" in finding.what


def test_a_removed_change_is_found(filled: Store):
    without_triggers(filled, "DELETE FROM change WHERE change_set_id = 2")
    assert any("第 2 号操作" in finding.what for finding in check(filled))


def test_writes_past_the_program_are_told_but_not_grave(filled: Store):
    connection = sqlite3.connect(str(filled.file))
    connection.execute("UPDATE teacher SET phone = '138' WHERE id = 5")
    connection.commit()
    connection.close()
    (finding,) = check(filled)
    assert (finding.tbl, finding.row_id, finding.grave) == ("teacher", 5, False)
    with filled.change("roster.type"):
        update_record(Teacher, 6, {"phone": "137"})
    assert check(filled) == [finding], "the next action's digest covers it"
    without_triggers(filled, "UPDATE change SET after = replace(after, '138', '136') WHERE change_set_id IS NULL")
    assert any(finding.grave for finding in check(filled))


def test_a_missing_trigger_is_found(filled: Store):
    connection = sqlite3.connect(str(filled.file))
    connection.execute("DROP TRIGGER teacher_log_u")
    connection.close()
    (finding,) = check(filled)
    assert "teacher_log_u" in finding.what


def test_a_day_that_no_calendar_has_is_named(filled: Store):
    with filled.change("roster.type"):
        row_id = insert_record(Teacher, {"staff_no": "900", "born_on": "1985-02-30", "joined_on": "2020-13"})
        insert_record(Teacher, {"staff_no": "901", "born_on": "1984-02-29", "joined_on": "2020-12"})
    found = check(filled)
    assert {(finding.row_id, finding.field) for finding in found} == {(row_id, "born_on"), (row_id, "joined_on")}


def test_a_clock_set_back_is_told_but_not_grave(filled: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(change, "now", lambda: "2020-01-01T00:00:00.000000Z")
    with filled.change("roster.type"):
        update_record(Teacher, 6, {"phone": "137"})
    (finding,) = check(filled)
    assert not finding.grave
    assert ChangeSet.select().count() == 3


def test_a_wrecked_page_does_not_stop_the_check(filled: Store):
    filled.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    page = filled.db.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'honour'").fetchone()[0]
    filled.close()
    with filled.file.open("r+b") as content:
        content.seek((page - 1) * 4096)
        content.write(b"\xff" * 4096)
    with Store.open(filled.file, Actor("张主任")) as store:
        assert any(finding.grave for finding in check(store))
