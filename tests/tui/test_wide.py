"""Terminals with a mind of their own, from raw bytes: ambiguous characters two cells wide, and the Kitty protocol."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len
from terminal import Terminal
from wcwidth import wcwidth

from models.actions.desk import Desk
from models.registers.source import CellEdit
from tui.wide import ambiguous, with_wide

ROOT = Path(__file__).parents[2]
TITLE = "“青蓝工程”导师——"


@pytest.fixture
def school(desk: Desk) -> Desk:
    """Two people, one of them with cells full of ambiguous characters before a column in which both say the same."""
    source = desk.source("roster")
    for at, (grade, subject) in enumerate((("——", TITLE), ("专技", "数学")), 1):
        cells = {"name": "王小明", "post_grade": grade, "certificate_subject": subject, "remark": "汉语"}
        source.edit([CellEdit(-at, field, text) for field, text in cells.items()], "type")
    return desk


def start(desk: Desk, wide: bool, *, size: tuple[int, int] = (80, 24), **environment: str) -> Terminal:
    command = [sys.executable, "-m", "tui.cli", "--store", str(desk.store.place)]
    more = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **environment}
    return Terminal(command, more, size, width_of_quote=2 if wide else 1)


def wide_width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) == "A" and wcwidth(character) == 1 else wcwidth(character)


def places(terminal: Terminal, word: str) -> list[int]:
    """The cell in which the word begins, for every line that shows it."""
    lines = [[terminal.screen.buffer[y][x].data for x in range(terminal.screen.columns)] for y in range(24)]
    begins = [
        next((x for x in range(len(line)) if "".join(line[x : x + 2 * len(word)]).startswith(word)), None)
        for line in lines
    ]
    return [x for x in begins if x is not None]


@pytest.mark.parametrize("wide", [True, False])
def test_columns_behind_ambiguous_characters_stand_in_line(school: Desk, wide: bool, monkeypatch: pytest.MonkeyPatch):
    if wide:
        monkeypatch.setattr("pyte.screens.wcwidth", wide_width)
    with start(school, wide, size=(120, 24)) as terminal:
        terminal.until("研修台")
        terminal.type("2")
        terminal.until("[2 花名册]")
        terminal.until_quiet()
        terminal.type("\x1b[F")  # End: to the last columns
        terminal.until("青蓝")
        terminal.until_quiet()
        found = places(terminal, "汉语")
        assert len(found) == 2
        assert len(set(found)) == 1, terminal.text


def test_the_table_keeps_what_it_names_and_adds_the_rest():
    widths = [(0, 0, 0), (0x300, 0x36F, 0), (0x4E00, 0x9FFF, 2)]
    wide = ambiguous()
    assert {ord(character) for character in "“”‘’…·—①Ⅰ■★※→×÷±°§≤√№α─│"} <= set(wide)
    assert not {0x301, 0xE000, ord("王"), ord("a")} & set(wide)
    table = with_wide(widths, wide)
    assert table == sorted(table)
    assert (0x201C, 0x201C, 2) in table
    assert set(widths) < set(table)
    assert cell_len("“") == 1, "nothing is patched before somebody asks for it"


def test_the_kitty_protocols_commit_of_seven_characters_is_seven_characters(desk: Desk):
    with start(desk, wide=False) as terminal:
        terminal.until("研修台")
        terminal.type("2")
        terminal.until("[2 花名册]")
        terminal.until_quiet()
        terminal.type("\t")
        codes = ":".join(str(ord(character)) for character in "阿依古丽买买提")
        terminal.type(f"\x1b[0;;{codes}u")
        terminal.until("阿依古丽买买提")
        terminal.type("\r")
        terminal.until("已存")
    assert desk.source("roster").row(0).texts["name"] == "阿依古丽买买提"
