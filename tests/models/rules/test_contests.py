"""What judges' scores come to: the mean with or without the ends, places that are shared, and awards by share."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.rules.contests import ContestRules, Result, proposed_awards, ranking, result_of, show_points


@pytest.mark.parametrize(
    ("scores", "typed", "drop", "points", "judges"),
    [
        ((900, 905, 910), -1, 0, Fraction("90.5"), 3),
        ((900, 905, 910), 800, 0, Fraction("90.5"), 3),  # the judges go before what was typed
        ((), 800, 0, Fraction(80), 0),
        ((100, 900, 900, 1000), -1, 1, Fraction(90), 4),
        ((800, 900), -1, 1, Fraction(85), 2),  # dropping both would leave nobody
        ((900, -1), -1, 0, Fraction(90), 1),  # one has not given points yet
    ],
)
def test_the_result_is_the_mean_of_the_judges(
    scores: tuple[int, ...], typed: int, drop: int, points: Fraction, judges: int
):
    assert result_of(scores, typed, drop) == Result(points, judges)


def test_without_any_points_there_is_no_result_and_no_place():
    assert result_of((), -1) is None
    assert ranking({1: None, 2: Result(Fraction(80), 1)}) == {2: 1}


def test_equal_points_share_a_place_and_the_next_is_left_out():
    points = {1: 90, 2: 95, 3: 90, 4: 80}
    assert ranking({entry: Result(Fraction(one), 3) for entry, one in points.items()}) == {2: 1, 1: 2, 3: 2, 4: 4}


def test_awards_follow_the_shares_and_a_shared_place_is_not_parted():
    # Of six: 15 % is one, 40 % are two in all, 75 % five.
    assert proposed_awards({place: place for place in range(1, 7)}, ContestRules()) == {
        1: "first",
        2: "second",
        3: "third",
        4: "third",
        5: "third",
    }
    shared = proposed_awards({1: 1, 2: 1, 3: 3, 4: 4}, ContestRules(0, {"first": 25, "second": 25, "third": 25}))
    assert shared == {1: "first", 2: "first", 3: "third"}


@pytest.mark.parametrize(("points", "shown"), [("90", "90"), ("92.5", "92.5"), ("278/3", "92.67"), ("0", "0")])
def test_points_show_two_digits_at_most(points: str, shown: str):
    assert show_points(Fraction(points)) == shown
