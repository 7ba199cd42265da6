"""Somebody watches a plan being made: hears how far it is, and may say that it is good enough.

Nothing of this changes the plan: only who says `stop` ends the search sooner, with the best that there is by then.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from models.planning.board import Board
from models.planning.measure import points, shortfalls

PHASES = ("counting", "placing", "bettering", "searching", "done")
"""What is being done: how often who sees whom, when, mending and bettering, looking further, and all done."""

_BETWEEN = 0.1
"""Seconds between two messages at the least, and between two looks at whether to stop."""


class Progress(NamedTuple):
    """How far a plan is: its ``phase`` (of `PHASES`), the ``score`` of the best so far and how much of what must be it
    lacks (None before there is any), and the ``bound`` that no plan exceeds (None before it is known). Of several
    schools that are planned one by one ``parts`` of ``all_parts`` are ready."""

    phase: str
    score: int | None = None
    missing: int | None = None
    bound: int | None = None
    parts: int = 0
    all_parts: int = 1


Listen = Callable[[Progress], None]
Stop = Callable[[], bool]


class Watch:
    """Carries messages from a plan in the making to whoever listens, and their wish to stop back."""

    def __init__(self, listen: Listen | None = None, stop: Stop | None = None) -> None:
        self._listen, self._stop = listen, stop
        self._said = self._looked = 0.0
        self.stopped = False
        self._ready = Progress("counting", 0, 0, 0)
        """The schools that are planned already."""
        self._last = Progress("counting")
        self._best: int | None = None

    def expect(self, parts: int) -> None:
        """So many schools will be planned one by one."""
        self._ready = self._ready._replace(all_parts=parts)

    def begin(self) -> None:
        """A school is counted; it has nothing to show yet."""
        self._best = None
        if self._listen is not None:
            self._say(Progress("counting", parts=self._ready.parts, all_parts=self._ready.all_parts))

    def go_on(self, phase: str, board: Board, bound: int) -> bool:
        """Tell what is on the board; False: it is good enough."""
        if self._listen is None and self._stop is None:
            return True
        now = time.monotonic()
        if self._listen is not None and now - self._said >= _BETWEEN:
            self._tell(phase, board, bound)
            self._said = now
        if self._stop is not None and not self.stopped and now - self._looked >= _BETWEEN:
            self._looked = now
            self.stopped = bool(self._stop())
        return not self.stopped

    def _tell(self, phase: str, board: Board, bound: int) -> None:
        if self._best is None or board.value > self._best:
            self._best, seats = board.value, board.seats()
            score = sum(points(board.facts, seats).values())
            missing = sum(one.missing for one in shortfalls(board.facts, seats))
            self._say(self._more(phase, score, missing, score + max(0, bound - board.value)))
        elif phase != self._last.phase:
            self._say(self._last._replace(phase=phase))

    def ready(self, score: int, missing: int, bound: int) -> None:
        """One school is planned."""
        if self._listen is not None:
            ready = self._more("counting", score, missing, bound)
            self._ready = ready._replace(parts=ready.parts + 1)
            self._say(self._ready._replace(phase="done") if self._ready.parts >= ready.all_parts else self._ready)

    def _more(self, phase: str, score: int, missing: int, bound: int) -> Progress:
        old = self._ready
        return Progress(
            phase,
            (old.score or 0) + score,
            (old.missing or 0) + missing,
            (old.bound or 0) + bound,
            old.parts,
            old.all_parts,
        )

    def _say(self, progress: Progress) -> None:
        self._last = progress
        if self._listen is not None:
            self._listen(progress)


UNWATCHED = Watch()
"""Nobody listens, and nothing stops the search."""
