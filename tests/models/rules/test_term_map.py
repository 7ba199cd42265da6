"""The term week by week: who observed how many lessons when, and which shade a week gets."""

from __future__ import annotations

import pytest

from models.rules.calendar import Calendar
from models.rules.counting import Observed
from models.rules.term_map import WeekCount, by_week, mean_of, shade
from models.rules.terms import TermDates

CALENDAR = Calendar.of(TermDates(2026, 1, "2026-09-01", "2027-01-22"), [])


def seen(number: int, held_on: str, status: str = "came", observer: str = "001", **facts: bool) -> Observed:
    return Observed(number, number, observer, "009", held_on, 2, status, True, **facts)


def test_lessons_count_in_their_week_what_came_and_what_is_planned_apart():
    observed = [seen(1, "2026-09-02"), seen(2, "2026-09-04"), seen(3, "2026-09-09"), seen(4, "2026-12-02", "planned")]
    assert by_week(observed, CALENDAR) == {"001": {1: WeekCount(2), 2: WeekCount(1), 14: WeekCount(0, 1)}}


@pytest.mark.parametrize("status", ["absent", "excused", "void"])
def test_who_was_not_there_counts_nowhere(status: str):
    assert by_week([seen(1, "2026-09-02", status)], CALENDAR) == {}


def test_a_cancelled_lesson_counts_nowhere():
    assert by_week([seen(1, "2026-09-02", cancelled=True)], CALENDAR) == {}


def test_the_mean_counts_those_who_observed_nothing():
    people = [{1: WeekCount(2), 2: WeekCount(0, 1)}, {}]
    assert mean_of(people, (1, 2, 3)) == [1.0, 0.5, 0.0]
    assert mean_of([], (1, 2)) == [0.0, 0.0]


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (0.3, 1), (1, 2), (1.9, 2), (2, 3), (3, 4), (9, 4)])
def test_the_more_the_darker(count: float, expected: int):
    assert shade(count) == expected
