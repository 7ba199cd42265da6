"""The mean that allows for strict and lenient observers, against the model's own equations and by what it must keep."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules import adjusted as adjusting
from models.rules.adjusted import FEWEST_FORMS, Adjustment, Mark, adjust


def school(seed: int, lessons: int = 12, observers: int = 9, each: int = 5, strictness: float = 5.0) -> list[Mark]:
    chance = random.Random(seed)
    effect = {who: chance.gauss(0, strictness) for who in range(observers)}
    return [
        Mark(lesson, who, 80 + lesson % 5 + effect[who] + chance.gauss(0, 2))
        for lesson in range(lessons)
        for who in chance.sample(range(observers), each)
    ]


def adjusted(marks: Sequence[Mark]) -> Adjustment:
    found = adjust(marks)
    assert found is not None
    return found


def whole_equations(marks: Sequence[Mark], ratio: Fraction) -> tuple[dict[object, Fraction], dict[object, Fraction]]:
    """The mixed model's equations of all lessons and observers, solved exactly; and the diagonal of their inverse."""
    names = [("lesson", lesson) for lesson in dict.fromkeys(mark.lesson for mark in marks)]
    names += [("observer", who) for who in dict.fromkeys(mark.observer for mark in marks)]
    place = {name: at for at, name in enumerate(names)}
    size = len(names)
    rows = [[Fraction(0)] * size + [Fraction(0)] + [Fraction(int(i == j)) for j in range(size)] for i in range(size)]
    for mark in marks:
        here = [place["lesson", mark.lesson], place["observer", mark.observer]]
        for i in here:
            rows[i][size] += Fraction(mark.score)
            for j in here:
                rows[i][j] += 1
    for name, at in place.items():
        if name[0] == "observer":
            rows[at][at] += ratio
    for at in range(size):
        pivot = rows[at][at]
        rows[at] = [value / pivot for value in rows[at]]
        for other in range(size):
            if other != at and rows[other][at]:
                factor = rows[other][at]
                rows[other] = [value - factor * above for value, above in zip(rows[other], rows[at], strict=True)]
    solved = {name: rows[at][size] for name, at in place.items()}
    return solved, {name: rows[at][size + 1 + at] for name, at in place.items()}


def test_means_effects_and_errors_solve_the_model_s_equations():
    marks = school(1, lessons=6, observers=6, each=4)
    found = adjusted(marks)
    ratio = Fraction(found.chance**2 / found.between**2)
    solved, inverse = whole_equations(marks, ratio)
    for lesson, said in found.lessons.items():
        assert said.mean == pytest.approx(float(solved["lesson", lesson]), abs=1e-6)
        assert said.error == pytest.approx(found.chance * float(inverse["lesson", lesson]) ** 0.5, abs=1e-6)
    for who, said in found.observers.items():
        assert said.effect == pytest.approx(float(solved["observer", who]), abs=1e-6)


def test_the_two_variances_by_hand():
    """Two observers on twelve lessons, the second always four points higher, with residuals of one point that cancel:
    within lessons 12 x 2 x 2.5 + ..., worked out below."""
    # Scores 80 - d and 84 + d with d alternately +1 and -1: differences are 6 and 2, mean 4.
    marks = []
    for lesson in range(12):
        d = 1 if lesson % 2 else -1
        marks += [Mark(lesson, "strict", 80.0 - d), Mark(lesson, "lenient", 84.0 + d)]
    found = adjusted(marks)
    # Within lessons: 6 x 6^2/2 + 6 x 2^2/2 = 120. Observers explain 12 x 4^2/2 = 96. 24 forms - 12 lessons - 1 = 11.
    assert found.chance**2 == pytest.approx(24 / 11)
    # The absorbed diagonal is 2 x 12 x (1 - 1/2) = 12: (96 - 24/11) / 12.
    assert found.between**2 == pytest.approx((96 - 24 / 11) / 12)
    # Each effect: 12/2 x (u1 - u2) + ratio x u = 12/2 x (-4): u = -+ 24 / (12 + ratio).
    ratio = (24 / 11) / ((96 - 24 / 11) / 12)
    assert found.observers["strict"].effect == pytest.approx(-24 / (12 + ratio))
    assert found.observers["lenient"].effect == pytest.approx(24 / (12 + ratio))
    assert found.lessons == {}  # two forms a lesson are too few


