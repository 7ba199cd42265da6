"""Who gets which mentor so that most are served, the most urgent first, and then the points are highest: exactly.

Shortest augmenting paths over the mentors' free places, with a height for every person and place that proves the end
to be the best.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """For each person who waits the ``levels`` (0 is served first) and the ``worth`` of every mentor who is possible;
    for each mentor what every free place costs or brings, the first place first and never less than the next."""

    levels: Sequence[int]
    worth: Sequence[Mapping[int, int]]
    places: Sequence[Sequence[int]]


@dataclass(frozen=True)
class Assigned:
    """The mentor of each person, None for who stays without; and the heights of people and mentors that prove that
    there is nothing better (see `is_proven`)."""

    mentors: Sequence[int | None]
    people: Sequence[int]
    heights: Sequence[int]


def assign(task: Task) -> Assigned:
    """No other choice serves more of the first level, or as many and more of the second, and so on; and none that
    serves as many brings more points."""
    return _Paths(task).run()


def is_proven(task: Task, found: Assigned) -> bool:
    """Whether the heights prove it: no pair brings more than its person and mentor are high, and all heights add up to
    exactly what was found (a mentor's once for each place that is worth it)."""
    worth_of = serving(task)
    taken: dict[int, int] = {}
    total = 0
    for person, mentor in enumerate(found.mentors):
        if mentor is not None:
            number = taken[mentor] = taken.get(mentor, -1) + 1
            total += worth_of[task.levels[person]] + task.worth[person][mentor] + task.places[mentor][number]
    limit = -sum(found.people) + sum(
        max(0, place + height) for places, height in zip(task.places, found.heights, strict=True) for place in places
    )
    return total == limit and all(
        height <= 0
        and all(
            worth_of[level] + worth <= found.heights[mentor] - height
            for mentor, worth in mentors.items()
            if task.places[mentor]
        )
        for level, mentors, height in zip(task.levels, task.worth, found.people, strict=True)
    )


def serving(task: Task) -> list[int]:
    """What serving somebody counts for at each level: more than all points and everybody below together."""
    values = [
        worth + place for person in task.worth for mentor, worth in person.items() for place in task.places[mentor]
    ]
    low, high = min(values, default=0), max(values, default=0)
    points = len(task.levels) * (high - low) + abs(low) + abs(high) + 1
    counts = [0] * (max(task.levels, default=0) + 1)
    for level in task.levels:
        counts[level] += 1
    found = [0] * len(counts)
    below = 0
    for level in reversed(range(len(counts))):
        found[level] = points + below
        below += counts[level] * found[level]
    return found


class _Paths:
    """Costs are what is not brought. A mentor is as high as the next place costs at most, and as the last one taken
    at least; people are never above nothing, which is what it costs to stay without."""

    def __init__(self, task: Task) -> None:
        worth_of = serving(task)
        self._places = [[-place for place in places] for places in task.places]
        self._costs = [
            [(mentor, -worth_of[level] - worth) for mentor, worth in sorted(person.items()) if task.places[mentor]]
            for level, person in zip(task.levels, task.worth, strict=True)
        ]
        self._guided: list[list[int]] = [[] for _ in task.places]
        self._mentor: list[int | None] = [None] * len(task.levels)
        self._height = [places[0] if places else 0 for places in self._places]
        self._own_height = [0] * len(task.levels)

    def run(self) -> Assigned:
        for person in range(len(self._costs)):
            self._take_in(person)
        return Assigned(self._mentor, self._own_height, self._height)

    def _take_in(self, start: int) -> None:
        """Find the cheapest way to a free place, or to where somebody stays without, and move everybody along it."""
        costs, height, own_height = self._costs, self._height, self._own_height
        own_height[start] = min((0, *(cost + height[mentor] for mentor, cost in costs[start])))
        came: dict[int, int] = {}  # by mentor: from whom they were reached
        far: dict[int, int] = {}
        reached = {start: 0}  # the people, and how far away they are
        done: dict[int, int] = {}  # the mentors, likewise
        heap: list[tuple[int, int]] = []
        looking = [start]
        end, last, shortest = None, start, -own_height[start]
        while True:
            for person in looking:
                base = reached[person] - own_height[person]
                if base < shortest:  # this person stays without
                    end, last, shortest = None, person, base
                for mentor, cost in costs[person]:
                    total = base + cost + height[mentor]
                    if total < shortest and mentor not in done and total < far.get(mentor, total + 1):
                        far[mentor], came[mentor] = total, person
                        heapq.heappush(heap, (total, mentor))
            while heap and heap[0][1] in done:
                heapq.heappop(heap)
            if not heap or heap[0][0] >= shortest:
                break
            so_far, mentor = heapq.heappop(heap)
            done[mentor] = so_far
            guided, places = self._guided[mentor], self._places[mentor]
            if len(guided) < len(places) and (free := so_far + places[len(guided)] - height[mentor]) < shortest:
                end, last, shortest = mentor, came[mentor], free
            looking = guided
            reached.update(dict.fromkeys(guided, so_far))
        for person, distance in reached.items():
            own_height[person] += max(0, shortest - distance)
        for mentor, distance in done.items():
            height[mentor] += max(0, shortest - distance)
        self._move(start, last, end, came)

    def _move(self, start: int, last: int, end: int | None, came: Mapping[int, int]) -> None:
        """Let everybody from the last to the first take the place that the way leads them to."""
        person, mentor = last, end
        while True:
            left = self._mentor[person]
            if left is not None:
                self._guided[left].remove(person)
            self._mentor[person] = mentor
            if mentor is not None:
                self._guided[mentor].append(person)
            if person == start:
                return
            assert left is not None  # only who has a mentor is on the way
            mentor, person = left, came[left]
