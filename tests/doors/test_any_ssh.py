"""Whatever comes in over SSH, before the login and after it: it costs its own connection at most.

A real server, real packets: before the login any bytes, after it every kind of request that the protocol knows, with
odd values and with payloads that are none. Beside them somebody works on, and notices nothing.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from asyncssh.channel import SSHClientChannel
from asyncssh.packet import String, UInt32
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.store import Store
from tests.doors.fuzz import TIMES, shaken
from tests.doors.ssh_words import GLOBALS, MALFORMED, OPENINGS, SESSIONS, STORM, TALK, packet, pty
from tests.support.served import LIMIT, OFFICE, School, Server, present
from tests.tui.serve.test_terminal_over_ssh import at_terminal, processes, until_alone

pytestmark = pytest.mark.skipif(not present("ssh"), reason="needs the OpenSSH client")
_LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:+]+ [a-z-]+( [a-z]+=[\x21-\x7e]+)*")


def some(examples: int) -> settings:
    """The short form of a test whose every example is several connections."""
    return settings(shaken, max_examples=examples * TIMES)


@pytest.fixture(scope="module")
def school(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> School:
    return School(
        tmp_path_factory.mktemp("school"), lambda file: Store.open(Path(shutil.copyfile(sample_file, file)), OFFICE)
    )


@pytest.fixture(scope="module")
def server(school: School) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patch:
        (school.folder / "here").mkdir()
        patch.chdir(school.folder / "here")  # what a name without a folder would reach
        running = Server(school)
    with running:
        yield running


def outside(school: School) -> set[str]:
    """Every file of the server but those in drop boxes, in the backups, and those that a store makes."""
    files = {file.relative_to(school.folder) for file in school.folder.rglob("*") if file.is_file()}
    own = {file for file in files if file.parts[0] in ("backups", "school.db.inbox")}
    return {str(file) for file in files - own if file.suffix not in (".db-wal", ".db-shm", ".toml", ".log")}


@contextmanager
def undisturbed(server: Server, school: School) -> Iterator[None]:
    """Somebody works through all of it; afterwards the server is as it was and has nothing to tell."""
    before = outside(school)
    with at_terminal(server, "wang") as somebody:
        somebody.until("今日")
        yield
        somebody.type("2")
        somebody.until("工号")
        somebody.type("\x11")
        assert somebody.until_end() == 0
    assert server.process.poll() is None
    done = server.run("li", "home")
    assert (done.returncode, done.stderr) == (0, b"")
    until_alone(server)
    assert outside(school) == before
    assert not list(school.folder.rglob("errors.log")), "a process of the server crashed"
    _, _, log = server.log.partition("listening port=")
    odd = [line for line in log.splitlines()[1:] if not _LINE.fullmatch(line)]
    assert odd == [], "something that is no line of the log, such as a traceback"
    assert not re.search(r"\b(1\d{10}|\d{17}[\dXx])\b", log), "a telephone or identity number"
    for file in school.folder.glob("*.inbox/*/*"):
        assert file.is_file()
        assert not file.name.startswith("."), "half a file was left"
        file.unlink()


# -- before the login --


def say(port: int, version: bytes, packets: list[bytes], cut: int) -> socket.socket:
    """Begin a connection, and break off ``cut`` bytes before the end."""
    one = socket.create_connection(("127.0.0.1", port), LIMIT)
    spoken = version + b"".join(packets)
    with suppress(ConnectionError):
        one.sendall(spoken[: len(spoken) - cut])
        if cut % 2:
            one.shutdown(socket.SHUT_WR)
    return one


def test_any_bytes_before_the_login(server: Server, school: School):
    @some(10)
    @given(st.lists(TALK, min_size=1, max_size=4))
    @example([(b"SSH-2.0-x\r\n", [packet(b"\x14", 0xFFFFFFFF)], 0), (b"", [], 0)])
    @example([(b"SSH-2.0-x\r\n", [packet(b"\x05" + String(b"ssh-userauth")), packet(b"\x32" + String("wang"))], 1)])
    @example([(b"SSH-2.0-x\r\n", [packet(b"\x15"), packet(b"\x5a" + String(b"session"))], 1)])
    @example([(b"SSH-2.0-x\r\n", [], 0)] * 30)
    def talked(talks: list[tuple[bytes, list[bytes], int]]) -> None:
        for one in [say(server.port, *talk) for talk in talks]:
            one.close()
        assert server.process.poll() is None

    with undisturbed(server, school):
        talked()


# -- after the login --


class Visit:
    """One login, and what it asks for."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.granted: list[bytes] = []

    async def do(self, kind: str, *what: Any) -> None:
        await getattr(self, f"_{kind}")(*what)

    def _channel(self) -> Any:
        return SSHClientChannel(self._connection, asyncio.get_running_loop(), "strict", None, "strict", 65536, 32768)

    async def _open(self, kind: bytes, payload: bytes) -> None:
        with suppress(asyncssh.Error, OSError):
            await self._channel()._open(kind, payload)
            self.granted.append(kind)

    async def _global(self, name: bytes, payload: bytes) -> None:
        answer, _ = await self._connection._make_global_request(name, payload)
        if answer == asyncssh.constants.MSG_REQUEST_SUCCESS:
            self.granted.append(name)

    async def _packet(self, kind: int, payload: bytes) -> None:
        self._connection.send_packet(kind, payload)

    async def _session(self, requests: list[tuple[bytes, bytes]], content: bytes, end: str) -> None:
        channel: Any = self._channel()
        await channel._open(b"session")
        channel._session = asyncssh.SSHClientSession()
        channel._session.connection_made(channel)
        await channel._start_reading()
        answers = [channel._make_request(name, payload) for name, payload in requests]
        for (name, _), granted in zip(requests, await asyncio.gather(*answers), strict=True):
            if granted and name.startswith((b"x11", b"auth-agent", b"break")):
                self.granted.append(name)
        with suppress(OSError):  # it may have ended by now
            channel.write(content)
            if end == "eof":
                channel.write_eof()
        if end == "close":
            channel.close()


