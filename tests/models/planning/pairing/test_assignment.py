"""The assignment proves itself at any size, and what is no longer the best is not called proven."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from models.planning.pairing.assignment import Assigned, Task, assign, is_proven


def task(seed: int, people: int, mentors: int, share: float) -> Task:
    chance = random.Random(seed)
    return Task(
        [chance.randint(0, 3) for _ in range(people)],
        [
            {mentor: chance.randint(-20, 80) for mentor in range(mentors) if chance.random() < share}
            for _ in range(people)
        ],
        [[-2 * (chance.randint(0, 1) + n) for n in range(chance.randint(0, 3))] for _ in range(mentors)],
    )


def with_falling_places(made: Task) -> Task:
    return replace(made, places=[sorted(places, reverse=True) for places in made.places])


@pytest.mark.parametrize("people", [1, 7, 40, 250])
@pytest.mark.parametrize("share", [0.05, 0.4, 1.0])
def test_the_best_is_proven(people: int, share: float):
    for seed in range(3):
        made = with_falling_places(task(seed, people, max(1, people // 2), share))
        found = assign(made)
        assert is_proven(made, found)
        taken = [mentor for mentor in found.mentors if mentor is not None]
        assert all(taken.count(mentor) <= len(made.places[mentor]) for mentor in set(taken))


def test_anything_worse_is_not():
    made = with_falling_places(task(5, 12, 5, 0.6))
    found = assign(made)
    served = next(person for person, mentor in enumerate(found.mentors) if mentor is not None)
    worse = [None if person == served else mentor for person, mentor in enumerate(found.mentors)]
    assert not is_proven(made, Assigned(worse, found.people, found.heights))


def test_nobody_and_nothing():
    assert assign(Task([], [], [])).mentors == []
    assert assign(Task([0, 1], [{}, {}], [[0]])).mentors == [None, None]
    assert assign(Task([1, 0], [{0: 50}, {0: 1}], [[0]])).mentors == [None, 0]  # the more urgent, not the better
