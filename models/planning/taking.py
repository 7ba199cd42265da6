"""How the flow begins: every observer takes what brings most, whoever else wants it."""

from __future__ import annotations

import random

from models.planning.board import FINE
from models.planning.flow import Flow


def take(flow: Flow, chance: random.Random | None = None) -> None:
    """Every observer takes what brings most; of equals that of teachers who are seen least. With ``chance`` whoever
    is equal in all that comes in another order."""
    facts, small = flow.facts, flow.facts.rules.weights.quota < FINE
    rank = list(range(flow.n))
    if chance is not None:
        chance.shuffle(rank)
    for observer in sorted(range(flow.n), key=lambda one: (len(flow.steps[one]), rank[one])):
        need, most = flow.paces[observer].need, flow.paces[observer].most
        every = [
            (-step, flow.seen[teacher] + place, rank[teacher], teacher)
            for teacher, steps in flow.steps[observer].items()
            for place, step in enumerate(steps)
        ]
        every.sort()
        taken, left_out, crossing, last_cross = flow.taken[observer], [], 0, None
        lowest, chosen = 0, 0
        for step, _, _, teacher in every:
            # Beyond the quota only what must be is worth its price: a mentor who has to be seen. Where the quota is a
            # wish like others, it may be worth less than what it costs.
            if (chosen >= need and chosen >= most) or (
                (chosen >= need or small) and flow.one_more(observer, chosen) - step <= 0
            ):
                left_out.append((step, teacher))
                continue
            crosses = flow.cross and facts.is_cross(observer, teacher)
            if crosses and crossing == flow.cross_most[observer]:
                left_out.append((step, teacher))
                continue
            taken[teacher] = taken.get(teacher, 0) + 1
            flow.takers[teacher].add(observer)
            flow.seen[teacher] += 1
            crossing += crosses
            if crosses:
                last_cross = -step
            chosen, lowest = chosen + 1, -step
        flow.count[observer], flow.crossing[observer] = chosen, crossing
        level = lowest if chosen else max((-step for step, _ in left_out), default=0)
        flow.height[flow.n + observer] = level
        full = flow.cross and crossing == flow.cross_most[observer]
        flow.height[2 * flow.n + observer] = (
            max(level, last_cross if last_cross is not None else _highest_cross(flow, observer, left_out, level))
            if full
            else level
        )
        for teacher in flow.steps[observer]:
            if teacher in flow.scarce:
                _choose_lessons(flow, observer, teacher)


def _choose_lessons(flow: Flow, observer: int, teacher: int) -> None:
    """The lessons of a scarce teacher that the observer takes first, and the height of the pair's node."""
    taken, at = flow.taken[observer].get(teacher, 0), flow.at.setdefault((observer, teacher), {})
    for _ in range(taken):
        choices = [
            (-gain, flow.load[lesson] / max(1, flow.room[lesson]), lesson)
            for lesson, gain, most in flow.lessons(observer, teacher)
            if at.get(lesson, 0) < most
        ]
        lesson = min(choices)[2]
        at[lesson] = at.get(lesson, 0) + 1
        flow.load[lesson] += 1
    used = [gain for lesson, gain, _ in flow.lessons(observer, teacher) if at.get(lesson)]
    more = [gain for lesson, gain, most in flow.lessons(observer, teacher) if at.get(lesson, 0) < most]
    level = flow.height[flow.node_of(observer, teacher)]
    low = [max(more)] if more else []
    low += [level - flow.repeat(observer, teacher, taken - 1)] if taken else []
    flow.height[flow.pair_node(observer, teacher)] = max(low) if low else min(used)


def _highest_cross(flow: Flow, observer: int, left_out: list[tuple[int, int]], level: int) -> int:
    return max((-step for step, teacher in left_out if flow.facts.is_cross(observer, teacher)), default=level)
