"""Where an observation may pass through the flow from each node, and at what cost."""

from __future__ import annotations

from models.planning.flow import Flow

Arc = tuple[int, int]
"""The next node, and the cost."""


def arcs(flow: Flow, node: int, forward: bool) -> list[Arc]:
    """Where a path may go on from a node, and at what cost."""
    n = flow.n
    if node >= flow.first_pair:
        return _pair_arcs(flow, *divmod(node - flow.first_pair, n), forward)
    if node >= 3 * n:
        return _lesson_arcs(flow, node - 3 * n, forward)
    if node < n:
        return _teacher_arcs(flow, node, forward)
    return _observer_arcs(flow, node, forward)


def _teacher_arcs(flow: Flow, teacher: int, forward: bool) -> list[Arc]:
    if teacher in flow.scarce:
        return [
            (3 * flow.n + lesson, 0)
            for lesson in flow.facts.lessons_of[teacher]
            if (flow.load[lesson] > 0 if forward else flow.load[lesson] < flow.room[lesson])
        ]
    if forward:
        return [
            (flow.node_of(observer, teacher), flow.steps[observer][teacher][flow.taken[observer][teacher] - 1])
            for observer in sorted(flow.takers[teacher])
        ]
    found = []
    for observer in flow.could[teacher]:
        steps, taken = flow.steps[observer][teacher], flow.taken[observer].get(teacher, 0)
        if taken < len(steps):
            found.append((flow.node_of(observer, teacher), -steps[taken]))
    return found


def _observer_arcs(flow: Flow, node: int, forward: bool) -> list[Arc]:
    n = flow.n
    crossing, observer = node >= 2 * n, node % n
    steps_of, taken_of, found = flow.steps[observer], flow.taken[observer], []
    for teacher, steps in steps_of.items() if forward else ((t, steps_of[t]) for t, k in taken_of.items() if k):
        taken = taken_of.get(teacher, 0)
        if (flow.cross and flow.node_of(observer, teacher) != node) or (forward and taken >= len(steps)):
            continue
        if teacher in flow.scarce:
            change = flow.repeat(observer, teacher, taken if forward else taken - 1)
            found.append((flow.pair_node(observer, teacher), -change if forward else change))
        else:
            found.append((teacher, -steps[taken] if forward else steps[taken - 1]))
    if flow.cross:
        # An observation may pass between the own school and others while the limit of visits allows it.
        grows = crossing != forward
        possible = flow.crossing[observer] < flow.cross_most[observer] if grows else flow.crossing[observer] > 0
        if possible:
            found.append(((n if crossing else 2 * n) + observer, 0))
    return found


def _lesson_arcs(flow: Flow, lesson: int, forward: bool) -> list[Arc]:
    teacher = flow.facts.teacher_of[lesson]
    found = []
    if flow.load[lesson] < flow.room[lesson] if forward else flow.load[lesson] > 0:
        found.append((teacher, 0))
    for observer in flow.could[teacher]:
        at = flow.at[observer, teacher].get(lesson, 0)
        for one, gain, most in flow.lessons(observer, teacher):
            if one == lesson and (at > 0 if forward else at < most):
                found.append((flow.pair_node(observer, teacher), gain if forward else -gain))
    return found


def _pair_arcs(flow: Flow, observer: int, teacher: int, forward: bool) -> list[Arc]:
    at, taken = flow.at[observer, teacher], flow.taken[observer].get(teacher, 0)
    found = []
    if forward and taken:
        found.append((flow.node_of(observer, teacher), flow.repeat(observer, teacher, taken - 1)))
    elif not forward and taken < len(flow.steps[observer][teacher]):
        found.append((flow.node_of(observer, teacher), -flow.repeat(observer, teacher, taken)))
    for lesson, gain, most in flow.lessons(observer, teacher):
        if at.get(lesson, 0) < most if forward else at.get(lesson, 0) > 0:
            found.append((3 * flow.n + lesson, -gain if forward else gain))
    return found
