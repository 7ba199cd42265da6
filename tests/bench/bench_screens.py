"""What opening each main screen costs at the size of the sample school: the work of this process until it is drawn.

    bench_screens.py --large [FILE or NUMBER]

measures the same over a hundred schools' worth of rows (`yanxiu demo --large`), those of a FILE that was made before or
of that NUMBER of schools; the goal is 300 ms then.

A screen is opened once before it is measured, so that its module is there; then it is made anew each time. Times are of
the processor, so that a busy machine does not decide; the goal is 100 ms until the screen is drawn. What goes on after
that, in slices between which keys are taken (the list of registers counts what wants a look), is told beside it.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HERE)]

from data import words  # noqa: E402
from models.actions.desk import Desk  # noqa: E402
from models.actions.sample import found_sample  # noqa: E402
from models.actions.sample_large import found_large  # noqa: E402
from models.store import Actor, Store  # noqa: E402
from tui.app import YanxiuApp  # noqa: E402
from tui.places import MODES, PLACES  # noqa: E402
from tui.verbs.demo import SCHOOLS  # noqa: E402

ROUNDS, GOAL, LARGE_GOAL = 5, 0.1, 0.3
TODAY = date(2026, 11, 24)
ACTOR = Actor("office", "bench")


async def opened(desk: Desk) -> dict[str, tuple[float, float]]:
    """The median seconds of work that each main screen takes from the key to its picture, and until all is at rest."""
    app = YanxiuApp(desk)
    found: dict[str, tuple[float, float]] = {}
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        resting = "history"
        for name in (place.name for place in PLACES):
            away = resting if name != resting else "forms"
            drawn, settled = [], []
            for turn in range(ROUNDS + 1):
                await app.switch_mode(away)
                await pilot.pause()
                await app.remove_mode(name)
                app.add_mode(name, MODES[name])
                begun = time.process_time()
                painted = asyncio.Event()
                await app.switch_mode(name)
                app.screen.call_after_refresh(painted.set)
                await painted.wait()
                until_drawn = time.process_time() - begun
                await pilot.pause()
                if turn:
                    drawn.append(until_drawn)
                    settled.append(time.process_time() - begun)
            found[name] = statistics.median(drawn), statistics.median(settled)
    return found


@contextmanager
def store_of(asked: list[str]) -> Iterator[Store]:
    """The sample in a folder of its own; with ``--large`` the large one, or the file that was named."""
    wanted = asked[1] if len(asked) > 1 else str(SCHOOLS)
    if asked[:1] == ["--large"] and not wanted.isdigit():
        with Store.open(Path(wanted), ACTOR) as store:
            yield store
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "school.db"
        with found_large(file, ACTOR, int(wanted)) if asked else found_sample(file, ACTOR, history=True) as store:
            yield store


def main(asked: list[str]) -> None:
    words.use("zh_CN")
    goal = LARGE_GOAL if asked else GOAL
    with store_of(asked) as store:
        found = asyncio.run(opened(Desk(store, today=lambda: TODAY)))
    lightest = min(drawn for drawn, _ in found.values())
    which = "large sample" if asked else "sample"
    print(f"opening a main screen of the {which}: work, in times of the lightest, and of the goal")
    for name, (drawn, settled) in sorted(found.items(), key=lambda one: -one[1][0]):
        of_goal = f"{drawn / goal:5.2f} of {goal * 1e3:.0f} ms"
        print(
            f"  {name:<10} {drawn * 1e3:6.0f} ms  {drawn / lightest:5.1f}  {of_goal}  at rest {settled * 1e3:6.0f} ms"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
