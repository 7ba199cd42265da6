"""Keeping the cell that is being typed, so that a broken line loses next to nothing of it.

A key costs at most one write each half second: the first keys are kept as soon as the whole burst has been taken in (a
word from an input method arrives as several keys at once), later ones half a second after the last write. A cell that
is complete before that, such as a code of one digit, is never written twice.
"""

from __future__ import annotations

from collections.abc import Callable

PAUSE = 0.5
"""Seconds between two writes."""


class Keeper:
    """Decides when to write. ``soon`` runs a function after the keys already waiting, ``later`` after some seconds."""

    def __init__(
        self,
        write: Callable[[], None],
        clock: Callable[[], float],
        soon: Callable[[Callable[[], None]], object],
        later: Callable[[float, Callable[[], None]], object],
    ) -> None:
        self._write = write
        self._clock = clock
        self._soon = soon
        self._later = later
        self._last = float("-inf")
        self._waiting = False

    def key(self) -> None:
        """Something was typed."""
        if self._waiting:
            return
        self._waiting = True
        rest = self._last + PAUSE - self._clock()
        if rest <= 0:
            self._soon(self._now)
        else:
            self._later(rest, self._now)

    def _now(self) -> None:
        self._waiting = False
        self._last = self._clock()
        self._write()
