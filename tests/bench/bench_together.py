"""Sixty people at two edits a second on a file and on a PostgreSQL server, in one run: how long each waits for "saved",
first alone and then while an import of 300 new people is taken in again every two seconds. Latencies count from when
the edit was to begin; the goal for the others beside an import is a p99 of 50 ms.

Both stores hold the sample school and make every commit last. What the import is doing while everybody waits for it is
told beside it: the time from its turn to its commit.

Run: .venv/bin/python tests/bench/bench_together.py [seconds]
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from xlsxwriter import Workbook  # noqa: E402  # the path above must stand first

from models.actions.desk import Desk  # noqa: E402
from models.actions.importing import apply_import, plan_import  # noqa: E402
from models.actions.sample import found_sample  # noqa: E402
from models.journal.writing import update_record  # noqa: E402
from models.store import Actor, Store  # noqa: E402
from models.store.errors import StoreError  # noqa: E402
from models.store.moving import move  # noqa: E402
from models.tables.people import Teacher  # noqa: E402
from tests.support.postgres import cluster, missing  # noqa: E402

WRITERS, EDITS_A_SECOND = 60, 2
ROWS, EVERY = 300, 2.0  # seconds between two imports
START = 1.0  # seconds between the last one's being ready and the first edit
GOAL = 50.0  # milliseconds
LASTING = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "autovacuum": "on"}


def write(place: str, number: int, seconds: float) -> None:
    """One person's edits once all are there; prints when each was due and the milliseconds it took, or 'error'."""
    rng = random.Random(number)
    with Store.open(place, Actor(f"writer{number}")) as store:
        begin = _begun()
        for edit in range(int(seconds * EDITS_A_SECOND)):
            due = begin + (edit + rng.random()) / EDITS_A_SECOND
            time.sleep(max(0.0, due - time.time()))
            try:
                with store.change("roster.type"):
                    update_record(Teacher, number + 1, {"phone": str(edit)})
            except StoreError as error:
                print("error", type(error).__name__)
            else:
                print("edit", due - begin, (time.time() - due) * 1000)


def take_in(place: str, first: float, seconds: float) -> None:
    """Import new people every two seconds from ``first`` on; prints the ms that nobody else could write, and in all."""
    with Store.open(place, Actor("office", "bench")) as store, tempfile.TemporaryDirectory() as folder:
        desk, held = Desk(store), _Held(store)
        plans = [
            plan_import(desk, "roster", _workbook(Path(folder) / f"{number}.xlsx", number))
            for number in range(int((seconds - first) / EVERY))
        ]
        begin = _begun()
        for number, plan in enumerate(plans):
            time.sleep(max(0.0, begin + first + number * EVERY - time.time()))
            asked = time.time()
            apply_import(desk, plan)
            print("import", held.last * 1000, (time.time() - asked) * 1000)


class _Held:
    """How long the last action kept everybody else from writing."""

    def __init__(self, store: Store) -> None:
        self.last, self._since = 0.0, 0.0
        database: Any = store.db
        take, commit = store.dialect.take_turn, database.commit

        def taken(db: Any) -> None:
            take(db)
            self._since = time.perf_counter()

        def committed() -> None:
            commit()
            self.last = time.perf_counter() - self._since

        store.dialect.take_turn = taken  # type: ignore[method-assign]  # watched in this process alone
        database.commit = committed


def _workbook(file: Path, number: int) -> Path:
    book = Workbook(file)
    page = book.add_worksheet()
    page.write_row(0, 0, ["工号", "姓名", "性别", "出生年月", "职称", "任教学科", "联系电话"])
    for row in range(ROWS):
        born = f"{1966 + row % 36}-{row % 12 + 1:02d}"
        name = f"甲{'天地玄黄宇宙洪荒日月盈昃'[row % 12]}乙"
        page.write_row(row + 1, 0, [f"N{number:02}{row:04}", name, "女", born, "一级教师", "语文", f"139{row:08}"])
    book.close()
    return file


def _begun() -> float:
    print("ready", flush=True)
    return float(sys.stdin.readline())


def measured(place: str, seconds: float) -> tuple[list[list[float]], list[list[float]], int]:
    """The latencies in ms, sorted, of the half alone and of the half beside imports; the imports' two times; errors."""
    tasks = [("--write", str(number), str(2 * seconds)) for number in range(WRITERS)]
    tasks.append(("--import", str(seconds), str(2 * seconds)))
    running = [
        subprocess.Popen(
            [sys.executable, __file__, what, place, *rest],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for what, *rest in tasks
    ]
    for process in running:
        assert process.stdout
        process.stdout.readline()
    begin = time.time() + START
    for process in running:
        assert process.stdin
        process.stdin.write(f"{begin}\n")
        process.stdin.flush()
    halves: list[list[float]] = [[], []]
    imports, errors = [], 0
    for line in [line for process in running for line in process.communicate()[0].splitlines()]:
        what, *numbers = line.split()
        if what == "edit":
            halves[float(numbers[0]) >= seconds].append(float(numbers[1]))
        elif what == "import":
            imports.append([float(number) for number in numbers])
        else:
            errors += 1
    return [sorted(half) for half in halves], imports, errors


@contextmanager
def stores() -> Iterator[list[tuple[str, str]]]:
    """The sample school in a file, and on a server where there can be one."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "school.db"
        found_sample(file, Actor("office", "bench"), history=True).close()
        if why := missing():
            print(f"the file alone: {why}")
            yield [("file", str(file))]
            return
        with cluster(**LASTING) as server:
            address = server.address(server.database())
            with Store.open(file, Actor("office", "bench")) as store:
                move(store, address)
            yield [("file", str(file)), ("server", address)]


def main(seconds: float) -> None:
    found: dict[tuple[str, str], float] = {}
    with stores() as places:
        for name, place in places:
            halves, imports, errors = measured(place, seconds)
            for what, times in zip(("alone", "beside imports"), halves, strict=True):
                p50, p95, p99 = (times[int(len(times) * part)] for part in (0.5, 0.95, 0.99))
                found[name, what] = p99
                print(
                    f"{name:6} {WRITERS} writers, {what:14}: p50 {p50:6.1f}  p95 {p95:6.1f}  p99 {p99:6.1f}  "
                    f"max {times[-1]:6.1f} ms, {len(times)} edits"
                )
            held, whole = (sorted(one[at] for one in imports)[len(imports) // 2] for at in (0, 1))
            met = "met" if found[name, "beside imports"] <= GOAL else "missed"
            print(
                f"  {len(imports)} imports of {ROWS}: nobody else writes for {held:.0f} ms, {whole:.0f} ms in all; "
                f"{errors} errors; p99 of {GOAL:.0f} ms {met}"
            )
        if len(places) == 2:
            for what in ("alone", "beside imports"):
                print(f"{what}: p99 on the server is {found['server', what] / found['file', what]:.2f} of the file's")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
        sys.stdout.flush()
        os._exit(0)  # sixty interpreters that take themselves apart would hold up the last edits of the others
    elif sys.argv[1:2] == ["--import"]:
        take_in(sys.argv[2], float(sys.argv[3]), float(sys.argv[4]))
    else:
        main(float(sys.argv[1]) if sys.argv[1:] else 10)
