"""What is worked out about a proposal away from the screen: plain values in, plain values out, no store.

A job's ``run`` may take seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Protocol

from data.planning.values import Entry, Given, PlanRules
from models.planning.board import Board
from models.planning.changes import Change, compared
from models.planning.facts import Facts
from models.planning.fixed import seat_of, why_blocked, why_impossible
from models.planning.making import Asked, make_plan, may_move
from models.planning.measure import PARTS
from models.planning.plan import Plan
from models.planning.watching import Listen, Stop
from models.planning.why import Relief, WhyNot, WhyThis, blockers, reliefs, why_not, why_this

SEED = 1
"""The same question gets the same answer."""


class Job(Protocol):
    def run(self, listen: Listen | None = None, stop: Stop | None = None) -> object:
        """The answer; ``listen`` hears how far it is, and `stop` may say that the best so far will do."""
        ...


@dataclass(frozen=True)
class Wishes:
    """What a person wants of a proposal besides the school's rules. ``mend`` only replaces what cannot be any more.
    ``pins`` are to be in it; ``barred`` are not (the observer is '' for everybody: the lesson is not opened); no pair
    of ``apart`` meets again."""

    weeks: tuple[int, ...]
    mend: bool = False
    pins: frozenset[Entry] = frozenset()
    barred: frozenset[Entry] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()

    @property
    def any_by_hand(self) -> bool:
        return bool(self.pins or self.barred or self.apart)


@dataclass(frozen=True)
class PlanJob:
    """Make the plan that is asked for."""

    asked: Asked

    def run(self, listen: Listen | None = None, stop: Stop | None = None) -> Change:
        return make_plan(self.asked, listen, stop)


@dataclass(frozen=True)
class WhyThisJob:
    asked: Asked
    plan: Plan
    entry: Entry

    def run(self, listen: Listen | None = None, stop: Stop | None = None) -> WhyThis:
        asked = self.asked
        return why_this(asked.given, self.plan, self.entry, asked.weeks, asked.first_day)


@dataclass(frozen=True)
class WhyNotJob:
    asked: Asked
    plan: Plan
    entry: Entry

    def run(self, listen: Listen | None = None, stop: Stop | None = None) -> WhyNot:
        asked = self.asked
        if asked.fewest_changes:
            return self._with_fewest_changes()
        return why_not(asked.weighed, self.plan, self.entry, asked.weeks, SEED, asked.first_day)

    def _with_fewest_changes(self) -> WhyNot:
        """What it would cost to have it beside all that the plan has, as far as that can stay."""
        given, entry = self.asked.given, self.entry
        facts = Facts(given)
        if why := why_impossible(facts, entry):
            return WhyNot(why)
        board = Board(facts)
        for one in self.plan.entries:
            if (seat := seat_of(facts, one)) is not None:
                board.add(*seat)
        pinned = replace(given, pins=tuple(sorted({*given.pins, entry})))
        found = make_plan(replace(self.asked, given=pinned)).plan
        if any(lost.entry == entry for lost in found.lost):
            return WhyNot(next(lost.why for lost in found.lost if lost.entry == entry))
        change = compared(found, self.plan.entries)
        before, after = self.plan.points, found.points
        difference = {part: after[part] - before[part] for part in PARTS if after[part] != before[part]}
        return WhyNot("", why_blocked(board, entry), self.plan.score - found.score, difference, change)


@dataclass(frozen=True)
class ReliefJob:
    """What would relieve what is lacking, and what stands in the way of those people."""

    asked: Asked
    plan: Plan
    people: tuple[str, ...] = ()

    def run(
        self, listen: Listen | None = None, stop: Stop | None = None
    ) -> tuple[list[Relief], dict[str, Counter[str]]]:
        asked = self.asked
        when = asked.weeks, asked.first_day
        barred = {person: blockers(asked.given, self.plan, person, *when) for person in self.people}
        return reliefs(asked.given, self.plan, *when), barred


def plan_job(
    given: Given, wishes: Wishes, first: tuple[int, int], arranged: Sequence[tuple[Entry, bool, bool]]
) -> PlanJob:
    """The job for those wishes. ``first`` are the week and the day with which planning begins, ``arranged`` what people
    are down for from then on, whether somebody fixed it by hand and whether it is broken."""
    weeks = tuple(sorted({week for week in wishes.weeks if week >= first[0]}))
    first_day = first[1] if weeks[:1] == (first[0],) else 1
    # What is broken in other weeks waits until those are planned, or mended.
    asked = (entry for entry, _, broken in arranged if wishes.mend or not broken or entry.week in weeks)
    known = tuple(sorted({*given.pins, *asked}))
    given = _as_wished(given, wishes, weeks)
    movable = {entry for entry, by_hand, broken in arranged if not by_hand and not broken} - wishes.pins
    if not wishes.mend:
        so_far = _so_far(given, weeks)
        if may_move(given.rules):
            so_far = replace(so_far, pins=tuple(pin for pin in so_far.pins if pin not in movable))
        return PlanJob(Asked(so_far, weeks, first_day, SEED, known))
    given = replace(_as_before(given, known), pins=tuple(pin for pin in given.pins if pin not in movable))
    return PlanJob(Asked(given, weeks, first_day, SEED, known, fewest_changes=True))


def _as_wished(given: Given, wishes: Wishes, weeks: tuple[int, ...]) -> Given:
    barred = set(wishes.barred)
    for lesson in given.lessons:
        for observer, teacher in wishes.apart:
            if teacher == lesson.teacher:
                barred |= {Entry(observer, week, lesson.day, lesson.period, teacher) for week in weeks}
    for_everybody = {one[1:] for one in barred if not one.observer}
    pins = {pin for pin in given.pins if pin not in barred and pin[1:] not in for_everybody} | wishes.pins
    return replace(given, pins=tuple(sorted(pins)), barred=given.barred | barred)


def _so_far(given: Given, weeks: tuple[int, ...]) -> Given:
    """Where only some weeks are planned, so much is due as an even pace asks for by the end of the last of them."""
    facts, last = Facts(given), max(weeks, default=0)
    if last >= given.rules.weeks:
        return given
    until = (1 << last + 1) - 1
    stands = Counter(pin.observer for pin in given.pins)
    people = []
    for number, person in enumerate(facts.people):
        over = facts.open_weeks(number)
        share = (over & until).bit_count() / over.bit_count() if over else 1
        due = max(ceil(person.quota * share - 1e-9), stands[person.id])
        people.append(replace(person, quota=min(person.quota, due)))
    share = last / given.rules.weeks
    demands = frozenset((one, other, int(least * share)) for one, other, least in given.demands)
    return replace(given, people=tuple(people), rules=_in_part(given.rules, share), demands=demands)


def _in_part(rules: PlanRules, share: float) -> PlanRules:
    return replace(
        rules,
        observed_min=int(rules.observed_min * share),
        mentee_sees_mentor_min=int(rules.mentee_sees_mentor_min * share),
        mentor_sees_mentee_min=int(rules.mentor_sees_mentee_min * share),
    )


def _as_before(given: Given, known: tuple[Entry, ...]) -> Given:
    """Everybody is to have what they had, and no more; what was lacking before may go on lacking."""
    count, seen = Counter(one.observer for one in known), Counter(one.teacher for one in known)
    pairs = Counter((one.observer, one.teacher) for one in known)
    rules = given.rules
    teachers = {lesson.teacher for lesson in given.lessons if lesson.day in rules.open_days}
    ids = {person.id for person in given.people}
    mentoring = [(person.id, mentor) for person in given.people for mentor in person.mentors if mentor in ids]
    if any(seen[one] < rules.observed_min for one in teachers):
        rules = replace(rules, observed_min=0)
    if any(pairs[pair] < rules.mentee_sees_mentor_min for pair in mentoring):
        rules = replace(rules, mentee_sees_mentor_min=0)
    if any(pairs[mentor, mentee] < rules.mentor_sees_mentee_min for mentee, mentor in mentoring):
        rules = replace(rules, mentor_sees_mentee_min=0)
    people = tuple(replace(one, quota=min(one.quota, count[one.id])) for one in given.people)
    demands = frozenset((one, other, min(least, pairs[one, other])) for one, other, least in given.demands)
    return replace(given, people=people, rules=rules, demands=demands)
