"""What mentor pairs owe and have done: how often by now, at what pace, who is quiet, and what it comes to at the end.

What the timetable, the forms and the reflections know is counted from there (`Deed.counted`); the rest is logged. An
entry of the log about something that is counted on the same day anyway adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from models.rules.pairing import Pair
from models.rules.scores import half_up
from models.rules.terms import TermDates

MENTOR_OBSERVES, MENTEE_OBSERVES, REPORT, REFLECTION = (
    "mentor_observes",
    "mentee_observes",
    "report_lesson",
    "reflection",
)
COUNTED = (MENTOR_OBSERVES, MENTEE_OBSERVES, REPORT, REFLECTION)
"""The duties that count themselves."""

QUIET_DAYS = 21
"""Days without anything after which a pair is quiet, unless the school says otherwise."""

_FEWEST_DAYS = 10
"""Of a month in which a pair runs for less than this nothing is asked; neither of a term."""


@dataclass(frozen=True, slots=True)
class DutyRule:
    """``duty`` is owed ``number`` times each ``per``: 'month', 'term' or 'year'."""

    duty: str
    number: int
    per: str = "term"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that a pair did: on a day, so many times; ``counted`` where no log says it."""

    duty: str
    day: str
    number: int = 1
    counted: bool = False


@dataclass(frozen=True, slots=True)
class DutyState:
    """One duty: ``wanted`` in the whole span, ``due`` by now at an even pace, ``done``, and ``planned`` for later."""

    duty: str
    wanted: int
    due: int
    done: int
    planned: int = 0

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.done)

    @property
    def behind(self) -> int:
        return max(0, self.due - self.done)


@dataclass(frozen=True, slots=True)
class PairStanding:
    """How a pair stands from ``starts`` to ``ends`` as of a day. ``last_day`` is the last on which anything was done
    ('' for none yet), ``silent_days`` how long ago that is, or the beginning."""

    pair: Pair
    starts: str
    ends: str
    duties: tuple[DutyState, ...]
    last_day: str = ""
    silent_days: int = 0
    quiet_after: int = QUIET_DAYS
    deeds: tuple[Deed, ...] = field(default=(), repr=False)

    @property
    def pace(self) -> int:
        """Of what is due by now so many hundredths are done; 100 where nothing is due."""
        return _share([(state.done, state.due) for state in self.duties])

    @property
    def completion(self) -> int:
        """Of what is asked in the whole span so many hundredths are done."""
        return _share([(state.done, state.wanted) for state in self.duties])

    @property
    def behind(self) -> int:
        """How many single things are overdue."""
        return sum(state.behind for state in self.duties)

    @property
    def is_quiet(self) -> bool:
        return self.silent_days > self.quiet_after

    def state(self, duty: str) -> DutyState | None:
        return next((state for state in self.duties if state.duty == duty), None)


def standing(
    pair: Pair,
    rules: Sequence[DutyRule],
    deeds: Iterable[Deed],
    term: TermDates,
    today: date,
    planned: Mapping[str, int] | None = None,
    quiet_after: int = QUIET_DAYS,
) -> PairStanding:
    """How a pair stands in a term as of today. Every duty counts alike, however often it is asked."""
    first, last = span(pair, term)
    now = min(today, last)
    every = [deed for deed in deeds if first.isoformat() <= deed.day <= now.isoformat()]
    done = _done(every)
    states = tuple(
        DutyState(
            rule.duty,
            wanted(rule, first, last, term),
            due(rule, first, last, now, term),
            done.get(rule.duty, 0),
            (planned or {}).get(rule.duty, 0),
        )
        for rule in rules
        if rule.number
    )
    # A reflection is the mentee's alone: it does not say that the two have met.
    last_day = max((deed.day for deed in every if deed.duty != REFLECTION), default="")
    since = date.fromisoformat(last_day) if last_day else first
    silent = max(0, (now - since).days)
    return PairStanding(pair, first.isoformat(), last.isoformat(), states, last_day, silent, quiet_after, tuple(every))


