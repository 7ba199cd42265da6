"""Dates as people type them: a month or a day, in any of the ways that spreadsheets and fingers write one.

A value is '1985-03' or '1985-03-12': what was not said is not made up. The plausible range of a column decides the
century of two digits and between two readings of one text.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from data.words import t
from models.registers.problem import Unreadable
from models.rules.clean import clean_code
from models.rules.date_forms import FIRST_YEAR, LAST_YEAR, Bounds, readings_of

_DAYS_AGO = {"t": 0, ".": 0, "。": 0, "今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}


class Ambiguous(Unreadable):
    """The text can mean several dates; ``readings`` are those values, likeliest first, to choose from."""

    def __init__(self, message: str, readings: tuple[str, ...]) -> None:
        super().__init__(message)
        self.readings = readings


def parse_partial_date(
    text: str, *, earliest: date | None, latest: date | None, today: date, day_required: bool = False
) -> str:
    """The value of a typed date: '1985-03', or '1985-03-12' where the day was typed; '' for blank text.

    Read as typed: 19850312, 1985.3.12, 1985年3月12日, 2021/8/16, 1985-03-12 00:00:00, 198503, 1972年8月, 85.3.12,
    850312, 一九八五年三月, Mar-85, a spreadsheet's day number (31118), t or . for today, -1 for yesterday. Four
    digits are year and month (0709 = 2007-09), or, where ``day_required``, month and day of this school year (0912).
    Six digits that begin with a plausible year are year and month (200709) unless ``day_required``.

    ``earliest`` and ``latest`` bound what is plausible (None: the 100 years until 20 years from now); a single reading
    outside is still taken. Raises Ambiguous when two readings are plausible or equally implausible, and Unreadable for
    anything else, a day that does not exist included.
    """
    typed = clean_code(text)
    if not typed:
        return ""
    latest = latest or date(today.year + 20, 12, 31)
    bounds = Bounds(earliest or date(latest.year - 99, 1, 1), latest, today, day_required)
    moved = _relative(typed, today)
    if moved:
        return moved
    return _one_of(typed, readings_of(typed, bounds), bounds)


def show_partial_date(value: str) -> str:
    """The text of a stored date: the same in every language, and read back by `parse_partial_date`."""
    return value


def years_since(partial: str, as_of: date) -> int | None:
    """Full years from a stored date to ``as_of``; a month without a day counts from its first day, as personnel files
    do. None for '' and for a date after ``as_of``."""
    if not partial:
        return None
    year, month, day = (int(part) for part in f"{partial}-01".split("-")[:3])
    years = as_of.year - year - ((as_of.month, as_of.day) < (month, day))
    return years if (year, month, day) <= (as_of.year, as_of.month, as_of.day) else None


def age_on(partial: str, as_of: date) -> int | None:
    """Age in full years on that day of somebody born on a stored date; see `years_since`."""
    return years_since(partial, as_of)


def _relative(typed: str, today: date) -> str:
    """The ISO day that 't', '.', '-1' or '昨天' mean; '' for other text."""
    word = typed.lower()
    if word in _DAYS_AGO:
        return (today - timedelta(days=_DAYS_AGO[word])).isoformat()
    if re.fullmatch(r"[-+]\d{1,3}", word):
        return (today + timedelta(days=int(word))).isoformat()
    return ""


def _one_of(typed: str, readings: list[tuple[int, int, int]], bounds: Bounds) -> str:
    """The one plausible reading. Raises Unreadable when there is none that exists, Ambiguous when there are two."""
    values = [_value(*reading) for reading in readings if _missing(*reading) is None]
    values = [value for value in values if value and (len(value) > 7 or not bounds.day_required)]
    year_alone = any(month == 0 for _year, month, _day in readings)
    plausible = [value for value in values if bounds.holds(value)] or ([] if year_alone else values)
    if len(plausible) == 1 and not year_alone:
        return plausible[0]
    if plausible:
        named = t("dates.or").join(plausible)
        if len(plausible) == 1:
            raise Ambiguous(t("dates.month_or_year", text=typed, month=named), tuple(plausible))
        raise Ambiguous(t("dates.ambiguous", text=typed, readings=named), tuple(plausible))
    if year_alone:
        raise Unreadable(t("dates.only_year", text=typed, year=readings[-1][0]))
    if any(_missing(*reading) is None for reading in readings):
        raise Unreadable(t("dates.only_month", text=typed))
    if missing := next((sentence for reading in readings if (sentence := _missing(*reading))), None):
        raise Unreadable(missing)
    raise Unreadable(_accepted(typed, bounds.day_required))


def _value(year: int, month: int, day: int) -> str:
    if not month:
        return ""
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"


def _missing(year: int, month: int, day: int) -> str | None:
    """The sentence about a month or day that no calendar has; None when it exists."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return t("dates.no_such_year", year=year, first=FIRST_YEAR, last=LAST_YEAR)
    if month > 12:
        return t("dates.no_such_month", month=month)
    if month and day:
        try:
            date(year, month, day)
        except ValueError:
            return t("dates.no_such_day", year=year, month=month, day=day)
    return None


def _accepted(typed: str, day_required: bool) -> str:
    return t("dates.unreadable_day", text=typed) if day_required else t("dates.unreadable", text=typed)
