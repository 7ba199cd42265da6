"""The term as a map: how many lessons everybody observes in each week, as it was and as it is planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.rules.calendar import Calendar
from models.rules.counting import Observed

_HAPPENED, _AHEAD = "came", "planned"


@dataclass(frozen=True, slots=True)
class WeekCount:
    """In one week: observed so many, and so many more are planned."""

    came: int = 0
    planned: int = 0

    @property
    def total(self) -> int:
        return self.came + self.planned


def by_week(observed: Iterable[Observed], calendar: Calendar) -> dict[str, dict[int, WeekCount]]:
    """By staff number and week of the term. What did not take place, or was struck out, counts nowhere."""
    found: dict[str, dict[int, WeekCount]] = {}
    for one in observed:
        if one.cancelled or one.status not in (_HAPPENED, _AHEAD):
            continue
        week = calendar.week_of(date.fromisoformat(one.held_on))
        weeks = found.setdefault(one.observer, {})
        before = weeks.get(week, WeekCount())
        came = one.status == _HAPPENED
        weeks[week] = WeekCount(before.came + came, before.planned + (not came))
    return found


def mean_of(people: Sequence[Mapping[int, WeekCount]], weeks: Sequence[int]) -> list[float]:
    """How many each of them observes in every week, on the average."""
    if not people:
        return [0.0] * len(weeks)
    return [sum(one.get(week, WeekCount()).total for one in people) / len(people) for week in weeks]


def shade(count: float) -> int:
    """Which of five shades a week gets: none, less than one, one, two, three and more."""
    return 0 if count <= 0 else min(4, 1 + int(count)) if count >= 1 else 1
