"""The app in a real terminal: what it sends, what it survives, how it ends."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from terminal import Terminal

from models.store import Store

ROOT = Path(__file__).parents[2]
Start = Callable[..., Terminal]


@pytest.fixture
def start(store: Store, tmp_path: Path) -> Iterator[Start]:
    """Start ``yanxiu`` on the store of the test in a terminal."""
    running: list[Terminal] = []

    def run(*arguments: str, more: Mapping[str, str] = MappingProxyType({}), **options: object) -> Terminal:
        environment = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path), "LC_ALL": "C.UTF-8", **more}
        command = [sys.executable, "-m", "tui.cli", "--store", str(store.place), *arguments]
        running.append(Terminal(command, environment, **options))  # type: ignore[arg-type]
        return running[-1]

    yield run
    for terminal in running:
        terminal.__exit__(None, None, None)


def test_no_kitty_keys_no_mouse_and_nothing_sent_while_idle(start: Start):
    terminal = start()
    terminal.until("研修台")
    terminal.until_quiet()
    assert not re.search(rb"\x1b\[>\d+u", terminal.sent)
    assert b"\x1b[?1000h" not in terminal.sent
    before = len(terminal.sent)
    terminal.read(2.5)
    assert len(terminal.sent) == before


def test_seven_characters_from_an_input_method_arrive_whole(start: Start):
    terminal = start()
    terminal.until("研修台")
    terminal.type("2")
    terminal.until("[2 花名册]")
    terminal.type("\t")
    terminal.until_quiet()
    terminal.type("阿依古丽买买提")
    terminal.until("阿依古丽买买提")
    terminal.type("\r")
    terminal.until("已存")


def test_a_byte_of_gbk_is_told_and_the_app_goes_on(start: Start):
    terminal = start()
    terminal.until("研修台")
    terminal.type("王".encode("gbk"))
    terminal.until("UTF-8")
    terminal.type("2")
    terminal.until("[2 花名册]")


def test_a_hang_up_ends_it_at_once(start: Start):
    terminal = start()
    terminal.until("研修台")
    terminal.hang_up()
    assert terminal.until_end() == -signal.SIGHUP


def test_ctrl_q_leaves_the_terminal_as_it_was(start: Start):
    terminal = start()
    terminal.until("研修台")
    terminal.type("\x11")
    assert terminal.until_end() == 0
    assert b"\x1b[?1049l" in terminal.sent


def test_ctrl_c_never_leaves(start: Start):
    terminal = start()
    terminal.until("研修台")
    terminal.type("\x03\x03")
    terminal.type("2")
    terminal.until("[2 花名册]")


@pytest.mark.parametrize(("claims", "wide"), [(1, False), (2, True), (None, False)])
def test_the_terminal_is_asked_for_the_width_of_a_quotation_mark(claims: int | None, wide: bool):
    script = "from tui.startup import is_wide; print('wide' if is_wide() else 'narrow')"
    with Terminal([sys.executable, "-c", script], {"PYTHONPATH": str(ROOT)}, width_of_quote=claims) as terminal:
        terminal.until(lambda: "wide" in terminal.text or "narrow" in terminal.text)
        assert ("wide" in terminal.text) is wide
        assert "“" not in terminal.text


@pytest.mark.parametrize(("setting", "said"), [("wide", "True"), ("narrow", "False")])
def test_a_setting_spares_the_question(setting: str, said: str):
    script = f"from tui.startup import is_wide; print(is_wide({setting!r}))"
    with Terminal([sys.executable, "-c", script], {"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.until(said)
        assert b"\x1b[6n" not in terminal.sent


def test_the_first_start_asks_for_the_school_and_opens_it(tmp_path: Path):
    environment = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "tui.cli", "--store", str(tmp_path / "new.db")]
    with Terminal(command, environment) as terminal:
        terminal.until("欢迎使用研修台")
        terminal.until_quiet()
        terminal.type("\r")
        terminal.until("请输入学校名称")
        terminal.type("实验小学\r")
        terminal.until_quiet()
        terminal.type("\r")
        terminal.until("[1 今日]")
        terminal.until("实验小学  20")


def test_a_terminal_that_is_not_utf8_is_refused_in_a_sentence(store: Store):
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    with Terminal(
        [sys.executable, "-m", "tui.cli", "--store", str(store.place), "--lang", "en"], environment
    ) as terminal:
        assert terminal.until_end() == 2
        assert "UTF-8" in terminal.text


@pytest.mark.parametrize(("arguments", "environment"), [((), {"NO_COLOR": "1"}), (("--theme", "mono"), {})])
def test_without_colours_only_the_terminals_own_are_used(
    start: Start, arguments: tuple[str, ...], environment: dict[str, str]
):
    terminal = start(*arguments, more=environment)
    terminal.until("研修台")
    terminal.type("2")
    terminal.until("[2 花名册]")
    terminal.until_quiet()
    cells = [terminal.screen.buffer[y][x] for y in range(24) for x in range(80)]
    assert {(cell.fg, cell.bg) for cell in cells} == {("default", "default")}
    assert any(cell.reverse for cell in cells), "the cursor must show without colour"


def test_sixteen_colours_need_no_more(start: Start):
    terminal = start(more={"TERM": "xterm"})
    terminal.until("研修台")
    terminal.type("2")
    terminal.until("[2 花名册]")
    terminal.until_quiet()
    assert not re.search(rb"\x1b\[[0-9;]*[34]8;[25]", terminal.sent)
