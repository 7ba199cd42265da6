"""The byte patterns of input methods, pastes and bad terminals, through the real driver and a terminal emulator."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest

from tests.screens.grid.memory_source import COLUMNS

ROOT = Path(__file__).parents[3]
FIELDS = [column.field for column in COLUMNS]
LIMIT = 30.0  # seconds after which a silent app has failed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


class Terminal:
    """A grid behind a pseudo-terminal of 80 by 24, and what it shows."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._all = b""

    def send(self, data: bytes) -> None:
        os.write(self._fd, data)

    def wait(self, *texts: str) -> None:
        """Until the screen shows all of these."""
        end = time.monotonic() + LIMIT
        while not all(text in "\n".join(self.lines) for text in texts):
            assert time.monotonic() < end, "\n".join(self.lines)
            self._read(0.05)

    def settle(self, quiet: float = 0.3) -> int:
        """Read until nothing has come for ``quiet`` seconds; the number of bytes that did."""
        before = len(self._all)
        while select.select([self._fd], [], [], quiet)[0]:
            self._read(0)
        return len(self._all) - before

    @property
    def lines(self) -> list[str]:
        # A wide character leaves an empty cell behind it.
        return ["".join(self._screen.buffer[y][x].data for x in range(80)) for y in range(24)]

    @property
    def cursor(self) -> tuple[int, int]:
        return self._screen.cursor.x, self._screen.cursor.y

    def rows(self) -> list[dict[str, str]]:
        """Leave the app; what its source held."""
        self.send(b"\x11")
        end = time.monotonic() + LIMIT
        while b"ROWS" not in self._all or b"\n" not in self._all.partition(b"ROWS")[2]:
            assert time.monotonic() < end
            self._read(0.05)
        told = self._all.partition(b"ROWS")[2].splitlines()[0]
        return [dict(zip(FIELDS, row, strict=True)) for row in json.loads(told)]

    def _read(self, seconds: float) -> None:
        if select.select([self._fd], [], [], seconds)[0]:
            data = os.read(self._fd, 65536)
            self._all += data
            self._stream.feed(data)


@contextmanager
def grid(rows: int = 3) -> Iterator[Terminal]:
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "", "PYTHONPATH": path, "PYTHONUTF8": "1"}
        os.execv(sys.executable, [sys.executable, "-m", "tests.screens.grid.raw_app", str(rows)])
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    terminal = Terminal(fd)
    try:
        terminal.wait("姓名", "工号 ")
        yield terminal
    finally:
        os.close(fd)
        os.kill(pid, 9)
        os.waitpid(pid, 0)


def test_a_commit_of_seven_characters_arrives_whole():
    with grid() as it:
        it.send(b"\x1b[C")
        it.send("阿依古丽买买提\r".encode())
        it.wait("阿依古丽>")
        assert it.rows()[0]["name"] == "阿依古丽买买提"


def test_the_input_methods_window_opens_at_the_typed_text():
    with grid() as it:
        it.wait("钱丽")
        it.send(b"\x1b[C")
        it.send("王小明".encode())
        it.wait("王小明")
        number, staff_no, sign = 2, 7, 1
        it.settle()
        assert it.cursor == (number + staff_no + sign + 6, 1)


def test_full_width_digits_are_codes_and_numbers():
    with grid() as it:
        it.send(b"\t\t")
        it.send("１１９８５．３\r".encode())
        it.wait("1985-03")
        row = it.rows()[0]
        assert (row["sex"], row["born_on"]) == ("男", "1985.3")


def test_a_full_width_space_is_a_space():
    with grid() as it:
        it.send(b"\t")
        it.send("欧阳　雪\r".encode())
        it.wait("欧阳")
        assert it.rows()[0]["name"] == "欧阳 雪"


def test_a_bracketed_paste_with_the_line_ends_of_tmux():
    with grid(rows=0) as it:
        it.send("\x1b[200~001\t王小明\t男\r\r002\t李梅\t女\r\r\x1b[201~".encode())
        it.wait("李梅")
        assert [(row["staff_no"], row["name"], row["sex"]) for row in it.rows()] == [
            ("001", "王小明", "男"),
            ("002", "李梅", "女"),
        ]


def test_escape_and_a_digit_in_one_packet_write_nothing():
    with grid() as it:
        it.send(b"\t\t\x1b2\r")
        it.wait("出生年月")
        it.send(b"1985.3\r")
        it.wait("1985-03")
        row = it.rows()[0]
        assert (row["sex"], row["born_on"]) == ("女", "1985.3")


def test_a_whole_row_in_one_packet():
    with grid(rows=0) as it:
        it.send("001\r王小明\r1850312\r13\r\r".encode())
        it.wait("1985-03-12", "语文、英语", "一级教师")
        row = it.rows()[0]
        assert (row["name"], row["sex"], row["born_on"]) == ("王小明", "男", "850312")
        assert (row["subjects"], row["rank"]) == ("语文、英语", "一级教师")


def test_an_idle_grid_sends_nothing():
    with grid() as it:
        it.send(b"\x1b[B")
        it.wait("孙建国")
        it.settle()
        assert it.settle(1.0) == 0
