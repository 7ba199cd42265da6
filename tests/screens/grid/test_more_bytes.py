"""More raw bytes through the real driver: a paste without brackets, with Enter as the end of a row."""

from __future__ import annotations

import sys

import pytest

from tests.screens.grid.test_raw_bytes import grid

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_a_paste_without_brackets_lands_right_when_enter_goes_down():
    with grid(rows=0) as it:
        it.send(b"\x1b[17~")  # F6: Enter goes down, to where the row began
        it.wait("向下")
        it.send("001\t王小明\t男\t1985.3\t语文、英语\r002\t李梅\t女\t1990.5.6\t数学\r".encode())
        it.wait("李梅", "数学")
        rows = it.rows()
        assert [[row[name] for name in ("staff_no", "name", "sex", "born_on", "subjects")] for row in rows[:2]] == [
            ["001", "王小明", "男", "1985.3", "语文、英语"],
            ["002", "李梅", "女", "1990.5.6", "数学"],
        ]


def test_an_asterisk_from_the_keyboard_marks_a_doubt_and_no_text():
    with grid() as it:
        it.send(b"\t")
        it.settle()
        it.send(b"*")
        it.wait("*钱丽")
        assert it.rows()[0]["name"] == "钱丽"