def test_a_lesson_that_only_the_strict_have_seen_is_raised():
    marks = school(3, lessons=20, observers=10, each=6, strictness=0.0)
    strict = {0, 1, 2}
    marks = [Mark(m.lesson, m.observer, m.score - (9 if m.observer in strict else 0)) for m in marks]
    marks += [Mark("seen by the strict", who, 75.0 + who) for who in strict]
    found = adjusted(marks).lessons["seen by the strict"]
    assert found.plain == 76
    assert found.mean > found.plain + 3
    assert found.error > 0


def test_where_observers_do_not_differ_the_mean_stays_as_it_is():
    marks = [
        Mark(lesson, who, 80 + lesson + (1 if (lesson + who) % 2 else -1)) for lesson in range(6) for who in range(4)
    ]
    found = adjusted(marks)
    assert found.between == 0
    assert all(said.mean == said.plain for said in found.lessons.values())


def test_it_is_silent_where_there_is_too_little_to_go_by():
    assert adjust([]) is None
    assert adjust(school(1, lessons=2, observers=4, each=4)) is None  # 8 forms: 8 - 2 - 3 = 3 to spare
    marks = school(1)
    alone = [Mark("two forms", who, 90.0) for who in (0, 1)]
    strangers = [Mark("strangers", f"guest {n}", 90.0) for n in range(5)]
    one_known = [Mark("one known", who, 90.0) for who in (0, "a", "b", "c")]
    said = adjusted([*marks, *alone, *strangers, *one_known]).lessons
    assert {"two forms", "strangers", "one known"}.isdisjoint(said)
    assert len(said) == 12
    assert min(found.n for found in said.values()) >= FEWEST_FORMS


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(-20, 20), st.floats(0.5, 2))
def test_points_added_to_all_are_added_and_stretched_scores_are_stretched(seed: int, more: float, times: float):
    marks = school(seed)
    before, after = adjusted(marks), adjusted([Mark(m.lesson, m.observer, m.score * times + more) for m in marks])
    for lesson, said in before.lessons.items():
        assert after.lessons[lesson].mean == pytest.approx(said.mean * times + more, abs=1e-6)
        assert after.lessons[lesson].error == pytest.approx(said.error * times, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_the_forms_does_not_matter(seed: int, chance: random.Random):
    marks = school(seed)
    shuffled = [*marks]
    chance.shuffle(shuffled)
    before, after = adjusted(marks), adjusted(shuffled)
    for lesson, said in before.lessons.items():
        assert after.lessons[lesson].mean == pytest.approx(said.mean, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_effects_are_shrunk_and_sum_to_nought(seed: int):
    found = adjusted(school(seed))
    effects = [said.effect for said in found.observers.values()]
    assert sum(effects) == pytest.approx(0, abs=1e-6)


def test_on_the_whole_it_comes_nearer_to_the_truth_than_the_plain_mean():
    near, plain = 0.0, 0.0
    for seed in range(20):
        for lesson, said in adjusted(school(seed, lessons=30, observers=15, each=5)).lessons.items():
            assert isinstance(lesson, int)
            near += abs(said.mean - 80 - lesson % 5)
            plain += abs(said.plain - 80 - lesson % 5)
    assert near < 0.75 * plain


def test_more_observers_than_a_school_has_are_not_compared(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(adjusting, "MOST_OBSERVERS", 20)
    marks = [Mark(f"l{(at + turn) % 9}", f"o{at}", 80 + at % 7) for at in range(20) for turn in range(3)]
    assert adjust(marks) is not None
    assert adjust([*marks, Mark("l1", "one more", 80)]) is None
