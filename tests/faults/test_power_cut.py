"""The power goes at any moment: what was told to be saved is there, and nothing is half there."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.journal.writing import insert_records
from models.store import Actor, Store
from models.store.checking import check_file
from models.tables.people import Teacher
from tests.faults.disk import Disk, steps_in
from tests.faults.shim import start
from tests.faults.verify import Found, look
from tests.support.long_form import LONG

CUTS = 1000 if LONG else 40
ACTIONS = 300 if LONG else 40
WRITERS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What so many cuts did: how many lost something that was acknowledged, left something half, or damage."""

    cuts: int
    acknowledged: int
    lost: int
    half: int
    damaged: int

    def __str__(self) -> str:
        return (
            f"{self.cuts} power cuts, {self.acknowledged} acknowledged: {self.lost} lost something,"
            f" {self.half} left something half, {self.damaged} damaged"
        )


def cut(library: Path, file: Path, mode: str, cuts: int, seed: int) -> Outcome:
    """Record writers at work, then cut the power at so many points of the record."""
    folder, log = file.parent, file.parents[1] / "record"
    disk = Disk(folder)
    running = [start(library, folder, log, "edit", file, seed + n, ACTIONS, mode) for n in range(WRITERS)]
    for process in running:
        process.communicate()
        assert process.returncode == 0
    steps = list(steps_in(log))
    rng = random.Random(seed)
    points = sorted(rng.randrange(1, len(steps) + 1) for _ in range(cuts))
    acknowledged: list[int] = []
    found: list[Found] = []
    done = 0
    for number, point in enumerate(points):
        for step in steps[done:point]:
            if step.kind == "K":
                acknowledged.append(step.number)
            else:
                disk.do(step)
        done = point
        image = file.parents[1] / "image"
        shutil.rmtree(image, ignore_errors=True)
        image.mkdir()
        disk.after_power_cut(image, rng)
        found.append(look(image / file.name, acknowledged))
        if mode == "shipped" and number % 20 == 0:
            goes_on(image / file.name)
    assert len(acknowledged) > ACTIONS, "the writers hardly wrote"
    lost, half, damaged = (
        sum(map(bool, kind)) for kind in zip(*((f.lost, f.half, f.damage) for f in found), strict=True)
    )
    return Outcome(cuts, len(acknowledged), lost, half, damaged)


def goes_on(file: Path) -> None:
    """The next start finds nothing wrong, and people can work."""
    assert check_file(file) == []
    with Store.open(file, Actor("office")) as store, store.change("roster.type", "1"):
        insert_records(Teacher, [{"staff_no": "after"}])
    assert check_file(file) == []


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_no_power_cut_takes_what_was_acknowledged(library: Path, file: Path, count: Callable[[str], None]):
    outcome = cut(library, file, "shipped", CUTS, seed=20261127)
    count(f"as shipped: {outcome}")
    assert (outcome.lost, outcome.half, outcome.damaged) == (0, 0, 0)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("mode", ["NORMAL", "OFF"] if LONG else ["OFF"])
def test_the_simulation_sees_the_loss_where_nothing_is_synced(
    library: Path, file: Path, mode: str, count: Callable[[str], None]
):
    outcome = cut(library, file, mode, CUTS // 4, seed=7)
    count(f"control, synchronous={mode}: {outcome}")
    assert outcome.lost > CUTS // 20, "a simulation that sees no loss here proves nothing elsewhere"