def connected(server: Server) -> Any:
    """Logged in as li."""
    return asyncssh.connect(
        "127.0.0.1", server.port, username="li", client_keys=[str(server.school.key("li"))], agent_path=None,
        known_hosts=None, config=None,
    )  # fmt: skip


def visited(server: Server, steps: list[tuple[Any, ...]], then: Callable[[Any], Awaitable[object]]) -> list[bytes]:
    """Log in as li, take the steps, and do ``then`` with the connection; what was granted that must not be."""

    async def visit() -> list[bytes]:
        async with connected(server) as connection:
            here = Visit(connection)
            with suppress(asyncssh.Error, OSError):
                for step in steps:
                    await asyncio.wait_for(here.do(*step), LIMIT)
            await asyncio.wait_for(then(connection), LIMIT)
            connection.abort()
        return here.granted

    return asyncio.run(visit())


async def still_there(connection: Any) -> None:
    """The server answers, which it would not after an error of its own."""
    answer, _ = await connection._make_global_request(b"keepalive@openssh.com")
    assert connection._transport is not None, "the connection ended"
    assert answer


async def nothing(_: Any) -> None: ...


def test_any_request_after_the_login(server: Server, school: School):
    @some(10)
    @given(st.lists(SESSIONS | SESSIONS | OPENINGS | GLOBALS, min_size=1, max_size=5))
    @example([("session", [pty("xterm", (0, 0, 0, 0), b""), (b"exec", String("home")), *STORM], b"", "leave")])
    @example([("session", [(b"exec", String("home"))] * 3, b"", "eof"), ("session", [(b"shell", b"")], b"", "leave")])
    def asked(steps: list[tuple[Any, ...]]) -> None:
        assert visited(server, steps, still_there) == []

    with undisturbed(server, school):
        asked()


def test_any_payload_after_the_login(server: Server, school: School):
    @some(10)
    @given(st.lists(MALFORMED | SESSIONS, min_size=1, max_size=4))
    def asked(steps: list[tuple[Any, ...]]) -> None:
        assert visited(server, steps, nothing) == []
        assert server.process.poll() is None

    with undisturbed(server, school):
        asked()


def test_a_greeting_that_is_no_text_is_a_line_of_the_log_and_no_report(server: Server, school: School):
    """A report for each would let strangers fill the disk."""
    at = len(server.log)
    with socket.create_connection(("127.0.0.1", server.port), LIMIT) as one:
        one.sendall(b"SSH-2.0-\xff\r\n")
        while one.recv(4096):
            pass
    assert server.wait_for_log(r"rubbish why=(\w+)", at) == "UnicodeDecodeError"
    assert not list(school.folder.rglob("errors.log"))


def test_a_window_that_changes_after_its_program_has_ended_ends_nothing(server: Server):
    """Its last words may still wait for a client that does not read, when its terminal is gone."""

    async def visit() -> None:
        async with connected(server) as connection:
            channel: Any = SSHClientChannel(
                connection, asyncio.get_running_loop(), "strict", None, "strict", 200, 32768
            )
            await channel._open(b"session")
            channel._session = asyncssh.SSHClientSession()
            alone = len(processes(server))
            asked = [pty("xterm", (400, 150, 0, 0), b""), (b"shell", b"")]
            assert await asyncio.gather(*(channel._make_request(*one) for one in asked)) == [True, True]
            for _ in range(20):  # the app paints more than the channel holds
                channel.write(b"2\x0c1\x0c" * 20)
                await asyncio.sleep(0.1)
            channel._send_request(b"signal", String("HUP"))
            end = asyncio.get_running_loop().time() + LIMIT
            while len(processes(server)) > alone:
                assert asyncio.get_running_loop().time() < end
                await asyncio.sleep(0.02)
            assert await channel._make_request(b"window-change", b"".join(map(UInt32, (90, 30, 0, 0))))
            await still_there(connection)

    asyncio.run(visit())
