"""kill -9 in the middle of an import, an undo or a backup. Entry is tried in tests/models/store/test_processes.py,
migration in test_migrating.py beside it and the whole app in tests/test_kill_app.py."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store import Actor, Store
from models.store.backup import verify
from models.store.checking import check
from tests.faults.doomed import back_up_until_killed, import_until_killed
from tests.faults.verify import look
from tests.models.store.workers import reports, started
from tests.support.long_form import LONG

KILLS = 200 if LONG else 12
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
