"""Bell times: when a period begins and ends, by weekday and grade."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:：.]?([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Bell:
    """One period's times ('HH:MM') for grades ``first_grade`` to ``last_grade`` on ``weekday`` (0: on every day that
    has no times of its own for that grade)."""

    weekday: int
    first_grade: int
    last_grade: int
    period: int
    starts_at: str
    ends_at: str

    @property
    def minutes(self) -> int:
        """How long the period lasts; 0 when the times are not both known."""
        return max(0, minutes_of(self.ends_at) - minutes_of(self.starts_at)) if self.starts_at and self.ends_at else 0


def clock_time(text: str) -> str | None:
    """'08:30' for '8:30', '0830', '830' or '8：30'; None for what is no time of day."""
    found = _CLOCK.fullmatch(text.strip())
    return f"{int(found[1]):02}:{found[2]}" if found else None


def minutes_of(clock: str) -> int:
    """Minutes since midnight."""
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def periods_of(bells: Iterable[Bell], weekday: int, grade: int) -> dict[int, Bell]:
    """The periods that exist for a grade on a weekday, by number: those of the day itself if it has any for the
    grade, else those of every day."""
    fitting = [bell for bell in bells if bell.period and bell.first_grade <= grade <= bell.last_grade]
    own = [bell for bell in fitting if bell.weekday == weekday]
    chosen = own or [bell for bell in fitting if bell.weekday == 0]
    return {bell.period: bell for bell in sorted(chosen, key=lambda bell: bell.period)}
