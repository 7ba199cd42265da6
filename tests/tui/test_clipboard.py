"""Copying out: the sequence as terminals, tmux and screen want it, through the real driver and a real tmux."""

from __future__ import annotations

import base64
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Terminal

from models.actions.desk import Desk
from screens.kit.clipboard import MOST_SENT
from screens.kit.importing.paths import SavePath
from tests.screens.roster.office import office
from tui.clipboard import COPIES, has_clipboard, sent_through

ROOT = Path(__file__).parents[2]
COPY = COPIES + "c;" + base64.b64encode("王芳\t女".encode()).decode() + "\a"


def test_the_longest_copy_fits_what_terminals_and_tmux_take():
    assert len(base64.b64encode(b"x" * MOST_SENT)) <= 74_994


def test_a_plain_terminal_gets_the_plain_sequence():
    assert sent_through(COPY, {"TERM": "xterm-256color"}) == COPY


@pytest.mark.parametrize("environment", [{"TERM": "screen", "TMUX": "/tmp/x,1,0"}, {"TERM": "tmux-256color"}])
def test_tmux_gets_it_plain_and_wrapped(environment: dict[str, str]):
    sent = sent_through(COPY, environment)
    assert sent.startswith(COPY)
    wrapped = re.fullmatch(r"\x1bPtmux;(.*)\x1b\\", sent.removeprefix(COPY), re.DOTALL)
    assert wrapped
    assert wrapped[1].replace("\x1b\x1b", "\x1b") == COPY


@pytest.mark.parametrize("environment", [{"TERM": "screen-256color"}, {"TERM": "xterm", "STY": "1.pts"}])
def test_screen_gets_pieces_that_it_can_hold(environment: dict[str, str]):
    long = COPIES + "c;" + "A" * 2000 + "\a"
    sent = sent_through(long, environment).removeprefix(long)
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sent, re.DOTALL)
    assert "".join(pieces) == long
    assert max(map(len, pieces)) < 256


@pytest.mark.parametrize(("term", "has"), [("linux", False), ("vt220", False), ("xterm", True), ("screen", True)])
def test_terminals_that_have_no_clipboard_are_known(term: str, has: bool):
    assert has_clipboard({"TERM": term}) is has


async def test_what_was_sent_is_said_and_nothing_more(sample_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    async with office(sample_desk) as it:
        await it.at(it.names()[0], "name")
        await it.press("ctrl+c")
        assert it.app.clipboard == it.names()[0]
        assert "已送往终端" in it.hint


async def test_where_there_is_no_clipboard_it_says_so_and_pastes_here(
    sample_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with office(sample_desk) as it:
        await it.at(it.names()[0], "remark")
        await it.type("抄走\r")
        await it.at(it.names()[0], "remark")
        await it.press("ctrl+c")
        assert it.app.clipboard == ""
        assert "没有剪贴板" in it.hint
        await it.press("down", "ctrl+v")
        assert it.row(it.names()[1]).texts["remark"] == "抄走"


async def test_what_is_too_long_is_offered_as_a_file(sample_desk: Desk, tmp_path: Path) -> None:
    async with office(sample_desk) as it:
        await it.at(it.names()[0], "remark")
        await it.paste("\n".join(["长" * 400] * 60))
        await it.press("ctrl+c")
        await it.at(it.names()[0], "remark")
        await it.press("f8", "end", "end", "ctrl+c")
        assert "放不下" in it.hint
        await it.press("1")
        await it.until(SavePath)
        await it.line(str(tmp_path / "out.csv"))
        lines = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()
        assert lines[0].startswith("备注")
        assert lines[1].startswith("长" * 400)


async def test_from_far_away_the_way_to_fetch_the_table_is_told(sample_desk: Desk) -> None:
    sample_desk.store.actor = type(sample_desk.store.actor)("王秀英", "ssh:203.0.113.7")
    async with office(sample_desk) as it:
        await it.command("save_copy")
        assert "export roster" in it.hint


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    """A tmux of one's own."""
    program = shutil.which("tmux")
    if program is None:
        pytest.skip("tmux is not installed")
    command = [program, "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    yield command
    subprocess.run([*command, "kill-server"], check=False, capture_output=True)


@pytest.mark.parametrize("setting", [("set-clipboard", "on"), ("allow-passthrough", "on")])
def test_tmux_hands_a_copy_on(tmux: list[str], tmp_path: Path, sample_desk: Desk, setting: tuple[str, str]) -> None:
    program = f"{sys.executable} -m tui.cli --store {shlex.quote(str(sample_desk.store.place))}"
    environment = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "TMUX": ""}
    name = sample_desk.source("roster").row(0).texts["name"]
    command = [*tmux, "set", "-g", "default-terminal", "tmux-256color", ";", "set", "-g", "set-clipboard", "off", ";"]
    command += ["set", "-g", *setting, ";", "set", "-as", "terminal-features", "*:clipboard", ";", "new", program]
    with Terminal(command, environment) as terminal:
        terminal.until("[1 今日]")
        terminal.type("2")
        terminal.until("[2 花名册]")
        terminal.type("\t")
        terminal.until_quiet()
        terminal.type("\x03")
        terminal.until("已送往终端")
        wanted = base64.b64encode(name.encode())
        terminal.until(lambda: re.search(rb"\x1b\]52;c?;" + re.escape(wanted), terminal.sent) is not None)
