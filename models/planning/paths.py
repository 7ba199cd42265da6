"""How the flow becomes the best: single observations move along the cheapest paths while that brings anything."""

from __future__ import annotations

import heapq
from itertools import pairwise

from models.planning.arcs import arcs
from models.planning.board import FINE
from models.planning.flow import Flow

_OVERFULL = 100 * FINE
"""What one observer too many for a lesson's seats costs while the flow is being evened out."""


def even_out(flow: Flow) -> None:
    """Move observations while that brings anything."""
    board = flow.board
    for teacher in range(flow.n):
        worth = board.seen_worth(teacher)
        while worth[flow.seen[teacher] + 1] - worth[flow.seen[teacher]] > 0 and _improve(flow, teacher, False):
            pass
    moved = True
    while moved:
        moved = False
        for lesson in sorted(flow.load):
            while flow.load[lesson] > flow.room[lesson] and _improve(flow, 3 * flow.n + lesson, True):
                moved = True
        for teacher in range(flow.n):
            worth = board.seen_worth(teacher)
            while (n := flow.seen[teacher]) > board.seen[teacher] and worth[n - 1] > worth[n]:
                if not _improve(flow, teacher, True):
                    break
                moved = True


def _improve(flow: Flow, start: int, forward: bool) -> bool:
    """Move one observation away from a teacher (``forward``) or to one, by the path that brings most."""
    n, height, board = flow.n, flow.height, flow.board
    teacher = start if start < n else flow.facts.teacher_of[start - 3 * n]
    worth = board.seen_worth(teacher)
    own = worth[flow.seen[teacher] + (-1 if forward else 1)] - worth[flow.seen[teacher]]
    ends = {other: cost for other in range(n) if (cost := _end_cost(flow, other, forward)) is not None}
    ends.pop(teacher, None)
    if start >= n:  # an overfull lesson: another lesson of the same teacher will do, or else nothing
        ends[teacher] = own
        own += _OVERFULL
    if start >= n or (forward and board.rules.weights.quota < FINE):  # somebody may do with one observation less
        ends |= {n + one: flow.one_more(one, flow.count[one] - 1) for one in range(n) if flow.count[one]}
    if not forward:
        ends |= {n + one: cost for one in range(n) if (cost := _extra_cost(flow, one)) is not None}
    sign = 1 if forward else -1
    # The true cost of a path is its reduced cost less the difference of heights.
    floor = {node: cost + sign * (height[node] - height[start]) for node, cost in ends.items()}
    lowest = min(floor.values(), default=1 << 60)
    best, best_node = own, -1
    dist, came, done = {start: 0}, {}, {}
    heap = [(0, start)]
    while heap:
        d, node = heapq.heappop(heap)
        if d + lowest >= best:
            break
        if node in done:
            continue
        done[node] = d
        if node in floor and d + floor[node] < best:
            best, best_node = d + floor[node], node
        for other, cost in arcs(flow, node, forward):
            reduced = d + cost + sign * (height[node] - height[other])
            if other not in done and reduced < dist.get(other, 1 << 60):
                dist[other], came[other] = reduced, node
                heapq.heappush(heap, (reduced, other))
    if best_node < 0:
        return False
    reach = done[best_node]
    for node, d in done.items():
        if d < reach:
            height[node] += sign * (d - reach)
    _move(flow, best_node, came, start, forward)
    return True


def _end_cost(flow: Flow, teacher: int, forward: bool) -> int | None:
    """What it costs that a path ends at a teacher, who gains an observation (``forward``) or loses one."""
    worth, n = flow.board.seen_worth(teacher), flow.seen[teacher]
    if forward:
        return worth[n] - worth[n + 1]
    if n <= flow.board.seen[teacher]:
        return None
    # Taking it from somebody who is seen too often would bring a little more, but the search ends sooner without that,
    # and whoever is seen too often has a turn of their own afterwards.
    return max(0, worth[n] - worth[n - 1])


def _extra_cost(flow: Flow, observer: int) -> int | None:
    """What one observation more of an observer costs; None where no week takes it."""
    if flow.count[observer] >= flow.paces[observer].most:
        return None
    return -flow.one_more(observer, flow.count[observer])


def _move(flow: Flow, end: int, came: dict[int, int], start: int, forward: bool) -> None:
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    if forward:
        path.reverse()
    # Now the path runs as the observation moves: the first teacher loses it, the last one has it.
    n = flow.n
    if n <= path[0] < 3 * n:
        flow.count[path[0] % n] += 1
    if n <= path[-1] < 3 * n:
        flow.count[path[-1] % n] -= 1
    for one, other in pairwise(path):
        if one < n <= other < 3 * n:
            flow.change(other % n, one, -1)
        elif other < n <= one < 3 * n:
            flow.change(one % n, other, 1)
        elif n <= one < 3 * n and other >= flow.first_pair:
            flow.change(*divmod(other - flow.first_pair, n), 1)
        elif n <= other < 3 * n and one >= flow.first_pair:
            flow.change(*divmod(one - flow.first_pair, n), -1)
        elif one >= flow.first_pair:
            flow.change_lesson(divmod(one - flow.first_pair, n), other - 3 * n, 1)
        elif other >= flow.first_pair:
            flow.change_lesson(divmod(other - flow.first_pair, n), one - 3 * n, -1)
    flow.change_seen(path[0], -1)
    flow.change_seen(path[-1], 1)
