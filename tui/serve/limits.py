"""Who may connect: counts by address and account, and how long a failed attempt is answered late. No sockets here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tui.serve.settings import Limits

FREE_FAILURES = 8
"""Failures of one address that cost nothing: an agent offers several keys before the right one."""
LONGEST_DELAY = 8.0
HALF_LIFE = 300.0
"""Seconds in which half of an address's failures are forgotten."""
PATIENCE = 3.0
"""Seconds that a connection without any attempt may fill a place that others wait for."""
MOST_ADDRESSES = 10_000


@dataclass(slots=True)
class Guest:
    """A connection as the listener knows it."""

    address: str
    since: float
    account: str = ""
    failed: int = 0
    sessions: list[str] = field(default_factory=list)


class Doorkeeper:
    """Counts guests by their process; ``limits`` are the file's. Times are seconds of any steady clock."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.guests: dict[int, Guest] = {}
        self._failures: dict[str, tuple[float, float]] = {}

    def refusal(self, address: str) -> str:
        """Why one more connection from there is not let in, as the name of its sentence; '' when it is."""
        if len(self.guests) >= self._limits.connections:
            return "full"
        if Counter(guest.address for guest in self.guests.values())[address] >= self._limits.per_address:
            return "full_address"
        return ""

    def to_make_room(self, now: float) -> int | None:
        """Which connection gives its place to a newcomer when too many have not logged in: 0 for none needed, None
        where there is no room. Whoever has failed goes first, then whoever has waited long without an attempt."""
        waiting = {number: guest for number, guest in self.guests.items() if not guest.account}
        if len(waiting) < self._limits.unauthenticated:
            return 0
        number, guest = max(waiting.items(), key=lambda item: (item[1].failed > 0, now - item[1].since))
        return number if guest.failed or now - guest.since > PATIENCE else None

    def came(self, number: int, address: str, now: float) -> None:
        self.guests[number] = Guest(address, now)

    def left(self, number: int) -> None:
        self.guests.pop(number, None)

    def failed(self, number: int, now: float) -> None:
        """An attempt to log in has failed."""
        guest = self.guests.get(number)
        if guest is None:
            return
        guest.failed += 1
        if len(self._failures) >= MOST_ADDRESSES:
            self._failures = {address: seen for address, seen in self._failures.items() if self._now(seen, now) > 1}
        self._failures[guest.address] = (self._now(self._failures.get(guest.address, (0.0, now)), now) + 1, now)

    def delay(self, address: str, now: float) -> float:
        """Seconds by which the answer to a failed attempt from there comes late."""
        failures = self._now(self._failures.get(address, (0.0, now)), now)
        if failures <= FREE_FAILURES:
            return 0.0
        return min(LONGEST_DELAY, 0.1 * 2 ** ((failures - FREE_FAILURES) / 4))

    def logged_in(self, number: int, account: str) -> None:
        if number in self.guests:
            self.guests[number].account = account

    def begin_session(self, number: int, verb: str) -> bool:
        """Whether the account may have one more session; it is counted if so."""
        guest = self.guests.get(number)
        if guest is None:
            return False
        running = sum(len(other.sessions) for other in self.guests.values() if other.account == guest.account)
        if running >= self._limits.sessions_per_account:
            return False
        guest.sessions.append(verb)
        return True

    def end_session(self, number: int) -> None:
        guest = self.guests.get(number)
        if guest and guest.sessions:
            guest.sessions.pop()

    def _now(self, seen: tuple[float, float], now: float) -> float:
        count, at = seen
        return count * 0.5 ** ((now - at) / HALF_LIFE)
