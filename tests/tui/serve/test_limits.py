"""Who may connect, as plain counting; settings; the sentence for whoever is turned away."""

from __future__ import annotations

import socket
import struct
from pathlib import Path

import pytest

from data import words
from tests.support.served import School, Server
from tui.serve.journal import plain
from tui.serve.limits import FREE_FAILURES, LONGEST_DELAY, PATIENCE, Doorkeeper
from tui.serve.refusing import goodbye
from tui.serve.session import TERMINALS
from tui.serve.settings import Limits, Settings, read_settings, template
from tui.session import is_sftp, split, verb_in
from tui.status import Refused


def test_the_settings_that_are_written_are_the_defaults(tmp_path: Path):
    file = tmp_path / "serve.toml"
    file.write_text(template(), "utf-8")
    assert read_settings(file) == Settings()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("prot = 1", "prot"),
        ('port = "22"', "port"),
        ("[limits]\nattempts = 0", "limits.attempts"),
        ("[limits]\nattempts = true", "limits.attempts"),
        ("limits = 3", "limits"),
        ("listen = 1", "listen"),
        ("port = ", "serve.toml"),
    ],
)
def test_settings_that_make_no_sense_are_named(tmp_path: Path, text: str, named: str):
    file = tmp_path / "serve.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(Refused) as refused:
        read_settings(file)
    assert refused.value.status == 2
    assert named in str(refused.value)


def test_connections_are_limited_in_all_and_by_address():
    door = Doorkeeper(Limits(connections=3, per_address=2))
    door.came(1, "a", 0)
    assert door.refusal("a") == ""
    door.came(2, "a", 0)
    assert door.refusal("a") == "full_address"
    assert door.refusal("b") == ""
    door.came(3, "b", 0)
    assert door.refusal("c") == "full"
    door.left(1)
    assert door.refusal("a") == ""


def test_whoever_has_failed_gives_way_to_a_newcomer():
    door = Doorkeeper(Limits(unauthenticated=3))
    for number in (1, 2, 3):
        door.came(number, "a", 0.0)
    assert door.to_make_room(0.1) is None
    door.failed(2, 0.1)
    assert door.to_make_room(0.2) == 2
    door.left(2)
    assert door.to_make_room(0.2) == 0
    door.came(4, "b", 0.2)
    assert door.to_make_room(PATIENCE + 0.1) == 1
    door.logged_in(1, "wang")
    assert door.to_make_room(PATIENCE + 0.1) == 0


def test_failures_are_answered_later_and_later_and_are_forgotten():
    door = Doorkeeper(Limits())
    door.came(1, "a", 0.0)
    delays = []
    for _ in range(60):
        door.failed(1, 0.0)
        delays.append(door.delay("a", 0.0))
    assert delays[: FREE_FAILURES - 1] == [0.0] * (FREE_FAILURES - 1)
    assert delays == sorted(delays)
    assert delays[-1] == LONGEST_DELAY
    assert door.delay("b", 0.0) == 0.0
    assert door.delay("a", 3600.0) == 0.0


def test_the_memory_of_addresses_is_bounded():
    door = Doorkeeper(Limits())
    for number in range(30_000):
        door.came(number, str(number), float(number))
        door.failed(number, float(number))
        door.left(number)
    assert len(door._failures) <= 10_001


def test_an_account_has_so_many_sessions_and_no_more():
    door = Doorkeeper(Limits(sessions_per_account=2))
    for number, account in ((1, "wang"), (2, "wang"), (3, "li")):
        door.came(number, "a", 0.0)
        door.logged_in(number, account)
    assert door.begin_session(1, "app")
    assert door.begin_session(2, "app")
    assert not door.begin_session(1, "app")
    assert door.begin_session(3, "app")
    door.end_session(2)
    assert door.begin_session(1, "app")
    door.left(1)
    assert door.begin_session(2, "app")


def test_the_goodbye_is_a_version_and_a_disconnect_packet():
    version, packet = goodbye("full").split(b"\r\n", 1)
    assert version.startswith(b"SSH-2.0-")
    length, padding, kind, reason, size = struct.unpack(">IBBII", packet[:14])
    assert (kind, reason) == (1, 12)
    assert packet[14 : 14 + size] == b"full"
    assert len(packet) == length + 4
    assert len(packet) % 8 == 0
    assert padding >= 4


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("name", ["refused_full", "refused_full_address", "too_many_attempts"])
def test_what_clients_show_before_the_login_is_ascii(language: str, name: str):
    assert words.catalogue(language, "serve")[name].isascii()


def test_a_line_of_the_log_cannot_be_forged():
    assert plain("a\nlogin account=b") == "a?login?account=b"
    assert plain("王芳") == "??"
    assert len(plain("x" * 500)) == 80


@pytest.mark.parametrize(
    ("command", "terminal", "verb"),
    [
        (None, True, "app"),
        (None, False, "home"),
        ("roster --group 语文组", False, "roster"),
        ("yanxiu roster", False, "roster"),
        ("--lang en roster", False, "roster"),
        ("张三 13800138000", False, "?"),
        ("'open", False, "?"),
        ("internal-sftp", False, "sftp"),
        ("/usr/lib/openssh/sftp-server", False, "sftp"),
    ],
)
def test_the_log_gets_the_verb_and_nothing_else(command: str | None, terminal: bool, verb: str):
    assert verb_in(command, terminal) == verb


def test_command_lines_are_split_as_a_shell_would():
    assert split("roster --group '语文 组'") == ["roster", "--group", "语文 组"]
    assert split(None) == []
    assert not is_sftp("roster")


@pytest.mark.parametrize("name", ["xterm-256color", "screen", "tmux-256color", "putty", "linux", "vt100", "ansi"])
def test_known_terminals_keep_their_name(name: str):
    assert TERMINALS.match(name)


def test_whoever_is_one_too_many_hears_a_sentence_and_others_stay(school: School):
    with Server(school, "[limits]\nconnections = 2\n") as server:
        held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(2)]
        for one in held:
            assert one.recv(100).startswith(b"SSH-2.0-")
        done = server.run("wang", "home")
        assert done.returncode == 255
        assert b"Too many people" in done.stderr
        for one in held:
            one.close()
        server.wait_for_log("refused why=full")
        while server.run("wang", "home").returncode:
            pass


def test_rubbish_ends_its_own_connection_only(school: School, server: Server):
    for rubbish in (b"GET / HTTP/1.1\r\n\r\n", b"\0" * 70_000, b"SSH-2.0-x\r\n" + b"\xff" * 70_000, b"SSH-2.0-x\r\n"):
        with socket.create_connection(("127.0.0.1", server.port)) as one:
            one.sendall(rubbish)
            if len(rubbish) < 100 and rubbish.startswith(b"SSH"):
                continue
            one.settimeout(20)
            try:
                while one.recv(4096):
                    pass
            except ConnectionError:
                continue
    assert server.run("wang", "home").returncode == 0
