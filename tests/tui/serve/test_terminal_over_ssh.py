"""With a terminal: the app, its size, hang-up, limits, revoked keys, and a server that closes."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import termios
import time
from pathlib import Path

import pytest
from terminal import Terminal

from models.actions.accounts import revoke_key
from models.store import Store
from tests.support.served import LIMIT, OFFICE, School, Server
from tui.serve.housekeeping import NAME


def at_terminal(server: Server, login: str, *words: str, size: tuple[int, int] = (80, 24)) -> Terminal:
    environment = {"LC_ALL": "C.UTF-8"}
    return Terminal(server.command(login, *words, options=("-tt",)), environment, size=size)


def processes(server: Server) -> set[int]:
    """The server's descendants, without its housekeeper."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                told, _, rest = (entry / "stat").read_text("utf-8", "replace").rpartition(")")
                parent = int(rest.split()[1])
            except OSError:
                continue
            if told.endswith(f"({NAME}"):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found: set[int] = set()
    waiting = [server.process.pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.update(below)
        waiting += below
    return found


def ended(terminal: Terminal) -> int:
    """The client's exit status, once everything it has shown is read."""
    status = terminal.until_end()
    terminal.until_quiet(0.1)
    return status


def until_alone(server: Server) -> None:
    end = time.monotonic() + LIMIT
    while processes(server):
        assert time.monotonic() < end, "a session outlived its connection"
        time.sleep(0.02)


def test_the_app_opens_follows_the_window_and_closes(server: Server):
    with at_terminal(server, "wang", size=(100, 30)) as terminal:
        terminal.until("王老师@")
        fcntl.ioctl(terminal._master, termios.TIOCSWINSZ, struct.pack("HHHH", 20, 70, 0, 0))
        terminal.screen.resize(20, 70)
        terminal.process.send_signal(signal.SIGWINCH)
        terminal.until(lambda: any("F1" in line for line in terminal.text.splitlines()[19:]))
        terminal.type("\x11")
        assert ended(terminal) == 0
        assert b"\x1b[?1049l" in terminal.sent
    until_alone(server)


def test_two_people_have_their_own_language(server: Server):
    environment = {"LC_ALL": "en_US.UTF-8"}
    command = server.command("li", options=("-tt", "-oSendEnv=LC_ALL"))
    with Terminal(command, environment, size=(100, 30)) as english, at_terminal(server, "wang") as chinese:
        english.until("Today")
        chinese.until("今日")


def test_a_size_that_is_none_does_not_end_the_app(server: Server):
    with at_terminal(server, "wang", size=(1, 1)) as terminal:
        terminal.until_quiet(1.0)
        fcntl.ioctl(terminal._master, termios.TIOCSWINSZ, struct.pack("HHHH", 60000, 60000, 0, 0))
        terminal.process.send_signal(signal.SIGWINCH)
        terminal.until_quiet(1.0)
        fcntl.ioctl(terminal._master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        terminal.screen.resize(24, 80)
        terminal.process.send_signal(signal.SIGWINCH)
        terminal.until("今日")
        terminal.type("\x11")
        assert terminal.until_end() == 0


def test_a_verb_on_a_terminal_prints_there(server: Server):
    with at_terminal(server, "wang", "home", size=(120, 40)) as terminal:
        assert ended(terminal) == 0
        assert "在册教职工" in terminal.text


def test_a_lost_client_leaves_no_process_behind(server: Server):
    with at_terminal(server, "wang") as terminal:
        terminal.until("今日")
        assert len(processes(server)) == 2
        terminal.process.kill()
        terminal.process.wait()
    until_alone(server)


def test_the_app_that_is_killed_gives_the_terminal_back(server: Server):
    with at_terminal(server, "wang") as terminal:
        terminal.until("今日")
        os.kill(max(processes(server)), signal.SIGKILL)
        assert ended(terminal) == 128 + signal.SIGKILL
        assert b"\x1b[?1049l" in terminal.sent.rpartition(b"\x1b[?1049h")[2]


def test_a_revoked_key_ends_the_session_with_a_sentence(server: Server, school: School):
    school.add("sun", "孙老师", "teacher")
    with at_terminal(server, "sun") as terminal:
        terminal.until("今日")
        with Store.open(school.file, OFFICE) as store:
            revoke_key(store, school.key_ids["sun"])
        ended(terminal)
        assert "登录" in terminal.text
    done = server.run("sun", "home", options=("-oPreferredAuthentications=publickey",))
    assert done.returncode == 255


def test_more_sessions_than_an_account_may_have_are_told(school: School, server: Server):
    school.add("zhou", "周老师", "teacher")
    held = [at_terminal(server, "zhou") for _ in range(8)]
    try:
        for terminal in held:
            terminal.until("今日")
        done = server.run("zhou", "home")
        assert done.returncode == 3
        assert "太多" in done.stderr.decode()
        assert server.run("wang", "home").returncode == 0
    finally:
        for terminal in held:
            terminal.__exit__(None, None, None)
    until_alone(server)
    assert server.run("zhou", "home").returncode == 0


@pytest.mark.parametrize("with_app", [True, False])
def test_a_server_that_is_stopped_drains(school: School, with_app: bool):
    with Server(school, drain_seconds=2) as server:
        if with_app:
            with at_terminal(server, "wang") as terminal:
                terminal.until("今日")
                server.process.send_signal(signal.SIGTERM)
                server.wait_for_log("draining")
                terminal.type("2")
                terminal.until("姓名")
                ended(terminal)
                assert "服务已停" in terminal.text
        else:
            server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(LIMIT) == 0
        assert server.run("wang", "home").returncode == 255


def test_a_restarted_server_is_the_same_to_its_people(school: School):
    keys = set()
    for _ in range(2):
        with Server(school) as server:
            assert server.run("wang", "home").returncode == 0
            keys.add((school.folder / "school.db.serve" / "host_ed25519.pub").read_bytes())
    assert len(keys) == 1
