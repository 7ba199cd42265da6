"""What a key costs in the entry grid and in Textual's own table with an input line over it, in one run.

Each runs in a process of its own behind a pseudo-terminal of 120 by 36 in true colour; CPU is that of all its threads,
bytes are what it sends. A cell is: open, 王小明, 1, 2, write, one row down.

    .venv/bin/python tests/bench/bench_grid.py [ROWS ...]
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
QUIET = 0.12  # seconds of silence after which a key is done
COLUMNS = 20
ROUNDS = 12


def texts(row: int) -> list[str]:
    """The cells of one row."""
    return [
        f"{row + 1:06}",
        "赵钱孙李周吴郑王"[row % 8] + "小明",
        *[f"第{column}栏{row % 97}" for column in range(2, COLUMNS)],
    ]


def own_app(rows: int) -> None:
    """The entry grid over rows in memory."""
    from textual.app import App, ComposeResult

    from models.registers.column import Column, Kind
    from models.registers.register import Register
    from models.registers.source import CellEdit, Outcome, Row
    from screens.kit.grid import Grid, GridPane
    from tests.screens.grid.memory_source import MemoryContext

    fields = [f"field{column}" for column in range(COLUMNS)]
    register = Register(
        "bench", tuple(Column(name, Kind.TEXT, 10, frozen=place < 2) for place, name in enumerate(fields)), keys=()
    )

    class Source:
        """As lean as a source can be, so that the grid is what is measured."""

        def __init__(self) -> None:
            self.register = register
            self.context = MemoryContext()
            self.revision = 0
            self._rows = [texts(row) for row in range(rows)]

        def __len__(self) -> int:
            return len(self._rows)

        def row(self, index: int) -> Row:
            return Row(index + 1, 1, dict(zip(fields, self._rows[index], strict=True)), {})

        def index_of(self, row_id: int) -> int | None:
            return row_id - 1 if 0 < row_id <= len(self._rows) else None

        def edit(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
            for edit in edits:
                self._rows[edit.row_id - 1][fields.index(edit.field)] = edit.text
            self.revision += 1
            return Outcome(1, tuple(self.row(edit.row_id - 1) for edit in edits))

        def keep_typing(self, row_id: int, field: str, text: str) -> None: ...

        def unfinished(self) -> None: ...

    class Own(App[None], inherit_bindings=False):
        def compose(self) -> ComposeResult:
            yield GridPane(Grid(Source()))  # type: ignore[arg-type]  # only what this run asks of a source

        def on_mount(self) -> None:
            self.query_one(Grid).focus()

    Own().run(mouse=False)


def stock_app(rows: int) -> None:
    """Textual's DataTable, with an Input that opens over the cell."""
    from textual import events
    from textual.app import App, ComposeResult
    from textual.geometry import Offset
    from textual.widgets import DataTable, Input

    class Stock(App[None]):
        CSS = "Screen { layers: base over; } Input { layer: over; display: none; width: 24; height: 1; border: none; }"

        def compose(self) -> ComposeResult:
            yield DataTable[str](fixed_columns=2)
            yield Input()

        def on_mount(self) -> None:
            table = self.query_one(DataTable)
            for column in range(COLUMNS):
                table.add_column(f"第{column}栏", key=str(column), width=10)
            for row in range(rows):
                table.add_row(*texts(row), key=str(row))
            table.focus()

        def on_key(self, event: events.Key) -> None:
            if event.key == "f2":
                table, line = self.query_one(DataTable), self.query_one(Input)
                line.value = ""
                line.styles.offset = (table.cursor_column * 12, table.cursor_row + 1 - table.scroll_offset.y)
                line.display = True
                line.focus()

        def on_input_submitted(self, event: Input.Submitted) -> None:
            table = self.query_one(DataTable)
            table.update_cell_at(table.cursor_coordinate, event.value)
            event.input.display = False
            event.input.styles.offset = Offset(0, 0)
            table.focus()
            table.move_cursor(row=table.cursor_row + 1)

    Stock().run(mouse=False)


class Terminal:
    """A child process behind a pseudo-terminal."""

    def __init__(self, kind: str, rows: int) -> None:
        started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
            os.environ |= {"TEXTUAL_DISABLE_KITTY_KEY": "1", "TEXTUAL_ANIMATIONS": "none"}
            os.execv(sys.executable, [sys.executable, __file__, f"--{kind}", str(rows)])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        shown = b""
        while "小明".encode() not in shown:
            shown += os.read(self.fd, 65536)
        self.ready = time.monotonic() - started
        self.drain(1.0)

    def drain(self, quiet: float = QUIET) -> int:
        """Read until it is silent; the number of bytes."""
        count = 0
        while select.select([self.fd], [], [], quiet)[0]:
            count += len(os.read(self.fd, 1 << 20))
        return count

    def cpu(self) -> float:
        """Milliseconds that all its threads have run."""
        threads = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e6

    def cost(self, *keys: str) -> tuple[float, int]:
        """CPU milliseconds and bytes of these keys, each answered before the next."""
        before, count = self.cpu(), 0
        for key in keys:
            os.write(self.fd, key.encode())
            count += self.drain()
        return self.cpu() - before, count

    def memory(self) -> float:
        """MB in use."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


DOWN, PAGE, F2, ENTER = "\x1b[B", "\x1b[6~", "\x1bOQ", "\r"
CELL = {"own": ("王小明", "1", "2", DOWN), "stock": (F2, "王小明", "1", "2", ENTER)}


def measure(kind: str, rows: int) -> dict[str, tuple[float, float]]:
    """Medians by what is done: CPU milliseconds and bytes; 'ready' is seconds and MB."""
    terminal = Terminal(kind, rows)
    found: dict[str, tuple[float, float]] = {"ready": (terminal.ready, terminal.memory())}
    idle = terminal.cost("\x1b[C")  # warm up, and leave the number column
    moves = [terminal.cost(DOWN) for _ in range(ROUNDS)]
    cells = [terminal.cost(*CELL[kind]) for _ in range(ROUNDS)]
    pages = [terminal.cost(PAGE) for _ in range(ROUNDS)] if rows > ROUNDS * 40 else [idle]
    for name, costs in (("cursor key", moves), ("edited cell", cells), ("page", pages)):
        found[name] = (statistics.median(ms for ms, _ in costs), statistics.median(count for _, count in costs))
    terminal.close()
    return found


def main(sizes: Sequence[int]) -> None:
    print(f"{'rows':>8} {'what':12} {'grid':>20} {'DataTable + Input':>22} {'ratio':>16}")
    for rows in sizes:
        own, stock = measure("own", rows), measure("stock", rows)
        for name, (ms, count) in own.items():
            other_ms, other_count = stock[name]
            units = ("s", "MB") if name == "ready" else ("ms", "B")
            if name == "page" and rows <= ROUNDS * 40:
                continue
            print(
                f"{rows:>8} {name:12} {ms:>8.2f} {units[0]:2} {count:>6.0f} {units[1]:2}"
                f" {other_ms:>10.2f} {units[0]:2} {other_count:>6.0f} {units[1]:2}"
                f" {other_ms / ms:>7.1f}x {other_count / count:>6.1f}x"
            )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] in (["--own"], ["--stock"]):
        {"--own": own_app, "--stock": stock_app}[arguments[0]](int(arguments[1]))
    else:
        main([int(size) for size in arguments] or [60, 100_000])
