"""The school's calendar: which days are taught, by which weekday's timetable, and what week of the term they lie in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from models.rules.terms import TermDates

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The codes of the list 'weekday', Monday first."""

SCHOOL_DAYS = (1, 2, 3, 4, 5)
"""The weekdays (1 Monday) that are taught unless the calendar says otherwise."""


def weekday_code(number: int) -> str:
    """'mon' for 1; '' for 0, which is no weekday."""
    return WEEKDAYS[number - 1] if number else ""


def weekday_number(code: str) -> int:
    """1 for 'mon'; 0 for what is no weekday's code."""
    return WEEKDAYS.index(code) + 1 if code in WEEKDAYS else 0


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs: ``kind`` is 'holiday', 'makeup' (taught by weekday ``acts_as``), 'exam' (taught, but not
    open to observers) or 'closed' (the same for another reason)."""

    on_day: str
    kind: str
    acts_as: int = 0
    note: str = ""


@dataclass(frozen=True)
class Calendar:
    """A term with its special days. Weeks are counted from 1, the week of the term's first day."""

    term: TermDates
    special: Mapping[str, SpecialDay] = field(default_factory=dict)

    @classmethod
    def of(cls, term: TermDates, days: Iterable[SpecialDay]) -> Calendar:
        return cls(term, {day.on_day: day for day in days})

    def holds(self, day: date) -> bool:
        """Whether the day lies in the term."""
        return self.term.starts_on <= day.isoformat() <= self.term.ends_on

    def taught_as(self, day: date) -> int:
        """The weekday whose timetable the day follows; 0 for a day without lessons."""
        if not self.holds(day):
            return 0
        special = self.special.get(day.isoformat())
        if special is None:
            return day.isoweekday() if day.isoweekday() in SCHOOL_DAYS else 0
        if special.kind == "holiday":
            return 0
        return special.acts_as or (day.isoweekday() if day.isoweekday() in SCHOOL_DAYS else 0)

    def is_open(self, day: date) -> bool:
        """Whether lessons of that day may be observed: taught, and neither exam nor closed."""
        special = self.special.get(day.isoformat())
        return self.taught_as(day) > 0 and (special is None or special.kind not in ("exam", "closed"))

    def week_of(self, day: date) -> int:
        return self.term.week_of(day)

    def is_odd_week(self, day: date) -> bool:
        """Odd weeks (单周) are the first, third, … of the term."""
        return self.week_of(day) % 2 == 1

    @property
    def weeks(self) -> int:
        """How many weeks the term touches."""
        return self.week_of(date.fromisoformat(self.term.ends_on))

    def monday_of(self, week: int) -> date:
        first = date.fromisoformat(self.term.starts_on)
        return first - timedelta(days=first.weekday()) + timedelta(weeks=week - 1)

    def days_of(self, week: int) -> list[date]:
        """The days of that week that are taught, in order, weekend make-up days among them."""
        monday = self.monday_of(week)
        return [day for day in (monday + timedelta(days=n) for n in range(7)) if self.taught_as(day)]

    def days(self) -> Iterator[date]:
        """Every taught day of the term, in order."""
        for week in range(1, self.weeks + 1):
            yield from self.days_of(week)

    def open_days(self, weekday: int = 3) -> list[date]:
        """The days of the term that follow that weekday's timetable and may be observed: each week's open day."""
        return [day for day in self.days() if self.taught_as(day) == weekday and self.is_open(day)]

    def runs_in(self, weeks: str, day: date) -> bool:
        """Whether a lesson given in 'all', 'odd' or 'even' weeks is given on that day's week."""
        return weeks == "all" or (weeks == "odd") == self.is_odd_week(day)
