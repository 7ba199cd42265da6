"""What a key costs in the entry grid, in Textual's own table with an input line over it, and in VisiData, in one run.

All show the same rows of 20 columns behind a pseudo-terminal of 120 by 36. A cell is: open it, 王小明, 1, 2, write it,
one row down. VisiData is an extra of its own (`pip install -e .[bench]`), left out where it is not installed.

    .venv/bin/python tests/bench/bench_grid.py [ROWS ...]
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from grid_apps import COLUMNS, texts  # the path above must stand first
from program import DOWN, ENTER, F2, PAGE, RIGHT, Cost, Program, median, verdict

ROUNDS = 12
APPS = str(Path(__file__).with_name("grid_apps.py"))
NAMES = {"own": "grid", "stock": "DataTable + Input", "visidata": "VisiData"}
CELL = {
    "own": ("王小明", "1", "2", DOWN),
    "stock": (F2, "王小明", "1", "2", ENTER),
    "visidata": ("e", "王小明", "1", "2", ENTER, DOWN),
}
TARGETS = {"cursor key": (3.0, 120.0), "edited cell": (10.0, 1100.0), "page": (15.0, float("inf"))}


def command(kind: str, rows: int, folder: Path) -> Sequence[str]:
    """The Python arguments that show so many rows."""
    if kind != "visidata":
        return (APPS, kind, str(rows))
    file = folder / f"{rows}.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([[f"第{n}栏" for n in range(COLUMNS)], *map(texts, range(rows))])
    return ("-m", "visidata", str(file))


def measure(kind: str, rows: int, folder: Path) -> dict[str, Cost]:
    """Medians by what is done: CPU milliseconds and bytes; 'ready' is seconds and MB."""
    program = Program(*command(kind, rows, folder), environment={"HOME": str(folder)})
    ready = program.seconds_until("小明")
    program.drain(1.0)
    found: dict[str, Cost] = {"ready": (ready, program.memory())}
    program.cost(RIGHT)  # warm up, and leave the number column
    found["cursor key"] = median([program.cost(DOWN) for _ in range(ROUNDS)])
    found["edited cell"] = median([program.cost(*CELL[kind]) for _ in range(ROUNDS)])
    if rows > ROUNDS * 40:
        found["page"] = median([program.cost(PAGE) for _ in range(ROUNDS)])
    program.close()
    return found


def main(sizes: Sequence[int]) -> None:
    kinds = list(NAMES)
    if find_spec("visidata") is None:
        kinds.remove("visidata")
        print("VisiData is left out: it is not installed here (pip install -e '.[bench]')")
    print(f"{'rows':>8} {'what':12}" + "".join(f"{NAMES[kind]:>34}" for kind in kinds) + "   the grid's target")
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            results = {kind: measure(kind, rows, Path(folder)) for kind in kinds}
            for name, own in results["own"].items():
                cells = "".join(_cells(results[kind][name], own, name) for kind in kinds)
                judged = ", ".join(map(verdict, own, TARGETS[name])) if name in TARGETS else ""
                print(f"{rows:>8} {name:12}{cells}   {judged}")


def _cells(cost: Cost, own: Cost, name: str) -> str:
    """Both figures, and how many times the grid's they are."""
    units = ("s ", "MB") if name == "ready" else ("ms", "B ")
    times = [f"{value / mine:.1f}x" if mine else "" for value, mine in zip(cost, own, strict=True)]
    return f"{cost[0]:>9.2f} {units[0]} {times[0]:>6}{cost[1]:>7.0f} {units[1]} {times[1]:>6}"


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [60, 100_000])
