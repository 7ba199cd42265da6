"""Results per lesson: scores, means with their number, spread, the adjusted mean, and who sees what."""

from __future__ import annotations

import random

import pytest

from models.actions.desk import Desk
from models.actions.filled_forms import FormRefused
from models.actions.form_results import LessonResult, Results, answer
from models.actions.forms import hand_in, score, strike_out
from models.actions.lesson_facts import lesson
from models.journal.writing import insert_record
from models.rules.form_rights import Sight
from models.store import Actor
from models.tables.people import GroupMember, StaffGroup
from tests.support.lessons import open_lesson, staff

ITEMS = dict.fromkeys(range(1, 20), 40) | {15: 80}
"""Eighty of a hundred."""


def handed_in(desk: Desk, observation: int, total_x10: int) -> None:
    score(desk, observation, {}, control_x10=total_x10)
    hand_in(desk, [observation], from_paper=True)


@pytest.fixture
def people(desk: Desk) -> list[int]:
    return staff(desk)


@pytest.fixture
def scored(desk: Desk, people: list[int]) -> tuple[int, list[int]]:
    """A lesson of 李芳 with six observers, five forms in: 80, 81, 82, 83, 100."""
    number, seen = open_lesson(desk, people[0], people[1:7])
    for observation, total in zip(seen, (800, 810, 820, 830, 1000), strict=False):
        handed_in(desk, observation, total)
    return number, seen


def of(desk: Desk, number: int) -> LessonResult:
    return Results(desk).lesson(number)


def test_every_score_the_mean_with_its_number_and_without_extremes(desk: Desk, scored: tuple[int, list[int]]):
    found = of(desk, scored[0])
    assert [one.score_x10 for one in found.scores] == [800, 810, 820, 830, 1000, None]
    assert found.spread is not None
    assert (found.expected, found.spread.n, found.spread.mean) == (6, 5, 85.2)
    assert found.trimmed == 82
    assert (found.band, found.scores[0].band, found.scores[4].band) == ("good", "good", "excellent")


def test_what_is_struck_out_or_a_draft_is_not_counted(desk: Desk, scored: tuple[int, list[int]]):
    number, seen = scored
    strike_out(desk, seen[4], "抄错了")
    score(desk, seen[5], ITEMS)
    found = of(desk, number)
    assert found.spread is not None
    assert (found.spread.n, found.spread.highest) == (4, 83)


def test_items_show_how_far_observers_part(desk: Desk, people: list[int]):
    number, seen = open_lesson(desk, people[0], people[1:4])
    for observation, first in zip(seen, (50, 30, -1), strict=True):
        score(desk, observation, {**ITEMS, 1: first})
        hand_in(desk, [observation], from_paper=True)
    (item, spread), (_, second), *_ = of(desk, number).items
    assert (item.words, spread.n, spread.mean, spread.lowest, spread.highest) == (
        "目标具体、可检测，合课标、合学情", 2, 4, 3, 5,
    )  # fmt: skip
    assert (second.n, second.deviation) == (3, 0)


def test_the_adjusted_mean_is_silent_with_few_forms_and_speaks_with_many(desk: Desk, people: list[int]):
    chance = random.Random(5)
    strict = {people[1]: -60, people[2]: -40, people[3]: 0, people[4]: 30, people[5]: 60}
    first, seen = open_lesson(desk, people[0], [people[1], people[2], people[3]])
    for observation, who in zip(seen, list(strict), strict=False):
        handed_in(desk, observation, 850 + strict[who])
    assert of(desk, first).adjusted is None
    assert "太少" in of(desk, first).why_not_adjusted
    for week in range(8):
        _, seen = open_lesson(desk, people[6 + week % 3], list(strict), held_on=f"2026-10-{week + 10}")
        for observation, bias in zip(seen, strict.values(), strict=True):
            handed_in(desk, observation, 850 + bias + chance.randint(-10, 10))
    found = of(desk, first)
    assert found.adjusted is not None
    assert found.spread is not None
    # Only the strict ones saw it: the mean of 81.7 rises towards 85.
    assert found.adjusted.plain == pytest.approx(found.spread.mean)
    assert found.spread.mean + 2 < found.adjusted.mean < 86
    assert 0 < found.adjusted.error < 3
    assert found.why_not_adjusted == ""


def test_the_teacher_s_reply_stands_beside_it(desk: Desk, scored: tuple[int, list[int]], people: list[int]):
    desk.store.actor = Actor("lifang", "ssh", "teacher", None, people[0])
    answer(desk, scored[0], "下次留足练习时间。")
    assert lesson(scored[0]).reply == "下次留足练习时间。"
    desk.store.actor = Actor("wangqiang", "ssh", "teacher", None, people[1])
    with pytest.raises(FormRefused, match="授课教师本人"):
        answer(desk, scored[0], "不是我的课")


def test_roles_see_what_is_theirs(desk: Desk, scored: tuple[int, list[int]], people: list[int]):
    number, _ = scored
    with desk.store.change("test.group"):
        group = StaffGroup.get(StaffGroup.name == "语文组").id
        for teacher, role in ((people[0], "member"), (people[9], "head")):
            insert_record(GroupMember, {"group": group, "teacher": teacher, "role": role})

    def seen_by(role: str, teacher: int | None) -> LessonResult:
        desk.store.actor = Actor("somebody", "ssh", role, None, teacher)
        return of(desk, number)

    assert seen_by("leader", people[10]).sight is Sight.ALL
    assert seen_by("teacher", people[0]).sight is Sight.ALL
    assert seen_by("head", people[9]).sight is Sight.ALL
    own = seen_by("teacher", people[1])
    assert (own.sight, [one.score_x10 for one in own.scores], own.spread) == (Sight.OWN, [800], None)
    assert seen_by("viewer", None).sight is Sight.ALL
    for role, teacher in (("teacher", people[11]), ("head", people[11])):
        with pytest.raises(FormRefused, match="只给授课教师"):
            seen_by(role, teacher)
