"""The listener: accepts, counts, forks, and drains. One thread, no open database, no byte of anybody's parsed."""

from __future__ import annotations

import errno
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tui.serve.children import MESSAGE, forked
from tui.serve.journal import Log
from tui.serve.limits import Doorkeeper
from tui.serve.refusing import Refusals
from tui.serve.settings import Settings

HOUR = 3600.0
AFTER_DRAIN = 5.0
"""Seconds that connections get to hang up after the people's own time is over."""

Serve = Callable[[socket.socket, socket.socket, str, float], None]
"""What a connection's process does: its socket, its line to the listener, the address, the delay of failures."""


@dataclass(slots=True)
class _Child:
    address: str
    line: socket.socket


class Listener:
    """Runs until SIGTERM or SIGINT; ``keep_house`` is done in a process of its own, at once and every hour."""

    def __init__(
        self,
        sockets: list[socket.socket],
        settings: Settings,
        log: Log,
        serve: Serve,
        keep_house: Callable[[], None],
    ) -> None:
        self._sockets = sockets
        self._settings = settings
        self._log = log
        self._serve = serve
        self._keep_house = keep_house
        self._door = Doorkeeper(settings.limits)
        self._children: dict[int, _Child] = {}
        self._selector = selectors.DefaultSelector()
        self._refusals = Refusals(self._selector)
        self._woken, self._waker = socket.socketpair()
        self._stop_at = 0.0
        self._house_at = 0.0

    def run(self) -> int:
        """Serve until told to stop, then drain; the exit status."""
        for one in (self._woken, self._waker):
            one.setblocking(False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        self._selector.register(self._woken, selectors.EVENT_READ, self._signalled)
        for listening in self._sockets:
            listening.setblocking(False)
            self._selector.register(listening, selectors.EVENT_READ, self._accept)
        self._log("listening", port=self._sockets[0].getsockname()[1])
        while not self._done():
            self._keep_house_hourly()
            for key, _ in self._selector.select(1.0):
                if key.fileobj.fileno() >= 0:  # type: ignore[union-attr]  # one before it may have closed this one
                    key.data(key.fileobj)
            self._refusals.close_old(time.monotonic())
        for number in self._children:
            _kill(number, signal.SIGKILL)
        self._log("stopped", left=len(self._children) or None)
        return 0

    def _done(self) -> bool:
        if not self._stop_at:
            return False
        return not self._children or time.monotonic() > self._stop_at

    def _keep_house_hourly(self) -> None:
        if self._stop_at or time.monotonic() < self._house_at:
            return
        self._house_at = time.monotonic() + HOUR
        try:
            forked(self._keep_house, self._leave_all)
        except OSError as error:
            self._log("no-process", why=errno.errorcode.get(error.errno or 0, ""))

    def _signalled(self, _source: object) -> None:
        numbers = self._woken.recv(4096)
        if signal.SIGCHLD in numbers:
            self._reap()
        if (signal.SIGTERM in numbers or signal.SIGINT in numbers) and not self._stop_at:
            self._drain()

    def _drain(self) -> None:
        """Stop accepting and tell everybody; whoever is still there at the end is hung up."""
        self._stop_at = time.monotonic() + self._settings.limits.drain_seconds + AFTER_DRAIN
        self._log("draining", people=len(self._children), seconds=self._settings.limits.drain_seconds)
        for listening in self._sockets:
            self._selector.unregister(listening)
            listening.close()
        for number in self._children:
            _kill(number, signal.SIGUSR1)

    def _reap(self) -> None:
        while True:
            try:
                number, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not number:
                return
            child = self._children.pop(number, None)
            self._door.left(number)
            if child:
                self._hang_up(child)

    def _hang_up(self, child: _Child) -> None:
        if child.line.fileno() >= 0:
            self._selector.unregister(child.line)
            child.line.close()

    def _accept(self, listening: socket.socket) -> None:
        try:
            connection, peer = listening.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS):
                self._log("no-descriptor", why=errno.errorcode[error.errno])
                time.sleep(0.05)  # the connection stays in the queue, and so would this loop
            return
        address, now = _plain_address(peer), time.monotonic()
        why = self._door.refusal(address)
        if not why:
            giving_way = self._door.to_make_room(now)
            if giving_way is None:
                why = "full"
            elif giving_way:
                self._log("gave-way", address=self._children[giving_way].address)
                self._door.left(giving_way)
                _kill(giving_way, signal.SIGTERM)
        if why:
            self._log("refused", why=why, address=address)
            self._refusals.refuse(connection, why, now)
            return
        self._fork(connection, address, now)

    def _fork(self, connection: socket.socket, address: str, now: float) -> None:
        line, far_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        delay = self._door.delay(address, now)

        def serve() -> None:
            line.close()
            self._serve(connection, far_end, address, delay)

        try:
            number = forked(serve, self._leave_all)
        except OSError as error:
            self._log("no-process", why=errno.errorcode.get(error.errno or 0, ""), address=address)
            self._refusals.refuse(connection, "full", now)
            line.close()
            far_end.close()
            return
        far_end.close()
        connection.close()
        line.setblocking(False)
        self._children[number] = _Child(address, line)
        self._door.came(number, address, now)
        self._selector.register(line, selectors.EVENT_READ, lambda _: self._hear(number))

    def _hear(self, number: int) -> None:
        """One message of a connection's process."""
        child = self._children[number]
        try:
            message = child.line.recv(MESSAGE)
        except OSError:
            message = b""
        what, _, rest = message.decode("ascii", "replace").partition(" ")
        if not message:
            self._hang_up(child)
        elif what == "failed":
            self._door.failed(number, time.monotonic())
        elif what == "login":
            self._door.logged_in(number, rest)
        elif what == "begin":
            allowed = self._door.begin_session(number, rest)
            try:
                child.line.send(b"yes" if allowed else b"no")
            except OSError:
                self._hang_up(child)
        elif what == "end":
            self._door.end_session(number)

    def _leave_all(self) -> None:
        """In a new process: let go of everything that is the listener's."""
        signal.set_wakeup_fd(-1)
        self._selector.close()
        self._refusals.forget()
        for one in (*self._sockets, self._woken, self._waker, *(child.line for child in self._children.values())):
            one.close()


def _plain_address(peer: tuple[object, ...]) -> str:
    address = str(peer[0])
    return address.removeprefix("::ffff:") if "." in address else address


def _kill(number: int, what: signal.Signals) -> None:
    try:
        os.kill(number, what)
    except ProcessLookupError:
        return  # it has just ended by itself


def bound(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen on every address of ``host``. Raises OSError where that cannot be."""
    made: list[socket.socket] = []
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, _, _, _, place in dict.fromkeys(found):
        both = family == socket.AF_INET6 and str(place[0]) == "::" and socket.has_dualstack_ipv6()
        made.append(
            socket.create_server((str(place[0]), int(place[1])), family=family, backlog=512, dualstack_ipv6=both)
        )
        if both or not port:
            break
    if sys.platform == "linux":
        for one in made:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made
