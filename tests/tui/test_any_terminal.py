"""The terminals that people have: what their keys send, how much they can show, and what is said where it is little."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Terminal

from models.store import Store

ROOT = Path(__file__).parents[2]
F_KEYS = ("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12")
FROM_5 = ("15~", "17~", "18~", "19~", "20~", "21~", "23~", "24~")

KEYS = {
    "xterm, Windows Terminal, macOS, tmux": [*("OP", "OQ", "OR", "OS"), *(f"[{each}" for each in FROM_5)],
    "PuTTY and rxvt": [*("[11~", "[12~", "[13~", "[14~"), *(f"[{each}" for each in FROM_5)],
    "Linux console": [*("[[A", "[[B", "[[C", "[[D", "[[E"), *(f"[{each}" for each in FROM_5[1:])],
    "PuTTY as VT100+": [f"O{letter}" for letter in "PQRSTUVWXYZ["],
}
MORE = {
    "[1~": "home",
    "[7~": "home",
    "[H": "home",
    "OH": "home",
    "[4~": "end",
    "[8~": "end",
    "[F": "end",
    "OF": "end",
    "[2~": "insert",
    "[3~": "delete",
    "[5~": "pageup",
    "[6~": "pagedown",
    "[A": "up",
    "OB": "down",
    "[Z": "shift+tab",
    "\t": "shift+tab",
}


@pytest.fixture(scope="module")
def keys() -> Iterator[Terminal]:
    """A program that prints the keys it gets."""
    command = [sys.executable, "-m", "tests.tui.key_printer"]
    with Terminal(command, {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}) as terminal:
        terminal.until("ready")
        yield terminal


@pytest.mark.parametrize("terminal", KEYS)
def test_every_function_key_is_known(keys: Terminal, terminal: str):
    for name, sequence in zip(F_KEYS, KEYS[terminal], strict=True):
        keys.type(f"\x1b{sequence}")
        keys.until(f"<{name}|>")


def test_the_other_keys_are_known(keys: Terminal):
    for sequence, name in MORE.items():
        keys.type("x")
        keys.until("<x|x>")
        keys.type(f"\x1b{sequence}")
        keys.until(f"<{name}|>")
    for sent in ("\x7f", "\x08"):
        keys.type("x")
        keys.until("<x|x>")
        keys.type(sent)
        keys.until("<backspace|>")


@pytest.mark.parametrize(("sequence", "digit"), [("Op", "0"), ("Ow", "7"), ("Oy", "9")])
def test_the_number_pad_types_digits_in_either_mode(keys: Terminal, sequence: str, digit: str):
    keys.type("x")
    keys.until("<x|x>")
    keys.type(f"\x1b{sequence}")
    keys.until(f"<{digit}|{digit}>")


def test_a_key_that_arrives_in_two_halves_is_whole(keys: Terminal):
    keys.type("x")
    keys.until("<x|x>")
    keys.type("\x1bO")
    keys.until_quiet(0.2)
    keys.type("T")
    keys.until("<f5|>")


@pytest.mark.parametrize("answer", ["\x1b[?1;2c", "\x1b[>0;276;0c", "\x1b]52;c;aGVsbG8=\x07", "\x1bP1$r0m\x1b\\"])
def test_what_a_terminal_says_of_itself_is_not_typed(keys: Terminal, answer: str):
    keys.type("x")
    keys.until("<x|x>")
    keys.type(f"{answer}y")
    keys.until("<y|y>")
    keys.type("x")
    keys.until("<x|x>")
    keys.type(answer)
    keys.until_quiet(0.3)
    assert "<x|x>" in keys.text


@pytest.fixture
def start(store: Store, tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Start ``yanxiu`` on the store of the test in a terminal that calls itself ``term``."""
    running: list[Terminal] = []

    def run(term: str, *arguments: str, **more: str) -> Terminal:
        environment = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
        environment |= {"LC_ALL": "C.UTF-8", "TERM": term, "COLORTERM": "", **more}
        command = [sys.executable, "-m", "tui.cli", "--store", str(store.place), *arguments]
        running.append(Terminal(command, environment))
        return running[-1]

    yield run
    for terminal in running:
        terminal.__exit__(None, None, None)


@pytest.mark.parametrize("term", ["putty", "screen-256color", "something-new"])
def test_opens_at_80_by_24_and_takes_keys(start: Callable[..., Terminal], term: str):
    terminal = start(term)
    terminal.until("[1 今日]")
    terminal.type("2")
    terminal.until("[2 花名册]")
    terminal.type("\x1b[11~")
    terminal.until("上下键翻看")
    assert max(map(len, terminal.text.splitlines())) <= 80


def test_the_linux_console_is_told_that_it_lacks_chinese_and_offered_english(start: Callable[..., Terminal]):
    terminal = start("linux")
    terminal.until("Linux console")
    terminal.type("\r")
    terminal.until("[1 Today]")
    terminal.type("\x1b[[A")
    terminal.until("Arrows scroll")
    terminal.until_quiet()
    assert not re.search(rb"\x1b\[[0-9;]*[34]8;[25]", terminal.sent), "sixteen colours are all it has"
    shown = {character for character in terminal.text if not character.isascii()}
    assert {character for character in shown if not "\u3000" <= character <= "\uffef"} == set()


def test_the_answer_given_on_the_console_holds_there_and_nowhere_else(start: Callable[..., Terminal]):
    terminal = start("linux")
    terminal.until("Linux console")
    terminal.type("2\r")
    terminal.until("[1 今日]")
    terminal.type("\x11")
    terminal.until_end()
    again = start("linux")
    again.until("[1 今日]")
    assert "Linux console" not in again.text


def test_the_console_asks_nobody_who_has_said_which_language(start: Callable[..., Terminal]):
    terminal = start("linux", "--lang", "zh")
    terminal.until("[1 今日]")


@pytest.mark.parametrize("term", ["vt100"])
def test_a_terminal_without_colours_gets_none(start: Callable[..., Terminal], term: str):
    terminal = start(term)
    terminal.until("[1 今日]")
    terminal.type("2")
    terminal.until("[2 花名册]")
    terminal.until_quiet()
    cells = [terminal.screen.buffer[y][x] for y in range(24) for x in range(80)]
    assert {(cell.fg, cell.bg) for cell in cells} == {("default", "default")}


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_draw_gets_the_first_page_as_text(start: Callable[..., Terminal], term: str):
    terminal = start(term)
    assert terminal.until_end() == 0
    assert "画不了整屏界面" in terminal.text
    assert b"\x1b" not in terminal.sent
