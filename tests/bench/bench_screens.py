"""What opening each main screen costs at the size of the sample school: the work of this process until it is drawn.

A screen is opened once before it is measured, so that its module is there; then it is made anew each time. Times are of
the processor, so that a busy machine does not decide; the goal is 100 ms. The list of registers goes on counting what
wants a look after it is drawn, and a part of that is in its figure.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HERE)]

from data import words  # noqa: E402
from models.actions.desk import Desk  # noqa: E402
from models.actions.sample import found_sample  # noqa: E402
from models.store import Actor  # noqa: E402
from tui.app import YanxiuApp  # noqa: E402
from tui.places import MODES, PLACES  # noqa: E402

ROUNDS, GOAL = 5, 0.1


async def opened(desk: Desk) -> dict[str, float]:
    """The median seconds of work that each main screen takes from the key to its picture."""
    app = YanxiuApp(desk)
    found: dict[str, float] = {}
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        resting = "history"
        for name in (place.name for place in PLACES):
            away = resting if name != resting else "forms"
            times = []
            for turn in range(ROUNDS + 1):
                await app.switch_mode(away)
                await pilot.pause()
                await app.remove_mode(name)
                app.add_mode(name, MODES[name])
                begun = time.process_time()
                await app.switch_mode(name)
                await pilot.pause()
                if turn:
                    times.append(time.process_time() - begun)
            found[name] = statistics.median(times)
    return found


def main() -> None:
    words.use("zh_CN")
    with (
        tempfile.TemporaryDirectory() as folder,
        found_sample(Path(folder) / "school.db", Actor("office", "bench"), history=True) as store,
    ):
        found = asyncio.run(opened(Desk(store, today=lambda: date(2026, 11, 24))))
    lightest = min(found.values())
    print("opening a main screen of the sample school: work, in times of the lightest, and of the goal")
    for name, seconds in sorted(found.items(), key=lambda one: -one[1]):
        print(f"  {name:<10} {seconds * 1e3:6.0f} ms  {seconds / lightest:5.1f}  {seconds / GOAL:5.2f} of 100 ms")


if __name__ == "__main__":
    main()
