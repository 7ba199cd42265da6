"""How evenly one observer's quota can be spread over the weeks, and what is lost at the least where it cannot."""

from __future__ import annotations

from dataclasses import dataclass

from models.planning.board import Board


@dataclass(frozen=True, slots=True)
class Pace:
    """``need`` more observations are wanted and possible, ``most`` are possible, ``most_open`` of them on open days;
    ``changes`` are what the first, second, ... of them change of the points for an even pace, with those for days that
    are not open where ``fallback_paid_apart``, and ``evening`` what they change of the pace alone."""

    need: int
    most: int
    most_open: int
    changes: tuple[int, ...]
    free_weeks: int
    fallback_paid_apart: bool
    evening: tuple[int, ...]


def pace_of(board: Board, observer: int) -> Pace:
    """By the weeks alone: whom the observer sees is left out, so no plan does better."""
    facts, rules = board.facts, board.rules
    free = 0
    for week in range(1, rules.weeks + 1):
        if facts.plannable >> week & 1 and board.in_week[observer][week] < rules.week_max:
            free |= 1 << week
    on_open = _levels(board, observer, free, open_only=True)
    on_any = _levels(board, observer, free, open_only=False) if rules.allow_fallback else on_open
    room: list[tuple[list[int], int, int]] = []
    for week in range(1, rules.weeks + 1):
        if not free >> week & 1:
            continue
        have = board.in_week[observer][week]
        left = rules.week_max - have
        opened = sum(level >> week & 1 for level in on_open[:left])
        every = sum(level >> week & 1 for level in on_any[:left])
        if every:
            worth = board.spread_worth(observer, week)
            room.append(([worth[have + k + 1] - worth[have + k] for k in range(every)], opened, every))
    most = sum(every for _, _, every in room)
    need = max(0, min(facts.people[observer].quota - board.observed[observer], most))
    price = rules.weights.fallback
    with_fallback = sorted(
        (gain - (price if place >= opened else 0), place >= opened)
        for gains, opened, _ in room
        for place, gain in enumerate(gains)
    )[::-1]
    forced = any(back for _, back in with_fallback[:need])
    evening = tuple(sorted((gain for gains, _, _ in room for gain in gains), reverse=True))
    points = tuple(gain for gain, _ in with_fallback) if forced else evening
    return Pace(need, most, sum(opened for _, opened, _ in room), points, free, forced, evening)


def _levels(board: Board, observer: int, free: int, open_only: bool) -> list[int]:
    """The weeks in which at least one, two, ... different periods hold something to observe."""
    facts, rules = board.facts, board.rules
    by_slot: dict[int, int] = {}
    for options in facts.options[observer].values():
        for _, lesson, weeks in options:
            slot = facts.slot_of[lesson]
            by_slot[slot] = by_slot.get(slot, 0) | weeks
    levels = [0] * rules.week_max
    for slot, weeks in by_slot.items():
        if open_only and slot // rules.periods + 1 not in rules.open_days:
            continue
        weeks &= free
        for level in range(rules.week_max - 1, 0, -1):
            levels[level] |= levels[level - 1] & weeks
        if levels:
            levels[0] |= weeks
    return levels
