"""kill -9 in the middle of an import, an undo or a backup. Entry is tried in tests/models/store/test_processes.py,
migration in test_migrating.py beside it and the whole app in tests/test_kill_app.py."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.actions.school import found_school
from models.rules.terms import term_named
from models.store import Actor, Store
from models.store.backup import verify
from models.store.checking import check
from models.tables.people import Teacher
from tests.faults.doomed import back_up_until_killed, import_until_killed, import_workbook
from tests.faults.lists import workbook
from tests.faults.verify import look
from tests.models.store.workers import reports, started
from tests.support.long_form import LONG
from tui.status import DONE

PEOPLE = 300
KILLS = 200 if LONG else 12
IMPORTS = 200 if LONG else 2
AT_ONCE = 2


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("work", [import_until_killed, back_up_until_killed], ids=["import", "backup"])
def test_killed_at_any_moment_all_of_it_is_there_or_nothing(
    file: Path, work: Callable[..., None], count: Callable[[str], None]
):
    rng = random.Random(20261127)
    saved: list[int] = []
    copies: set[str] = set()
    running = [started(work, file, seed) for seed in range(AT_ONCE)]
    for seed in range(AT_ONCE, KILLS + AT_ONCE):
        process, pipe = running.pop(0)
        said = [pipe.recv()]  # it works by now
        time.sleep(rng.random() * 0.05)  # not for luck: the moment of death is what is tried
        process.kill()
        process.join()
        for report in (*said, *reports(pipe)):
            set_id, name = report if isinstance(report, tuple) else (report, "")  # type: ignore[misc]
            saved.append(set_id)  # type: ignore[arg-type]
            copies |= {name} - {""}
        running.append(started(work, file, seed))
        if seed % 100 == 0:
            assert look(file, saved).well
    for process, pipe in running:
        process.kill()
        process.join()
        pipe.close()
    assert look(file, saved).well
    there = {copy.name for copy in (file.parent / "copies").glob("[0-9]*.db")}
    assert copies <= there, "a copy that was told to be made is gone"
    for name in there:
        verify(file.parent / "copies" / name)
    with Store.open(file, Actor("office")) as store:
        assert check(store) == []
    count(f"{KILLS} kills: {len(saved)} acknowledged, {len(there)} copies, 0 lost, 0 half")


def people_in(file: Path) -> int:
    """How many a sound store has after its next start."""
    with Store.open(file, Actor("office")) as store:
        assert check(store) == []
        return Teacher.select().count()


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_workbook_killed_on_its_way_in_is_there_whole_or_not_at_all_and_goes_in_again(
    tmp_path: Path, count: Callable[[str], None]
):
    rng = random.Random(20261127)
    book, empty = workbook(tmp_path / "名单.xlsx", PEOPLE), tmp_path / "empty.db"
    found_school(empty, "青禾小学", term_named("2026-1"), Actor("office")).close()
    longest, whole, nothing = 0.0, 0, 0
    for number in range(IMPORTS + 1):
        file = Path(shutil.copy(empty, tmp_path / f"{number}.db"))
        begun = time.monotonic()
        process, pipe = started(import_workbook, file, book)
        if number == 0:
            assert reports(pipe) == [DONE]
            longest = time.monotonic() - begun
        elif number % 2:
            time.sleep(rng.random() * longest)  # not for luck: the moment of death is what is tried
        else:
            log = file.with_name(f"{file.name}-wal")
            while process.is_alive() and not (log.exists() and log.stat().st_size):
                time.sleep(0.0005)
            time.sleep(rng.random() * 0.01)
        process.kill()
        process.join()
        told = reports(pipe) if number else [DONE]
        there = people_in(file)
        assert there in (0, PEOPLE), f"{there} of {PEOPLE} people are there"
        assert there == PEOPLE or not told, "it was said to be done"
        if number:
            whole, nothing = whole + (there == PEOPLE), nothing + (there == 0)
        process, pipe = started(import_workbook, file, book)
        assert reports(pipe) == [DONE], "it goes in again"
        process.join()
        assert people_in(file) == PEOPLE
        file.unlink()
    count(f"{IMPORTS} kills of `yanxiu import` of {PEOPLE} people: {whole} whole, {nothing} nothing, 0 half")
