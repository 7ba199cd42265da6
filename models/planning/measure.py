"""What a plan is worth, part by part, and what it lacks: counted from its entries alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from models.planning.board import Seat
from models.planning.facts import Facts

PARTS = (
    "subject",
    "grade",
    "group",
    "mentor",
    "honour",
    "fallback",
    "cross_school",
    "above_quota",
    "repeats",
    "spread",
    "crowded_teacher",
    "open_lesson",
    "moved",
)
"""The parts of the score, in the order in which they are told."""


class Shortfall(NamedTuple):
    """What must be and is not: ``what`` is one of `SHORTFALLS`, ``missing`` how much is lacking, of ``wanted``;
    ``other`` the second person where it is about a pair."""

    what: str
    person: str
    other: str = ""
    missing: int = 1
    wanted: int = 0


SHORTFALLS = ("quota", "observed", "mentee_sees", "mentor_sees", "cross_school", "audience")


def points(facts: Facts, seats: Iterable[Seat]) -> dict[str, int]:
    """The score by its parts; their sum is the score."""
    rules, weights = facts.rules, facts.rules.weights
    found: dict[str, int] = dict.fromkeys(PARTS, 0)
    observed, seen, in_week, pairs = (
        Counter[int](),
        Counter[int](),
        Counter[tuple[int, int]](),
        Counter[tuple[int, int]](),
    )
    opened = set()
    placed = [tuple(seat) for seat in seats]
    for observer, lesson, week in placed:
        teacher, given = facts.teacher_of[lesson], facts.lessons[lesson]
        one, other = facts.people[observer], facts.people[teacher]
        found["subject"] += weights.subject * (given.subject == one.subject)
        found["grade"] += weights.grade * (given.grade in one.grades)
        found["group"] += weights.group * (not one.groups.isdisjoint(other.groups))
        found["mentor"] += weights.mentor * facts.is_mentor_pair(observer, teacher)
        found["honour"] += weights.honour * bool(other.honour)
        found["fallback"] -= weights.fallback * (given.day not in rules.open_days)
        found["cross_school"] -= weights.cross_school * (one.school != other.school)
        observed[observer] += 1
        seen[teacher] += 1
        in_week[observer, week] += 1
        pairs[observer, teacher] += 1
        opened.add((lesson, week))
    for (observer, teacher), count in pairs.items():
        if count >= 2 and not facts.is_mentor_pair(observer, teacher):
            found["repeats"] -= weights.repeat2 + weights.repeat3 * (count - 2)
    for number, person in enumerate(facts.people):
        found["above_quota"] -= weights.most_gained * max(0, observed[number] - person.quota)
        found["crowded_teacher"] -= weights.crowded_teacher * max(0, seen[number] - facts.crowded_above[number])
        over, low, high = facts.pace(number)
        for week in range(1, rules.weeks + 1) if high >= 0 else ():
            count = in_week[number, week]
            found["spread"] -= weights.spread * (
                max(0, count - high) + (max(0, low - count) if over >> week & 1 else 0)
            )
    found["open_lesson"] -= weights.open_lesson * len(opened)
    found["moved"] -= weights.moved * len(facts.known.difference(placed))
    return found


def shortfalls(facts: Facts, seats: Iterable[Seat]) -> list[Shortfall]:
    """What the plan lacks, people in the order of their ids."""
    rules = facts.rules
    observed, seen, crossed = Counter[int](), Counter[int](), Counter[int]()
    pairs, audience = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for observer, lesson, week in seats:
        teacher = facts.teacher_of[lesson]
        observed[observer] += 1
        seen[teacher] += 1
        pairs[observer, teacher] += 1
        audience[lesson, week] += 1
        crossed[observer] += facts.is_cross(observer, teacher)
    found = []
    demanded: dict[int, list[tuple[int, int]]] = {}
    for (observer, teacher), least in sorted(facts.demanded.items()):
        demanded.setdefault(observer, []).append((teacher, least))

    def note(what: str, person: str, have: int, wanted: int, other: str = "") -> None:
        if have < wanted:
            found.append(Shortfall(what, person, other, wanted - have, wanted))

    for number, person in enumerate(facts.people):
        note("quota", person.id, observed[number], person.quota)
        if number in facts.shown_on_open_days:
            note("observed", person.id, seen[number], rules.observed_min)
        note("cross_school", person.id, crossed[number], rules.cross_school.min_per_term)
        for teacher, least in demanded.get(number, ()):
            other = facts.people[teacher].id
            what = "mentee_sees" if other in person.mentors else "mentor_sees"
            note(what, person.id, pairs[number, teacher], least, other)
    for (lesson, _), count in sorted(audience.items()):
        note("audience", facts.lessons[lesson].teacher, count, rules.min_audience)
    return found
