"""Whose votes count on the ladder, whether enough were there, and whose lessons go on."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.rules.ladder import (
    APART,
    Count,
    LadderRules,
    Poll,
    Uncounted,
    count_votes,
    fraction_of,
)

GROUP = dict.fromkeys("abcdefghi", "语文组")  # nine people
RULES = LadderRules(least=Fraction(0))


def poll(number: int, teacher: str, voters: str, score: float | None = None, group: str = "语文组") -> Poll:
    everybody = frozenset("abcdefg")  # seven of nine are there
    return Poll(number, teacher, group, score, frozenset(voters), everybody - frozenset(voters))


def votes(count: Count) -> dict[int, tuple[int, int]]:
    return {one.poll.id: (one.votes, one.able) for one in count.standings}


def test_a_vote_for_ones_own_lesson_is_not_counted():
    count = count_votes("group", [poll(1, "a", "abc"), poll(2, "z", "de")], GROUP, RULES)
    assert votes(count) == {1: (2, 6), 2: (2, 7)}
    assert count.uncounted == (Uncounted("a", 1, "own"),)


def test_two_thirds_of_those_entitled_have_to_be_there():
    polls = [poll(1, "a", "bcd")]
    count = count_votes("group", polls, GROUP, RULES)
    assert (count.present, count.entitled, count.needed, count.has_quorum) == (7, 9, 6, True)
    few = count_votes("group", [Poll(1, "a", "语文组", None, frozenset("bcd"), frozenset("ef"))], GROUP, RULES)
    assert (few.present, few.has_quorum) == (5, False)
    all_of_them = count_votes("group", polls, GROUP, LadderRules(quorum=Fraction(1)))
    assert not all_of_them.has_quorum


def test_somebody_who_may_not_vote_makes_no_quorum_and_no_vote():
    count = count_votes("group", [Poll(1, "a", "语文组", None, frozenset("bxyz"))], GROUP, RULES)
    assert count.present == 1
    assert votes(count) == {1: (1, 1)}
    assert {one.why for one in count.uncounted} == {"not_entitled"}


def test_the_best_two_go_on_and_one_is_not_tied_with_another():
    count = count_votes("group", [poll(1, "x", "ab"), poll(2, "y", "cdefg"), poll(3, "z", "abcg")], GROUP, RULES)
    assert [one.poll.id for one in count.standings] == [2, 3, 1]
    assert (count.going_on, count.tied, count.by_score) == ((2, 3), (), False)


def test_equal_votes_are_parted_by_the_score_and_it_says_so():
    polls = [poll(1, "x", "cdefg"), poll(2, "y", "ab", 88.0), poll(3, "z", "ab", 91.5)]
    count = count_votes("group", polls, GROUP, RULES)
    assert (count.going_on, count.by_score) == ((1, 3), True)


@pytest.mark.parametrize("scores", [(None, None), (90.0, 90.0), (90.04, 90.01)])
def test_what_is_still_equal_somebody_has_to_decide(scores: tuple[float | None, float | None]):
    polls = [poll(1, "x", "cdefg"), poll(2, "y", "ab", scores[0]), poll(3, "z", "ab", scores[1])]
    count = count_votes("group", polls, GROUP, RULES)
    assert (count.going_on, count.tied, count.places) == ((1,), (2, 3), 1)


def test_three_equals_are_all_tied_for_both_places():
    count = count_votes("group", [poll(1, "x", "a"), poll(2, "y", "b"), poll(3, "z", "c")], GROUP, RULES)
    assert (count.going_on, count.tied, count.places) == ((), (1, 2, 3), 2)


def test_nobody_goes_on_without_a_vote():
    assert count_votes("group", [poll(1, "x", ""), poll(2, "y", "a")], GROUP, RULES).going_on == (2,)


def test_a_lesson_needs_a_third_of_the_votes_that_it_could_have_even_where_there_is_room():
    count = count_votes("group", [poll(1, "x", "abcdefg"), poll(2, "y", "ab"), poll(3, "z", "")], GROUP, LadderRules())
    assert count.going_on == (1,)
    assert count.standings[1].share < count.least == Fraction(1, 3)


def test_more_votes_than_nominees_make_ones_ballot_void():
    count = count_votes("group", [poll(1, "x", "ab"), poll(2, "y", "ac"), poll(3, "z", "ad")], GROUP, RULES)
    assert votes(count) == {1: (1, 7), 2: (1, 7), 3: (1, 7)}
    assert [one.why for one in count.uncounted] == ["too_many"] * 3


SCHOOL = {"a": "语文组", "b": "语文组", "c": "数学组", "d": "数学组", "e": "英语组", "f": "综合组"}


def school_poll(number: int, teacher: str, group: str, voters: str) -> Poll:
    return Poll(number, teacher, group, None, frozenset(voters), frozenset("abcdef") - frozenset(voters))


def test_at_the_school_stage_the_own_group_stands_back():
    polls = [school_poll(1, "x", "语文组", "abc"), school_poll(2, "y", "英语组", "cdf")]
    count = count_votes("school", polls, SCHOOL, RULES)
    assert votes(count) == {1: (1, 4), 2: (3, 5)}
    assert [(one.voter, one.why) for one in count.uncounted] == [("a", "own_group"), ("b", "own_group")]
    assert count_votes("group", polls, SCHOOL, RULES).uncounted == ()


def test_or_the_own_group_is_counted_apart_where_the_school_says_so():
    polls = [school_poll(1, "x", "语文组", "abc"), school_poll(2, "y", "英语组", "df")]
    count = count_votes("school", polls, SCHOOL, LadderRules(least=Fraction(0), conflict=APART))
    [first, second] = count.standings
    assert (first.votes, first.able, first.apart) == (3, 6, 2)
    assert (second.votes, second.able, second.apart) == (2, 6, 0)


def test_a_large_group_is_not_the_worse_for_standing_back():
    polls = [school_poll(1, "x", "语文组", "cde"), school_poll(2, "y", "综合组", "abc")]
    count = count_votes("school", polls, SCHOOL, LadderRules(least=Fraction(0), nominees={"school": 1}))
    assert count.going_on == (1,)  # 3 of 4 against 3 of 5


def test_votes_without_names_are_taken_as_counted():
    polls = [Poll(1, "a", "语文组", counted=5), Poll(2, "b", "语文组", counted=2), Poll(3, "c", "语文组", counted=1)]
    count = count_votes("group", polls, GROUP, RULES, present=8)
    assert votes(count) == {1: (5, 7), 2: (2, 7), 3: (1, 7)}
    assert (count.present, count.has_quorum, count.going_on) == (8, True, (1, 2))


@pytest.mark.parametrize(
    ("text", "found"), [("1/2", Fraction(1, 2)), ("3／4", Fraction(3, 4)), ("4/3", None), ("x", None)]
)
def test_a_part_of_the_whole_is_read_or_the_usual_one_stays(text: str, found: Fraction | None):
    assert fraction_of(text, Fraction(2, 3)) == (found or Fraction(2, 3))
