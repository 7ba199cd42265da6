"""Logging in: a registered key, or a one-time code that registers the key that was offered."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import asyncssh

from data.words import catalogue
from models.rules import one_time_codes
from models.store import StoreError
from tui.serve.apart import asked_apart
from tui.serve.journal import Log
from tui.serve.people import register, visitor_of
from tui.serve.settings import Settings
from tui.visitor import Visitor

CODE_SECONDS = 0.8
"""A wrong code is answered after this long, whatever was wrong with it."""
_CACHED = 5.0
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")
_NO_MORE_METHODS = 14
_BY_APPLICATION = 11


def both(key: str) -> str:
    """A sentence in both languages: which one the person reads is not known before the session."""
    area, _, name = key.partition(".")
    return f"{catalogue('zh_CN', area)[name]} {catalogue('en', area)[name]}"


def told(username: str) -> str:
    """Who somebody says to be, for the log: '?' for what is no login, such as a telephone number, and for what may be
    a one-time code that was typed in the wrong place."""
    name = username.lower()
    signs = one_time_codes.plain(name)
    code = len(signs) == one_time_codes.LENGTH and (signs != name or any(sign.isdigit() for sign in signs))
    return name if _LOGIN.fullmatch(name) and name[0].isalpha() and not code else "?"


def in_english(key: str) -> str:
    """A sentence for a disconnect message, of which clients show nothing but ASCII."""
    area, _, name = key.partition(".")
    return catalogue("en", area)[name]


class Door(asyncssh.SSHServer):
    """One connection's way in. Afterwards ``visitor`` is who came; every kind of forwarding stays refused."""

    def __init__(
        self,
        place: str,
        settings: Settings,
        address: str,
        delay: float,
        log: Log,
        tell: Callable[[str], None],
        new_session: Callable[[Door], Any],
    ) -> None:
        self.visitor: Visitor | None = None
        self._place = place
        self._settings = settings
        self._address = address
        self._delay = delay
        self._log = log
        self._tell = tell
        self._new_session = new_session
        self._connection: Any = None
        self._failures = 0
        self._offered: list[asyncssh.SSHKey] = []
        self._known: dict[str, tuple[float, Visitor | None]] = {}
        self._store_said = False

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn

    def begin_auth(self, username: str) -> bool:
        return True

    def public_key_auth_supported(self) -> bool:
        return True

    async def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Asked when a key is offered, and again with its signature: the last one asked about counts."""
        fingerprint = key.get_fingerprint()
        self.visitor = found = self._look_up(fingerprint)
        # Who shares a computer must not act as the one whose key it holds.
        if found is not None and username.lower() == found.login:
            return True
        self.visitor = None
        if found is None and all(fingerprint != other.get_fingerprint() for other in self._offered):
            self._offered.append(key)
        await self._failed("key", username, fingerprint)
        return False

    def _look_up(self, fingerprint: str) -> Visitor | None:
        now = asyncio.get_running_loop().time()
        seen = self._known.get(fingerprint)
        if seen is None or now - seen[0] > _CACHED:
            try:
                seen = now, asked_apart(partial(visitor_of, self._place, fingerprint, self._address))
            except StoreError as error:
                self._log("store", why=type(error).__name__)
                seen = now, None
                if not self._store_said:
                    self._store_said = True
                    self._connection.send_auth_banner(both("serve.store_unusable") + "\r\n")
            self._known[fingerprint] = seen
        return seen[1]

    def kbdint_auth_supported(self) -> bool:
        return True

    def get_kbdint_challenge(self, username: str, lang: str, submethods: str) -> Any:
        prompts = [(both("serve.ask_code") + ": ", True)]
        if self._offered:
            told = both("serve.code_told_key").replace("{key}", self._offered[0].get_fingerprint())
        else:
            told = both("serve.code_told_no_key")
            prompts.append((both("serve.ask_key") + ": ", True))
        # As a banner, since OpenSSH shows Chinese there and in prompts, but not in a challenge's name and instructions.
        self._connection.send_auth_banner(f"{told}\r\n")
        return "", "", "", prompts

    async def validate_kbdint_response(self, username: str, responses: Any) -> bool:
        loop = asyncio.get_running_loop()
        answer_at = loop.time() + CODE_SECONDS + self._delay
        said = self._try_code(username, [str(response) for response in responses])
        if isinstance(said, Visitor):
            self.visitor = said
            self._log("registered", account=said.login, key=said.fingerprint, address=self._address)
            return True
        if said:
            self._connection.send_auth_banner(said + "\r\n")
        await asyncio.sleep(max(0.0, answer_at - loop.time()))
        await self._failed("code", username, self._offered[0].get_fingerprint() if self._offered else "")
        return False

    def _try_code(self, username: str, responses: list[str]) -> Visitor | str:
        code = responses[0].strip() if responses else ""
        try:
            if self._offered:
                key = self._offered[0]
            else:
                key = asyncssh.import_public_key(responses[1].strip() if len(responses) > 1 else "")
        except (asyncssh.KeyImportError, ValueError):
            return both("serve.bad_key")
        line = key.export_public_key("openssh").decode().strip()
        if not code or len(code) > 100 or not _LOGIN.fullmatch(username.lower()):
            code, username = code[:100], username if _LOGIN.fullmatch(username.lower()) else "-"
        try:
            asked = username.lower(), code, line, key.get_fingerprint(), self._address
            return asked_apart(partial(register, self._place, *asked))
        except StoreError as error:
            self._log("store", why=type(error).__name__)
            return both("serve.store_unusable")

    async def _failed(self, what: str, username: str, fingerprint: str) -> None:
        """Count it here and at the listener; too many end the connection."""
        self._failures += 1
        self._tell("failed")
        account = told(username)
        self._log("failed", by=what, account=account, key=fingerprint, address=self._address)
        await asyncio.sleep(self._delay)
        if self._failures >= self._settings.limits.attempts:
            self._log("attempts", account=account, address=self._address)
            raise asyncssh.DisconnectError(_NO_MORE_METHODS, in_english("serve.too_many_attempts"))

    def auth_completed(self) -> None:
        if self.visitor is None:
            raise asyncssh.DisconnectError(_BY_APPLICATION, in_english("serve.too_many_attempts"))
        self._tell(f"login {self.visitor.login}")
        self._log("login", account=self.visitor.login, key=self.visitor.fingerprint, address=self._address)

    def session_requested(self) -> Any:
        return self._new_session(self)
