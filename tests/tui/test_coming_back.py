"""After a broken line the person goes on where they were; whoever left by themselves begins at the beginning."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Terminal

from models.actions.accounts import add_account, add_key
from models.actions.desk import Desk
from models.actions.preferences import preference
from models.store import Store
from tests.screens.roster.office import Office, somebody_else
from tests.support.keys import a_key, fingerprint
from tui.app import YanxiuApp
from tui.call import login_name
from tui.status import NOT_ALLOWED

ROOT = Path(__file__).parents[2]
Start = Callable[..., Terminal]
DOWN, RIGHT = "\x1b[B", "\x1b[C"


@pytest.fixture
def start(sample_desk: Desk, tmp_path: Path) -> Iterator[Start]:
    """Start ``yanxiu`` on the sample school in a terminal."""
    running: list[Terminal] = []

    def run(**more: str) -> Terminal:
        environment = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path), "LC_ALL": "C.UTF-8", **more}
        command = [sys.executable, "-m", "tui.cli", "--store", str(sample_desk.store.place)]
        running.append(Terminal(command, environment))
        return running[-1]

    yield run
    for terminal in running:
        terminal.__exit__(None, None, None)


def place(store: Store) -> dict[str, object]:
    """What is kept of where the person was."""
    store.actor = type(store.actor)(login_name())
    return preference(store, "place") or {}


def go_somewhere(terminal: Terminal, store: Store) -> None:
    """To the seventh person's group, until that is known."""
    terminal.until("[1 今日]")
    terminal.type("2")
    terminal.until("[2 花名册]")
    terminal.until(lambda: hint(terminal).startswith("工号"))
    terminal.type(DOWN * 6 + RIGHT * 5)
    terminal.until(lambda: hint(terminal).startswith("教研组"))
    terminal.until(lambda: place(store).get("field") == "research_group")


def hint(terminal: Terminal) -> str:
    return terminal.text.splitlines()[-2].strip(" ?!")


def test_a_broken_session_goes_on_at_the_same_cell(start: Start, sample_desk: Desk):
    first = start()
    go_somewhere(first, sample_desk.store)
    first.hang_up()
    first.until_end()
    again = start()
    again.until("回到了上次断开的地方")
    again.until(lambda: hint(again).startswith("教研组"))
    again.type("\x1b[D" * 4)
    again.until(lambda: hint(again).startswith("姓名"))
    again.type("新的名\r")
    again.until("已存")
    assert sample_desk.source("roster").row(6).texts["name"] == "新的名"


def test_whoever_leaves_by_ctrl_q_begins_with_today(start: Start, sample_desk: Desk):
    first = start()
    go_somewhere(first, sample_desk.store)
    first.type("\x11")
    assert first.until_end() == 0
    assert place(sample_desk.store) == {}
    again = start()
    again.until("[1 今日]")
    again.until_quiet()
    assert "[1 今日]" in again.text


def test_a_second_window_begins_with_today_and_the_first_keeps_its_place(start: Start, sample_desk: Desk):
    first = start()
    go_somewhere(first, sample_desk.store)
    second = start()
    second.until("[1 今日]")
    second.until("在场 2 人")
    second.type("\x11")
    second.until_end()
    assert place(sample_desk.store).get("field") == "research_group"


def test_what_was_half_typed_is_offered_where_it_was(start: Start, sample_desk: Desk):
    first = start()
    go_somewhere(first, sample_desk.store)
    first.type("\x1b[D" * 4)
    first.until(lambda: hint(first).startswith("姓名"))
    first.type("半个名")
    source = sample_desk.source("roster")

    def kept() -> bool:
        sample_desk.store.actor = type(sample_desk.store.actor)(login_name())
        left = source.unfinished()
        return left is not None and left.text == "半个名"

    first.until(kept)
    first.process.kill()
    first.until_end()
    again = start()
    again.until("[2 花名册]")
    again.until("上次没输完的姓名「半个名」")
    again.type("\r")
    again.until("半个名")
    again.type("\r")
    again.until("已存")


def test_the_server_says_that_it_will_close_and_the_line_stays(start: Start):
    terminal = start(YANXIU_DRAIN_SECONDS="45")
    terminal.until("[1 今日]")
    terminal.until_quiet()
    terminal.process.send_signal(signal.SIGUSR1)
    terminal.until("服务器 45 秒内关闭")
    terminal.type("2")
    terminal.until("[2 花名册]")
    terminal.until("服务器 45 秒内关闭")
    terminal.type("\x11")
    assert terminal.until_end() == 0


async def test_a_revoked_key_ends_the_session_with_a_sentence(sample_desk: Desk) -> None:
    store, line = sample_desk.store, a_key()
    key = add_key(store, add_account(store, "wangxy", "王秀英", "office"), line)
    app = YanxiuApp(sample_desk, fingerprint=fingerprint(line))
    async with app.run_test(size=(80, 24)) as pilot:
        it = Office(app, pilot)
        somebody_else(store, "desk.source('roster').edit([CellEdit(-1, 'name', '赵新来')], 'type')")
        for _ in range(1000):
            if it.message:
                break
            await pilot.pause(0.01)
        assert app.is_running, "another change sends nobody away"
        somebody_else(store, f"from models.actions.accounts import revoke_key\nrevoke_key(store, {key})")
        for _ in range(1000):
            if app.farewell:
                break
            await pilot.pause(0.01)
    assert app.return_value == NOT_ALLOWED
    assert "停用" in app.farewell
