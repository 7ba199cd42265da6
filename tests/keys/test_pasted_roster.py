"""T1p: the roster of twenty copied out of a spreadsheet program, in at most ten keys and one for each rejected cell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Terminal

from models.actions.desk import Desk
from models.rules.statistics import Key, key_cost
from models.store import Store
from tests.keys.roster_file import OWN, as_shown, paper
from tests.keys.stream import as_bytes
from tests.keys.test_new_roster import choose_short_layout

ROOT = Path(__file__).parents[2]
PASTE: list[Key] = ["ctrl+shift+v"]
HEADINGS = "姓名\t性别\t出生日期\t民族\t政治面貌\t参加工作\t学科\t年级\t职务\t学历\t职称\t手机"

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal"),
    pytest.mark.slow,
]


@pytest.fixture
def roster(store: Store) -> Iterator[Terminal]:
    """The program with the empty roster in front."""
    command = [sys.executable, "-m", "tui.cli", "--store", str(store.place)]
    with Terminal(command, {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}, size=(120, 36)) as terminal:
        terminal.until("研修台")
        terminal.type("2")
        terminal.until("[2 花名册]")
        yield terminal


def block(rows: list[list[str]], end: str) -> str:
    return "".join("\t".join(row) + end for row in rows)


def bracketed(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


def found(desk: Desk) -> list[dict[str, str]]:
    source = desk.source("roster")
    names = source.register.entry
    return [{name: source.row(index).texts[name] for name in names} for index in range(len(source))]


def leave(terminal: Terminal) -> None:
    terminal.type("\x11")
    terminal.until_end()


@pytest.mark.parametrize("end", ["\r", "\r\n", "\r\r"], ids=["plain", "windows", "tmux"])
def test_with_headings_it_is_shown_first_and_one_key_takes_it(roster: Terminal, desk: Desk, end: str):
    roster.type(bracketed(HEADINGS + end + block(paper(OWN), end)))
    roster.until("20")
    roster.until("沈安琪")
    keys = [*PASTE, "enter"]
    roster.type("\r")
    roster.until("已存")
    leave(roster)
    assert found(desk) == as_shown(paper(OWN), desk.lists)
    assert key_cost(keys) <= 10


def test_one_key_more_leads_to_each_rejected_cell(roster: Terminal, desk: Desk):
    rows = [list(row) for row in paper(OWN)]
    rows[3][10], rows[11][2] = "特一级教师", "1973-13-16"
    roster.type(bracketed(HEADINGS + "\r" + block(rows, "\r")))
    roster.until("沈安琪")
    keys: list[Key] = [*PASTE, "enter"]
    roster.type("\r")
    roster.until("已存")
    jumps: list[Key] = ["f3", "f3"]
    for key, seen in zip(jumps, ("特一级教师", "1973-13-16"), strict=True):
        roster.type(as_bytes(key))
        roster.until(seen)
        roster.until_quiet()
        roster.type("4" if seen[0] == "特" else "730816")
        roster.until_quiet()
    leave(roster)
    assert found(desk) == as_shown(paper(OWN), desk.lists)
    assert key_cost([*keys, *jumps]) <= 10 + 2


@pytest.mark.parametrize("end", ["\r", "\r\r"], ids=["plain", "tmux"])
@pytest.mark.parametrize("wrap", [bracketed, str], ids=["bracketed", "as keys"])
def test_without_headings_it_goes_where_the_cursor_is(
    roster: Terminal, desk: Desk, wrap: Callable[[str], str], end: str
):
    choose_short_layout(roster)
    roster.type(wrap(block(paper(OWN), end)))
    # The last cell in the store is the end of it, however slowly the machine draws.
    roster.until(lambda: [row["phone"] for row in found(desk)[19:20]] == ["13907310020"])
    leave(roster)
    assert found(desk) == as_shown(paper(OWN), desk.lists)
    assert key_cost(PASTE) <= 10
