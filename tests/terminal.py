"""For tests: a real terminal of a chosen size, with a program in it, read through an emulator."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from fcntl import ioctl
from termios import TIOCSWINSZ
from types import TracebackType

import pyte

LIMIT = 30.0  # seconds; a machine under load must not fail a test
_ASKED_PLACE = re.compile(rb"\x1b\[6n")


class Terminal:
    """Runs a command in a pseudo-terminal. ``width_of_quote`` is how wide it claims to draw “ when it is asked."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
        width_of_quote: int | None = 1,
    ) -> None:
        columns, lines = size
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.sent = b""
        self._width_of_quote = width_of_quote
        self._master, slave = pty.openpty()
        ioctl(slave, TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**_own_environment(), "TERM": "xterm-256color", **(environment or {})},
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)

    @property
    def text(self) -> str:
        """What the screen shows; the second half of a wide character is left out."""
        return "\n".join("".join(self._line(y)).rstrip() for y in range(self.screen.lines))

    def _line(self, y: int) -> list[str]:
        return [self.screen.buffer[y][x].data for x in range(self.screen.columns)]

    def type(self, typed: str | bytes) -> None:
        os.write(self._master, typed.encode() if isinstance(typed, str) else typed)

    def read(self, seconds: float) -> bytes:
        """What the program sends within that time; returns at once when something has come."""
        if not select.select([self._master], [], [], seconds)[0]:
            return b""
        try:
            got = os.read(self._master, 65536)
        except OSError:  # the program has ended
            return b""
        self.sent += got
        self._stream.feed(got)
        if self._width_of_quote is not None and _ASKED_PLACE.search(got):
            self.type(f"\x1b[1;{1 + self._width_of_quote}R")
        return got

    def until(self, reached: str | Callable[[], bool]) -> None:
        """Read until the screen shows the text, or the condition holds. Raises TimeoutError with the screen."""
        holds = (lambda: reached in self.text) if isinstance(reached, str) else reached
        end = time.monotonic() + LIMIT
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError(f"never came: {reached!r}\n{self.text}")
            self.read(0.1)

    def until_quiet(self, seconds: float = 0.5) -> None:
        """Read until nothing has come for that long."""
        while self.read(seconds):
            pass

    def until_end(self) -> int:
        """Read until the program has ended; its status, or minus the signal that ended it."""
        self.until(lambda: self.process.poll() is not None)
        return self.process.returncode

    def hang_up(self) -> None:
        self.process.send_signal(signal.SIGHUP)


def _own_environment() -> dict[str, str]:
    """The environment without the size of the terminal that the tests themselves run in."""
    return {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
