"""Who may guide whom: eligibility, the order in which people need a mentor, and how well two people fit.

Every number is the school's own data, `MentoringRules`; what follows from several people together is in
`models.rules.mentoring_circle`, the sentences are in `models.rules.mentoring_words`.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from models.rules.mentoring_values import (
    AWAY,
    FORBIDDEN,
    FULL,
    MUST,
    NO_MENTOR,
    OTHER_SUBJECT,
    PAIRED,
    PARTS,
    REFUSALS,
    ROUND,
    SELF,
    WHERE_THERE_IS_ONE,
    WISH,
    Fit,
    MentoringRules,
    PairPerson,
    PairWeights,
    Wish,
)
from models.rules.pairing import HOMEROOM, SUBJECT

__all__ = [
    "AWAY",
    "FORBIDDEN",
    "FULL",
    "HOMEROOM",
    "MUST",
    "NO_MENTOR",
    "OTHER_SUBJECT",
    "PAIRED",
    "PARTS",
    "REFUSALS",
    "ROUND",
    "SELF",
    "SUBJECT",
    "WHERE_THERE_IS_ONE",
    "WISH",
    "Fit",
    "MentoringRules",
    "PairPerson",
    "PairWeights",
    "Wish",
    "capacity_of",
    "criteria",
    "fit",
    "is_honoured",
    "load_points",
    "may_mentor",
    "priority_of",
    "why_no_mentor",
    "wish_points",
]


def criteria(person: PairPerson, rules: MentoringRules) -> dict[str, bool]:
    """Which of the three things that make a mentor the person has."""
    return {
        "rank": person.rank in rules.ranks,
        "years": (person.years or 0) >= rules.least_years,
        "honour": is_honoured(person, rules),
    }


def is_honoured(person: PairPerson, rules: MentoringRules) -> bool:
    """Whether any of the honours counts for a mentor."""
    return any(level in rules.levels or title in rules.titles for level, title in person.honours)


def may_mentor(person: PairPerson, rules: MentoringRules) -> bool:
    """Whether the person may be a mentor: by the school's word, else by the rules."""
    if person.may_mentor:
        return person.may_mentor == "yes" and person.in_post
    return person.in_post and sum(criteria(person, rules).values()) >= rules.how_many


def why_no_mentor(person: PairPerson, rules: MentoringRules) -> str:
    """A sentence on what the person lacks for being a mentor; '' for somebody who may be one."""
    from models.rules.mentoring_words import no_mentor_words

    return "" if may_mentor(person, rules) else no_mentor_words(person, rules)


def capacity_of(person: PairPerson, rules: MentoringRules) -> int:
    """How many people the person had best guide at most: their own number, else the usual one."""
    return min(person.capacity or rules.usual, rules.most)


def priority_of(person: PairPerson, rules: MentoringRules, topic: str = SUBJECT) -> int | None:
    """The place in ``rules.order`` by which the person needs a mentor, 0 the most urgent; None for who needs none."""
    if not person.in_post or person.wants_mentor == "no" or (topic == HOMEROOM and not person.head_of_class):
        return None
    return next((place for place, why in enumerate(rules.order) if _applies(why, person, rules, topic)), None)


def _applies(why: str, person: PairPerson, rules: MentoringRules, topic: str) -> bool:
    name, _, number = why.partition(":")
    match name:
        case "years":
            return person.years is not None and person.years < int(number)
        case "age":
            return person.age is not None and person.age < int(number) and not may_mentor(person, rules)
        case "mentor_age":
            return person.age is not None and person.age < int(number) and may_mentor(person, rules)
        case "new_subject":
            return person.new_subject and topic == SUBJECT
        case "voluntary":
            return person.wants_mentor == "yes"
    return False


def fit(
    mentor: PairPerson,
    mentee: PairPerson,
    rules: MentoringRules,
    *,
    topic: str = SUBJECT,
    wishes: Collection[Wish] = (),
    has_mentor_of_subject: bool = False,
) -> Fit:
    """How well the two fit, and why they cannot be a pair. ``wishes`` are those of these two; ``has_mentor_of_subject``
    says that somebody of the mentee's subject could guide them."""
    return Fit(
        _points(mentor, mentee, rules, topic, wishes),
        tuple(_refusals(mentor, mentee, rules, topic, wishes, has_mentor_of_subject)),
    )


