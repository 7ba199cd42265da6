"""A lesson's mean that allows for strict and lenient observers.

Every score is taken as lesson + observer + chance. Lessons are fixed, observers are drawn from a population with mean
nought, so that an observer with few forms is believed less to be strict or lenient (best linear unbiased prediction,
C. R. Henderson, Biometrics 31 (1975) 423-447). How much observers differ, and how much chance does, is estimated from
the same forms by Henderson's method 3 (Biometrics 9 (1953) 226-252). The adjusted mean is what an observer of middling
strictness would give; its standard error is that of the model's equations with these estimates.

Nothing is said where there is too little to go by: see `FEWEST_FORMS`, `FEWEST_LINKED` and `FEWEST_SPARE`.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

FEWEST_FORMS = 3
"""Forms of a lesson below which it gets no adjusted mean."""
FEWEST_LINKED = 2
"""So many of a lesson's observers must have scored another lesson too."""
FEWEST_SPARE = 8
"""Forms beyond the number of lessons and observers that the estimates need."""
MOST_OBSERVERS = 250
"""More than any school has: the work grows with their cube, and a county's observers do not meet each other."""
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Mark:
    """One form: which lesson, by whom, the score out of 100."""

    lesson: Hashable
    observer: Hashable
    score: float


@dataclass(frozen=True, slots=True)
class Adjusted:
    """``mean`` with its standard ``error``, from ``n`` forms of this lesson; ``plain`` is the mean as it stands."""

    mean: float
    error: float
    n: int
    plain: float


@dataclass(frozen=True, slots=True)
class Observer:
    """How much above (lenient) or below (strict) the others somebody scores, shrunk by how little is known."""

    effect: float
    forms: int


@dataclass(frozen=True, slots=True)
class Adjustment:
    """``lessons`` that there is enough to say of, every observer, and the standard deviations that were estimated
    between observers and by chance."""

    lessons: dict[Hashable, Adjusted]
    observers: dict[Hashable, Observer]
    between: float
    chance: float


def adjust(marks: Iterable[Mark]) -> Adjustment | None:
    """The adjusted means of all lessons that share observers; None where the forms are too few to tell, or of more
    than `MOST_OBSERVERS`.

    Of several forms of one observer on one lesson all count.
    """
    marks = list(marks)
    by_lesson: dict[Hashable, list[Mark]] = {}
    for mark in marks:
        by_lesson.setdefault(mark.lesson, []).append(mark)
    observers = list(dict.fromkeys(mark.observer for mark in marks))
    if len(observers) > MOST_OBSERVERS:
        return None
    place = {observer: at for at, observer in enumerate(observers)}
    matrix, right = _absorbed(by_lesson, place)
    rank, explained = _reduced(matrix, right)
    spare = len(marks) - len(by_lesson) - rank
    if spare < FEWEST_SPARE or not rank:
        return None
    within = sum((mark.score - _mean(own)) ** 2 for own in by_lesson.values() for mark in own)
    chance = max(within - explained, 0.0) / spare
    trace = sum(matrix[at][at] for at in range(len(observers)))
    between = max((explained - rank * chance) / trace, 0.0)
    if between <= _NOTHING:
        effects, solve = [0.0] * len(observers), None
    else:
        # Without chance nothing is shrunk; a trace of it keeps the equations solvable where observers are not linked.
        ratio = max(chance / between, _NOTHING)
        lower = _cholesky([[v + (ratio if i == j else 0.0) for j, v in enumerate(r)] for i, r in enumerate(matrix)])
        effects, solve = _solved(lower, right), lower
    seen: dict[Hashable, set[Hashable]] = {observer: set() for observer in observers}
    for mark in marks:
        seen[mark.observer].add(mark.lesson)
    forms = {observer: len(lessons) for observer, lessons in seen.items()}
    found = {
        lesson: _adjusted(own, place, effects, solve, chance)
        for lesson, own in by_lesson.items()
        if len(own) >= FEWEST_FORMS and sum(forms[o] > 1 for o in {m.observer for m in own}) >= FEWEST_LINKED
    }
    told = {observer: Observer(effects[place[observer]], forms[observer]) for observer in observers}
    return Adjustment(found, told, math.sqrt(between), math.sqrt(chance))


def _absorbed(
    by_lesson: dict[Hashable, list[Mark]], place: dict[Hashable, int]
) -> tuple[list[list[float]], list[float]]:
    """The equations of the observers with the lessons taken out: each form counts by how it differs from its lesson."""
    size = len(place)
    matrix, right = [[0.0] * size for _ in range(size)], [0.0] * size
    for own in by_lesson.values():
        mean = _mean(own)
        counts: dict[int, int] = {}
        for mark in own:
            at = place[mark.observer]
            counts[at] = counts.get(at, 0) + 1
            right[at] += mark.score - mean
        for i, count in counts.items():
            matrix[i][i] += count
            for j, other in counts.items():
                matrix[i][j] -= count * other / len(own)
    return matrix, right


def _reduced(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> tuple[int, float]:
    """The rank of the equations, and the sum of squares that the observers explain: by elimination with the largest
    diagonal first, which needs no inverse."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    left, rank, explained = set(range(len(rows))), 0, 0.0
    while left:
        pivot = max(left, key=lambda at: rows[at][at])
        if rows[pivot][pivot] <= _NOTHING * max(1, len(rows)):
            break
        left.remove(pivot)
        top = rows[pivot]
        rank, explained = rank + 1, explained + top[-1] ** 2 / top[pivot]
        for at in left:
            if factor := rows[at][pivot] / top[pivot]:
                rows[at] = [value - factor * above for value, above in zip(rows[at], top, strict=True)]
    return rank, explained


def _adjusted(
    own: Sequence[Mark],
    place: dict[Hashable, int],
    effects: Sequence[float],
    lower: list[list[float]] | None,
    chance: float,
) -> Adjusted:
    share = [0.0] * len(place)
    for mark in own:
        share[place[mark.observer]] += 1 / len(own)
    plain = _mean(own)
    mean = plain - sum(weight * effect for weight, effect in zip(share, effects, strict=True))
    beyond = 0.0 if lower is None else sum(half**2 for half in _forward(lower, share))
    return Adjusted(mean, math.sqrt(chance * (1 / len(own) + beyond)), len(own), plain)


def _cholesky(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    lower: list[list[float]] = []
    for i, row in enumerate(matrix):
        made: list[float] = []
        for j in range(i):
            made.append((row[j] - sum(a * b for a, b in zip(made, lower[j], strict=False))) / lower[j][j])
        made.append(math.sqrt(max(row[i] - sum(value * value for value in made), _NOTHING**2)))
        lower.append(made)
    return lower


def _forward(lower: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    found: list[float] = []
    for row, value in zip(lower, right, strict=True):
        found.append((value - sum(a * b for a, b in zip(row, found, strict=False))) / row[len(found)])
    return found


def _solved(lower: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    found = _forward(lower, right)
    for i in range(len(found) - 1, -1, -1):
        found[i] = (found[i] - sum(lower[j][i] * found[j] for j in range(i + 1, len(found)))) / lower[i][i]
    return found


def _mean(marks: Sequence[Mark]) -> float:
    return math.fsum(mark.score for mark in marks) / len(marks)
