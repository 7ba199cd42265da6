"""The log is moved into the store beside the work, and never left to grow."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.journal.writing import insert_records, update_record
from models.store import Actor, Store
from models.store.checkpointing import is_long
from models.store.database import GROUPS
from models.tables.people import Teacher

pytestmark = pytest.mark.skipif(not GROUPS, reason="SQLite moves its log by itself here")
FRAMES, FRAME = 40, 4096 + 24  # how many; bytes


@pytest.fixture
def file(school_file: Path, tmp_path: Path) -> Path:
    file = tmp_path / "school.db"
    file.write_bytes(school_file.read_bytes())
    return file


def edit(store: Store, row_id: int, times: int, first: int = 0) -> None:
    for number in range(first, first + times):
        with store.change("roster.type"):
            update_record(Teacher, row_id, {"phone": str(number)})


def log(file: Path) -> int:
    """The log's length in bytes."""
    return file.with_name(file.name + "-wal").stat().st_size


def test_the_log_begins_anew_each_time_it_has_become_long(file: Path):
    with Store.open(file, Actor("office")) as store:
        store.db.frames = FRAMES
        with store.change("roster.type"):
            (row_id,) = insert_records(Teacher, [{"staff_no": "1"}])
        edit(store, row_id, 300)
        assert log(file) < 3 * FRAMES * FRAME, "it holds the frames of some edits more than it may, not those of 300"


def test_a_reader_in_the_middle_keeps_the_log_and_loses_nothing(file: Path):
    with Store.open(file, Actor("office")) as store, Store.open(file, Actor("other")) as other:
        store.db.bind([Teacher])
        store.db.frames = FRAMES
        with store.change("roster.type"):
            (row_id,) = insert_records(Teacher, [{"staff_no": "1"}])
        other.db.begin("DEFERRED")
        seen = other.db.execute_sql("SELECT phone FROM teacher").fetchall()
        edit(store, row_id, 100)
        assert is_long(store.db)
        assert other.db.execute_sql("SELECT phone FROM teacher").fetchall() == seen
        other.db.rollback()
        grown = log(file)
        edit(store, row_id, 100)
        assert log(file) < grown + 20 * FRAME, "once nobody reads the old state the log is used again"
        assert other.db.execute_sql("SELECT phone FROM teacher").fetchall() == [("99",)]


def test_a_frame_of_an_earlier_log_is_not_taken_for_the_present_ones(file: Path):
    with Store.open(file, Actor("office")) as store:
        store.db.frames = FRAMES
        with store.change("roster.type"):
            (row_id,) = insert_records(Teacher, [{"staff_no": "1"}])
        number = 0
        while not is_long(store.db):
            number += 1
            edit(store, row_id, 1, number)
        edit(store, row_id, 1, number + 1)  # the first of a new log, in a file as long as before
        assert log(file) > FRAMES * FRAME
        assert not is_long(store.db)
