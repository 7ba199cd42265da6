"""Dates as people type them: a month or a day, in any of the ways that spreadsheets and fingers write one.

A value is '1985-03' or '1985-03-12': what was not said is not made up. The plausible range of a column decides the
century of two digits and between two readings of one text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data.words import t
from models.registers.problem import Unreadable
from models.rules.classes import school_year
from models.rules.clean import clean_code

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_EXCEL_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet's day numbers, its false 29 February 1900 allowed for
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: month for month, name in enumerate(_MONTH_NAMES, 1)}
_DAYS_AGO = {"t": 0, ".": 0, "。": 0, "今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}
_NUMERALS = {mark: str(value) for value, mark in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}


class Ambiguous(Unreadable):
    """The text can mean several dates; ``readings`` are those values, likeliest first, to choose from."""

    def __init__(self, message: str, readings: tuple[str, ...]) -> None:
        super().__init__(message)
        self.readings = readings


@dataclass(frozen=True, slots=True)
class _Range:
    """The plausible days, both included, and the day on which somebody is typing."""

    earliest: date
    latest: date
    today: date
    day_required: bool

    def holds(self, value: str) -> bool:
        """Whether some day of the value lies in the range."""
        return self.earliest.isoformat()[: len(value)] <= value <= self.latest.isoformat()[: len(value)]


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
    bounds = _Range(earliest or date(latest.year - 99, 1, 1), latest, today, day_required)
    moved = _relative(typed, today)
    if moved:
        return moved
    plain = _simplified(typed)
    for form, readings in _FORMS:
        if found := form.fullmatch(plain):
            return _one_of(typed, list(dict.fromkeys(readings(found, bounds))), bounds)
    raise Unreadable(_accepted(typed, day_required))


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


def _simplified(typed: str) -> str:
    """The text with Chinese numerals as digits, one separator, and without a time of day or words around it."""
    text = re.sub(r"[〇零○一二三四五六七八九十廿卅]+", lambda found: _numeral(found.group(0)), typed.lower())
    text = text.replace("元月", "1月")
    text = re.sub(r"[t\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", text)
    text = re.sub(r"(出生|生|起|始)$", "", text.strip())
    text = re.sub(r"\s*[年月./、。,\\\-]+\s*|(?<=\d)\s+(?=\d)", "-", re.sub(r"[日号]$", "", text))
    return text.strip()


def _numeral(marks: str) -> str:
    """'1985' for '一九八五', '12' for '十二', '23' for '二十三' or '廿三'."""
    marks = marks.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = marks.partition("十")
    if not ten:
        return "".join(_NUMERALS[mark] for mark in marks)
    if len(tens) > 1 or len(ones) > 1:
        return marks
    return str(int(_NUMERALS.get(tens, "1")) * 10 + int(_NUMERALS.get(ones, "0")))


Readings = Callable[[re.Match[str], _Range], Iterator[tuple[int, int, int]]]
"""The (year, month, day) that a matched form can mean; day 0 where none was typed, month 0 for a year alone."""


def _year_first(found: re.Match[str], bounds: _Range) -> Iterator[tuple[int, int, int]]:
    year, month, day = found["y"], int(found["m"]), int(found["d"] or 0)
    for full in _years(year, bounds):
        yield full, month, day


def _two_numbers(found: re.Match[str], bounds: _Range) -> Iterator[tuple[int, int, int]]:
    """'85-3' is a month; '12-3' may be March 2012 or 3 December."""
    first, second = found["y"], int(found["m"])
    if not bounds.day_required and len(first) == 2 and 1 <= second <= 12:
        for full in _years(first, bounds):
            yield full, second, 0
    if 1 <= int(first) <= 12:
        yield _this_school_year(int(first), second, bounds), int(first), second


def _year_last(found: re.Match[str], _bounds: _Range) -> Iterator[tuple[int, int, int]]:
    """'3-12-1985' as Americans write it, or as the British do."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if first <= 12:
        yield year, first, second
    if second <= 12:
        yield year, second, first


def _month_name(found: re.Match[str], bounds: _Range) -> Iterator[tuple[int, int, int]]:
    for full in _years(found["y"], bounds):
        yield full, _MONTHS[found["m"]], int(found["d"] or 0)


