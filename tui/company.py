"""Being among others: saying where one is, knowing who else is there, and finding the way back after a broken line."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from models.actions.company import Company, Here
from models.actions.preferences import prefer, preference
from models.store.errors import StoreError

if TYPE_CHECKING:
    from models.store import Store

_HEARTBEAT = 30.0
_REST = 2.0
"""Seconds for which somebody must have stayed where they are before it is written."""
_LONGEST_UNKEPT = 10.0
"""Seconds after which it is written although they move on and on."""
_COUNT_EVERY = 4.0
"""Seconds between two looks at who is there: on a busy evening somebody comes every second."""
_PLACE = "place"
Spot = Mapping[str, Any]


class Whereabouts:
    """This session among the others. Nothing here is worth disturbing anybody: a store that cannot be written to says
    so where something matters."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self.company = Company(store)
        self.others: list[Here] = []
        self._said_at = float("-inf")
        self._said = ""
        self._counted_at = float("-inf")
        self._behind = True
        self._keeps = True
        self._kept: Spot | None = None
        self._kept_at = self._moved_at = clock()
        self._spot: Spot | None = None

    def come(self) -> Spot | None:
        """Where to go on: where this person's last session was when it broke; None for the beginning."""
        try:
            self.others = self.company.others()
            left = preference(self._store, _PLACE)
        except StoreError:
            return None
        self._kept = left if isinstance(left, dict) else None
        # Whoever is still at work in another window begins this one anew, and that one keeps its place.
        self._keeps = all(one.actor != self._store.actor.name for one in self.others)
        return self._kept if self._keeps else None

    def be_at(self, place: str, spot: Spot | None) -> None:
        """Called again and again: the person is on that screen, at that spot of it (None: nowhere to come back to)."""
        now = self._clock()
        try:
            if place != self._said:
                if not self._said:
                    self.company.sweep()
                self._say(place)
            elif self.others and now - self._said_at >= _HEARTBEAT:
                self._say(place)
            if spot != self._spot:
                self._spot, self._moved_at = spot, now
            if (
                self._keeps
                and spot != self._kept
                and (now - self._moved_at >= _REST or now - self._kept_at >= _LONGEST_UNKEPT)
            ):
                self._keep(spot)
        except StoreError:
            self._said, self._kept_at = place, now

    def look(self, written: bool) -> bool:
        """Called again and again: see who is there, after somebody has written and once in a while; whether it was
        time to look."""
        now = self._clock()
        self._behind = self._behind or written or (bool(self.others) and now - self._counted_at >= _HEARTBEAT)
        if not self._behind or (self.others and now - self._counted_at < _COUNT_EVERY):
            return False
        self._behind, self._counted_at = False, now
        were_alone = not self.others
        self.others = self.company.others()
        if were_alone and self.others and self._said:
            self._say(self._said)
        return True

    def typing(self, register: str) -> Mapping[int, str]:
        """The rows of the register that others are typing in, by whom."""
        return self.company.typing(register, self.others) if self.others else {}

    def leave(self, properly: bool) -> None:
        """The session ends; ``properly`` when the person wanted it, who then begins at the beginning next time."""
        try:
            if properly and self._keeps and self._kept is not None:
                self._keep(None)
            self.company.leave()
        except StoreError:
            return

    def _say(self, place: str) -> None:
        self.company.say_here(place)
        self._said, self._said_at = place, self._clock()

    def _keep(self, spot: Spot | None) -> None:
        prefer(self._store, _PLACE, spot, lightly=True)
        self._kept, self._kept_at = spot, self._clock()
