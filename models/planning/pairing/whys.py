"""Answers about a matching: why this pair, why not that one and what it would cost, and what would help who is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from models.planning.pairing.matching import Matcher, Matching
from models.rules.mentoring import (
    FORBIDDEN,
    OTHER_SUBJECT,
    WISH,
    PairPerson,
    criteria,
)
from models.rules.mentoring_circle import Circle
from models.rules.pairing import SUBJECT

RELIEFS = PLACE, USUAL, MENTOR, SUBJECTS, ALLOW = "place", "usual", "mentor", "subject", "allow"
"""What may help: one mentor takes one more, everybody does, somebody becomes a mentor, pairs may be of two subjects,
a forbidden pair is allowed."""


@dataclass(frozen=True)
class Moved:
    """Who has another mentor in another matching; '' for nobody."""

    mentee: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """What another matching would bring instead: by priority how many more (or fewer) are served, the points by their
    parts, and who changes."""

    served: Mapping[int, int]
    parts: Mapping[str, int]
    moved: tuple[Moved, ...]

    @property
    def points(self) -> int:
        return sum(self.parts.values())

    @property
    def is_nothing(self) -> bool:
        return not self.moved

    @property
    def is_worse(self) -> bool:
        """Whether fewer are served, the most urgent counted first."""
        first = next((self.served[level] for level in sorted(self.served) if self.served[level]), 0)
        return first < 0


@dataclass(frozen=True)
class WhyThis:
    """A proposed pair: what it brings by parts, why it was made, and the best there is without it."""

    points: Mapping[str, int]
    why: str
    instead: str
    difference: Difference


@dataclass(frozen=True)
class WhyNot:
    """Why two are not proposed as a pair: ``refusal``, one of the rules' or '' where it could be, else what the best
    matching with it would bring instead. ``leaving`` are who would then rather have each other."""

    refusal: str
    difference: Difference | None = None
    leaving: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WhyLeft:
    """Why somebody stays without: the mentors who could be, each with whom they guide instead; where there are none,
    how many mentors are barred by which refusal."""

    mentors: Mapping[str, tuple[str, ...]]
    barred: Mapping[str, int]


@dataclass(frozen=True)
class Relief:
    """``kind`` of `RELIEFS` done to ``who`` (a mentor, or the mentor and mentee of a forbidden pair): who has a mentor
    then and has none now, and who would lose theirs."""

    kind: str
    who: tuple[str, ...]
    served: tuple[str, ...]
    lost: tuple[str, ...]


def difference(matcher: Matcher, before: Matching, after: Matching) -> Difference:
    """What ``after`` brings instead of ``before``."""
    served = Counter(after.served)
    served.subtract(before.served)
    parts: Counter[str] = Counter()
    for sign, matching in ((1, after), (-1, before)):
        for couple in matching.couples:
            for part, points in couple.points.items():
                parts[part] += sign * points
    both = [*before.mentor_of, *(one for one in after.mentor_of if one not in before.mentor_of)]
    moved = [Moved(one, before.mentor_of.get(one, ""), after.mentor_of.get(one, "")) for one in both]
    last = len(matcher.circle.rules.order)
    return Difference(
        {last if level is None else level: count for level, count in served.items() if count},
        {part: points for part, points in parts.items() if points},
        tuple(one for one in moved if one.before != one.after),
    )


def why_this(matcher: Matcher, matching: Matching, mentee: str, stable: bool = True) -> WhyThis:
    """The reasons for somebody's proposed mentor. Raises KeyError for who has none."""
    couple = next((one for one in matching.couples if one.mentee == mentee), None)
    if couple is None:
        raise KeyError(mentee)
    other = matcher.match(stable, banned=[(couple.mentor, mentee)])
    return WhyThis(couple.points, couple.why, other.mentor_of.get(mentee, ""), difference(matcher, matching, other))


def why_not(matcher: Matcher, matching: Matching, mentor: str, mentee: str, stable: bool = True) -> WhyNot:
    """What stands against a pair, and what the best matching with it would bring instead. Raises KeyError for people
    who are not in the circle."""
    fit = matcher.fit(mentor, mentee)
    if fit.refusals:
        return WhyNot(fit.refusals[0])
    forced = matcher.match(stable, forced=[(mentor, mentee)])
    lost = next((one for one in forced.lost if (one.mentor, one.mentee) == (mentor, mentee)), None)
    if lost is not None:
        return WhyNot(lost.refusal)
    return WhyNot("", difference(matcher, matching, forced), forced.leaving)


