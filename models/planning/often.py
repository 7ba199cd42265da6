"""How often who observes whom: a flow over the term, weeks left out, whose best value no plan can exceed.

Each observer's observations bring less the more there are of one teacher, and each teacher's the more there are at all.
So every observer first takes what brings most, and then single observations move along shortest paths from teachers who
are seen too often to those who are seen too seldom until no path brings anything: that is the best (M-convexity).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from models.planning.board import Board
from models.planning.flow import Flow
from models.planning.paths import even_out
from models.planning.seating import too_few_seats
from models.planning.taking import take


@dataclass(frozen=True)
class HowOften:
    """By observer: how many more observations of which teacher. ``bound`` is a value that no plan exceeds; ``missing``
    is how much must be lacking in that count."""

    more: list[dict[int, int]]
    bound: int
    missing: int


def how_often(board: Board, chance: random.Random | None = None) -> HowOften:
    """The best counts beside what is on the board already; with ``chance`` others of the best, if there are several.

    The seats of a teacher's lessons are looked at only where more want them than there are in the term.
    """
    scarce: frozenset[int] = frozenset()
    while True:
        flow = Flow(board, scarce)
        take(flow, chance)
        even_out(flow)
        found = frozenset(teacher for teacher in range(board.people) if too_few_seats(flow, teacher))
        if not found - scarce:
            return HowOften(
                [{t: n for t, n in sorted(taken.items()) if n} for taken in flow.taken], flow.bound(), flow.missing()
            )
        scarce |= found
