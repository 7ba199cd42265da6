"""Who is at the store right now and where: written when people come, go elsewhere and leave, and seldom in between.

One who is alone writes nothing after coming. Whoever comes is noticed by the others and makes them say that they are
there; a session that ended without a word is known by its process, or by its silence.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from socket import gethostname

from models.journal.typing import write_lightly
from models.store import Store
from models.store.change import now
from models.store.errors import DATABASE_ERRORS, explain
from models.tables.accounts import Presence
from models.tables.log import Typing
from models.tables.reading import dicts, tuples

STALE = timedelta(seconds=90)
"""Of silence, after which a session whose process cannot be looked at counts as gone."""

_FORGOTTEN = timedelta(minutes=10)
"""After the last key, when a cell that is still open is no longer told to others."""


@dataclass(frozen=True, slots=True)
class Here:
    """One session: who, from where, on which screen ('roster' or 'roster/honours'), since when (UTC)."""

    session: str
    actor: str
    origin: str
    place: str
    since: str
    seen_at: str


class Company:
    """One session's own entry, and what it can see of the others."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.session = f"{gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(6)}"
        self._since = now()

    def say_here(self, place: str) -> None:
        """Be there, on that screen, from now on. Raises StoreError."""
        actor = self._store.actor
        said = {"place": place[:120], "seen_at": now()}
        write = Presence.insert(
            session=self.session, actor=actor.name, origin=actor.origin, since=self._since, **said
        ).on_conflict(conflict_target=[Presence.session], update=said)
        write_lightly(self._store, write)

    def leave(self) -> None:
        """Be there no more. Raises StoreError."""
        write_lightly(self._store, Presence.delete().where(Presence.session == self.session))

    def sweep(self) -> None:
        """Take away the entries of sessions that ended without a word. Raises StoreError."""
        gone = [one.session for one in self._all() if not _is_there(one)]
        if gone:
            write_lightly(self._store, Presence.delete().where(Presence.session.in_(gone)))

    def others(self) -> list[Here]:
        """Everybody else who is there, the first to come first. Raises StoreError."""
        return [one for one in self._all() if one.session != self.session and _is_there(one)]

    def everybody(self) -> list[Here]:
        """All who are there, oneself among them. Raises StoreError."""
        return [one for one in self._all() if one.session == self.session or _is_there(one)]

    def typing(self, register: str, others: list[Here]) -> dict[int, str]:
        """In which rows of the register which of these others is typing just now. Raises StoreError."""
        came = {one.actor: one.since for one in reversed(others)}
        came.pop(self._store.actor.name, None)
        if not came:
            return {}
        recent = (datetime.now(UTC) - _FORGOTTEN).isoformat(timespec="microseconds").replace("+00:00", "Z")
        asked = Typing.select(Typing.actor, Typing.row_id, Typing.at).where(
            Typing.register == register, Typing.actor.in_(list(came)), Typing.at > recent, Typing.row_id > 0
        )
        try:
            found = tuples(asked)
        except DATABASE_ERRORS as error:
            raise explain(error, self._store.place) from error
        # What an earlier session of theirs has left half typed is nobody's typing now.
        return {row_id: actor for actor, row_id, at in found if at >= came[actor]}

    def _all(self) -> list[Here]:
        asked = Presence.select(*(getattr(Presence, name) for name in Here.__slots__)).order_by(Presence.since)
        try:
            return [Here(**row) for row in dicts(asked)]
        except DATABASE_ERRORS as error:
            raise explain(error, self._store.place) from error


def _is_there(one: Here) -> bool:
    """By its process where that is on this machine; else by how long it has said nothing."""
    host, process, _ = one.session.rsplit(":", 2)
    if host == gethostname()[:30]:
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True  # another user's
        return True
    return datetime.now(UTC) - datetime.fromisoformat(one.seen_at.replace("Z", "+00:00")) < STALE
