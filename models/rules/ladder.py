"""The ladder 组 → 校 → 县: whose votes count, whether enough people were there, and whose lessons go on.

Candidates are ordered by the share of votes among those who could vote for them, because nobody votes for their own
lesson, and at the school's stage a large group would have fewer people left to vote for its own. Equal shares are
parted by the score of the evaluation forms; what is still equal, somebody has to decide and say why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

STAGES = ("group", "school", "county")
RECUSE, APART = "recuse", "apart"
OWN, OWN_GROUP, NOT_ENTITLED, TOO_MANY = "own", "own_group", "not_entitled", "too_many"
WHY_NOT_COUNTED = (OWN, OWN_GROUP, NOT_ENTITLED, TOO_MANY)
"""Why somebody's vote for a lesson is not counted."""
_FRACTION = re.compile(r"\s*(\d{1,3})\s*[/／]\s*(\d{1,3})\s*")


@dataclass(frozen=True, slots=True)
class LadderRules:
    """What the school decides by: the part of those entitled who must be there, the ``least`` share of votes with which
    a lesson goes on, how many lessons a stage sends on (and so how many votes each person has), and what becomes of
    votes for the voter's own group at the school's stage: RECUSE leaves them out, APART counts them and tells how many
    they are."""

    quorum: Fraction = Fraction(2, 3)
    least: Fraction = Fraction(1, 3)
    nominees: Mapping[str, int] = field(default_factory=lambda: {"group": 2, "school": 2})
    conflict: str = RECUSE

    def most(self, stage: str) -> int:
        return self.nominees.get(stage, 1)

    def needed(self, entitled: int) -> int:
        """How many have to be there."""
        return ceil(self.quorum * entitled)


def fraction_of(text: str, usual: Fraction) -> Fraction:
    """'2/3' as a number; the usual one for text that is no part of a whole."""
    found = _FRACTION.fullmatch(text)
    if not found or not int(found[2]) or int(found[1]) > int(found[2]):
        return usual
    return Fraction(int(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Poll:
    """The votes on one lesson: who is for it, who was there and is not; or only ``counted`` votes where nobody wrote
    down names (-1: names are known). ``score`` is what its forms come to, None where there are too few."""

    id: int
    teacher: str
    group: str
    score: float | None = None
    in_favour: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    counted: int = -1


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A vote that is not counted, and why: one of `WHY_NOT_COUNTED`."""

    voter: str
    poll: int
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One lesson's votes, of so many who could have given theirs; ``apart`` of them are of the teacher's own group."""

    poll: Poll
    votes: int
    able: int
    apart: int = 0

    @property
    def share(self) -> Fraction:
        return Fraction(self.votes, self.able) if self.able else Fraction(0)


@dataclass(frozen=True, slots=True)
class Count:
    """What a vote came to, the best first. ``going_on`` are the ids of those who go on; of ``tied`` ones ``places``
    more go on, and somebody has to decide which. ``by_score`` says that scores parted equal shares."""

    standings: tuple[Standing, ...]
    present: int
    entitled: int
    needed: int
    going_on: tuple[int, ...]
    tied: tuple[int, ...] = ()
    places: int = 0
    by_score: bool = False
    uncounted: tuple[Uncounted, ...] = ()
    least: Fraction = Fraction(0)

    @property
    def has_quorum(self) -> bool:
        return self.present >= self.needed


def count_votes(
    stage: str, polls: Sequence[Poll], entitled: Mapping[str, str], rules: LadderRules, present: int = 0
) -> Count:
    """Count the votes of a stage. ``entitled`` maps who may vote to their group; ``present`` is how many were there,
    where no names are known."""
    named = any(poll.counted < 0 for poll in polls)
    there = {voter for poll in polls for voter in poll.in_favour | poll.others} & entitled.keys()
    if named:
        present = max(present, len(there))
    uncounted: list[Uncounted] = []
    given: dict[str, int] = {}
    for poll in polls:
        for voter in poll.in_favour:
            given[voter] = given.get(voter, 0) + 1
    greedy = {voter for voter, votes in given.items() if votes > rules.most(stage)}
    standings = [_standing(stage, poll, entitled, there, greedy, rules, present, uncounted) for poll in polls]
    standings.sort(key=lambda one: (-one.share, -_score(one), one.poll.id))
    able = [one for one in standings if one.votes and one.share >= rules.least]
    going_on, tied, by_score = _decided(able, rules.most(stage))
    return Count(
        tuple(standings),
        present,
        len(entitled),
        rules.needed(len(entitled)),
        going_on,
        tied,
        rules.most(stage) - len(going_on) if tied else 0,
        by_score,
        tuple(uncounted),
        rules.least,
    )


def _standing(
    stage: str,
    poll: Poll,
    entitled: Mapping[str, str],
    there: set[str],
    greedy: set[str],
    rules: LadderRules,
    present: int,
    uncounted: list[Uncounted],
) -> Standing:
    colleagues = {voter for voter, group in entitled.items() if stage == "school" and group == poll.group and group}
    barred = {poll.teacher} | (colleagues if rules.conflict == RECUSE else set())
    if poll.counted >= 0:
        able = present - len(barred & entitled.keys())
        return Standing(poll, poll.counted, max(able, poll.counted))
    votes = apart = 0
    for voter in sorted(poll.in_favour):
        why = (
            OWN
            if voter == poll.teacher
            else NOT_ENTITLED
            if voter not in entitled
            else TOO_MANY
            if voter in greedy
            else OWN_GROUP
            if voter in barred
            else ""
        )
        if why:
            uncounted.append(Uncounted(voter, poll.id, why))
            continue
        votes += 1
        apart += voter in colleagues
    return Standing(poll, votes, len(there - barred), apart)


def _decided(standings: Sequence[Standing], places: int) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
    """Who goes on, who is tied for what is left, and whether scores had to part equal shares."""
    if len(standings) <= places:
        return tuple(one.poll.id for one in standings), (), False
    last, first_out = standings[places - 1], standings[places]
    if (last.share, _score(last)) != (first_out.share, _score(first_out)):
        return tuple(one.poll.id for one in standings[:places]), (), last.share == first_out.share
    equal = [one for one in standings if (one.share, _score(one)) == (last.share, _score(last))]
    above = [one for one in standings[:places] if one not in equal]
    return tuple(one.poll.id for one in above), tuple(one.poll.id for one in equal), False


def _score(standing: Standing) -> float:
    """To a tenth, as it is shown: a smaller difference decides nothing."""
    return -1.0 if standing.poll.score is None else round(standing.poll.score, 1)
