"""A short annealing for plans that chains leave below their bound: so many steps, led by a seed, never by a clock."""

from __future__ import annotations

import math
import random

from models.planning.board import Board, Seat
from models.planning.watching import UNWATCHED, Watch
from models.planning.when import bits

_WARM, _COLD = 4.0, 0.4
"""Points that may be lost in a step, at the beginning and at the end."""


def anneal(board: Board, target: int, chance: random.Random, steps: int, watch: Watch = UNWATCHED) -> None:
    """Exchange single observations for others; the best plan that was met is on the board afterwards."""
    facts = board.facts
    movable = [one for one in range(board.people) if facts.options[one]]
    if not movable:
        return
    options = [
        [(gain, lesson, runs) for several in by_teacher.values() for gain, lesson, runs in several]
        for by_teacher in facts.options
    ]
    for several in options:
        several.sort(key=lambda one: (-one[0], one[1]))
    best, best_seats = board.value, board.seats()
    for step in range(steps):
        if step % 500 == 0 and not watch.go_on("searching", board, target):
            break
        warmth = _WARM * (_COLD / _WARM) ** (step / steps)
        observer = movable[int(chance.random() * len(movable))]
        seat = _some(board, observer, chance)
        several = options[observer]
        # The better an option, the likelier: the square leans to the front of the list.
        _, lesson, runs = several[int(chance.random() ** 2 * len(several))]
        weeks = bits(runs)
        week = weeks[int(chance.random() * len(weeks))]
        if seat is None or (lesson, week) == (seat.lesson, seat.week):
            continue
        before = board.value
        board.remove(*seat)
        if board.is_open_to(observer, lesson, week):
            change = board.value + board.step(observer, lesson, week, 1) - before
            if change >= 0 or chance.random() < math.exp(change / warmth):
                board.add(observer, lesson, week)
                if board.value > best:
                    best, best_seats = board.value, board.seats()
                    if best >= target:
                        break
                continue
        board.add(*seat)
    _put_back(board, best_seats)


def _some(board: Board, observer: int, chance: random.Random) -> Seat | None:
    at = list(board.at[observer].items())
    if not at:
        return None
    (_, week), lesson = at[int(chance.random() * len(at))]
    seat = Seat(observer, lesson, week)
    return None if seat in board.fixed else seat


def _put_back(board: Board, seats: list[Seat]) -> None:
    kept = set(seats)
    now = set(board.seats())
    for seat in sorted(now - kept):
        board.remove(*seat)
    for seat in sorted(kept - now):
        board.add(*seat)
