"""Twenty teachers typed over a line that delivers several keys at once: every cell is still the one that was meant."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Terminal

from models.actions.desk import Desk
from models.store import Store
from tests.keys.roster_file import OWN, as_shown, paper
from tests.keys.stream import as_bytes
from tests.keys.test_new_roster import choose_short_layout, paper_keys

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
_ANY = random.Random(20261124)


@pytest.mark.slow
@pytest.mark.parametrize(
    "at_once", [lambda: 3, lambda: 7, lambda: _ANY.randint(1, 9)], ids=["by three", "by seven", "at random"]
)
def test_keys_that_arrive_in_lumps_fill_the_same_cells(at_once: Callable[[], int], store: Store, desk: Desk):
    wanted = as_shown(paper(OWN), desk.lists)
    keys = [as_bytes(key) for key in paper_keys(wanted, desk.lists)]
    environment = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "tui.cli", "--store", str(store.place)]
    with Terminal(command, environment, size=(120, 36)) as terminal:
        terminal.until("研修台")
        terminal.type("2")
        terminal.until("[2 花名册]")
        choose_short_layout(terminal)
        while keys:
            count = at_once()
            lump, keys = keys[:count], keys[count:]
            terminal.type(b"".join(lump))
            terminal.read(0.05)
        terminal.until(wanted[-1]["phone"])
        terminal.type("\x11")
        terminal.until_end()
    source = desk.source("roster")
    found = [{name: source.row(index).texts[name] for name in wanted[0]} for index in range(len(source))]
    assert found == wanted
