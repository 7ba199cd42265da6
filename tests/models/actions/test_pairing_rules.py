"""The school's own rules of pairing: shown as they can be typed, set together, refused with what is accepted."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.actions.pairing_evaluation import evaluation_rules
from models.actions.pairing_people import mentoring_rules
from models.actions.pairing_rules import RULES, BadRule, set_rules, shown_rules
from models.actions.pairing_suggestion import suggest
from models.store.errors import NotAllowed
from tests.support.small_school import small_school


def values(desk: Desk) -> dict[str, str]:
    return {one.name: one.value for one in shown_rules(desk)}


def test_every_rule_is_shown_as_it_can_be_typed(desk: Desk):
    shown = shown_rules(desk)
    assert [one.name for one in shown] == list(RULES)
    assert all(one.value == one.usual and "<" not in one.title for one in shown)
    set_rules(desk, {one.name: one.value for one in shown})
    assert values(desk) == {one.name: one.usual for one in shown}
    assert mentoring_rules(desk) == mentoring_rules_as_usual(desk)


def mentoring_rules_as_usual(desk: Desk):
    set_rules(desk, dict.fromkeys(RULES, ""))
    return mentoring_rules(desk)


def test_what_is_set_is_what_counts(sample_desk: Desk):
    before = len(suggest(sample_desk).matching.left)
    set_rules(
        sample_desk,
        {
            "usual": "3",
            "points.grade": "15",
            "ranks": "一级教师、高级",
            "order": "years:2，age:30",
            "same_subject": "wish",
        },
    )
    rules = mentoring_rules(sample_desk)
    assert (rules.usual, rules.weights.grade, rules.ranks) == (3, 15, ("first", "senior"))
    assert (rules.order, rules.same_subject) == (("years:2", "age:30"), "wish")
    assert len(suggest(sample_desk).matching.left) < before
    set_rules(sample_desk, {"usual": "", "evaluation.completion": "50", "evaluation.panel": "30"})
    assert mentoring_rules(sample_desk).usual == 2
    assert evaluation_rules(sample_desk)["completion"] == 50


def test_other_parts_of_the_setting_stay(desk: Desk):
    desk.set_setting("pairing", {"kinds": {"years:1": "advance"}, "weights": {"past": -1}})
    set_rules(desk, {"points.grade": "3"})
    rules = mentoring_rules(desk)
    assert (rules.kinds, rules.weights.past, rules.weights.grade) == ({"years:1": "advance"}, -1, 3)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"height": "3"}, "没有「height」这一条"),
        ({"usual": "many"}, "usual 不能是「many」，请写 1 到 9 的整数"),
        ({"usual": "4"}, "usual（4）不能大于 most（3）"),
        ({"ranks": "院士"}, "ranks 不能是「院士」，可选：1一级教师"),
        ({"order": "years:3,tall"}, "顺序里的「tall」看不懂"),
        ({"same_subject": "yes"}, "可选：must where_there_is_one wish"),
        ({"points.load": "5"}, "-200 到 0"),
        ({"evaluation.panel": "30"}, "加起来要是 100，现在是 110"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_set(desk: Desk, typed: dict[str, str], told: str):
    before = values(desk)
    with pytest.raises(BadRule, match=told.replace("（", "[（]")):
        set_rules(desk, {"points.grade": "1", **typed})
    assert values(desk) == before


def test_only_the_office_sets_rules(desk: Desk):
    school = small_school(desk)
    set_rules(school.enter("office"), {"usual": "3"})
    with pytest.raises(NotAllowed):
        set_rules(school.enter("teacher"), {"usual": "1"})
    assert values(school.enter("teacher"))["usual"] == "3"
