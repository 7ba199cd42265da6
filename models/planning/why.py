"""Answers about a plan: why this entry, why not that one and what it would cost, and what would relieve a shortfall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.planning.values import Entry, Given
from models.planning.board import Board, Seat
from models.planning.changes import Change, compared
from models.planning.facts import Facts
from models.planning.fixed import seat_of, why_blocked, why_impossible
from models.planning.measure import PARTS, points
from models.planning.plan import Plan, merged, parts, plan_one


@dataclass(frozen=True)
class WhyThis:
    """What an entry brings by parts of the score, whether it was fixed, and what its observer could do instead at the
    least loss (None: nothing), with what would be lost."""

    gains: dict[str, int]
    pinned: bool
    group: str
    instead: Entry | None
    loss: int


@dataclass(frozen=True)
class WhyNot:
    """Why an entry is not in the plan: ``impossible`` (a reason, '' where it could be), else ``in_the_way`` as the plan
    stands; ``change`` is the best plan with it, whose score is ``cost`` lower, by parts ``difference``."""

    impossible: str
    in_the_way: str = ""
    cost: int = 0
    difference: dict[str, int] | None = None
    change: Change | None = None


@dataclass(frozen=True)
class Relief:
    """What would help: one limit (``kind`` of `RELIEFS`) set to ``value`` leaves ``missing`` lacking."""

    kind: str
    value: int
    missing: int


RELIEFS = ("open_day", "seats", "week_max", "pair_max", "fallback")


def why_this(given: Given, plan: Plan, entry: Entry, weeks: Sequence[int] | None = None, first_day: int = 1) -> WhyThis:
    """The reasons for one entry of the plan; what could be instead lies in those weeks. Raises KeyError where the plan
    does not have it."""
    if entry not in plan.entries:
        raise KeyError(entry)
    facts, board = _board(_of(given, entry.observer), plan, weeks, first_day)
    seat = seat_of(facts, entry)
    assert seat is not None  # it is on the plan, so there is such a lesson
    alone = points(facts, [seat])
    gains = {part: alone[part] for part in PARTS[:7] if alone[part]}
    before = board.value
    board.remove(*seat)
    best: tuple[int, Seat] | None = None
    for options in facts.options[seat.observer].values():
        for gain, lesson, runs in options:
            for week in range(1, given.rules.weeks + 1):
                other = Seat(seat.observer, lesson, week)
                if runs >> week & 1 and other != seat and board.is_open_to(*other):
                    value = board.value + board.step(*other, 1, gain)
                    if best is None or value > best[0]:
                        best = value, other
    group = next((one.group for one in given.group_lessons if one[1:] == entry[1:]), "")
    return WhyThis(
        gains,
        entry in given.pins,
        group,
        facts.entry(*best[1]) if best else None,
        before - (best[0] if best else board.value),
    )


def why_not(
    given: Given, plan: Plan, entry: Entry, weeks: Sequence[int] | None = None, seed: int = 1, first_day: int = 1
) -> WhyNot:
    """What stands against one entry, and what a plan with it would cost: it is fixed, and everything planned anew."""
    part = _of(given, entry.observer)
    facts, board = _board(part, plan)
    if why := why_impossible(facts, entry):
        return WhyNot(why)
    old = merged([plan_one(part, weeks, seed, first_day=first_day)]) if len(part.people) < len(given.people) else plan
    forced = plan_one(replace(part, pins=tuple(sorted({*part.pins, entry}))), weeks, seed, first_day=first_day)
    if any(lost.entry == entry for lost in forced.lost):
        return WhyNot(next(lost.why for lost in forced.lost if lost.entry == entry))
    difference = {name: forced.points[name] - old.points[name] for name in PARTS}
    return WhyNot(
        "",
        why_blocked(board, entry),
        old.score - forced.score,
        {name: value for name, value in difference.items() if value},
        compared(forced, old.entries),
    )


def blockers(
    given: Given, plan: Plan, person: str, weeks: Sequence[int] | None = None, first_day: int = 1
) -> Counter[str]:
    """Of all lessons on open days of those weeks that somebody does not observe: how many are barred by what."""
    facts, board = _board(_of(given, person), plan)
    asked = range(1, given.rules.weeks + 1) if weeks is None else sorted(weeks)
    observer = facts.number[person]
    found = Counter[str]()
    for lesson, runs in enumerate(facts.runs):
        day, period = facts.time(facts.slot_of[lesson])
        teacher = facts.people[facts.teacher_of[lesson]].id
        if day not in given.rules.open_days or teacher == person:
            continue
        for week in asked:
            if week == asked[0] and day < first_day:
                continue
            seat = Seat(observer, lesson, week)
            if runs >> week & 1 and board.at[observer].get((facts.slot_of[lesson], week)) != seat.lesson:
                found[why_blocked(board, Entry(person, week, day, period, teacher)) or "free"] += 1
    return found


def reliefs(given: Given, plan: Plan, weeks: Sequence[int] | None = None, first_day: int = 1) -> list[Relief]:
    """The smallest changes of the rules with which less is lacking, each tried by planning again; the best first."""
    rules = given.rules
    tried = [
        ("open_day", day, replace(given, rules=replace(rules, open_days=(*rules.open_days, day))))
        for day in range(1, min(rules.days, 5) + 1)
        if day not in rules.open_days and not rules.allow_fallback
    ]
    more_seats = tuple(one if one.seats is None else replace(one, seats=one.seats + 1) for one in given.lessons)
    tried.append(("seats", 1, replace(given, lessons=more_seats)))
    for kind in ("week_max", "pair_max"):
        value = getattr(rules, kind) + 1
        tried.append((kind, value, replace(given, rules=replace(rules, **{kind: value}))))
    if not rules.allow_fallback:
        tried.append(("fallback", 1, replace(given, rules=replace(rules, allow_fallback=True))))
    found = []
    for kind, value, eased in tried:
        missing = sum(plan_one(part, weeks, steps=0, first_day=first_day).missing for part in parts(eased))
        if missing < plan.missing:
            found.append(Relief(kind, value, missing))
    return sorted(found, key=lambda one: one.missing)


def _of(given: Given, person: str) -> Given:
    """The part of what is given that is planned together with that person."""
    return next((part for part in parts(given) if any(one.id == person for one in part.people)), given)


def _board(given: Given, plan: Plan, weeks: Sequence[int] | None = None, first_day: int = 1) -> tuple[Facts, Board]:
    """The plan on a board."""
    facts = Facts(given, weeks, first_day)
    board = Board(facts)
    for entry in plan.entries:
        if entry.observer in facts.number and (seat := seat_of(facts, entry)) is not None:
            board.add(*seat)
    return facts, board
