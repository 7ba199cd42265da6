"""Real processes on one file: at once, killed, and starting together."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from peewee import fn

from models.journal.typing import unfinished
from models.store import Actor, Store
from models.store.checking import check
from models.tables import ALL
from models.tables.log import AuditContext, Change, ChangeSet
from models.tables.people import Teacher
from tests.models.store.workers import reports, started, write_beyond_a_limit, write_some, write_until_killed
from tests.support.long_form import LONG

KILLS = 5000 if LONG else 150
AT_ONCE = 3


def test_two_write_at_once_and_neither_loses_anything(empty_store: Store):
    writers = [started(write_some, empty_store.file, name, 100) for name in ("one", "two")]
    assert [reports(pipe) for _, pipe in writers] == [[100], [100]]
    for process, _ in writers:
        process.join()
        assert process.exitcode == 0
    assert Teacher.select().count() == 200
    assert check(empty_store) == []


def test_twenty_start_on_a_fresh_place_and_one_makes_the_store(tmp_path: Path):
    file = tmp_path / "deep" / "school.db"
    writers = [started(write_some, file, f"w{number}", 2) for number in range(20)]
    assert [reports(pipe) for _, pipe in writers] == [[2]] * 20
    for process, _ in writers:
        process.join()
        assert process.exitcode == 0
    with Store.open(file, Actor("admin")) as store:
        assert Teacher.select().count() == 40
        assert check(store) == []
    left = {path.name for path in file.parent.iterdir()}
    assert left <= {"school.db", "school.db.lock", "school.db.turn"}, "no half-made store, no log"


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on file sizes")
def test_a_limit_on_file_sizes_is_named_loses_nothing_and_lets_work_resume(empty_store: Store):
    process, pipe = started(write_beyond_a_limit, empty_store.file, 1_000_000)
    told, resumed = reports(pipe)
    process.join()
    assert told[0] in ("StoreFault", "StoreFull")  # type: ignore[index]
    assert "没有保存" in told[1]  # type: ignore[index]
    assert resumed == "resumed"
    assert [row.staff_no for row in Teacher.select()] == ["after"]
    assert check(empty_store) == []


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_killed_at_any_moment_nothing_saved_is_lost_and_nothing_is_half_done(
    empty_store: Store, count: Callable[[str], None]
):
    rng = random.Random(20261124)
    running: list[tuple] = []
    saved: set[int] = set()
    typed: dict[int, int] = {}
    for seed in range(KILLS + AT_ONCE):
        if seed < KILLS:
            running.append((seed, *started(write_until_killed, empty_store.file, seed)))
        if seed < AT_ONCE - 1 or not running:
            continue
        time.sleep(rng.random() * 0.05)  # not for luck: the moment of death is what is tried
        writer, process, pipe = running.pop(rng.randrange(len(running)))
        os.kill(process.pid, rng.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)))
        process.join()
        for what, number in reports(pipe):  # type: ignore[misc]
            if what == "saved":
                saved.add(number)
            else:
                typed[writer] = number
        if seed % (1000 if LONG else 60) == 0:  # the longer the history, the longer the check
            assert check(empty_store) == []
    assert not running
    assert len(saved) > KILLS, "the writers hardly wrote"

    assert check(empty_store) == []
    assert AuditContext.get().change_set_id is None
    kept = {set_id for (set_id,) in ChangeSet.select(ChangeSet.id).tuples()}
    assert saved <= kept, "something was said to be saved and is gone"
    assert Change.select().where(Change.change_set_id.is_null()).count() == 0
    sizes = dict(Change.select(Change.change_set_id, fn.COUNT(Change.id)).group_by(Change.change_set_id).tuples())
    for made in ChangeSet.select():
        whole = int(made.reason) if made.undo_of is None else sizes[made.undo_of]
        assert sizes[made.id] == whole, f"action {made.id} is half there"
    for writer, number in typed.items():
        empty_store.actor = Actor(f"writer{writer}")
        offered = unfinished(empty_store, "roster")
        assert offered is not None
        assert offered.row_id >= number
    empty_store.db.bind(ALL)
    count(f"{KILLS} kills of entry: {len(saved)} acknowledged and {len(typed)} cells half typed, 0 lost, 0 half")
