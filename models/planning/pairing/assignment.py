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


def assign(task: Task) -> list[int | None]:
    """The mentor of each person, None for who stays without. No other choice serves more of the first level, or as
    many and more of the second, and so on; and none that serves as many brings more points."""
    return _Paths(task).run()


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
    """A place is free or somebody's; staying without is a place of one's own that costs nothing."""

    def __init__(self, task: Task) -> None:
        first, self._mentor_of = [], []
        for mentor, places in enumerate(task.places):
            first.append(len(self._mentor_of))
            self._mentor_of += [mentor] * len(places)
        worth_of = serving(task)
        self._costs = [
            [
                (first[mentor] + number, -worth_of[level] - worth - place)
                for mentor, worth in sorted(person.items())
                for number, place in enumerate(task.places[mentor])
            ]
            for level, person in zip(task.levels, task.worth, strict=True)
        ]
        self._owner: list[int | None] = [None] * len(self._mentor_of)
        self._place: list[int | None] = [None] * len(task.levels)
        self._height = [0] * len(self._mentor_of)
        self._own_height = [0] * len(task.levels)

    def run(self) -> list[int | None]:
        for person in range(len(self._costs)):
            self._take_in(person)
        return [None if place is None else self._mentor_of[place] for place in self._place]

    def _take_in(self, start: int) -> None:
        """Find the cheapest way to a free place, or to where somebody stays without, and move everybody along it."""
        costs, owner, height, own_height = self._costs, self._owner, self._height, self._own_height
        own_height[start] = min((0, *(cost - height[place] for place, cost in costs[start])))
        came: dict[int, int] = {}  # by place: from whom it was reached
        far: dict[int, int] = {}
        reached = {start: 0}  # the people, and how far away they are
        done: dict[int, int] = {}  # the places, likewise
        heap: list[tuple[int, int]] = []
        person, so_far = start, 0
        end, last, shortest = None, start, -own_height[start]
        while True:
            base = so_far - own_height[person]
            if base < shortest:  # this person stays without
                end, last, shortest = None, person, base
            for place, cost in costs[person]:
                if place not in done:
                    total = base + cost - height[place]
                    if total < shortest and total < far.get(place, total + 1):
                        far[place], came[place] = total, person
                        heapq.heappush(heap, (total, place))
            while heap and heap[0][1] in done:
                heapq.heappop(heap)
            if not heap or heap[0][0] >= shortest:
                break
            so_far, place = heapq.heappop(heap)
            following = owner[place]
            if following is None:
                end, last, shortest = place, came[place], so_far
                break
            done[place] = reached[following] = so_far
            person = following
        for one, distance in reached.items():
            own_height[one] += shortest - distance
        for place, distance in done.items():
            height[place] -= shortest - distance
        self._move(start, last, end, came)

    def _move(self, start: int, last: int, end: int | None, came: Mapping[int, int]) -> None:
        """Let everybody from the last to the first take the place that the way leads them to."""
        person, place = last, end
        while True:
            left = self._place[person]
            self._place[person] = place
            if place is not None:
                self._owner[place] = person
            if person == start:
                return
            assert left is not None  # only who has a place is on the way
            place, person = left, came[left]