def why_left(matcher: Matcher, matching: Matching, mentee: str) -> WhyLeft:
    """Why somebody who waits stays without a mentor."""
    circle = matcher.circle
    possible = matcher.possible[mentee]
    barred = Counter(
        refusal
        for mentor in circle.mentors
        if mentor != mentee and mentor not in possible
        for refusal in matcher.fit(mentor, mentee).refusals[:1]
    )
    best_first = sorted(possible, key=lambda mentor: (-possible[mentor], circle.place[mentor]))
    return WhyLeft({mentor: matching.mentees_of.get(mentor, ()) for mentor in best_first}, barred)


def reliefs(matcher: Matcher, matching: Matching, stable: bool = True) -> list[Relief]:
    """The single changes by which somebody who is left would have a mentor, what helps most first; each is tried by
    matching again."""
    found = []
    for kind, who, tried in _tries(matcher, matching, stable):
        after = tried()
        served = tuple(one for one in matching.left if one in after.mentor_of)
        lost = tuple(one for one in after.left if one in matching.mentor_of)
        if served and not difference(matcher, matching, after).is_worse:
            found.append(Relief(kind, who, served, lost))
    urgent = {mentee: number for number, mentee in enumerate(matching.left)}
    return sorted(
        found,
        key=lambda one: (
            len(one.lost) - len(one.served),
            [urgent[mentee] for mentee in one.served],
            RELIEFS.index(one.kind),
        ),
    )


_Try = tuple[str, tuple[str, ...], Callable[[], Matching]]


def _tries(matcher: Matcher, matching: Matching, stable: bool) -> Iterator[_Try]:
    circle = matcher.circle
    if not matching.left:
        return
    wanted = {mentor for mentee in matching.left for mentor in matcher.possible[mentee]}
    able = [mentor for mentor in circle.mentors if _takes_more(circle, matching, mentor)]
    # A place more helps only where a chain of moves begins, and any mentor may be its first: each is tried.
    if wanted:
        for mentor in able:
            yield PLACE, (mentor,), lambda mentor=mentor: matcher.match(stable, more=[mentor])
    if len(able) > 1 and wanted:
        everybody = [
            mentor for mentor in able for _ in range(circle.places_at_most(mentor) - circle.free_places(mentor))
        ]
        yield USUAL, (), lambda: matcher.match(stable, more=everybody)
    for person in _nearly_mentors(circle, matching):
        changed = {**circle.people, person.staff_no: replace(person, may_mentor="yes")}
        yield MENTOR, (person.staff_no,), lambda people=changed: _with(replace(circle, people=people), stable)
    if circle.topic == SUBJECT and any(
        OTHER_SUBJECT in matcher.fit(mentor, mentee).refusals for mentee in matching.left for mentor in circle.mentors
    ):
        looser = replace(circle, rules=replace(circle.rules, same_subject=WISH))
        yield SUBJECTS, (), lambda: _with(looser, stable)
    for pair in sorted(circle.forbidden):
        if pair[1] in matching.left and pair[0] in circle.mentor_set and matcher.fit(*pair).refusals == (FORBIDDEN,):
            wishes = tuple(one for one in circle.wishes if (one.mentor, one.mentee, one.side) != (*pair, "office"))
            yield ALLOW, pair, lambda wishes=wishes: _with(replace(circle, wishes=wishes), stable)


def _with(circle: Circle, stable: bool) -> Matching:
    return Matcher(circle).match(stable)


def _takes_more(circle: Circle, matching: Matching, mentor: str) -> bool:
    """Whether the mentor is full only by the usual number."""
    guided = len(matching.mentees_of.get(mentor, ()))
    return circle.free_places(mentor) <= guided < circle.places_at_most(mentor)


def _nearly_mentors(circle: Circle, matching: Matching) -> list[PairPerson]:
    """Who lacks one thing only for being a mentor of somebody who is left, the most experienced first."""
    subjects = {circle.people[mentee].subject for mentee in matching.left}
    found = [
        person
        for number, person in circle.people.items()
        if number not in circle.mentor_set and person.in_post and person.may_mentor == ""
        if circle.priority(number) is None and sum(criteria(person, circle.rules).values()) == circle.rules.how_many - 1
        if circle.topic != SUBJECT or subjects.intersection(person.subjects)
    ]
    return sorted(found, key=lambda person: (-(person.years or 0), circle.place[person.staff_no]))