def _six_digits(found: re.Match[str], bounds: _Range) -> Iterator[tuple[int, int, int]]:
    digits = found[0]
    year, month = int(digits[:4]), int(digits[4:])
    if 1 <= month <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR:
        yield year, month, 0
        if not bounds.day_required and bounds.holds(f"{year}-{month:02}"):
            return
    for full in _years(digits[:2], bounds):
        yield full, int(digits[2:4]), int(digits[4:])


def _five_digits(found: re.Match[str], bounds: _Range) -> Iterator[tuple[int, int, int]]:
    day = _EXCEL_ZERO + timedelta(days=int(found["n"]))
    # A number that is no plausible day is some other number in the wrong column.
    if bounds.holds(day.isoformat()):
        yield day.year, day.month, day.day


def _four_digits(found: re.Match[str], bounds: _Range) -> Iterator[tuple[int, int, int]]:
    first, second = int(found[0][:2]), int(found[0][2:])
    if bounds.day_required:
        if 1 <= first <= 12:
            yield _this_school_year(first, second, bounds), first, second
        return
    if 1 <= second <= 12:
        for full in _years(found[0][:2], bounds):
            yield full, second, 0
    year = int(found[0])
    if bounds.earliest.year <= year <= min(bounds.latest.year, bounds.today.year):
        yield year, 0, 0


def _three_digits(found: re.Match[str], bounds: _Range) -> Iterator[tuple[int, int, int]]:
    """'912' is 12 September; '112' may be 12 January or 2 November."""
    if not bounds.day_required:
        return
    digits = found[0]
    for month, day in ((int(digits[0]), int(digits[1:])), (int(digits[:2]), int(digits[2]))):
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield _this_school_year(month, day, bounds), month, day


def _month_alone(found: re.Match[str], bounds: _Range) -> Iterator[tuple[int, int, int]]:
    month = int(found["m"])
    yield _this_school_year(month, 1, bounds), month, 0


def _year_alone(found: re.Match[str], _bounds: _Range) -> Iterator[tuple[int, int, int]]:
    yield int(found["y"]), 0, 0


_FORMS: tuple[tuple[re.Pattern[str], Readings], ...] = (
    (re.compile(r"(?P<y>\d{4}|\d{2})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"), _year_first),
    (re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-?(?P<d>)"), _year_first),
    (re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"), _year_first),
    (re.compile(r"\d{6}"), _six_digits),
    (re.compile(r"(?P<n>\d{5})(-\d+)?"), _five_digits),
    (re.compile(r"\d{4}"), _four_digits),
    (re.compile(r"\d{3}"), _three_digits),
    (re.compile(r"(?P<y>\d{1,2})-(?P<m>\d{1,2})-?"), _two_numbers),
    (re.compile(r"(?P<a>\d{1,2})-(?P<b>\d{1,2})-(?P<y>\d{4})"), _year_last),
    (re.compile(r"(?P<m>\d{1,2})-"), _month_alone),
    (re.compile(r"(?P<y>\d{4})-"), _year_alone),
    (re.compile(rf"((?P<d>\d{{1,2}})[- ])?(?P<m>{'|'.join(_MONTHS)})[a-z]*[- ]+(?P<y>\d{{4}}|\d\d)"), _month_name),
    (re.compile(rf"(?P<m>{'|'.join(_MONTHS)})[a-z]* (?P<d>\d{{1,2}})[- ]+(?P<y>\d{{4}})"), _month_name),
)


def _years(digits: str, bounds: _Range) -> list[int]:
    """The years that two or four digits name: of two centuries the plausible one, or both when neither is."""
    if len(digits) == 4:
        return [int(digits)]
    both = [1900 + int(digits), 2000 + int(digits)]
    return [year for year in both if bounds.earliest.year <= year <= bounds.latest.year] or both


def _this_school_year(month: int, day: int, bounds: _Range) -> int:
    """The year that a month and day typed alone belong to: this school year's, unless only another is plausible."""
    start = school_year(bounds.today)
    own = start if month >= 8 else start + 1
    near = sorted({own, own - 1, own + 1, bounds.today.year}, key=lambda year: (year != own, -year))
    return next((year for year in near if bounds.holds(f"{year}-{month:02}-{day:02}")), own)


def _one_of(typed: str, readings: list[tuple[int, int, int]], bounds: _Range) -> str:
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
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return t("dates.no_such_year", year=year, first=_FIRST_YEAR, last=_LAST_YEAR)
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