def span(pair: Pair, term: TermDates) -> tuple[date, date]:
    """The part of the term in which the pair runs; an empty one where it does not run in it at all."""
    first = max(filter(None, (pair.starts_on, term.starts_on)))
    last = min(filter(None, (pair.last_day, term.ends_on)))
    return date.fromisoformat(first), max(date.fromisoformat(last), date.fromisoformat(first) - timedelta(days=1))


def wanted(rule: DutyRule, first: date, last: date, term: TermDates) -> int:
    """How often something is asked between two days: a pair that runs for a part of the term owes that part."""
    if _days(first, last) < _FEWEST_DAYS:
        return 0
    if rule.per == "month":
        return rule.number * len(_months(first, last))
    return max(1, _rounded(_of_term(rule) * Fraction(_days(first, last), _length(term))))


def due(rule: DutyRule, first: date, last: date, today: date, term: TermDates) -> int:
    """How much of that an even pace asks for by today, rounded down: nobody is behind before the day is over."""
    if today < first or last < first:
        return 0
    if today >= last:
        return wanted(rule, first, last, term)
    if rule.per == "month":
        whole = sum(rule.number for _, until in _months(first, last) if until <= today)
        begun = next(((since, until) for since, until in _months(first, last) if since <= today < until), None)
        if begun is None:
            return whole
        return whole + int(rule.number * Fraction(_days(begun[0], today), _days(*begun)))
    return int(wanted(rule, first, last, term) * Fraction(_days(first, today), _days(first, last)))


def change_points(before: float | None, after: float | None, no_change: float, a_point: float) -> int | None:
    """What the change of the mentee's mean score is worth, in tenths of a hundred; None where one is unknown."""
    if before is None or after is None:
        return None
    return max(0, min(1000, round((no_change + a_point * (after - before)) * 10)))


def total(parts: Mapping[str, int | None], weights: Mapping[str, int]) -> int | None:
    """The parts (tenths of a hundred) together by their weights; what is unknown is left out, and the others weigh
    more. None where nothing is known."""
    known = {name: value for name, value in parts.items() if value is not None and weights.get(name, 0) > 0}
    full = sum(weights[name] for name in known)
    return half_up(sum(value * weights[name] for name, value in known.items()), full) if full else None


def level_of(total_x10: int | None, levels: Sequence[Sequence[str | int]]) -> str:
    """The first level whose least total is reached; '' where there is no total."""
    if total_x10 is None:
        return ""
    return next((str(code) for code, least in levels if total_x10 >= int(least) * 10), "")


def _done(deeds: Sequence[Deed]) -> dict[str, int]:
    counted_on = {(deed.duty, deed.day) for deed in deeds if deed.counted}
    found: dict[str, int] = {}
    for deed in deeds:
        if deed.counted or (deed.duty, deed.day) not in counted_on:
            found[deed.duty] = found.get(deed.duty, 0) + deed.number
    return found


def _share(parts: Sequence[tuple[int, int]]) -> int:
    asked = [(done, number) for done, number in parts if number]
    if not asked:
        return 100
    return int(100 * sum(Fraction(min(done, number), number) for done, number in asked) / len(asked))


def _of_term(rule: DutyRule) -> Fraction:
    return Fraction(rule.number, 2 if rule.per == "year" else 1)


def _months(first: date, last: date) -> list[tuple[date, date]]:
    """The calendar months between two days, each cut to them, without those of which too little is left."""
    found, since = [], first
    while since <= last:
        following = (since.replace(day=1) + timedelta(days=32)).replace(day=1)
        until = min(last, following - timedelta(days=1))
        if _days(since, until) >= _FEWEST_DAYS:
            found.append((since, until))
        since = following
    return found


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _length(term: TermDates) -> int:
    return _days(date.fromisoformat(term.starts_on), date.fromisoformat(term.ends_on))


def _rounded(number: Fraction) -> int:
    return half_up(number.numerator, number.denominator)
