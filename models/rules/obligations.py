"""Obligations as sums: the windows in which something is owed, how somebody stands in one, and what that means.

Days are ISO texts. An opportunity is a day on which the thing can be done at all: an open day, a school day.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from models.rules.calendar import Calendar

DONE, PLANNED, OWING = "done", "planned", "owing"
"""What an event is: it counts; it is going to be; it has been, and what is owed for it is missing."""

STATES = ("done", "ahead", "behind", "late", "impossible", "exempt", "coming", "unmeasured")
"""How somebody stands: all of it is done; as far as the pace asks; less; the window closes soon or has closed; it can
no longer be done; nothing is owed; the window has not begun; nothing measures it."""

PERIODS = ("each", "week", "month", "term", "year")
BINDS = ("all", "group", "role", "younger", "older", "mentor", "mentee")
NEEDS_BOUND = ("group", "role", "younger", "older")
"""The kinds that say of whom more closely."""
ROLES = ("head", "leader")
_NARROWER = {kind: place for place, kind in enumerate(("all", "older", "younger", "group", "mentee", "mentor", "role"))}


@dataclass(frozen=True, slots=True)
class Obligation:
    """One promise; see the table of the same name for its fields."""

    id: int
    code: str
    title: str
    measure: str
    per: str
    number: int
    unit: str = "count"
    binds: str = "all"
    bound: str = ""
    warn_days: int = 7
    weight: int = 1
    clause: str = ""

    @property
    def narrowness(self) -> int:
        """The higher, the fewer it binds."""
        return _NARROWER[self.binds]


@dataclass(frozen=True, slots=True)
class Bound:
    """Somebody as obligations know them: ``roles`` are 'head' (of a research group) and 'leader' (of the school),
    ``age`` in years, None where unknown."""

    staff_no: str
    group: str = ""
    roles: frozenset[str] = frozenset()
    age: int | None = None
    is_mentor: bool = False
    is_mentee: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that counts for somebody, with the row that says so."""

    day: str
    state: str
    table: str
    row: int


@dataclass(frozen=True, slots=True)
class Window:
    """From one day to another, both in it. ``key`` tells windows of one kind apart: '2026-11', '13', '2026-1'."""

    key: str
    first: str
    last: str

    def holds(self, day: str) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Pace:
    """How somebody stands in one window.

    ``done_on`` is the day on which all would be done at this pace, '' for not within the window; ``impossible_on`` the
    first day on which it could no longer be done if nothing more were done before, '' where nothing is missing.
    """

    window: Window
    number: int
    done: int
    planned: int
    due: int
    state: str
    done_on: str = ""
    impossible_on: str = ""

    @property
    def missing(self) -> int:
        return max(0, self.number - self.done)

    @property
    def behind(self) -> int:
        """By how many the pace is missed now."""
        return max(0, self.due - self.done)

    @property
    def owes(self) -> bool:
        """Whether somebody should do something about it now."""
        return self.state in ("behind", "late", "impossible")


def windows(per: str, calendar: Calendar, until: str) -> list[Window]:
    """The windows of that kind in the term that have begun by a day, in order; months as far as they lie in the term.

    A school year's window is here the part of it that the term is.
    """
    term = calendar.term
    if per in ("each", "term", "year"):
        found = [Window(f"{term.school_year}-{term.number}", term.starts_on, term.ends_on)]
    elif per == "week":
        found = [
            Window(str(week), taught[0].isoformat(), taught[-1].isoformat())
            for week in range(1, calendar.weeks + 1)
            if (taught := calendar.days_of(week))
        ]
    else:
        found = _months(term.starts_on, term.ends_on)
    return [window for window in found if window.first <= until]


def applying(obligations: Iterable[Obligation], who: Bound) -> list[Obligation]:
    """The obligations that somebody has: of several with one measure and one kind of window the narrowest, of equally
    narrow ones the highest number."""
    best: dict[tuple[str, str], Obligation] = {}
    for one in obligations:
        if not binds(one, who):
            continue
        key = (one.measure or one.code, one.per)
        if key not in best or (one.narrowness, one.number) > (best[key].narrowness, best[key].number):
            best[key] = one
    return list(best.values())


def binds(one: Obligation, who: Bound) -> bool:
    """Whether the obligation is somebody's."""
    match one.binds:
        case "group":
            return who.group in one.bound.split("|")
        case "role":
            return bool(who.roles & set(one.bound.split("|")))
        case "younger" | "older" if one.bound.isdecimal():
            return who.age is not None and (who.age < int(one.bound)) == (one.binds == "younger")
        case "mentor":
            return who.is_mentor
        case "mentee":
            return who.is_mentee
    return one.binds == "all"


