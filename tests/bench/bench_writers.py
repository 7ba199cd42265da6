"""Sixty people at two edits a second: how long each waits for "saved", with group commit and with synchronous=FULL,
on this disk and on one whose every sync takes 10 ms more. Latencies count from when the edit was to begin.

Run: .venv/bin/python tests/bench/bench_writers.py [seconds]
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from models.journal.writing import insert_records, update_record
from models.store import Actor, Store
from models.store.errors import StoreError
from models.tables.people import Teacher
from tests.faults import shim

ROOT = Path(__file__).parents[2]
WRITERS, EDITS_A_SECOND = 60, 2
START = 1.0  # seconds between the last one's being ready and the first edit


def write(file: Path, number: int, seconds: float) -> None:
    """One person's edits once all are there; prints the milliseconds of each, or 'error'."""
    rng = random.Random(number)
    with Store.open(file, Actor(f"writer{number}")) as store:
        print("ready", flush=True)
        begin = float(sys.stdin.readline())
        for edit in range(int(seconds * EDITS_A_SECOND)):
            due = begin + (edit + rng.random()) / EDITS_A_SECOND
            time.sleep(max(0.0, due - time.time()))
            try:
                with store.change("roster.type"):
                    update_record(Teacher, number + 1, {"phone": str(edit)})
            except StoreError as error:
                print("error", type(error).__name__)
            else:
                print((time.time() - due) * 1000)
        print("done", flush=True)
        sys.stdin.readline()  # sixty interpreters that end at once would keep those waiting who still write


def measured(library: Path | None, mode: str, delay: int, seconds: float) -> tuple[list[float], int]:
    """The latencies in ms, sorted, and the number of errors."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "school.db"
        with Store.create(file, Actor("bench")) as store, store.change("roster.import"):
            insert_records(Teacher, [{"staff_no": str(number)} for number in range(WRITERS)])
        environment = {**os.environ, "YANXIU_COMMIT": mode, "PYTHONPATH": str(ROOT)}
        if library and delay:
            environment |= {"LD_PRELOAD": str(library), "FAULTS_FOLDER": place, "FAULTS_SYNC_DELAY_US": str(delay)}
        running = [
            subprocess.Popen(
                [sys.executable, __file__, "--write", str(file), str(number), str(seconds)],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(WRITERS)
        ]
        for process in running:
            assert process.stdout
            process.stdout.readline()
        begin = time.time() + START
        for process in running:
            assert process.stdin
            process.stdin.write(f"{begin}\n")
            process.stdin.flush()
        lines = [line.strip() for process in running for line in iter(process.stdout.readline, "done\n")]  # type: ignore[union-attr]
        for process in running:
            process.communicate()
    errors = sum(line.startswith("error") for line in lines)
    return sorted(float(line) for line in lines if not line.startswith("error")), errors


def main(seconds: float) -> None:
    reason = shim.why_not()
    with tempfile.TemporaryDirectory() as folder:
        library = None if reason else shim.built(Path(folder))
        if reason:
            print(f"without the slow disk: {reason}")
        p99 = {}
        for delay in (0, 10_000) if library else (0,):
            for mode in ("groups", "full"):
                times, errors = measured(library, mode, delay, seconds)
                p50, p95, p99[mode] = (times[int(len(times) * part)] for part in (0.5, 0.95, 0.99))
                print(
                    f"{WRITERS} writers, {EDITS_A_SECOND}/s, sync +{delay // 1000:2} ms, {mode:6}: p50 {p50:7.1f}  "
                    f"p95 {p95:7.1f}  p99 {p99[mode]:7.1f}  max {times[-1]:7.1f} ms, "
                    f"{len(times)} edits, {errors} errors"
                )
            print(f"  p99 of groups is {p99['groups'] / p99['full']:.3f} of that of full")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
    else:
        main(float(sys.argv[1]) if sys.argv[1:] else 15)
