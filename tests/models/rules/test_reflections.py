"""When reflections are due, what is late, how long a text is, and which state may follow which."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.calendar import Calendar, SpecialDay
from models.rules.reflections import (
    STATES,
    ReflectionRules,
    characters_in,
    due_after_lesson,
    dues,
    late_among,
    may_follow,
    months_between,
    outline_of,
    tally,
)
from models.rules.terms import term_named


def test_of_two_the_first_is_due_by_the_fifteenth_and_the_second_by_the_end_on_days_that_are_worked():
    assert dues("2026-11", 2) == [date(2026, 11, 13), date(2026, 11, 30)]  # the 15th is a Sunday
    assert dues("2026-12", 2) == [date(2026, 12, 15), date(2026, 12, 31)]
    assert dues("2027-02", 1) == [date(2027, 2, 26)]


def test_a_holiday_before_the_day_moves_it_forward_and_a_working_saturday_counts():
    days = [SpecialDay(f"2026-10-{day:02}", "holiday") for day in range(12, 17)]
    calendar = Calendar.of(term_named("2026-1"), [*days, SpecialDay("2026-10-10", "makeup", 3)])
    assert dues("2026-10", 2, calendar) == [date(2026, 10, 10), date(2026, 10, 30)]


def test_late_is_what_came_after_the_day_of_its_turn_and_more_than_asked_is_never_late():
    due = dues("2026-11", 2)
    assert late_among(["2026-11-14", "2026-11-20"], due) == [True, False]
    assert late_among(["2026-11-02", "2026-11-30", "2026-12-05"], due) == [False, False, False]
    assert late_among(["2026-12-01", "2026-12-01"], due) == [True, True]


def test_a_month_counts_what_is_there_and_owes_only_what_was_due_before_today():
    rules = ReflectionRules()
    pieces = [("filed", "2026-11-10"), ("returned", "2026-11-11"), ("draft", "")]
    found = tally("2026-11", pieces, rules, date(2026, 11, 24))
    assert (found.due, found.there, found.owed, found.missing, found.returned, found.drafts) == (1, 1, 0, 1, 1, 1)
    assert tally("2026-11", pieces, rules, date(2026, 11, 30)).owed == 0  # today is still in time
    assert tally("2026-11", pieces, rules, date(2026, 12, 1)).owed == 1


def test_the_reflection_on_a_lesson_is_due_three_days_later_and_never_on_the_day_itself():
    assert due_after_lesson("2026-11-18", 3) == date(2026, 11, 20)  # the 21st is a Saturday
    assert due_after_lesson("2026-11-20", 1) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("body", "length"),
    [("", 0), ("今天,上了课。", 7), ("# 课题\n荷花 2 课时", 7), ("PPT 做得 ok", 4), ("  \n\n", 0)],
)
def test_a_text_is_as_long_as_word_says(body: str, length: int):
    assert characters_in(body) == length


def test_headings_make_the_outline():
    assert outline_of("# 课题与班级\n三(2)班\n\n## 原因\n讲多了\n#不是标题") == [(0, "课题与班级"), (3, "原因")]


def test_what_was_given_back_comes_in_again_and_only_then_is_read():
    assert may_follow("returned", "again")
    assert not may_follow("returned", "read")
    assert all(may_follow("handed_in", state) for state in ("returned", "read", "filed"))
    assert not any(may_follow("filed", state) for state in STATES if state != "read")
    assert not may_follow("draft", "filed")


def test_months_run_over_the_new_year():
    assert months_between("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]
