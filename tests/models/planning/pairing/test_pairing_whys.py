"""Why this pair, why not that, who is left and what would help: each answer is what trying every choice gives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.planning.pairing.matching import Matcher
from models.planning.pairing.telling import Teller
from models.planning.pairing.whys import MENTOR, PLACE, USUAL, reliefs, why_left, why_not, why_this
from models.rules.mentoring_circle import Circle
from tests.support.pairing import every_choice, fit_of, found_value, invented, value

SEEDS = range(12)


def told(circle: Circle, before: tuple[tuple[int, ...], int], after: tuple[tuple[int, ...], int]):
    """The difference of two values as the answers give it."""
    served = {level: after[0][level] - count for level, count in enumerate(before[0]) if after[0][level] != count}
    return served, after[1] - before[1]


def test_why_not_says_what_the_best_choice_with_the_pair_costs():
    asked = 0
    for seed in SEEDS:
        circle = invented(seed, 4, 3, subjects=1)
        matcher = Matcher(circle)
        found = matcher.match(stable=False)
        values = [(value(circle, chosen), chosen) for chosen in every_choice(circle)]
        for mentee in circle.waiting:
            for mentor in circle.mentors:
                with_pair = [one for one, chosen in values if chosen.get(mentee) == mentor]
                if not with_pair:
                    continue
                why = why_not(matcher, found, mentor, mentee, stable=False)
                assert why.difference is not None
                expected = told(circle, found_value(circle, found), max(with_pair))
                assert (dict(why.difference.served), why.difference.points) == expected
                asked += 1
    assert asked > 50


def test_why_this_says_the_best_choice_without_the_pair():
    for seed in SEEDS:
        circle = invented(seed, 4, 3, subjects=1)
        matcher = Matcher(circle)
        found = matcher.match(stable=False)
        values = [(value(circle, chosen), chosen) for chosen in every_choice(circle)]
        for couple in found.couples:
            why = why_this(matcher, found, couple.mentee, stable=False)
            without = max(one for one, chosen in values if chosen.get(couple.mentee) != couple.mentor)
            assert (dict(why.difference.served), why.difference.points) == told(
                circle, found_value(circle, found), without
            )
            assert why.points == couple.points
        with pytest.raises(KeyError):
            why_this(matcher, found, circle.mentors[0] if circle.mentors[0] not in circle.waiting else "nobody")


def test_a_refused_pair_is_told_with_its_rule():
    circle = invented(3, 6, 3, subjects=3)
    matcher = Matcher(circle)
    found, teller = matcher.match(), Teller(matcher)
    for mentor in circle.people:
        for mentee in circle.waiting:
            refusals = fit_of(circle, mentor, mentee).refusals
            if refusals:
                why = why_not(matcher, found, mentor, mentee)
                assert why.refusal == refusals[0]
                assert "不能结" in teller.why_not(mentor, mentee, why)[0]


def test_what_would_help_does():
    helped = set()
    for seed in range(40):
        circle = invented(seed, 5, 3, subjects=2)
        people = dict(circle.people)
        nearly = replace(people["m001"], staff_no="n000", name="n000", rank="second", honours=(), guides=())
        circle = Circle({**people, "n000": nearly}, circle.rules)
        matcher = Matcher(circle)
        found = matcher.match()
        for relief in reliefs(matcher, found):
            eased = circle
            if relief.kind == MENTOR:
                person = replace(people.get(relief.who[0], nearly), may_mentor="yes")
                eased = replace(circle, people={**circle.people, relief.who[0]: person})
            elif relief.kind == PLACE:
                person = circle.people[relief.who[0]]
                usual = person.capacity or circle.rules.usual
                eased = replace(circle, people={**circle.people, person.staff_no: replace(person, capacity=usual + 1)})
            elif relief.kind == USUAL:
                every = {number: replace(one, capacity=circle.rules.most) for number, one in circle.people.items()}
                eased = replace(circle, people=every)
            else:
                continue
            if relief.kind == PLACE and circle.people[relief.who[0]].load() >= circle.rules.usual:
                continue  # said of the places that are left, not of the number
            after = Matcher(eased).match()
            assert set(relief.served) == set(found.left) & set(after.mentor_of)
            assert relief.served
            helped.add(relief.kind)
    assert helped == {MENTOR, PLACE, USUAL}


def test_who_is_left_is_told_why():
    full = nobody = 0
    for seed in range(20):
        circle = invented(seed, 6, 3, subjects=3)
        matcher = Matcher(circle)
        found, teller = matcher.match(), Teller(matcher)
        for mentee in found.left:
            why = why_left(matcher, found, mentee)
            sentence = teller.why_left(mentee, why)
            assert sentence.startswith(mentee)
            assert ("都已带满" in sentence) == bool(why.mentors)
            for mentor, guided in why.mentors.items():
                assert len(guided) >= circle.free_places(mentor)
            full += bool(why.mentors)
            nobody += not why.mentors
    assert full


def test_the_sentences_hold_no_gap():
    circle = invented(5, 8, 4, subjects=2, mutual=0.2, office=0.05)
    matcher = Matcher(circle)
    found, teller = matcher.match(), Teller(matcher)
    lines = [teller.summary(found), *(teller.couple(one) for one in found.couples)]
    lines += [line for one in found.couples for line in teller.why_this(one, why_this(matcher, found, one.mentee))]
    lines += [
        line
        for mentor in circle.mentors
        for mentee in circle.waiting
        for line in teller.why_not(mentor, mentee, why_not(matcher, found, mentor, mentee))
    ]
    lines += [teller.lost(one) for one in found.lost]
    lines += [teller.relief(one) for one in reliefs(matcher, found)]
    assert not [line for line in lines if "<" in line or "{" in line]
