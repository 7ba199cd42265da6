"""Sums, bands, control totals, means: by hand, and whatever the points are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.scores import (
    BAND_PRESETS,
    NOT_APPLICABLE,
    Item,
    band_of,
    control_agrees,
    half_up,
    runs,
    show_tenths,
    spread_of,
    sum_of,
    trimmed_mean,
)

FORM = [Item(1, "", "目标", 50), Item(2, "", "过程", 100), Item(3, "", "效果", 50)]


def test_a_full_form_of_twenty_points_is_scaled_to_a_hundred():
    found = sum_of(FORM, {1: 40, 2: 90, 3: 45})
    assert (found.points_x10, found.full_x10, found.missing, found.score_x10) == (175, 200, (), 875)


def test_what_is_not_applicable_leaves_the_sum_and_the_full_score():
    found = sum_of(FORM, {1: 40, 2: NOT_APPLICABLE, 3: 45})
    assert (found.points_x10, found.full_x10, found.score_x10) == (85, 100, 850)


def test_a_form_with_nothing_applicable_has_no_score():
    assert sum_of(FORM, dict.fromkeys((1, 2, 3), NOT_APPLICABLE)).score_x10 is None


def test_a_missing_item_is_named_and_keeps_the_score_back():
    found = sum_of(FORM, {1: 40, 3: None})
    assert (found.points_x10, found.missing, found.score_x10) == (40, (2, 3), None)


def test_a_bonus_comes_on_top():
    assert sum_of(FORM, {1: 50, 2: 100, 3: 50}, bonus_x10=30).score_x10 == 1030


def test_the_control_total_is_the_sum_as_written_or_out_of_a_hundred():
    found = sum_of(FORM, {1: 40, 2: NOT_APPLICABLE, 3: 45}, bonus_x10=10)
    assert control_agrees(found, 95)
    assert control_agrees(found, 860)
    assert not control_agrees(found, 85)


@pytest.mark.parametrize(
    ("preset", "score", "band"),
    [
        ("90/75/60", 900, "excellent"),
        ("90/75/60", 899, "good"),
        ("90/75/60", 749, "pass"),
        ("90/80/60", 799, "pass"),
        ("85/75/60", 850, "excellent"),
        ("90/80/70/60", 900, "best"),
        ("90/80/70/60", 850, "excellent"),
        ("90/75/60", 0, "improve"),
        ("90/75/60", 1030, "excellent"),
    ],
)
def test_the_lowest_score_of_a_band_belongs_to_it(preset: str, score: int, band: str):
    assert band_of(BAND_PRESETS[preset], score) == band


def test_contests_leave_out_one_highest_and_one_lowest_but_not_of_four():
    assert trimmed_mean([60, 90, 91, 92, 100]) == 91
    assert trimmed_mean([90, 91, 92, 100]) is None


def test_a_spread_says_of_how_many():
    assert spread_of([]) is None
    alone, three = spread_of([90]), spread_of([2, 4, 9])
    assert alone is not None
    assert three is not None
    assert (alone.n, alone.mean, alone.deviation) == (1, 90, None)
    assert (three.n, three.mean, three.lowest, three.highest) == (3, 5, 2, 9)
    assert three.deviation == pytest.approx(13**0.5)  # (9 + 1 + 16) / 2


def test_halves_round_up_and_tenths_show_only_where_there_are_any():
    assert [half_up(value, 10) for value in (4, 5, 15, 25)] == [0, 1, 2, 3]
    assert [show_tenths(value) for value in (None, 0, 45, 880)] == ["", "0", "4.5", "88"]


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(0, 100), st.booleans()), min_size=1, max_size=20))
def test_a_score_lies_between_nought_and_a_hundred_and_grows_with_every_point(lines: list[tuple[int, int, bool]]):
    items = [Item(seq, "", "", most) for seq, (most, _, _) in enumerate(lines)]
    points = {seq: NOT_APPLICABLE if absent else min(value, most) for seq, (most, value, absent) in enumerate(lines)}
    score = sum_of(items, points).score_x10
    if all(absent for _, _, absent in lines):
        assert score is None
        return
    assert score is not None
    assert 0 <= score <= 1000
    full = {seq: value if value == NOT_APPLICABLE else items[seq].most_x10 for seq, value in points.items()}
    assert sum_of(items, full).score_x10 == 1000
    for seq, value in points.items():
        if value not in (NOT_APPLICABLE, items[seq].most_x10):
            assert (sum_of(items, {**points, seq: value + 1}).score_x10 or 0) >= score


@given(st.lists(st.integers(0, 1000), min_size=5, max_size=12))
def test_the_trimmed_mean_does_not_hear_one_voice_alone(scores: list[int]):
    kept = trimmed_mean(scores)
    assert kept is not None
    shouted = [*scores]
    shouted[scores.index(max(scores))] = 1000
    assert trimmed_mean(shouted) == pytest.approx(kept)
    assert min(scores) <= kept <= max(scores)


def test_numbers_in_a_row_are_told_by_their_ends():
    assert runs([2, 4, 5, 6, 7, 9, 10]) == ["2", "4-7", "9", "10"]
    assert runs([]) == []
