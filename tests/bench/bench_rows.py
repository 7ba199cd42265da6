"""What the roster costs in the real app, of 60 people and of 100,000, in one run, and which targets it meets.

The app runs behind a pseudo-terminal of 120 by 36. CPU is that of all its threads, bytes are what it sends; the column
of ratios is 100,000 rows to 60. A name or a remark is: typed, written, one row down; a code is one digit, which writes
it and goes on. Run: python tests/bench/bench_rows.py [rows ...]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from many_teachers import store_of  # noqa: E402  # the path above must stand first
from program import DOWN, END, ESC, HOME, LEFT, PAGE, RIGHT, Cost, Program, median, verdict  # noqa: E402

FILTER, SORT = "\x06", "\x1b[20~"
ROUNDS = 12
STEPS = 45  # cursor keys, more than a screen has rows
SCROLL = 400  # bytes from which on a cursor key has scrolled
ANY = float("inf")
TARGETS: dict[str, Cost] = {
    "roster": (0.5, 60.0),
    "cursor key": (3.0, 120.0),
    "name typed": (10.0, 1100.0),
    "code typed": (10.0, 1100.0),
    "remark typed": (10.0, 1100.0),
    "page": (15.0, ANY),
    "idle 5 s": (ANY, 0.0),
}
MOST_APART = 1.5  # times that one size of register may cost what the other does
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Static("READY")
Bare().run(mouse=False)
"""


def bare_seconds() -> tuple[float, float]:
    """The start of a Textual app with nothing in it, and its MB."""
    program = Program("-c", BARE)
    found = program.seconds_until("READY"), program.memory()
    program.close()
    return found


def measure(rows: int, folder: Path) -> dict[str, tuple[float, float]]:
    """Medians by what is done: CPU milliseconds and bytes; of the two openings seconds and MB."""
    file = folder / f"{rows}.db"
    shutil.copy(store_of(rows), file)
    opened = ("-m", "tui.cli", "--store", str(file), "--lang", "zh")
    program = Program(*opened)  # the first start of a day copies the store
    program.seconds_until("语文组")
    program.close()
    program = Program(*opened)
    found = {"app": (program.seconds_until("语文组"), program.memory())}
    program.press("2")
    found["roster"] = (program.seconds_until("000001"), program.memory())
    program.cost(RIGHT, LEFT)  # warm up
    steps = [program.cost(DOWN) for _ in range(STEPS)]
    found["cursor key"] = median([cost for cost in steps if cost[1] < SCROLL])
    found["half-page scroll"] = median([cost for cost in steps if cost[1] >= SCROLL])
    program.cost(HOME, HOME, RIGHT)
    found["name typed"] = median([program.cost("王小明", DOWN) for _ in range(ROUNDS)])
    program.cost(HOME, HOME, RIGHT, RIGHT)
    codes: list[Cost] = []
    for n in range(ROUNDS):
        codes.append(program.cost("12"[n % 2]))
        program.cost(LEFT, DOWN)
    found["code typed"] = median(codes)
    program.cost(END)
    found["remark typed"] = median([program.cost(f"好{n}", DOWN) for n in range(ROUNDS)])
    program.cost(HOME, HOME)
    pages: list[Cost] = []
    for _ in range(ROUNDS):
        pages.append(program.cost(PAGE))
        if rows < ROUNDS * 40:
            program.cost(HOME, HOME)
    found["page"] = median(pages)
    program.cost(HOME, HOME)
    found["sort"] = program.cost(SORT)
    program.cost(SORT, SORT)
    found["filter, a letter"] = median([program.cost(key) for key in (FILTER, "w", "x", "m")][1:])
    program.cost("\x15", ESC)
    program.drain(2.0)
    before = program.cpu()
    found["idle 5 s"] = (0.0, float(program.drain_for(5.0)))
    found["idle 5 s"] = (program.cpu() - before, found["idle 5 s"][1])
    found["at the end"] = (0.0, program.memory())
    program.close()
    return found


def main(sizes: Sequence[int]) -> None:
    bare, bare_memory = bare_seconds()
    with tempfile.TemporaryDirectory() as folder:
        results = [measure(rows, Path(folder)) for rows in sizes]
    print(f"{'':18}" + "".join(f"{f'{rows} rows':>24}" for rows in sizes) + f"{'ratio':>8}   target")
    for name, first in results[0].items():
        units = ("s", "MB") if name in ("app", "roster", "at the end") else ("ms", "B")
        cells = "".join(f"{r[name][0]:>10.2f} {units[0]:2}{r[name][1]:>8.0f} {units[1]:3}" for r in results)
        ratio = results[-1][name][0] / first[0] if first[0] else 0.0
        print(
            f"{name:18}{cells}{f'{ratio:.2f}' if ratio else '':>8}   {_judged(name, [r[name] for r in results], ratio)}"
        )
    app = results[-1]["app"]
    print(
        f"start of the app, in times of a bare Textual app: {app[0] / bare:.2f}, its memory {app[1] / bare_memory:.2f}"
    )


def _judged(name: str, costs: Sequence[Cost], ratio: float) -> str:
    """The verdict on the dearest of the sizes, and on how far they lie apart."""
    if name not in TARGETS:
        return ""
    units = ("s", "MB") if name == "roster" else ("ms", "B")
    said = [
        f"{most:g} {unit} {verdict(max(cost[at] for cost in costs), most)}"
        for at, (most, unit) in enumerate(zip(TARGETS[name], units, strict=True))
        if most != ANY
    ]
    apart = max(ratio, 1 / ratio) if ratio and name != "idle 5 s" else 1.0
    return ", ".join(said) + (f", alike {verdict(apart, MOST_APART)}" if name not in ("idle 5 s", "roster") else "")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [60, 100_000])
