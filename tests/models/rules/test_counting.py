"""Which observations count, which are late, and how somebody stands against the term's pace."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.calendar import Calendar, SpecialDay
from models.rules.counting import (
    Observed,
    ObservingRules,
    Tally,
    share_passed,
    tallies,
    verdicts,
    week_of_completion,
)
from models.rules.terms import TermDates

RULES = ObservingRules(quota=20, late_days=3, least_minutes=20, most_elsewhere=2)
CALENDAR = Calendar.of(TermDates(2026, 1, "2026-09-01", "2027-01-22"), [SpecialDay("2026-10-07", "holiday")])


def seen(id: int, **facts) -> Observed:
    default = {"lesson": id, "observer": "031", "teacher": "012", "held_on": "2026-11-18", "period": id}
    return Observed(**default | {"status": "came", "form_in": True} | facts, id=id)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, "counts"),
        ({"form_in": False}, "no_form"),
        ({"status": "planned"}, "planned"),
        ({"status": "absent"}, "absent"),
        ({"status": "excused"}, "absent"),
        ({"status": "void"}, "void"),
        ({"teacher": "031"}, "own"),
        ({"minutes": 19}, "short"),
        ({"minutes": 20}, "counts"),
        ({"cancelled": True}, "cancelled"),
    ],
)
def test_an_observation_counts_when_its_form_is_in_and_nothing_speaks_against_it(facts: dict, why: str):
    assert verdicts([seen(1, **facts)], RULES)[1].why == why


def test_of_two_in_one_period_the_first_counts():
    found = verdicts([seen(2, period=3), seen(1, period=3)], RULES)
    assert (found[1].why, found[2].why) == ("counts", "double")


def test_without_a_period_nothing_is_double():
    found = verdicts([seen(1, period=0), seen(2, period=0)], RULES)
    assert [found[n].why for n in (1, 2)] == ["counts", "counts"]


def test_lessons_elsewhere_count_up_to_the_cap():
    found = verdicts([seen(n, elsewhere=True) for n in (1, 2, 3)], RULES)
    assert [found[n].why for n in (1, 2, 3)] == ["counts", "counts", "elsewhere"]


def test_more_than_three_days_later_is_late_and_still_counts():
    found = verdicts([seen(1, recorded_on="2026-11-21"), seen(2, recorded_on="2026-11-22")], RULES)
    assert (found[1].late, found[2].late) == (False, True)
    assert found[2].counts


def test_a_tally_says_what_is_done_planned_owed_and_due():
    observed = [seen(1), seen(2, form_in=False), seen(3, status="planned"), seen(4, recorded_on="2026-12-01")]
    tally = tallies(observed, ["031", "040"], RULES, share=0.5)["031"]
    assert tally == Tally("031", 20, counted=2, planned=1, owing_forms=1, late=1, due=10)
    assert (tally.missing, tally.behind) == (18, 8)
    assert tallies(observed, ["040"], RULES)["040"].counted == 0


def test_a_head_of_group_may_have_another_quota():
    rules = ObservingRules(quota_of={"010": 30})
    assert tallies([], ["010", "011"], rules)["010"].quota == 30


def test_the_pace_counts_open_days_not_weeks():
    days = CALENDAR.open_days()
    assert share_passed(CALENDAR, date(2026, 8, 1)) == 0
    assert share_passed(CALENDAR, days[4]) == 5 / len(days)
    assert share_passed(CALENDAR, date(2027, 2, 1)) == 1


def test_the_week_in_which_the_quota_is_met_at_this_pace():
    today = CALENDAR.open_days()[9]  # ten open days have passed
    assert week_of_completion(Tally("1", 20, counted=9), CALENDAR, today) is None  # 13 more days, ten are left
    assert week_of_completion(Tally("1", 20, counted=12), CALENDAR, today) == CALENDAR.week_of(
        CALENDAR.open_days()[16]
    )  # 8 at 1.2 a day: 7 days
    assert week_of_completion(Tally("1", 20, counted=20), CALENDAR, today) == CALENDAR.week_of(today)
    assert week_of_completion(Tally("1", 20), CALENDAR, today) is None