def load_points(guided: int, rules: MentoringRules) -> int:
    """What one person more costs a mentor who guides so many: more with each, so that nobody has all."""
    return rules.weights.load * guided


def _points(
    mentor: PairPerson, mentee: PairPerson, rules: MentoringRules, topic: str, wishes: Collection[Wish]
) -> dict[str, int]:
    weights = rules.weights
    found: dict[str, int] = dict.fromkeys(PARTS, 0)
    if topic == SUBJECT and mentee.subject and mentee.subject in mentor.subjects:
        found["subject"] = weights.subject
    if topic == HOMEROOM and mentor.head_of_class:
        found["head_teacher"] = weights.head_teacher
    here, there = _grades(mentor, topic), _grades(mentee, topic)
    if here & there:
        found["grade"] = weights.grade
    elif any(abs(one - other) == 1 for one in here for other in there):
        found["grade_near"] = weights.grade_near
    if mentor.group and mentor.group == mentee.group:
        found["group"] = weights.group
    if mentor.years is not None and mentee.years is not None:
        found["gap"] = weights.gap * (rules.gap_low <= mentor.years - mentee.years <= rules.gap_high)
    for_head = topic == HOMEROOM and any(title in rules.head_titles for _, title in mentor.honours)
    found["honour"] = weights.honour * (for_head or is_honoured(mentor, rules))
    found["free"] = weights.free * (len(mentor.free & mentee.free) >= rules.least_free)
    if mentor.position in rules.managers or mentor.heads & mentee.groups:
        found["line"] = weights.line
    if mentor.staff_no in mentee.past or mentee.staff_no in mentor.past:
        found["past"] = weights.past
    for wish in wishes:
        if wish.side in ("mentor", "mentee"):
            if wish.wish == "wanted":
                found[f"{wish.side}_wish"] = wish_points(wish, rules)
            elif wish.wish == "forbidden":
                found["unwanted"] = weights.unwanted
    found["load"] = load_points(mentor.load(mentee.staff_no), rules)
    return {part: points for part, points in found.items() if points}


def wish_points(wish: Wish, rules: MentoringRules) -> int:
    """What it brings that one side wants the pair."""
    place = wish.rank or 5
    return max(rules.weights.wish - rules.weights.wish_step * (place - 1), min(1, rules.weights.wish))


def _grades(person: PairPerson, topic: str) -> frozenset[int]:
    """The grades that count: for head teachers that of their class."""
    return _numbers(frozenset({person.head_of_class.partition("-")[0]}) if topic == HOMEROOM else person.grades)


@lru_cache(1024)
def _numbers(grades: frozenset[str]) -> frozenset[int]:
    return frozenset(int(grade) for grade in grades if grade.isdecimal())


def _refusals(
    mentor: PairPerson,
    mentee: PairPerson,
    rules: MentoringRules,
    topic: str,
    wishes: Collection[Wish],
    has_mentor_of_subject: bool,
) -> list[str]:
    said = {wish.wish for wish in wishes if wish.side == "office"}
    other = topic == SUBJECT and bool(mentee.subject) and mentee.subject not in mentor.subjects
    found = {
        SELF: mentor.staff_no == mentee.staff_no,
        PAIRED: bool(mentee.mentor(topic)),
        AWAY: not (mentor.in_post and mentee.in_post),
        NO_MENTOR: mentor.in_post and not may_mentor(mentor, rules),
        FORBIDDEN: "forbidden" in said,
        FULL: mentor.load(mentee.staff_no) >= rules.most,
        # What the office has pinned it has decided: a pair of two subjects may be.
        OTHER_SUBJECT: other
        and "pinned" not in said
        and (rules.same_subject == MUST or (rules.same_subject == WHERE_THERE_IS_ONE and has_mentor_of_subject)),
        ROUND: any(number == mentor.staff_no for number, one in mentee.guides if one == topic),
    }
    return [name for name in REFUSALS if found[name]]
