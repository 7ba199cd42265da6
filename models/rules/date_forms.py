"""The forms in which people write dates, and every year, month and day that a text in one of them can mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.rules.classes import school_year

FIRST_YEAR, LAST_YEAR = 1900, 2100
_EXCEL_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet's day numbers, its false 29 February 1900 allowed for
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: month for month, name in enumerate(_MONTH_NAMES, 1)}
_NUMERALS = {mark: str(value) for value, mark in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}

Reading = tuple[int, int, int]
"""Year, month and day; day 0 where none was written, month 0 for a year alone. It may not exist in any calendar."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The plausible days, both included, and the day on which somebody is typing."""

    earliest: date
    latest: date
    today: date
    day_required: bool

    def holds(self, value: str) -> bool:
        """Whether some day of the value lies in the range."""
        return self.earliest.isoformat()[: len(value)] <= value <= self.latest.isoformat()[: len(value)]


def readings_of(typed: str, bounds: Bounds) -> list[Reading]:
    """Everything that the text can mean, the likeliest first; [] for a text in none of the forms."""
    plain = simplified(typed)
    for form, readings in _FORMS:
        if found := form.fullmatch(plain):
            return list(dict.fromkeys(readings(found, bounds)))
    return []


def simplified(typed: str) -> str:
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


Readings = Callable[[re.Match[str], Bounds], Iterator[Reading]]
"""Everything that a text in one form can mean, the likeliest first."""


def _year_first(found: re.Match[str], bounds: Bounds) -> Iterator[Reading]:
    year, month, day = found["y"], int(found["m"]), int(found["d"] or 0)
    for full in _years(year, bounds):
        yield full, month, day


def _two_numbers(found: re.Match[str], bounds: Bounds) -> Iterator[Reading]:
    """'85-3' is a month; '12-3' may be March 2012 or 3 December."""
    first, second = found["y"], int(found["m"])
    if not bounds.day_required and len(first) == 2 and 1 <= second <= 12:
        for full in _years(first, bounds):
            yield full, second, 0
    if 1 <= int(first) <= 12:
        yield _this_school_year(int(first), second, bounds), int(first), second


def _year_last(found: re.Match[str], _bounds: Bounds) -> Iterator[Reading]:
    """'3-12-1985' as Americans write it, or as the British do."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if first <= 12:
        yield year, first, second
    if second <= 12:
        yield year, second, first


def _month_name(found: re.Match[str], bounds: Bounds) -> Iterator[Reading]:
    for full in _years(found["y"], bounds):
        yield full, _MONTHS[found["m"]], int(found["d"] or 0)


def _six_digits(found: re.Match[str], bounds: Bounds) -> Iterator[Reading]:
    digits = found[0]
    year, month = int(digits[:4]), int(digits[4:])
    if 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR:
        yield year, month, 0
        if not bounds.day_required and bounds.holds(f"{year}-{month:02}"):
            return
    for full in _years(digits[:2], bounds):
        yield full, int(digits[2:4]), int(digits[4:])


def _five_digits(found: re.Match[str], bounds: Bounds) -> Iterator[Reading]:
    day = _EXCEL_ZERO + timedelta(days=int(found["n"]))
    # A number that is no plausible day is some other number in the wrong column.
    if bounds.holds(day.isoformat()):
        yield day.year, day.month, day.day


def _four_digits(found: re.Match[str], bounds: Bounds) -> Iterator[Reading]:
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


def _three_digits(found: re.Match[str], bounds: Bounds) -> Iterator[Reading]:
    """'912' is 12 September; '112' may be 12 January or 2 November."""
    if not bounds.day_required:
        return
    digits = found[0]
    for month, day in ((int(digits[0]), int(digits[1:])), (int(digits[:2]), int(digits[2]))):
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield _this_school_year(month, day, bounds), month, day


def _month_alone(found: re.Match[str], bounds: Bounds) -> Iterator[Reading]:
    month = int(found["m"])
    yield _this_school_year(month, 1, bounds), month, 0


def _year_alone(found: re.Match[str], _bounds: Bounds) -> Iterator[Reading]:
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


def _years(digits: str, bounds: Bounds) -> list[int]:
    """The years that two or four digits name: of two centuries the plausible one, or both when neither is."""
    if len(digits) == 4:
        return [int(digits)]
    both = [1900 + int(digits), 2000 + int(digits)]
    return [year for year in both if bounds.earliest.year <= year <= bounds.latest.year] or both


def _this_school_year(month: int, day: int, bounds: Bounds) -> int:
    """The year that a month and day typed alone belong to: this school year's, unless only another is plausible."""
    start = school_year(bounds.today)
    own = start if month >= 8 else start + 1
    near = sorted({own, own - 1, own + 1, bounds.today.year}, key=lambda year: (year != own, -year))
    return next((year for year in near if bounds.holds(f"{year}-{month:02}-{day:02}")), own)
