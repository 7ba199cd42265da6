"""Reflections (心得与反思): which state may follow which, when each is due, what is late, how long a text is.

Pure rules over plain values. Every number is the school's: `ReflectionRules` holds the usual ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from models.rules.calendar import SCHOOL_DAYS, Calendar

WAITING, DRAFT, HANDED_IN, RETURNED, AGAIN, READ, FILED = (
    "waiting",
    "draft",
    "handed_in",
    "returned",
    "again",
    "read",
    "filed",
)
STATES = (WAITING, DRAFT, HANDED_IN, RETURNED, AGAIN, READ, FILED)
"""Its author is not known yet · being written · handed in · given back · handed in again · read · filed."""

INSIGHT, AFTER_LESSON, EXCHANGE, CASE, OF_TERM = "insight", "after_lesson", "exchange", "case", "term"
KINDS = (INSIGHT, AFTER_LESSON, EXCHANGE, CASE, OF_TERM)
"""What it counts for; three of them (心得, 教后反思, 组内交流) are counted apart."""

GRADES = ("excellent", "a", "b", "c")
"""The grades, the best first; their digits are 1 to 4."""

TO_READ = (HANDED_IN, AGAIN)
"""The states in which it waits for the office."""

THERE = (HANDED_IN, AGAIN, READ, FILED)
"""The states in which it counts as handed in: what was given back is owed again."""

_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "": (WAITING, DRAFT, HANDED_IN),
    WAITING: (HANDED_IN,),
    DRAFT: (HANDED_IN,),
    HANDED_IN: (RETURNED, READ, FILED),
    RETURNED: (AGAIN,),
    AGAIN: (RETURNED, READ, FILED),
    READ: (RETURNED, READ, FILED),  # read once more: another grade
    FILED: (READ,),
}

_WORDS = re.compile(r"[A-Za-z0-9]+(?:[.'’-][A-Za-z0-9]+)*|\S")
_HEADING = re.compile(r"^#+\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReflectionRules:
    """A school's own numbers."""

    per_month: int = 2
    """Insights (心得) of each teacher a month, spread over it: of two the first is due in the middle of the month."""
    exchanges: int = 2
    """Exchanges of each research group a month."""
    days_after_lesson: int = 3
    """Days in which the reflection on a lesson is due."""
    lesson_kinds: tuple[str, ...] = ("research", "report", "demonstration", "contest")
    """The kinds of open lessons after which one is due."""
    least: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({INSIGHT: 500, AFTER_LESSON: 500, CASE: 500, OF_TERM: 500})
    )
    """Characters that a text of each kind should have: fewer are told, never refused."""

    def least_of(self, kind: str) -> int:
        return self.least.get(kind, 0)


def may_follow(state: str, wanted: str) -> bool:
    """Whether a reflection in ``state`` ('' for one that is not there yet) may come into the state ``wanted``."""
    return wanted in _FOLLOWS.get(state, ())


def handed_in_as(state: str) -> str:
    """The state that handing in leads to: what was given back comes in again."""
    return AGAIN if state == RETURNED else HANDED_IN


def characters_in(body: str) -> int:
    """How long a text is as Word counts it: every Chinese character and sign one, a word of letters or digits one."""
    return len(_WORDS.findall(_HEADING.sub("", body)))


def outline_of(body: str) -> list[tuple[int, str]]:
    """The headings of a text, each with the number of its line, from 0."""
    lines = enumerate(body.splitlines())
    return [(number, line.lstrip("#").strip()) for number, line in lines if _HEADING.match(line)]


def last_working_day(day: date, calendar: Calendar | None = None) -> date:
    """The day itself where it is worked, else the nearest one before."""
    for back in range(15):
        found = day - timedelta(days=back)
        if calendar is not None and calendar.holds(found):
            works = calendar.taught_as(found) > 0
        else:
            works = found.isoweekday() in SCHOOL_DAYS
        if works:
            return found
    return day


def dues(month: str, count: int, calendar: Calendar | None = None) -> list[date]:
    """When each of ``count`` pieces of a month ('2026-11') is due: the last working day of each equal part of the
    month, of two by the 15th and by the month's end."""
    year, number = (int(part) for part in month.split("-"))
    last = (date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)).day
    days = [15 if (nth, count) == (1, 2) else last * nth // count for nth in range(1, count + 1)]
    return [last_working_day(date(year, number, max(day, 1)), calendar) for day in days]


def due_after_lesson(held_on: str, days: int, calendar: Calendar | None = None) -> date:
    """The day by which the reflection on a lesson is due; never before the day after it."""
    held = date.fromisoformat(held_on)
    return max(last_working_day(held + timedelta(days=days), calendar), held + timedelta(days=1))


def is_late(handed_in_on: str, due: date | None) -> bool:
    """Whether it came after its day (补交)."""
    return bool(handed_in_on) and due is not None and handed_in_on > due.isoformat()


def late_among(handed_in_on: Sequence[str], due: Sequence[date]) -> list[bool]:
    """For the pieces of one teacher and month, in the order in which they were handed in: which of them is late. What
    is more than asked is never late."""
    paired = [*due, *[None] * (len(handed_in_on) - len(due))]
    return [is_late(day, by) for day, by in zip(handed_in_on, paired, strict=False)]


def month_of(day: date | str) -> str:
    """'2026-11' of a day."""
    return (day if isinstance(day, str) else day.isoformat())[:7]


def months_between(first: str, last: str) -> list[str]:
    """Every month from one to another, both counted."""
    year, number = (int(part) for part in first.split("-"))
    found = []
    while (month := f"{year:04d}-{number:02d}") <= last:
        found.append(month)
        year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """One teacher's insights of one month: ``asked`` by its end and ``due`` until now, those that are ``there``, of
    them the ``late`` ones, those that were given back and not handed in again, and those that are still a draft."""

    month: str
    asked: int
    due: int
    there: int
    late: int = 0
    returned: int = 0
    drafts: int = 0

    @property
    def owed(self) -> int:
        """How many are overdue now."""
        return max(0, self.due - self.there)

    @property
    def missing(self) -> int:
        """How many are still to come until the month's end."""
        return max(0, self.asked - self.there)


def tally(
    month: str, pieces: Iterable[tuple[str, str]], rules: ReflectionRules, today: date, calendar: Calendar | None = None
) -> Tally:
    """The insights of one teacher in a month; ``pieces`` are (state, day of handing in). Due is what was due before
    today: whoever hands in on the day itself is in time."""
    every = sorted(pieces, key=lambda piece: piece[1])
    due = dues(month, rules.per_month, calendar)
    there = [day for state, day in every if state in THERE]
    return Tally(
        month,
        rules.per_month,
        sum(day < today for day in due),
        len(there),
        sum(late_among(there, due)),
        sum(state == RETURNED for state, _ in every),
        sum(state == DRAFT for state, _ in every),
    )
