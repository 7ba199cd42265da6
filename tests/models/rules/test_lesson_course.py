"""The course of a lesson: minutes of each kind of work, and what they propose for timed items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.lesson_course import (
    WORK,
    Moment,
    Stretch,
    Wanted,
    minutes,
    points_for,
    proposed,
    seconds_of,
    stretches,
    wanted,
)
from models.rules.scores import Item

SELF_STUDY = Item(5, "", "时间够", 50, "self_study", ((0, 10), (5, 30), (10, 50), (16, 30)))
TALK = Item(7, "", "只讲不会的", 100, "talk", ((0, 100), (11, 60), (16, 20)))
PRACTICE = Item(9, "", "训练时间", 100, "practice", ((0, 0), (10, 70), (15, 100)))


def course(*marks: tuple[int, str]) -> list[Moment]:
    return [Moment(minute * 60, work) for minute, work in marks]


LESSON = course(
    (0, "start"),
    (1, "self_study"),
    (6, "patrol"),
    (13, "talk"),
    (20, "question"),
    (23, "practice"),
    (30, "patrol"),
    (40, "end"),
)


def test_walking_round_counts_as_what_the_pupils_do_meanwhile():
    assert seconds_of(stretches(LESSON)) == {
        "opening": 60,
        "self_study": 12 * 60,
        "talk": 7 * 60,
        "question": 3 * 60,
        "practice": 17 * 60,
    }


def test_walking_round_after_talk_counts_by_itself():
    found = stretches(course((0, "talk"), (5, "patrol"), (8, "end")))
    assert found == [Stretch(0, 300, "talk", "talk"), Stretch(300, 480, "patrol", "patrol")]


def test_a_lesson_that_goes_on_is_counted_until_now():
    going_on = course((0, "start"), (1, "practice"))
    assert seconds_of(stretches(going_on, until=600)) == {"opening": 60, "practice": 540}
    assert seconds_of(stretches(going_on)) == {"opening": 60}


def test_timed_items_get_a_proposal_and_others_none():
    items = [Item(1, "", "板书课题", 50), SELF_STUDY, TALK, PRACTICE]
    assert proposed(items, seconds_of(stretches(LESSON))) == {5: 50, 7: 100, 9: 100}


def test_what_was_never_marked_gets_no_proposal_save_that_no_talk_is_good_news():
    assert proposed([SELF_STUDY, TALK, PRACTICE], {}) == {}
    assert proposed([SELF_STUDY, TALK, PRACTICE], {"practice": 900}) == {7: 100, 9: 100}


@pytest.mark.parametrize(("taken", "points"), [(4, 10), (5, 30), (9, 30), (10, 50), (15, 50), (16, 30), (40, 30)])
def test_points_go_by_whole_minutes(taken: int, points: int):
    assert points_for(SELF_STUDY.limits, taken) == points


def test_half_a_minute_counts_as_one():
    assert [minutes(seconds) for seconds in (0, 29, 30, 929, 930)] == [0, 0, 1, 15, 16]


def test_the_limits_say_which_minutes_are_wanted():
    assert wanted(SELF_STUDY) == Wanted(10, 15)
    assert wanted(TALK) == Wanted(0, 10)
    assert wanted(PRACTICE) == Wanted(15, None)
    assert wanted(Item(1, "", "", 50)) is None


@given(st.lists(st.tuples(st.integers(0, 2400), st.sampled_from(WORK)), max_size=30), st.integers(2400, 3000))
def test_every_second_is_counted_once(marks: list[tuple[int, str]], end: int):
    moments = [Moment(0, "start"), *(Moment(*mark) for mark in marks), Moment(end, "end")]
    assert sum(seconds_of(stretches(moments)).values()) == end
