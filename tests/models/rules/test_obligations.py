"""Obligations as sums: windows, whom they bind, pace, forecast, and what is left for somebody who was away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.rules.calendar import Calendar, SpecialDay
from models.rules.obligations import (
    DONE,
    OWING,
    PLANNED,
    Bound,
    Event,
    Obligation,
    Window,
    applying,
    day_reached,
    owed_of,
    pace,
    pace_of_each,
    percent_of,
    windows,
    worst,
)
from models.rules.terms import TermDates

TERM = TermDates(2026, 1, "2026-09-01", "2027-01-20")
CALENDAR = Calendar.of(TERM, [SpecialDay(f"2026-10-0{day}", "holiday") for day in range(1, 8)])
WHOLE = Window("2026-1", TERM.starts_on, TERM.ends_on)
WEDNESDAYS = [(date(2026, 9, 2) + timedelta(weeks=n)).isoformat() for n in range(10)]
TEN = Window("x", WEDNESDAYS[0], WEDNESDAYS[-1])


def an(code: str, **facts) -> Obligation:
    return Obligation(1, code, code, **{"measure": "observed", "per": "term", "number": 20, **facts})


def done(*days: str) -> list[Event]:
    return [Event(day, DONE, "observation", n) for n, day in enumerate(days)]


def test_the_months_of_a_term_are_cut_off_at_its_ends_and_only_those_begun_are_told():
    found = windows("month", CALENDAR, "2026-11-24")
    assert [(one.key, one.first, one.last) for one in found] == [
        ("2026-09", "2026-09-01", "2026-09-30"),
        ("2026-10", "2026-10-01", "2026-10-31"),
        ("2026-11", "2026-11-01", "2026-11-30"),
    ]
    assert windows("month", CALENDAR, "2027-06-01")[-1].last == "2027-01-20"


def test_a_week_without_lessons_is_no_window():
    keys = [one.key for one in windows("week", CALENDAR, "2026-10-20")]
    assert keys == ["1", "2", "3", "4", "5", "6", "7", "8"]
    closed = Calendar.of(TERM, [SpecialDay(f"2026-10-{day:02}", "holiday") for day in range(5, 10)])
    assert "6" not in [one.key for one in windows("week", closed, "2026-10-20")]


@pytest.mark.parametrize(
    ("facts", "who", "binds"),
    [
        ({}, Bound("1"), True),
        ({"binds": "group", "bound": "语文组|数学组"}, Bound("1", "数学组"), True),
        ({"binds": "group", "bound": "语文组|数学组"}, Bound("1", "英语组"), False),
        ({"binds": "role", "bound": "head"}, Bound("1", roles=frozenset({"head"})), True),
        ({"binds": "role", "bound": "head|leader"}, Bound("1", roles=frozenset({"leader"})), True),
        ({"binds": "role", "bound": "head"}, Bound("1"), False),
        ({"binds": "younger", "bound": "35"}, Bound("1", age=34), True),
        ({"binds": "younger", "bound": "35"}, Bound("1", age=35), False),
        ({"binds": "older", "bound": "50"}, Bound("1", age=50), True),
        ({"binds": "younger", "bound": "35"}, Bound("1"), False),
        ({"binds": "mentor"}, Bound("1", is_mentor=True), True),
        ({"binds": "mentee"}, Bound("1", is_mentor=True), False),
        ({"binds": "younger", "bound": "young"}, Bound("1", age=20), False),
    ],
)
def test_whom_an_obligation_binds(facts: dict[str, str], who: Bound, binds: bool):
    assert bool(applying([an("A", **facts)], who)) is binds


def test_the_narrower_of_two_obligations_on_one_count_takes_effect_whichever_number_it_has():
    everybody, heads, group = (
        an("A"),
        an("B", number=10, binds="role", bound="head"),
        an("C", number=30, binds="group", bound="语文组"),
    )
    who = Bound("1", "语文组", frozenset({"head"}))
    assert applying([heads, everybody, group], who) == [heads]
    assert applying([everybody, group], who) == [group]
    assert applying([everybody, group], Bound("2", "英语组")) == [everybody]


def test_obligations_that_count_different_things_stand_side_by_side():
    assert (
        len(applying([an("A"), an("B", measure="forms"), an("C", per="month"), an("D", measure="")], Bound("1"))) == 4
    )


def test_half_way_through_half_is_due_and_whoever_has_done_less_is_behind():
    found = pace(done(*WEDNESDAYS[:3]), 10, TEN, WEDNESDAYS, WEDNESDAYS[4], most_a_day=6)
    assert (found.done, found.due, found.behind, found.missing, found.state) == (3, 5, 2, 7, "behind")


def test_who_keeps_up_is_ahead_and_who_is_through_is_done():
    assert pace(done(*WEDNESDAYS[:5]), 10, TEN, WEDNESDAYS, WEDNESDAYS[4]).state == "ahead"
    assert pace(done(*WEDNESDAYS), 10, TEN, WEDNESDAYS, WEDNESDAYS[-1]).state == "done"


def test_what_lies_outside_the_window_or_is_only_planned_does_not_count():
    events = [*done("2026-08-31"), Event(WEDNESDAYS[8], PLANNED, "observation", 9)]
    found = pace(events, 10, TEN, WEDNESDAYS, WEDNESDAYS[4])
    assert (found.done, found.planned) == (0, 1)


def test_a_window_that_is_over_with_something_missing_is_late_and_one_not_begun_is_coming():
    assert pace(done(WEDNESDAYS[0]), 2, TEN, WEDNESDAYS, "2026-12-31").state == "late"
    assert pace([], 2, TEN, WEDNESDAYS, "2026-08-20").state == "coming"


def test_it_is_late_not_only_behind_once_the_days_of_warning_have_begun():
    near_the_end = WEDNESDAYS[-2]
    assert pace([], 2, TEN, WEDNESDAYS, near_the_end).state == "behind"
    assert pace([], 2, TEN, WEDNESDAYS, near_the_end, warn_days=14).state == "late"


def test_the_day_from_which_the_number_can_no_longer_be_reached():
    # Nine are missing and two fit on a day: the last five days are needed, and the sixth day may still pass unused.
    found = pace(done(WEDNESDAYS[0]), 10, TEN, WEDNESDAYS, WEDNESDAYS[3], most_a_day=2)
    assert found.impossible_on == (date.fromisoformat(WEDNESDAYS[5]) + timedelta(days=1)).isoformat()
    assert found.state == "behind"


def test_what_cannot_be_reached_any_more_is_said_so():
    found = pace([], 10, TEN, WEDNESDAYS, WEDNESDAYS[6], most_a_day=2)
    assert found.state == "impossible"


def test_a_paper_can_be_handed_in_until_the_last_day():
    found = pace([], 2, TEN, WEDNESDAYS, WEDNESDAYS[8])
    assert found.impossible_on == (date.fromisoformat(TEN.last) + timedelta(days=1)).isoformat()


def test_what_is_due_by_a_day_is_not_behind_on_that_day():
    month = Window("2026-11", "2026-11-01", "2026-11-30")
    days = ["2026-11-13", "2026-11-30"]
    on_the_day = pace([], 2, month, days, "2026-11-13", by_end=True)
    assert (on_the_day.due, on_the_day.state) == (0, "ahead")
    assert pace([], 2, month, days, "2026-11-14", by_end=True).behind == 1


def test_at_this_pace_the_number_is_reached_on_an_opportunity_to_come():
    # Three in five days: seven more take another twelve.
    assert day_reached(3, 10, WEDNESDAYS, WEDNESDAYS[4]) == ""
    assert day_reached(6, 10, WEDNESDAYS, WEDNESDAYS[4]) == WEDNESDAYS[8]
    assert day_reached(10, 10, WEDNESDAYS, WEDNESDAYS[4]) == WEDNESDAYS[4]
    assert day_reached(0, 10, WEDNESDAYS, WEDNESDAYS[4]) == ""


def test_who_was_away_for_half_of_the_term_owes_half():
    assert owed_of(20, WEDNESDAYS, [(WEDNESDAYS[0], WEDNESDAYS[4])]) == 10
    assert owed_of(20, WEDNESDAYS, [(WEDNESDAYS[0], "")]) == 0
    assert owed_of(20, WEDNESDAYS, []) == 20
    assert owed_of(1, [], []) == 0


def test_of_each_occasion_something_is_owed_from_the_day_after_it():
    events = [*done("2026-09-02"), Event("2026-09-09", OWING, "observation", 2)]
    assert pace_of_each(events, 1, WHOLE, "2026-09-09", warn_days=3).state == "done"
    on_the_day_after = pace_of_each(events, 1, WHOLE, "2026-09-10", warn_days=3)
    assert (on_the_day_after.state, on_the_day_after.behind, on_the_day_after.number) == ("behind", 1, 2)
    assert pace_of_each(events, 1, WHOLE, "2026-09-13", warn_days=3).state == "late"


def test_who_had_no_occasion_owes_nothing():
    assert pace_of_each([], 1, WHOLE, "2026-09-10").state == "exempt"


def test_a_share_of_the_staff_is_rounded_up():
    assert percent_of(80, 60) == 48
    assert percent_of(80, 61) == 49


def test_what_cannot_be_mended_is_looked_at_before_what_is_late():
    late = pace([], 2, TEN, WEDNESDAYS, "2026-12-31")
    impossible = pace([], 10, TEN, WEDNESDAYS, WEDNESDAYS[6], most_a_day=2)
    assert worst([late, impossible]) is impossible
    assert worst([]) is None
