"""The process of one connection: SSH on its socket, its sessions, its limits. Ends with the connection."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import asyncssh

from data.words import t
from models.store import StoreError
from models.store.address import is_server
from tui.serve import auth
from tui.serve.apart import asked_apart
from tui.serve.auth import Door
from tui.serve.children import MESSAGE
from tui.serve.journal import Log
from tui.serve.people import note_use, still_valid
from tui.serve.session import Session
from tui.serve.settings import Settings
from tui.visitor import Visitor

LOOK_SECONDS = 5.0
"""How often a connection looks whether its person still types."""
KEY_SECONDS = 20.0
"""How often it asks at most whether its key still counts: the app asks for itself, and sooner; this is for what does
not answer any more, and each time costs a process."""
FAR_KEY_SECONDS = 300.0
"""The same for a school on a PostgreSQL server, which does not show by its file that nothing has changed."""
USE_NOTED_AFTER = 1.5
"""Seconds after the login until the key's last use is written: the first screen comes first."""
WINDOW = 128 * 1024
_ALGORITHMS: dict[str, Any] = {
    "kex_algs": [
        *("mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org"),
        *("ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "diffie-hellman-group14-sha256", "diffie-hellman-group16-sha512"),
    ],
    "encryption_algs": [
        *("aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com"),
        *("aes128-ctr", "aes256-ctr"),
    ],
    "mac_algs": ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
    "signature_algs": [
        *("ssh-ed25519", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"),
        *("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-256", "rsa-sha2-512"),
    ],
    "compression_algs": ["none", "zlib@openssh.com"],
}


class AtOnce(ThreadPoolExecutor):
    """Does what it is given on the spot: a process that forks must have no second thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # it belongs to whoever asks for the result
            done.set_exception(error)
        return done


def options_for(keys: list[asyncssh.SSHKey], settings: Settings) -> asyncssh.SSHServerConnectionOptions:
    """What the SSH library is told, worked out once for all connections."""
    return asyncssh.SSHServerConnectionOptions(
        config=None,
        server_host_keys=keys,
        server_version="Yanxiu",
        gss_host=None,
        host_based_auth=False,
        password_auth=False,
        public_key_auth=True,
        kbdint_auth=True,
        login_timeout=settings.limits.login_seconds,
        keepalive_interval=15,
        keepalive_count_max=3,
        rdns_lookup=False,
        agent_forwarding=False,
        x11_forwarding=False,
        allow_scp=False,
        line_editor=False,
        encoding=None,
        window=WINDOW,
        **_ALGORITHMS,
    )


class Connection:
    """What the sessions of one connection share. ``line`` leads to the listener."""

    def __init__(self, place: str, settings: Settings, line: socket.socket, address: str, log: Log) -> None:
        self.place = place
        self.settings = settings
        self.sessions: dict[int, Session] = {}
        self._line = line
        self._address = address
        self._log = log
        self._door: Door | None = None
        self._transport: Any = None
        self._ssh: Any = None
        self._heard_at = 0.0
        self._throttle_logged = False
        self._draining = False
        self._use_noted = False

    async def serve(self, sock: socket.socket, options: asyncssh.SSHServerConnectionOptions, delay: float) -> None:
        """Until the connection has ended, whoever ends it."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGCHLD, self._reap)
        loop.add_signal_handler(signal.SIGUSR1, self._drain)
        loop.add_signal_handler(signal.SIGTERM, self._leave)
        self._door = Door(
            self.place, self.settings, self._address, delay, self._log, self._tell, lambda _: Session(self)
        )
        door = self._door
        with suppress(asyncssh.Error, OSError):
            self._ssh = await self._logged_in(sock, options, door)
            self._transport = self._ssh._transport  # nothing public tells how much waits for the socket
            self.heard()
            loop.call_later(USE_NOTED_AFTER, self._note_use)
            looking = asyncio.ensure_future(self._look())
            await self._ssh.wait_closed()
            looking.cancel()
        await self._wait_for_processes()
        if self._heard_at:
            self._note_use()
            self._log("logout", account=self.visitor.login, key=self.visitor.fingerprint, address=self._address)

    async def _logged_in(self, sock: socket.socket, options: asyncssh.SSHServerConnectionOptions, door: Door) -> Any:
        """The connection of whoever has got in. Raises asyncssh.Error or OSError for everybody else."""
        try:
            return await asyncssh.run_server(sock, config=None, options=options, server_factory=lambda: door)
        except (asyncssh.Error, OSError):
            raise
        except Exception as error:
            # The library hands on whatever it stumbled over in a stranger's bytes: a line of the log, but no report
            # of a crash, of which strangers could make as many as the disk holds. What the door itself does is ours.
            if any(frame.filename == auth.__file__ for frame in traceback.extract_tb(error.__traceback__)):
                raise
            self._log("rubbish", why=type(error).__name__, address=self._address)
            raise ConnectionAbortedError from error

    @property
    def visitor(self) -> Visitor:
        found = self._door.visitor if self._door else None
        if found is None:
            raise RuntimeError("nobody has logged in")
        return found

    def unsent(self) -> int:
        """Bytes that wait for the client's socket."""
        return self._transport.get_write_buffer_size() if self._transport else 0

    def heard(self) -> None:
        """The person has typed something."""
        self._heard_at = asyncio.get_running_loop().time()

    def throttled(self) -> None:
        if not self._throttle_logged:
            self._throttle_logged = True
            self._log("input-slowed", account=self.visitor.login, address=self._address)

    def may_begin(self, verb: str) -> bool:
        """Ask the listener for one more session of this account."""
        self._tell(f"begin {verb}")
        try:
            allowed = self._line.recv(MESSAGE) == b"yes"
        except OSError:
            allowed = False
        facts = {"account": self.visitor.login, "key": self.visitor.fingerprint, "address": self._address}
        self._log("session" if allowed else "too-many-sessions", **facts, verb=verb)
        return allowed

    def ended(self) -> None:
        """A session is over; a drained connection has no reason to stay."""
        self._tell("end")
        if self._draining:
            self._leave_if_idle()

    def _tell(self, message: str) -> None:
        with suppress(OSError):  # without a listener there is nobody to count
            self._line.send(message.encode("ascii", "replace")[:MESSAGE])

    def _reap(self) -> None:
        for number in list(self.sessions):
            done, status = os.waitpid(number, os.WNOHANG)
            if done:
                self.sessions.pop(number).died(status)

    async def _wait_for_processes(self) -> None:
        while self.sessions:
            await asyncio.sleep(0.02)

    def _note_use(self) -> None:
        if self._use_noted:
            return
        self._use_noted = True
        with suppress(StoreError):
            asked_apart(partial(note_use, self.place, self.visitor, self._address))

    async def _look(self) -> None:
        idle = self.settings.limits.idle_minutes * 60
        seen, asked_at = self._store_changed(), asyncio.get_running_loop().time()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if idle and asyncio.get_running_loop().time() - self._heard_at > idle:
                self._end_all("idle", t("serve.idle", minutes=self.settings.limits.idle_minutes))
                return
            now = self._store_changed()
            if now != seen and asyncio.get_running_loop().time() - asked_at > KEY_SECONDS:
                seen, asked_at = now, asyncio.get_running_loop().time()
                if not self._may_stay():
                    self._end_all("revoked", t("serve.revoked"))
                    return

    def _store_changed(self) -> object:
        """Something that differs after the store was written to, without opening it; on a server, the time."""
        if is_server(self.place):
            return asyncio.get_running_loop().time() // FAR_KEY_SECONDS
        found = []
        for name in (self.place, f"{self.place}-wal"):
            with suppress(OSError):
                seen = Path(name).stat()
                found.append((seen.st_mtime_ns, seen.st_size))
        return found

    def _may_stay(self) -> bool:
        try:
            return asked_apart(partial(still_valid, self.place, self.visitor))
        except StoreError:
            return True  # a store that cannot be asked says so to the person in its own place

    def _end_all(self, why: str, farewell: str) -> None:
        self._log(why, account=self.visitor.login, key=self.visitor.fingerprint, address=self._address)
        for session in list(self.sessions.values()):
            session.end(farewell)
        self._draining = True
        self._leave_if_idle()

    def _drain(self) -> None:
        if self._ssh is None:
            self._leave()
        self._draining = True
        for session in self.sessions.values():
            session.warn()
        loop = asyncio.get_running_loop()
        loop.call_later(self.settings.limits.drain_seconds, lambda: self._end_all("drained", t("serve.closed")))
        self._leave_if_idle()

    def _leave_if_idle(self) -> None:
        if not self.sessions:
            # The exit status of the last session is still on its way.
            asyncio.get_running_loop().call_later(0.2, self._leave)

    def _leave(self) -> None:
        if self._ssh is not None:
            self._ssh.close()
        else:
            os._exit(0)  # nobody has logged in yet


def serve_connection(
    place: str,
    settings: Settings,
    options: asyncssh.SSHServerConnectionOptions,
    log: Log,
    sock: socket.socket,
    line: socket.socket,
    address: str,
    delay: float,
) -> None:
    """Everything that happens on one accepted socket."""
    line.settimeout(2.0)
    sock.setblocking(False)
    with suppress(OSError):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    loop = asyncio.new_event_loop()
    loop.set_default_executor(AtOnce(1))
    asyncio.set_event_loop(loop)
    loop.run_until_complete(Connection(place, settings, line, address, log).serve(sock, options, delay))