def owed_of(number: int, days: Sequence[str], away: Iterable[tuple[str, str]]) -> int:
    """What is left of a number for somebody who is let off from some days to others ('' for an open end): the share of
    the opportunities that remain to them, rounded; 0 where none do, or where there were none."""
    spans = [(first, last or "9999") for first, last in away]
    left = sum(not any(first <= day <= last for first, last in spans) for day in days)
    return floor(number * left / len(days) + 0.5) if days else 0


def pace(
    events: Iterable[Event],
    number: int,
    window: Window,
    days: Sequence[str],
    today: str,
    warn_days: int = 0,
    most_a_day: int = 0,
    by_end: bool = False,
) -> Pace:
    """How somebody stands who owes ``number`` in the window. ``days`` are the opportunities in it, in order, on each of
    which at most ``most_a_day`` can be done (0: any number); one has passed when it has come, or (``by_end``) when
    it is over."""
    inside = [event for event in events if window.holds(event.day)]
    done = sum(event.state == DONE for event in inside)
    planned = sum(event.state == PLANNED for event in inside)
    passed = [day for day in days if day < today or (day == today and not by_end)]
    ahead = days[len(passed) :]
    due = round(number * len(passed) / len(days)) if days else (number if today > window.last else 0)
    missing = max(0, number - done)
    impossible_on = _impossible_on(missing, ahead, window, most_a_day, today) if missing else ""
    state = _state(number, done, due, window, today, warn_days, impossible_on)
    return Pace(window, number, done, planned, due, state, day_reached(done, number, days, today), impossible_on)


def pace_of_each(events: Iterable[Event], number: int, window: Window, today: str, warn_days: int = 0) -> Pace:
    """How somebody stands who owes ``number`` for each occasion: all that was, and what is missing for it. An occasion
    is behind from the day after it, and late when it is more than ``warn_days`` days old."""
    inside = [event for event in events if window.holds(event.day)]
    done = sum(event.state == DONE for event in inside)
    owing = [event for event in inside if event.state == OWING]
    before = (date.fromisoformat(today) - timedelta(days=warn_days)).isoformat()
    overdue = sum(event.day < today for event in owing)
    state = "late" if any(event.day < before for event in owing) else "behind" if overdue else "done"
    planned = sum(event.state == PLANNED for event in inside)
    if not done and not owing:
        state = "coming" if planned else "exempt"
    total = number * (done + len(owing))
    return Pace(window, total, number * done, planned, number * (done + overdue), state)


def day_reached(done: int, number: int, days: Sequence[str], today: str) -> str:
    """The opportunity on which the number is reached if the pace so far is kept: today where it is reached; '' where
    that is not in the window, or nothing has been done yet."""
    if done >= number:
        return today
    passed = [day for day in days if day <= today]
    ahead = [day for day in days if day > today]
    if not passed or not done:
        return ""
    place = -(-(number - done) * len(passed) // done)
    return ahead[place - 1] if 0 < place <= len(ahead) else ""


def percent_of(number: int, people: int) -> int:
    """How many people a share of that many per cent is, rounded up: 80 % of 60 are 48."""
    return -(-number * people // 100)


def worst(paces: Iterable[Pace]) -> Pace | None:
    """The one that needs looking at first; None of none."""
    order = ("impossible", "late", "behind", "ahead", "coming", "done", "exempt", "unmeasured")
    return min(paces, key=lambda one: (order.index(one.state), -one.missing), default=None)


def by_state(paces: Mapping[str, Pace]) -> dict[str, list[str]]:
    """Whose pace is in which state, in the order given."""
    found: dict[str, list[str]] = {}
    for who, one in paces.items():
        found.setdefault(one.state, []).append(who)
    return found


def _state(number: int, done: int, due: int, window: Window, today: str, warn_days: int, impossible_on: str) -> str:
    if not number:
        return "exempt"
    if done >= number:
        return "done"
    if today < window.first:
        return "coming"
    if today > window.last:
        return "late"
    if impossible_on and impossible_on <= today:
        return "impossible"
    closing = (date.fromisoformat(window.last) - timedelta(days=warn_days)).isoformat()
    if done < due:
        return "late" if warn_days and today > closing else "behind"
    return "ahead"


def _impossible_on(missing: int, ahead: Sequence[str], window: Window, most_a_day: int, today: str) -> str:
    """What is left of today is not counted on."""
    if not most_a_day:
        return _after(window.last)
    needed = -(-missing // most_a_day)
    return today if needed > len(ahead) else _after(ahead[len(ahead) - needed])


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _months(first: str, last: str) -> list[Window]:
    found, year, month = [], int(first[:4]), int(first[5:7])
    while f"{year}-{month:02}" <= last[:7]:
        key = f"{year}-{month:02}"
        end = f"{key}-{months.monthrange(year, month)[1]:02}"
        found.append(Window(key, max(first, f"{key}-01"), min(last, end)))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
