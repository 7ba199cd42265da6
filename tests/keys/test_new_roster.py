"""T1: twenty teachers of twelve fields typed into an empty roster, through a real terminal, in at most 854 keys."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from terminal import Terminal

from models.actions.desk import Desk
from models.registers.column import Context
from models.rules.statistics import Key, key_cost
from models.store import Store
from tests.keys.roster_file import COLUMNS, COMMON, OWN, as_shown, paper
from tests.keys.stream import as_bytes, row_keys

ROOT = Path(__file__).parents[2]
TARGET = 854
PACE = 0.012  # seconds between two keys: as fast as a held key repeats, slower than a paste

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.mark.slow
@pytest.mark.parametrize("path", [OWN, COMMON], ids=["own", "common"])
def test_all_240_cells_are_right_and_the_keys_within_the_target(path: Path, store: Store, desk: Desk):
    if not path.exists():
        pytest.skip("the common roster is not beside this copy")
    wanted = as_shown(paper(path), desk.lists)
    keys = paper_keys(wanted, desk.lists)
    environment = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "tui.cli", "--store", str(store.place)]
    with Terminal(command, environment, size=(120, 36)) as terminal:
        terminal.until("研修台")
        terminal.type("2")
        terminal.until("[2 花名册]")
        choose_short_layout(terminal)
        type_all(terminal, keys)
        terminal.until(wanted[-1]["phone"])
        terminal.type("\x11")
        terminal.until_end()
    source = desk.source("roster")
    found = [{name: source.row(index).texts[name] for name in wanted[0]} for index in range(len(source))]
    assert found == wanted
    assert sum(map(len, found)) == 240
    assert key_cost(keys) <= TARGET


def paper_keys(rows: Sequence[Mapping[str, str]], context: Context) -> list[Key]:
    """The keys for these rows of the short layout, one under the other."""
    above = [None, *rows[:-1]]
    return [key for row, before in zip(rows, above, strict=True) for key in row_keys(COLUMNS, row, context, before)]


def choose_short_layout(terminal: Terminal) -> None:
    terminal.type("\x1b[24~")
    terminal.until("Esc 取消")
    terminal.type("录入栏")
    terminal.until("按纸上的顺序")
    terminal.type("\r")
    # The short layout begins with the name; the whole register with the staff number.
    terminal.until(lambda: "出生年月" in terminal.text and "工号" not in terminal.text)


def type_all(terminal: Terminal, keys: list[Key]) -> None:
    """Key by key at the pace of fast fingers, reading what comes back meanwhile."""
    for key in keys:
        terminal.type(as_bytes(key))
        end = time.monotonic() + PACE
        while (left := end - time.monotonic()) > 0:
            terminal.read(left)
