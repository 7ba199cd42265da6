"""Plans the observations of a term, or of some of its weeks, and says how good the plan is."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.planning.values import Entry, Given
from models.planning.annealing import anneal
from models.planning.board import Board
from models.planning.chains import Chains
from models.planning.closing import Closing
from models.planning.facts import Facts
from models.planning.fixed import Fixed, NotKept, fix
from models.planning.lifting import Lifting
from models.planning.measure import PARTS, Shortfall, points, shortfalls
from models.planning.often import how_often
from models.planning.when import place

_LOOKS, _FEW_LOOKS, _CLOSING_LOOKS = 400_000, 40_000, 4_000_000
"""How much a plan may be looked at for what could be better (about a second), where only what lacks matters, and where
each opened lesson costs something."""


@dataclass(frozen=True)
class Plan:
    """``entries`` are the whole plan, fixed ones among them. No plan scores more than ``score + gap``; what is lacking
    is named in ``shortfalls``, what was fixed and cannot be in ``lost``, who need not attend a group's lesson in
    ``exempt``."""

    entries: tuple[Entry, ...]
    points: dict[str, int]
    gap: int
    shortfalls: tuple[Shortfall, ...] = ()
    lost: tuple[NotKept, ...] = ()
    exempt: tuple[NotKept, ...] = ()

    @property
    def missing(self) -> int:
        """How much of what must be is lacking."""
        return sum(one.missing for one in self.shortfalls)

    @property
    def score(self) -> int:
        return sum(self.points.values())

    @property
    def bound(self) -> int:
        """What no plan exceeds."""
        return self.score + self.gap

    @property
    def is_best(self) -> bool:
        """Whether it is proven that there is no better one."""
        return self.gap == 0


def plan(
    given: Given, weeks: Iterable[int] | None = None, seed: int = 1, steps: int = 20_000, first_day: int = 1
) -> Plan:
    """The plan for those weeks (None: all) beside what is fixed; the same input and seed give the same plan. Days
    before ``first_day`` of the first week are over.

    Schools between which nobody travels are planned one by one. ``steps`` bound the search where the first plan is
    not yet the best.
    """
    asked = None if weeks is None else sorted(set(weeks))
    return merged([plan_one(part, asked, seed, steps, first_day) for part in parts(given)])


def parts(given: Given) -> list[Given]:
    """The schools (clusters, where people visit other schools) each for itself: nothing of one touches another."""
    cross = given.rules.cross_school.allowed
    places = sorted({person.cluster if cross else person.school for person in given.people})
    if len(places) < 2:
        return [given]
    of = {person.id: person.cluster if cross else person.school for person in given.people}
    return [_part(given, {one for one, where in of.items() if where == place}) for place in places]


def _part(given: Given, ids: set[str]) -> Given:
    return replace(
        given,
        people=tuple(person for person in given.people if person.id in ids),
        lessons=tuple(lesson for lesson in given.lessons if lesson.teacher in ids),
        away_days=frozenset(one for one in given.away_days if one[0] in ids),
        away_slots=frozenset(one for one in given.away_slots if one[0] in ids),
        pins=tuple(pin for pin in given.pins if pin.observer in ids),
        forbidden=frozenset(pair for pair in given.forbidden if pair[0] in ids),
        group_lessons=tuple(one for one in given.group_lessons if one.teacher in ids),
    )


def plan_one(
    given: Given, weeks: Sequence[int] | None = None, seed: int = 1, steps: int = 20_000, first_day: int = 1
) -> Plan:
    """The plan of people who are planned together."""
    facts = Facts(given, weeks, first_day)
    board = Board(facts)
    fixed = fix(board, given.pins, given.group_lessons)
    counts = how_often(board)
    bound = _bound(facts, fixed) if fixed.loose else counts.bound
    place(board, counts)
    improve(board, bound, counts.missing, seed, steps)
    return finished(board, bound, fixed)


def _bound(facts: Facts, fixed: Fixed) -> int:
    """What no choice of a group's members could exceed."""
    board = Board(facts)
    board.put(seat for seat in fixed.seats if seat not in set(fixed.loose))
    return how_often(board).bound


def improve(board: Board, bound: int, least: int, seed: int, steps: int) -> None:
    """Better the plan by chains, and where they do not reach the bound by a short annealing. ``least`` is what must be
    lacking; without ``steps`` only what lacks besides is seen to."""
    if board.value >= bound:
        return
    lifting, chains = Lifting(board, least, budget=_LOOKS if steps else _FEW_LOOKS), Chains(board)
    if not steps:
        for observer in range(board.people) if board.missing() > least else ():
            lifting.fill(observer, looks=1000)
        lifting.mend()
        return
    if board.rules.weights.open_lesson:
        Closing(board, _CLOSING_LOOKS).run()
    lifting.lift(bound, same=True, rounds=4, looks=1000)
    chains.run(bound)
    lifting.lift(bound)
    lifting.mend()
    if board.value < bound:
        lifting.lift(bound, rounds=2, looks=100, every=True)
    if board.value < bound:
        anneal(board, bound, random.Random(seed), steps)
        chains.run(bound)
        lifting.lift(bound)


def finished(board: Board, bound: int, fixed: Fixed) -> Plan:
    """What is on the board, with what can be said of it."""
    facts, seats = board.facts, board.seats()
    return Plan(
        tuple(sorted((facts.entry(*seat) for seat in seats), key=in_time)),
        points(facts, seats),
        max(0, bound - board.value),
        tuple(shortfalls(facts, seats)),
        tuple(fixed.lost),
        tuple(fixed.exempt),
    )


def in_time(entry: Entry) -> tuple[int, int, int, str, str]:
    """The order of a plan: by time, then by lesson, then by observer."""
    return entry.week, entry.day, entry.period, entry.teacher, entry.observer


def merged(plans: Sequence[Plan]) -> Plan:
    """Several schools' plans as one."""
    return Plan(
        tuple(sorted((entry for one in plans for entry in one.entries), key=in_time)),
        {part: sum(one.points[part] for one in plans) for part in PARTS},
        sum(one.gap for one in plans),
        tuple(one for each in plans for one in each.shortfalls),
        tuple(one for each in plans for one in each.lost),
        tuple(one for each in plans for one in each.exempt),
    )
