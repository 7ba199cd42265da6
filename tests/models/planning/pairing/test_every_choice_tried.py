"""Few people, for whom every choice can be tried: what is called the best is the best."""

from __future__ import annotations

import pytest

from models.planning.pairing.matching import Matcher
from models.rules.mentoring_circle import Circle
from tests.support.pairing import every_choice, fit_of, found_value, invented, value, wanted_ranks, worth_of

SEEDS = range(20)


def sensible(circle: Circle) -> bool:
    """Whether everything that the office has fixed can be."""
    return not Matcher(circle).match().lost


@pytest.mark.parametrize("subjects", [1, 2, 3])
def test_most_are_served_by_priority_and_then_the_points_are_highest(subjects: int):
    short = 0
    for seed in SEEDS:
        circle = invented(seed, 5, 3, subjects=subjects)
        found = Matcher(circle).match()
        assert found_value(circle, found) == max(value(circle, chosen) for chosen in every_choice(circle)), seed
        assert found.score == found_value(circle, found)[1]
        short += bool(found.left)
    assert short


def test_wishes_of_one_side_count_and_the_office_decides():
    fixed = 0
    for seed in SEEDS:
        circle = invented(seed, 5, 3, wishes=0.3, office=0.06)
        if not sensible(circle):
            continue
        found = Matcher(circle).match()
        assert found_value(circle, found) == max(value(circle, chosen) for chosen in every_choice(circle)), seed
        fixed += bool(circle.pinned)
        for mentor, mentee in circle.pinned:
            assert found.mentor_of.get(mentee) == mentor or not circle.is_waiting(mentee)
        assert not {(one.mentor, one.mentee) for one in found.couples} & circle.forbidden
    assert fixed > 5


def leaves(circle: Circle, chosen: dict[str, str]) -> bool:
    """Whether two who want each other would rather be a pair than what they have, said anew and plainly."""
    ranks = wanted_ranks(circle)

    def dear(mentor: str, mentee: str, side: str) -> tuple[int, ...]:
        rank = ranks.get((mentor, mentee))
        if rank is None:
            return (1000,)
        worth = worth_of(circle, mentor, mentee)
        if side == "mentee":
            return (rank[side], -worth, circle.place[mentor])
        return (rank[side], circle.priority(mentee) or 0, -worth, circle.place[mentee])

    for mentor, mentee in ranks:
        if not fit_of(circle, mentor, mentee).is_possible or chosen.get(mentee) == mentor:
            continue
        now = chosen.get(mentee)
        if now is not None and dear(now, mentee, "mentee") < dear(mentor, mentee, "mentee"):
            continue
        theirs = [one for one, other in chosen.items() if other == mentor]
        if len(theirs) < circle.free_places(mentor) or any(
            dear(mentor, one, "mentor") > dear(mentor, mentee, "mentor") for one in theirs
        ):
            return True
    return False


def test_who_want_each_other_have_no_reason_to_leave():
    several = costly = 0
    for seed in SEEDS:
        circle = invented(seed, 4, 4, subjects=1, mutual=0.5)
        found = Matcher(circle).match()
        chosen = dict(found.mentor_of)
        assert found.leaving == ()
        assert not leaves(circle, chosen)
        stable = [value(circle, other) for other in every_choice(circle) if not leaves(circle, other)]
        # As many are served as in any stable choice, and no stable choice is likelier to please the mentees.
        assert found_value(circle, found)[0] == max(stable)[0], seed
        assert found_value(circle, found) <= max(stable)
        several += len(set(stable)) > 1
        best = Matcher(circle).match(stable=False)
        assert found_value(circle, best) == max(value(circle, other) for other in every_choice(circle))
        assert bool(best.leaving) == leaves(circle, dict(best.mentor_of))
        costly += found_value(circle, best) > found_value(circle, found)
    assert several
    assert costly


def test_of_the_stable_choices_every_mentee_has_the_one_they_like_best():
    for seed in SEEDS:
        circle = invented(seed, 4, 4, subjects=1, mutual=0.7)
        ranks = wanted_ranks(circle)
        chosen = dict(Matcher(circle).match().mentor_of)

        def liking(mentee: str, mentor: str | None, circle: Circle = circle, ranks: dict = ranks) -> tuple[int, ...]:
            if mentor is None or (mentor, mentee) not in ranks:
                return (1000,)
            return (ranks[mentor, mentee]["mentee"], -worth_of(circle, mentor, mentee), circle.place[mentor])

        for other in every_choice(circle):
            if not leaves(circle, other):
                for mentee in circle.waiting:
                    assert liking(mentee, chosen.get(mentee)) <= liking(mentee, other.get(mentee)), seed
