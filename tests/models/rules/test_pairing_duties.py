"""What mentor pairs owe by a day, what they have done, who is quiet; what an evaluation comes to."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.pairing import Pair
from models.rules.pairing_duties import Deed, DutyRule, change_points, due, level_of, standing, total, wanted
from models.rules.terms import TermDates

TERM = TermDates(2026, 1, "2026-09-01", "2027-01-20")
FIRST, LAST = date(2026, 9, 1), date(2027, 1, 20)
PAIR = Pair(1, 1, "001", "002", starts_on="2026-09-01", ends_on="2027-08-31")


@pytest.mark.parametrize(
    ("rule", "first", "asked"),
    [
        (DutyRule("a", 8), FIRST, 8),
        (DutyRule("a", 2, "month"), FIRST, 10),  # September to January
        (DutyRule("a", 2, "month"), date(2026, 9, 25), 8),  # of September too little is left
        (DutyRule("a", 8), date(2026, 11, 10), 4),  # half of the term
        (DutyRule("a", 1), date(2026, 12, 20), 1),  # once stays once
        (DutyRule("a", 6, "year"), FIRST, 3),
        (DutyRule("a", 8), date(2027, 1, 18), 0),
    ],
)
def test_a_part_of_a_term_owes_that_part(rule: DutyRule, first: date, asked: int):
    assert wanted(rule, first, LAST, TERM) == asked


@pytest.mark.parametrize(
    ("rule", "day", "asked"),
    [
        (DutyRule("a", 8), date(2026, 9, 1), 0),
        (DutyRule("a", 8), date(2026, 11, 11), 4),
        (DutyRule("a", 8), LAST, 8),
        (DutyRule("a", 8), date(2027, 3, 1), 8),
        (DutyRule("a", 1), date(2027, 1, 19), 0),  # a summary is due at the end
        (DutyRule("a", 2, "month"), date(2026, 9, 14), 0),
        (DutyRule("a", 2, "month"), date(2026, 9, 15), 1),
        (DutyRule("a", 2, "month"), date(2026, 11, 24), 5),
    ],
)
def test_the_pace_is_even_and_never_ahead_of_the_day(rule: DutyRule, day: date, asked: int):
    assert due(rule, FIRST, LAST, day, TERM) == asked


def test_a_log_entry_about_what_counts_itself_that_day_adds_nothing():
    deeds = [
        Deed("mentor_observes", "2026-09-16", counted=True),
        Deed("mentor_observes", "2026-09-16"),
        Deed("mentor_observes", "2026-09-23"),  # nobody put that lesson down
        Deed("joint_preparation", "2026-09-20", 2),
        Deed("joint_preparation", "2026-08-20"),  # before the pair
        Deed("joint_preparation", "2026-12-20"),  # after today
    ]
    rules = [DutyRule("mentor_observes", 8), DutyRule("joint_preparation", 2, "month")]
    found = standing(PAIR, rules, deeds, TERM, date(2026, 11, 11))
    assert [(state.done, state.due, state.behind) for state in found.duties] == [(2, 4, 2), (2, 4, 2)]
    assert (found.pace, found.completion, found.behind) == (50, 22, 4)
    assert (found.last_day, found.silent_days, found.is_quiet) == ("2026-09-23", 49, True)


def test_who_has_just_begun_is_neither_behind_nor_quiet():
    pair = Pair(1, 1, "001", "002", starts_on="2026-11-20", ends_on="2027-08-31")
    found = standing(pair, [DutyRule("a", 8), DutyRule("b", 2, "month")], [], TERM, date(2026, 11, 24))
    assert (found.pace, found.behind, found.is_quiet) == (100, 0, False)


def test_more_of_one_duty_makes_up_for_no_other():
    deeds = [Deed("a", "2026-09-10", 99)]
    found = standing(PAIR, [DutyRule("a", 8), DutyRule("b", 8)], deeds, TERM, LAST)
    assert (found.pace, found.completion) == (50, 50)


def test_an_evaluation_weighs_what_is_known_and_says_nothing_of_nothing():
    weights = {"completion": 60, "change": 20, "panel": 20}
    assert total({"completion": 900, "change": 750, "panel": 800}, weights) == 850
    assert total({"completion": 900, "change": None, "panel": 800}, weights) == 875
    assert total({"completion": None, "change": None, "panel": None}, weights) is None
    levels = (("excellent", 90), ("good", 75), ("fail", 0))
    assert [level_of(points, levels) for points in (900, 899, 10, None)] == ["excellent", "good", "fail", ""]


def test_a_higher_mean_is_worth_more_within_a_hundred():
    assert change_points(80, 84, 75, 2.5) == 850
    assert change_points(80, 40, 75, 2.5) == 0
    assert change_points(60, 95, 75, 2.5) == 1000
    assert change_points(None, 84, 75, 2.5) is None
