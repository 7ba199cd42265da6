"""Which days are taught, as which weekday, and which of them are open to observers."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.calendar import Calendar, SpecialDay
from models.rules.terms import TermDates

TERM = TermDates(2026, 1, "2026-09-01", "2027-01-22")
SPECIAL = (
    SpecialDay("2026-09-30", "closed", note="中秋活动"),
    SpecialDay("2026-10-07", "holiday"),
    SpecialDay("2026-10-10", "makeup", 3),  # a Saturday that follows Wednesday's timetable
    SpecialDay("2026-11-11", "exam"),
)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar.of(TERM, SPECIAL)


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        ("2026-09-02", 3),
        ("2026-09-05", 0),  # Saturday
        ("2026-10-07", 0),  # holiday
        ("2026-10-10", 3),  # make-up
        ("2026-08-31", 0),  # before the term
        ("2027-01-25", 0),  # after it
        ("2026-11-11", 3),  # exams are taught days
    ],
)
def test_a_day_follows_the_timetable_of(calendar: Calendar, day: str, weekday: int):
    assert calendar.taught_as(date.fromisoformat(day)) == weekday


def test_open_days_are_the_wednesdays_that_may_be_observed_and_their_make_up_days(calendar: Calendar):
    days = [day.isoformat() for day in calendar.open_days()]
    assert days[:6] == ["2026-09-02", "2026-09-09", "2026-09-16", "2026-09-23", "2026-10-10", "2026-10-14"]
    assert "2026-11-11" not in days


def test_weeks_begin_on_monday_and_alternate(calendar: Calendar):
    assert calendar.monday_of(1) == date(2026, 8, 31)
    assert calendar.week_of(date(2026, 9, 7)) == 2
    assert calendar.is_odd_week(date(2026, 9, 1))
    assert not calendar.runs_in("odd", date(2026, 9, 7))
    assert calendar.runs_in("even", date(2026, 9, 7))
    assert calendar.weeks == 21


def test_a_make_up_day_of_no_weekday_is_taught_as_itself_only_on_a_school_day():
    calendar = Calendar.of(TERM, [SpecialDay("2026-10-10", "makeup"), SpecialDay("2026-10-12", "makeup")])
    assert calendar.taught_as(date(2026, 10, 10)) == 0
    assert calendar.taught_as(date(2026, 10, 12)) == 1
