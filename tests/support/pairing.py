"""Invented people to be paired, from a seed: few enough that every choice can be tried, or as many as a big school."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

from models.planning.pairing.matching import Matching
from models.rules.mentoring import Fit, MentoringRules, PairPerson, Wish, load_points
from models.rules.mentoring_circle import Circle

SUBJECTS = ("chinese", "math", "english", "pe", "music", "art", "science")
_SHARES = (40, 25, 12, 8, 5, 5, 5)


def invented(
    seed: int, mentees: int, mentors: int, *, subjects: int = 2, wishes: float = 0, mutual: float = 0, office: float = 0
) -> Circle:
    """A circle with that many people on each side (some on both), and wishes about such shares of all pairs."""
    chance = random.Random(seed)
    people = [_person(chance, f"e{n:03}", chance.randint(0, 6), "none", subjects) for n in range(mentees)]
    people += [_person(chance, f"m{n:03}", chance.randint(5, 35), "first", subjects) for n in range(mentors)]
    if mentees > 2 and mentors > 2:
        people[-1] = _person(chance, "x000", 4, "senior", subjects, (("county", "famous"),))
        people[0] = _person(chance, "x001", 8, "first", subjects, wants="yes")
    told = []
    for mentor in people:
        for mentee in people:
            if mentor.years is None or mentee.years is None or mentor.years <= mentee.years:
                continue
            if chance.random() < mutual:
                told += [
                    Wish(mentor.staff_no, mentee.staff_no, side, "wanted", chance.randint(0, 3))
                    for side in ("mentor", "mentee")
                ]
            elif chance.random() < wishes:
                word = chance.choice(("wanted", "wanted", "forbidden"))
                told.append(Wish(mentor.staff_no, mentee.staff_no, chance.choice(("mentor", "mentee")), word, 1))
            if chance.random() < office:
                told.append(Wish(mentor.staff_no, mentee.staff_no, "office", chance.choice(("pinned", "forbidden")), 0))
    return Circle({one.staff_no: one for one in people}, MentoringRules(), tuple(told))


def _person(
    chance: random.Random,
    number: str,
    years: int,
    rank: str,
    subjects: int,
    honours: tuple[tuple[str, str], ...] = (),
    wants: str = "",
) -> PairPerson:
    subject = chance.choices(SUBJECTS[:subjects], _SHARES[:subjects])[0]
    grade = str(chance.randint(1, 6))
    guided = chance.random() < 0.1 and rank == "first" and not wants
    return PairPerson(
        number,
        number,
        (subject,),
        frozenset({grade}),
        subject,
        years=years,
        age=22 + years,
        rank=rank,
        honours=honours or ((("county", "backbone"),) if rank == "first" and chance.random() < 0.3 else ()),
        free=frozenset((chance.randint(1, 5), chance.randint(1, 6)) for _ in range(15)),
        capacity=chance.choice((0, 0, 0, 1)) if rank == "first" else 0,
        guides=(("z999", "subject"),) if guided else (),
        wants_mentor=wants,
    )


_KNOWN: dict[int, tuple[Circle, dict[tuple[str, str], Fit]]] = {}


def fit_of(circle: Circle, mentor: str, mentee: str) -> Fit:
    """The circle's own judgement, asked once of each pair of the circle asked about last."""
    if id(circle) not in _KNOWN:
        _KNOWN.clear()
        _KNOWN[id(circle)] = circle, {}
    known = _KNOWN[id(circle)][1]
    if (mentor, mentee) not in known:
        known[mentor, mentee] = circle.fit(mentor, mentee)
    return known[mentor, mentee]


def worth_of(circle: Circle, mentor: str, mentee: str) -> int:
    found = fit_of(circle, mentor, mentee)
    return found.score - found.points.get("load", 0)


def every_choice(circle: Circle) -> Iterator[dict[str, str]]:
    """Every way to give mentors to those who wait, within the usual capacities and the rules, what the office has fixed
    included; plainly, by trying everything."""
    waiting = circle.waiting
    pins = {mentee: mentor for mentor, mentee in circle.pinned}

    def further(number: int, chosen: dict[str, str], used: Counter[str]) -> Iterator[dict[str, str]]:
        if number == len(waiting):
            yield dict(chosen)
            return
        mentee = waiting[number]
        for mentor in [None, *circle.mentors]:
            if mentor is None:
                if mentee not in pins:
                    yield from further(number + 1, chosen, used)
                continue
            if mentee in pins and pins[mentee] != mentor:
                continue
            if used[mentor] >= circle.free_places(mentor) or not fit_of(circle, mentor, mentee).is_possible:
                continue
            if mentee in circle.mentors and mentor in waiting and mentee not in pins:
                years = circle.people[mentor].years or 0, circle.people[mentee].years or 0
                places = circle.place[mentor], circle.place[mentee]
                if (years[0], -places[0]) < (years[1], -places[1]):
                    continue
            chosen[mentee] = mentor
            used[mentor] += 1
            yield from further(number + 1, chosen, used)
            used[mentor] -= 1
            del chosen[mentee]

    yield from further(0, {}, Counter())


def value(circle: Circle, chosen: dict[str, str]) -> tuple[tuple[int, ...], int]:
    """How many are served of each priority, the most urgent first, and the points."""
    served = Counter(circle.priority(mentee) for mentee in chosen)
    points = 0
    for mentee, mentor in chosen.items():
        points += worth_of(circle, mentor, mentee)
    for mentor, count in Counter(chosen.values()).items():
        before = circle.people[mentor].load()
        points += sum(load_points(before + one, circle.rules) for one in range(count))
    return tuple(served[level] for level in range(len(circle.rules.order))), points


def found_value(circle: Circle, found: Matching) -> tuple[tuple[int, ...], int]:
    return value(circle, dict(found.mentor_of))


def wanted_ranks(circle: Circle) -> dict[tuple[str, str], dict[str, int]]:
    """By (mentor, mentee) who want each other and may be a pair: the rank on either side."""
    found = {}
    for (mentor, mentee), wishes in circle.wishes_of.items():
        ranks = {wish.side: wish.rank or 99 for wish in wishes if wish.wish == "wanted"}
        if {"mentor", "mentee"} <= ranks.keys() and mentee in circle.waiting and mentor in circle.mentors:
            found[mentor, mentee] = ranks
    return found
