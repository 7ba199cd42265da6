"""What the roster costs in the real app, of 60 people and of 100,000, in one run.

The app runs behind a pseudo-terminal of 120 by 36. CPU is that of all its threads, bytes are what it sends; the first
column of ratios is 100,000 rows to 60, the last sets the opening against a bare Textual app. Run:
python tests/bench/bench_rows.py [rows ...]
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from bench_grid import DOWN, PAGE, Terminal  # noqa: E402
from many_teachers import store_of  # noqa: E402

UP, LEFT, RIGHT, HOME, END, ESC = "\x1b[A", "\x1b[D", "\x1b[C", "\x1b[H", "\x1b[F", "\x1b"
FILTER, SORT = "\x06", "\x1b[20~"
ROUNDS = 12
SCROLL = 1_000  # bytes from which on a cursor key has scrolled
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Static("READY")
Bare().run(mouse=False)
"""


class Program(Terminal):
    """A program behind a pseudo-terminal, until its screen shows a sign."""

    def __init__(self, *command: str) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
            os.environ |= {"TEXTUAL_DISABLE_KITTY_KEY": "1", "TEXTUAL_ANIMATIONS": "none", "YANXIU_WIDTH": "narrow"}
            os.execv(sys.executable, [sys.executable, *command])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))

    def seconds_until(self, sign: str) -> float:
        """How long the sign took to come; what follows it is waited for, but does not count."""
        started, shown = time.monotonic(), b""
        while sign.encode() not in shown:
            shown += os.read(self.fd, 65536)
        taken = time.monotonic() - started
        self.drain(0.6)
        return taken

    def drain_for(self, seconds: float) -> int:
        """Read for that long; the number of bytes."""
        end, count = time.monotonic() + seconds, 0
        while (left := end - time.monotonic()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                count += len(os.read(self.fd, 1 << 20))
        return count

    def press(self, key: str) -> None:
        os.write(self.fd, key.encode())


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
    steps = [program.cost(DOWN) for _ in range(45)]
    found["cursor key"] = _median([cost for cost in steps if cost[1] < SCROLL])
    found["half-page scroll"] = _median([cost for cost in steps if cost[1] >= SCROLL])
    program.cost(HOME, HOME, RIGHT)
    found["name typed"] = _median([program.cost("王小明", DOWN) for _ in range(ROUNDS)])
    program.cost(HOME, HOME, RIGHT, RIGHT)
    found["code typed"] = _median([program.cost("12"[n % 2], LEFT, DOWN) for n in range(ROUNDS)])
    program.cost(END)
    found["remark typed"] = _median([program.cost(f"好{n}", DOWN) for n in range(ROUNDS)])
    program.cost(HOME, HOME)
    pages = (PAGE,) * 1 if rows < 200 else (PAGE,) * ROUNDS
    found["page"] = _median([program.cost(page) for page in pages])
    program.cost(HOME, HOME)
    found["sort"] = program.cost(SORT)
    program.cost(SORT, SORT)
    found["filter, a letter"] = _median([program.cost(key) for key in (FILTER, "w", "x", "m")][1:])
    program.cost("\x15", ESC)
    program.drain(2.0)
    before = program.cpu()
    found["idle 5 s"] = (0.0, float(program.drain_for(5.0)))
    found["idle 5 s"] = (program.cpu() - before, found["idle 5 s"][1])
    found["at the end"] = (0.0, program.memory())
    program.close()
    return found


def _median(costs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(ms for ms, _ in costs), statistics.median(count for _, count in costs)


def main(sizes: Sequence[int]) -> None:
    bare, bare_memory = bare_seconds()
    with tempfile.TemporaryDirectory() as folder:
        results = [measure(rows, Path(folder)) for rows in sizes]
    print(f"{'':18}" + "".join(f"{f'{rows} rows':>22}" for rows in sizes) + f"{'ratio':>8}{'to bare Textual':>18}")
    for name, first in results[0].items():
        units = ("s", "MB") if name in ("app", "roster", "at the end") else ("ms", "B")
        cells = "".join(f"{r[name][0]:>10.2f} {units[0]:2}{r[name][1]:>7.0f} {units[1]:2}" for r in results)
        ratio = f"{results[-1][name][0] / first[0]:>8.2f}" if first[0] else f"{'':8}"
        opened = f"{results[-1][name][0] / bare:>10.2f} {results[-1][name][1] / bare_memory:>6.2f}"
        print(f"{name:18}{cells}{ratio}{opened if name in ('app', 'roster') else ''}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [60, 100_000])
