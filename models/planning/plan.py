"""Plans the observations of a term, or of some of its weeks, and says how good the plan is."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.planning.values import Entry, Given
from models.planning.annealing import anneal
from models.planning.board import Board, Seat
from models.planning.chains import Chains
from models.planning.closing import Closing
from models.planning.facts import Facts
from models.planning.fixed import Fixed, NotKept, fix
from models.planning.lifting import Lifting
from models.planning.measure import PARTS, Shortfall, points, shortfalls
from models.planning.often import how_often
from models.planning.opening import best_opening
from models.planning.sittings import seat
from models.planning.watching import UNWATCHED, Watch
from models.planning.when import place

_LOOKS, _FEW_LOOKS, _CLOSING_LOOKS = 400_000, 40_000, 1_000_000
"""How much a plan may be looked at for what could be better (about a second), where only what lacks matters, and where
each opened lesson costs something."""
_CLOSE = 33
"""One part in so many below the bound is near enough that closing single lessons brings nothing."""
_SETTLING = 120_000
"""Steps in which openings move between weeks, where each costs something (a second)."""
_TURNS = 2
"""How many other plans are begun where the first does not reach the bound."""


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
    given: Given,
    weeks: Iterable[int] | None = None,
    seed: int = 1,
    steps: int = 20_000,
    first_day: int = 1,
    watch: Watch = UNWATCHED,
) -> Plan:
    """The plan for those weeks (None: all) beside what is fixed; the same input and seed give the same plan. Days
    before ``first_day`` of the first week are over.

    Schools between which nobody travels are planned one by one. ``steps`` bound the search where the first plan is
    not yet the best.
    """
    asked = None if weeks is None else sorted(set(weeks))
    each = parts(given)
    watch.expect(len(each))
    return merged([plan_one(part, asked, seed, steps, first_day, watch) for part in each])


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
    given: Given,
    weeks: Sequence[int] | None = None,
    seed: int = 1,
    steps: int = 20_000,
    first_day: int = 1,
    watch: Watch = UNWATCHED,
) -> Plan:
    """The plan of people who are planned together."""
    watch.begin()
    facts = Facts(given, weeks, first_day)
    board, fixed, bound, least = _begun(facts, None, watch)
    first: frozenset[Seat] = frozenset()
    if fixed.loose:
        bound = _bound(facts, fixed)
    if watch.go_on("placing", board, bound) and steps:
        better(board, bound, least, watch)
        if fixed.loose and board.value < bound:
            bound, first = _attending(facts, fixed, bound)
            if board.value < bound and first:
                other, others, _, _ = _begun(facts, None, watch, first)
                better(other, bound, least, watch)
                if other.value > board.value:
                    board, fixed = other, others
        if facts.known and board.value < bound and not watch.stopped:
            # Where little is lost with what people know, another beginning may be better than what they know.
            other, others, _, _ = _begun(facts, None, watch, first, keep=False)
            better(other, bound, least, watch)
            if other.value > board.value:
                board, fixed = other, others
        # Of the best counts some can be spread over the weeks and some cannot: other ones may reach the bound.
        for turn in range(_TURNS if board.value < bound and not facts.rules.weights.open_lesson else 0):
            if watch.stopped:
                break
            other, others, _, _ = _begun(facts, random.Random(seed + turn), watch, first)
            better(other, bound, least, watch)
            if other.value > board.value:
                board, fixed = other, others
            if board.value >= bound:
                break
        search(board, bound, least, seed, steps, watch)
    else:
        see_to_what_lacks(board, least)
    found = finished(board, bound, fixed)
    watch.ready(found.score, found.missing, found.bound)
    return found


def _attending(facts: Facts, fixed: Fixed, bound: int) -> tuple[int, frozenset[Seat]]:
    """Who of a group had best come where not all have seats, and what no choice of them could exceed."""
    board, loose = Board(facts), set(fixed.loose)
    board.put(one for one in fixed.seats if one not in loose)
    opening = best_opening(board, full=fixed.full_lessons(facts))
    return (bound, frozenset()) if opening is None else (min(bound, opening.bound), opening.attend)


def _begun(
    facts: Facts,
    chance: random.Random | None,
    watch: Watch,
    first: frozenset[Seat] = frozenset(),
    keep: bool = True,
) -> tuple[Board, Fixed, int, int]:
    """A board with what is fixed and what the best counts make of the rest; the bound, and what must be lacking."""
    board = Board(facts)
    fixed = fix(board, facts.given.pins, facts.given.group_lessons, first)
    counts = how_often(board, chance)
    opening = best_opening(board) if facts.rules.weights.open_lesson else None
    bound = counts.bound if opening is None else min(opening.bound, counts.bound)
    if facts.known and keep:
        # What people know is where the plan begins; nothing but the score holds it there.
        for one in sorted(facts.known):
            if one not in board.fixed and board.is_open_to(*one):
                board.add(*one)
        counts = replace(how_often(board, chance), missing=counts.missing)
        opening = best_opening(board) if opening else None
    if opening is None:
        place(board, counts)
        return board, fixed, bound, counts.missing
    seat(board, opening.seen, random.Random(1), _SETTLING, bound, watch)
    return board, fixed, bound, counts.missing


def _bound(facts: Facts, fixed: Fixed) -> int:
    """What no choice of a group's members could exceed."""
    board = Board(facts)
    board.put(one for one in fixed.seats if one not in set(fixed.loose))
    opening = best_opening(board, rounded=False) if facts.rules.weights.open_lesson else None
    bound = how_often(board).bound
    return bound if opening is None else min(bound, opening.bound)


def better(board: Board, bound: int, least: int, watch: Watch = UNWATCHED) -> None:
    """Better the plan by chains up to the bound; ``least`` is what must be lacking."""
    if board.value >= bound:
        return
    lifting = Lifting(board, least, budget=_LOOKS, watch=watch)
    if board.rules.weights.open_lesson:
        see_to_what_lacks(board, least)
        # Whoever has not come to few openings by counting does so by closing one after the other.
        if (bound - board.value) * _CLOSE > bound:
            Closing(board, _CLOSING_LOOKS, bound, watch).run()
    lifting.lift(bound, same=True, rounds=4, looks=1000)
    Chains(board, watch=watch).run(bound)
    lifting.lift(bound)
    lifting.mend()


def search(board: Board, bound: int, least: int, seed: int, steps: int, watch: Watch = UNWATCHED) -> None:
    """Where chains do not reach the bound: every observation is looked at, then a short annealing."""
    lifting = Lifting(board, least, budget=_LOOKS, watch=watch, phase="searching")
    if board.value < bound:
        lifting.lift(bound, rounds=2, looks=100, every=True)
    if board.value < bound and not watch.stopped:
        anneal(board, bound, random.Random(seed), steps, watch)
        Chains(board, watch=watch).run(bound)
        lifting.lift(bound)


def see_to_what_lacks(board: Board, least: int) -> None:
    """Only bring about what must be, however little it brings."""
    lifting = Lifting(board, least, budget=_FEW_LOOKS)
    for observer in range(board.people) if board.missing() > least else ():
        lifting.fill(observer, looks=1000)
    lifting.mend()


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
