"""Who may be a mentor, who needs one first, and what a pair is worth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.rules.mentoring import (
    MUST,
    WISH,
    MentoringRules,
    PairPerson,
    Wish,
    fit,
    may_mentor,
    priority_of,
    why_no_mentor,
)
from models.rules.mentoring_circle import Circle
from models.rules.mentoring_setting import rules_said
from models.rules.mentoring_words import part_words, priority_words, why_not
from models.rules.pairing import HOMEROOM

RULES = MentoringRules()
FREE = frozenset({(1, 1), (1, 2), (3, 4)})
MENTOR = PairPerson("001", "王芳", ("chinese",), frozenset({"3"}), "语文组", years=20, rank="first", free=FREE, age=45)
MENTEE = PairPerson("002", "李雷", ("chinese",), frozenset({"3"}), "语文组", years=0, rank="none", free=FREE, age=23)


@pytest.mark.parametrize(
    ("rank", "years", "honours", "may"),
    [
        ("first", 5, (), True),
        ("first", 4, (), False),
        ("second", 30, (), False),
        ("second", 30, (("county", "rising_star"),), True),
        ("second", 30, (("school", "excellent"),), False),
        ("second", 30, (("school", "backbone"),), True),
        ("senior", 1, (("city", "rising_star"),), True),
        ("first", None, (), False),
    ],
)
def test_a_mentor_has_any_two_of_rank_years_and_honour(
    rank: str, years: int | None, honours: tuple[tuple[str, str], ...], may: bool
):
    person = replace(MENTOR, rank=rank, years=years, honours=honours)
    assert may_mentor(person, RULES) is may
    assert bool(why_no_mentor(person, RULES)) is not may


def test_the_school_may_say_otherwise_of_one_person():
    assert may_mentor(replace(MENTEE, may_mentor="yes"), RULES)
    assert not may_mentor(replace(MENTOR, may_mentor="no"), RULES)
    assert not may_mentor(replace(MENTOR, may_mentor="yes", in_post=False), RULES)


def test_what_somebody_lacks_is_said():
    told = why_no_mentor(replace(MENTOR, rank="second", years=3), RULES)
    assert (
        told == "王芳还不能做师傅：职称、教龄、荣誉中要有2项，职称不到一级教师，教龄3年，不满5年，没有县(区)级以上荣誉"
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"years": 0}, "教龄不满 1 年"),
        ({"years": 2}, "教龄不满 3 年"),
        ({"years": 4}, "教龄不满 5 年"),
        ({"years": 10, "new_subject": True}, "新任学科"),
        ({"years": 10, "age": 34}, "35 岁以下"),
        ({"years": 10, "age": 34, "rank": "first"}, "35 岁以下，也可做师傅"),
        ({"years": 10, "age": 36, "rank": "first", "wants_mentor": "yes"}, "本人愿意"),
        ({"years": 10, "age": 40}, ""),
        ({"years": None, "age": None}, ""),
        ({"years": 0, "wants_mentor": "no"}, ""),
        ({"years": 0, "in_post": False}, ""),
    ],
)
def test_the_newest_come_first(changes: dict[str, object], told: str):
    person = replace(MENTEE, **changes)
    assert priority_words(priority_of(person, RULES), RULES) == told


def test_only_head_teachers_need_a_head_teacher_as_mentor():
    assert priority_of(MENTEE, RULES, HOMEROOM) is None
    assert priority_of(replace(MENTEE, head_of_class="3-2"), RULES, HOMEROOM) == 0


def test_a_pair_is_told_by_its_parts():
    found = fit(MENTOR, MENTEE, RULES)
    assert found.points == {"subject": 40, "grade": 10, "group": 8, "gap": 12, "free": 6}
    assert found.is_possible
    assert part_words(found.points) == "同学科 +40，同年级 +10，同教研组 +8，教龄差合适 +12，有共同的空课 +6"


@pytest.mark.parametrize(
    ("mentor", "mentee", "part", "points"),
    [
        ({"grades": frozenset({"4"})}, {}, "grade_near", 5),
        ({"grades": frozenset({"5"})}, {}, "grade", 0),
        ({"years": 7}, {}, "gap", 0),
        ({"years": 26}, {}, "gap", 0),
        ({"honours": (("county", "rising_star"),)}, {}, "honour", 10),
        ({"free": frozenset({(1, 1)})}, {}, "free", 0),
        ({"position": "principal"}, {}, "line", -3),
        ({"heads": frozenset({"语文组"})}, {"groups": frozenset({"语文组"})}, "line", -3),
        ({"past": frozenset({"002"})}, {}, "past", -15),
        ({"guides": (("009", "subject"),)}, {}, "load", -2),
        ({"guides": (("008", "subject"), ("009", "subject"))}, {}, "load", -4),
        ({"guides": (("002", "homeroom"),)}, {}, "load", 0),
    ],
)
def test_each_part_counts(mentor: dict[str, object], mentee: dict[str, object], part: str, points: int):
    assert fit(replace(MENTOR, **mentor), replace(MENTEE, **mentee), RULES).points.get(part, 0) == points


def test_a_mentor_of_head_teachers_had_best_be_one():
    mentor = replace(MENTOR, head_of_class="4-1", honours=(("school", "excellent_head"),))
    found = fit(mentor, replace(MENTEE, head_of_class="3-2"), RULES, topic=HOMEROOM).points
    assert found == {"head_teacher": 20, "grade_near": 5, "group": 8, "gap": 12, "honour": 10, "free": 6}


def test_wishes_count_by_their_place():
    wishes = (Wish("001", "002", "mentee", rank=2), Wish("001", "002", "mentor", rank=1))
    found = fit(MENTOR, MENTEE, RULES, wishes=wishes).points
    assert (found["mentee_wish"], found["mentor_wish"]) == (12, 15)
    unwanted = fit(MENTOR, MENTEE, RULES, wishes=(Wish("001", "002", "mentor", "forbidden"),))
    assert (unwanted.points["unwanted"], unwanted.is_possible) == (-40, True)


@pytest.mark.parametrize(
    ("mentor", "mentee", "refusal"),
    [
        ({}, {"staff_no": "001"}, "self"),
        ({}, {"guided_by": (("009", "subject"),)}, "paired"),
        ({"in_post": False}, {}, "away"),
        ({"rank": "second"}, {}, "no_mentor"),
        ({"guides": (("007", "subject"), ("008", "subject"), ("009", "homeroom"))}, {}, "full"),
        ({}, {"guides": (("001", "subject"),)}, "round"),
    ],
)
def test_a_hard_rule_refuses_with_its_sentence(mentor: dict[str, object], mentee: dict[str, object], refusal: str):
    one, other = replace(MENTOR, **mentor), replace(MENTEE, **mentee)
    found = fit(one, other, RULES)
    assert found.refusals == (refusal,)
    assert "<" not in why_not(found, one, other, RULES)


def test_another_subject_only_while_nobody_teaches_the_same():
    other = replace(MENTOR, staff_no="003", subjects=("math",))
    both = Circle({"001": MENTOR, "002": MENTEE, "003": other}, RULES)
    assert both.fit("003", "002").refusals == ("other_subject",)
    assert both.fit("001", "002").is_possible
    assert Circle({"002": MENTEE, "003": other}, RULES).fit("003", "002").is_possible
    strict = Circle({"002": MENTEE, "003": other}, replace(RULES, same_subject=MUST))
    assert strict.fit("003", "002").refusals == ("other_subject",)
    assert Circle(both.people, replace(RULES, same_subject=WISH)).fit("003", "002").is_possible
    assert Circle(both.people, RULES, topic=HOMEROOM).fit("003", "002").is_possible


def test_the_office_pins_and_forbids():
    other = replace(MENTOR, staff_no="003", subjects=("math",))
    people = {"001": MENTOR, "002": MENTEE, "003": other}
    assert Circle(people, RULES, (Wish("003", "002", "office", "pinned"),)).fit("003", "002").is_possible
    forbidding = Circle(people, RULES, (Wish("001", "002", "office", "forbidden"),))
    assert forbidding.fit("001", "002").refusals == ("forbidden",)
    assert forbidding.fit("003", "002").is_possible  # nobody else of the subject is left


def test_who_waits_is_ordered_by_need():
    newer = replace(MENTEE, staff_no="005", years=2)
    older = replace(MENTEE, staff_no="004", years=4)
    guided = replace(MENTEE, staff_no="006", guided_by=(("001", "subject"),))
    circle = Circle({one.staff_no: one for one in (MENTOR, older, newer, MENTEE, guided)}, RULES)
    assert circle.waiting == ("002", "005", "004")
    assert circle.mentors == ("001",)
    assert circle.free_places("001") == 2


def test_the_school_says_its_own_numbers_and_nonsense_is_as_usual():
    said = {
        "least_years": 3,
        "order": ["years:2", "age:x", "voluntary", "tall"],
        "weights": {"subject": 50, "load": -5, "honour": "many"},
        "usual": -1,
        "same_subject": "must",
    }
    rules = rules_said(said)
    assert (rules.least_years, rules.order, rules.usual) == (3, ("years:2", "voluntary"), 2)
    assert (rules.weights.subject, rules.weights.load, rules.weights.honour) == (50, -5, 10)
    assert rules.same_subject == MUST
    assert rules_said({}) == RULES
