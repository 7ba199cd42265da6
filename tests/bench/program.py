"""A program behind a pseudo-terminal of 120 by 36 in true colour, and what its keys cost."""

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
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
QUIET = 0.12  # seconds of silence after which a key is done
PATIENCE = 1.0  # seconds until a key that paints nothing is done
UP, DOWN, LEFT, RIGHT, PAGE = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[C", "\x1b[6~"
HOME, END, ESC, F2, ENTER = "\x1b[H", "\x1b[F", "\x1b", "\x1bOQ", "\r"
ENVIRONMENT = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LC_ALL": "C.UTF-8",
    "PYTHONPATH": str(ROOT),
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    "TEXTUAL_ANIMATIONS": "none",
    "YANXIU_WIDTH": "narrow",
}
Cost = tuple[float, float]
"""CPU milliseconds and bytes, or seconds and MB."""


class Program:
    """The command in a process of its own. CPU is that of all its threads, bytes are what it sends."""

    def __init__(self, *command: str, environment: Mapping[str, str] | None = None) -> None:
        self._started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ |= {**ENVIRONMENT, **(environment or {})}
            os.execv(sys.executable, [sys.executable, *command])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))

    def seconds_until(self, sign: str) -> float:
        """How long the sign took to come; what follows it is waited for, but does not count."""
        started, shown = self._started, b""
        while sign.encode() not in shown:
            try:
                shown += os.read(self.fd, 65536)
            except OSError as error:  # it has ended
                raise RuntimeError(shown.decode(errors="replace")) from error
        taken = time.monotonic() - started
        self.drain(0.6)
        return taken

    def press(self, key: str) -> None:
        """A key; `seconds_until` counts from now on."""
        self._started = time.monotonic()
        os.write(self.fd, key.encode())

    def drain_for(self, seconds: float) -> int:
        """Read for that long; the number of bytes."""
        end, count = time.monotonic() + seconds, 0
        while (left := end - time.monotonic()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                count += len(os.read(self.fd, 1 << 20))
        return count

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
            select.select([self.fd], [], [], PATIENCE)  # a busy machine takes its time to begin
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


def median(costs: Sequence[Cost]) -> Cost:
    """The middle one of each kind of cost."""
    return statistics.median(ms for ms, _ in costs), statistics.median(count for _, count in costs)


def verdict(value: float, most: float) -> str:
    """Whether a target is met, or by how much not."""
    return "met" if value <= most else f"missed by {(value / most - 1) * 100:.0f} %"
