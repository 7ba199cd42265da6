"""What it takes to read a month of reflections: keys and seconds for each of 120, and how long the inbox takes to open.

The keys are those that the test in tests/keys replays. The machine's share is measured in the real app over a sample
school's store, from a key until the next piece stands there; the person's is what the keystroke model gives for the key
and the look at the grade, the reading itself not counted. Run: python tests/bench/bench_inbox.py
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from models.rules.statistics import key_cost, seconds  # noqa: E402  # the path above must stand first


async def measured(folder: Path) -> tuple[float, list[float], list[float]]:
    """Seconds to open the inbox and the first piece, then for each key of the sitting, then for a cursor key each."""
    from models.actions.desk import Desk
    from models.actions.sample import found_sample
    from models.store import Actor
    from tests.keys.reading_month import hand_in_a_month, sitting_keys
    from tui.app import YanxiuApp

    with found_sample(folder / "school.db", Actor("office", "bench")) as store:
        desk = Desk(store, today=lambda: date(2026, 11, 24))
        hand_in_a_month(desk)
        async with YanxiuApp(desk).run_test(size=(120, 36)) as pilot:
            opening, *keys = sitting_keys()
            begun = perf_counter()
            await pilot.press(str(opening), str(keys.pop(0)))
            await pilot.pause()
            opened = perf_counter() - begun
            moves = [await _timed(pilot, key) for key in ("down", "up") * 10]
            return opened, [await _timed(pilot, str(key)) for key in keys], moves


async def _timed(pilot: object, key: str) -> float:
    begun = perf_counter()
    await pilot.press(key)  # type: ignore[attr-defined]  # Textual's Pilot, imported inside only
    await pilot.pause()  # type: ignore[attr-defined]
    return perf_counter() - begun


def main() -> None:
    from tests.keys.reading_month import COUNT, GIVEN_BACK, sitting_keys

    with tempfile.TemporaryDirectory() as folder:
        opened, keys, moves = asyncio.run(measured(Path(folder)))
    stream = sitting_keys()
    pressed = key_cost(stream)
    print(f"{COUNT} reflections, {GIVEN_BACK} given back: {pressed} keys, {pressed / COUNT:.2f} each")
    print(f"the person, without reading: {seconds(stream, COUNT) / COUNT:.2f} s each")
    print(f"the program: {1000 * sum(keys) / COUNT:.0f} ms each, {median(keys) / median(moves):.1f} cursor keys")
    print(f"opening the inbox and the first one: {opened / median(moves):.1f} cursor keys")


if __name__ == "__main__":
    main()
