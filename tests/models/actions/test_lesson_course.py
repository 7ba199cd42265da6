"""The course of a lesson, key by key, with a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.actions.desk import Desk
from models.actions.filled_forms import FormRefused, filled
from models.actions.form_templates import ensure_templates, templates
from models.actions.forms import choose_template
from models.actions.lesson_course import accept, began_at, mark, moments, proposals
from models.journal.undo import undo
from models.rules.lesson_course import Moment
from tests.support.lessons import open_lesson, staff

BEGIN = datetime(2026, 11, 18, 1, 20, tzinfo=UTC)


@pytest.fixture
def observation(desk: Desk) -> int:
    people = staff(desk)
    number, (first, _) = open_lesson(desk, people[0], people[1:3])
    ensure_templates(desk.store)
    choose_template(desk, number, templates()[1].id)
    return first


def after(minutes: float) -> datetime:
    return BEGIN + timedelta(minutes=minutes)


def test_marks_count_from_the_first(desk: Desk, observation: int):
    assert began_at(observation) is None
    for minutes, work in ((0, "start"), (1.5, "self_study"), (14, "talk"), (22, "practice"), (40, "end")):
        mark(desk, observation, work, after(minutes))
    assert moments(observation) == [
        Moment(0, "start"),
        Moment(90, "self_study"),
        Moment(840, "talk"),
        Moment(1320, "practice"),
        Moment(2400, "end"),
    ]
    assert began_at(observation) == BEGIN


def test_a_second_key_in_the_same_second_takes_the_first_one_s_place(desk: Desk, observation: int):
    mark(desk, observation, "start", after(0))
    mark(desk, observation, "talk", after(2))
    mark(desk, observation, "practice", after(2))
    assert moments(observation)[1:] == [Moment(120, "practice")]


def test_nothing_comes_after_the_end_until_it_is_undone(desk: Desk, observation: int):
    mark(desk, observation, "talk", after(0))
    mark(desk, observation, "end", after(10))
    with pytest.raises(FormRefused, match="已经记完了"):
        mark(desk, observation, "talk", after(11))
    undo(desk.store)
    assert mark(desk, observation, "practice", after(12)) == Moment(720, "practice")


def test_the_minutes_propose_points_that_are_taken_when_the_observer_says_so(desk: Desk, observation: int):
    for minutes, work in ((0, "start"), (2, "self_study"), (14, "talk"), (26, "practice"), (40, "end")):
        mark(desk, observation, work, after(minutes))
    found = {seq: points for seq, (_, points) in proposals(observation).items()}
    # Opening 2, self-study 12, talk 12 (above 10), practice 14 (below 15) minutes.
    assert found == {1: 50, 5: 50, 7: 80, 9: 80}
    assert filled([observation])[observation].points == {}
    accept(desk, observation, [5, 7])
    assert filled([observation])[observation].points == {5: 50, 7: 80}
    accept(desk, observation)
    assert filled([observation])[observation].points == found
