"""What the sample's teachers handed in is what a term could have brought: varied, some missing, late, copied."""

from __future__ import annotations

from collections import Counter

import pytest

from data.sample.handed_in import HALVES
from data.sample.observations import LAST_DAY, sample_history
from data.sample.reflections import SampleReflection, sample_reflections
from data.sample.school import sample_school
from data.sample.school_days import taught_as
from models.rules.reflections import INSIGHT, may_follow


@pytest.fixture(scope="module")
def reflections() -> tuple[SampleReflection, ...]:
    return sample_reflections().reflections


def grams(body: str) -> set[str]:
    text = "".join(body.split())
    return {text[at : at + 10] for at in range(len(text) - 9)}


def test_every_way_is_one_that_may_be_gone(reflections: tuple[SampleReflection, ...]):
    for one in reflections:
        states = ["", *(step.state for step in one.steps)]
        assert all(map(may_follow, states, states[1:])), one.steps
        days = [step.day for step in one.steps]
        assert days == sorted(days)
        assert days[-1] <= LAST_DAY
        assert all(taught_as(step.day) for step in one.steps if step.state in ("returned", "read", "filed"))


def test_most_hand_in_and_some_forget(reflections: tuple[SampleReflection, ...]):
    written = Counter((one.teacher, one.month) for one in reflections if one.kind == INSIGHT)
    staff = [teacher.staff_no for teacher in sample_school().teachers]
    whole = [number for number in staff if written[number, "2026-09"] == written[number, "2026-10"] == 2]
    assert 40 <= len(whole) <= 55
    assert all(written[number, month] <= 2 for number in staff for month, _ in HALVES)


def test_texts_differ_unless_they_were_copied(reflections: tuple[SampleReflection, ...]):
    texts = [grams(one.body) for one in reflections if one.kind == INSIGHT]
    alike = [
        len(text & other) / len(text)
        for place, text in enumerate(texts)
        for other in texts[place + 1 :]
        if len(text) > 200
    ]
    copied = [share for share in alike if share > 0.8]
    assert 4 <= len(copied) <= 8
    assert sum(share > 0.45 for share in alike) <= len(copied) + 8
    assert len({one.body for one in reflections}) >= len(reflections) - 1


def test_a_reflection_after_a_lesson_is_by_whoever_gave_it(reflections: tuple[SampleReflection, ...]):
    lessons = sample_history().lessons
    after = [one for one in reflections if one.kind == "after_lesson"]
    assert len(after) > 30
    for one in after:
        assert one.lesson is not None
        assert lessons[one.lesson].teacher == one.teacher
        assert lessons[one.lesson].held_on <= one.steps[0].day


def test_an_exchange_is_told_by_somebody_who_was_there(reflections: tuple[SampleReflection, ...]):
    exchanges = sample_reflections().exchanges
    told = [one for one in reflections if one.kind == "exchange"]
    assert told
    assert all(one.exchange is not None and one.teacher in exchanges[one.exchange].present for one in told)


def test_some_wait_until_somebody_knows_whose_they_are(reflections: tuple[SampleReflection, ...]):
    nobodys = [one for one in reflections if not one.teacher]
    assert 3 <= len(nobodys) <= 6
    assert {one.steps[-1].state for one in nobodys} == {"waiting"}
