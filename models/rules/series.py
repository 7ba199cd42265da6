"""Series: how a column goes on from its first one or two cells, be they numbers, dates, classes or codes."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile

_DIGITS = "零一二三四五六七八九"
_TOKENS = re.compile(r"[0-9]+|[一二三四五六七八九十]+|[^0-9一二三四五六七八九十]+")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")


def series(texts: Sequence[str], count: int, order: Sequence[str] = ()) -> list[str] | None:
    """``count`` texts that go on from the first one or two of ``texts``, beginning with those themselves.

    Whole numbers count, numbers with leading zeros keep their width ('009', '010'), days and months go by the calendar
    ('2026-01-31', '2026-02-28'), and in other texts one number counts: the one that differs between the two, else the
    last ('三(1)班', '三(2)班'; '一年级', '二年级'). Without a second text the step is one. None where no series can be
    seen, or where it would fall below what can be written.

    In a column that takes the entries of a list, ``order`` is the list. What counts goes on as long as there is such an
    entry; all else goes through the list. Both begin again at the end ('语文组', '数学组', '英语组', '语文组').
    """
    counted = _counted(texts, count)
    listed = _listed(texts, count, order)
    kept = list(takewhile(order.__contains__, counted or ()))
    if counted is None or listed is None or len(kept) == count:
        return counted or listed
    if listed[: len(kept)] == kept or len(kept) <= 2:
        return listed
    return [kept[n % len(kept)] for n in range(count)]


def _counted(texts: Sequence[str], count: int) -> list[str] | None:
    given = [text.strip() for text in texts[:2] if text.strip()]
    if not given or not texts[0].strip():
        return None
    first, second = given[0], given[1] if len(given) > 1 else None
    if _DAY.fullmatch(first):
        return _days(first, second, count)
    if _MONTH.fullmatch(first):
        return _months(first, second, count)
    return _wholes(first, second, count) or _numbered(first, second, count)


def _listed(texts: Sequence[str], count: int, order: Sequence[str]) -> list[str] | None:
    places = [order.index(text) for text in texts[:2] if text in order]
    if not places or not texts[0] or len(places) < sum(map(bool, texts[:2])):
        return None
    step = places[1] - places[0] if len(places) > 1 else 1
    return [order[(places[0] + step * n) % len(order)] for n in range(count)]


def _wholes(first: str, second: str | None, count: int) -> list[str] | None:
    if not _WHOLE.fullmatch(first) or (second is not None and not _WHOLE.fullmatch(second)):
        return None
    step = int(second) - int(first) if second is not None else 1
    return [str(int(first) + step * n) for n in range(count)]


def _days(first: str, second: str | None, count: int) -> list[str] | None:
    start, then = _day(first), _day(second) if second is not None else None
    if start is None or (second is not None and then is None):
        return None
    step = (then - start).days if then else 1
    months = (then.year - start.year) * 12 + then.month - start.month if then else 0
    try:
        if then and months and then == _months_on(start, months):
            return [_months_on(start, months * n).isoformat() for n in range(count)]
        return [(start + timedelta(step * n)).isoformat() for n in range(count)]
    except (ValueError, OverflowError):
        return None


def _months(first: str, second: str | None, count: int) -> list[str] | None:
    start, then = _month(first), _month(second) if second is not None else None
    if start is None or (second is not None and then is None):
        return None
    step = then - start if then is not None else 1
    found = [start + step * n for n in range(count)]
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in found] if min(found) >= 12 else None


def _numbered(first: str, second: str | None, count: int) -> list[str] | None:
    """Texts in which one number, in digits or in Chinese, counts."""
    tokens = _TOKENS.findall(first)
    values = [_value(token) for token in tokens]
    if second is None:
        arabic = [at for at, token in enumerate(tokens) if token.isascii() and token.isdecimal()]
        spoken = [at for at, value in enumerate(values) if value is not None]
        if not spoken:
            return None
        at, step = (arabic or spoken)[-1], 1
    else:
        others = _TOKENS.findall(second)
        if len(others) != len(tokens):
            return None
        differing = [n for n, (one, other) in enumerate(zip(tokens, others, strict=True)) if one != other]
        if not differing:
            return [first] * count
        at = differing[0]
        old, new = values[at], _value(others[at])
        alike = tokens[at].isascii() == others[at].isascii()
        if len(differing) > 1 or old is None or new is None or not alike:
            return None
        step = new - old
    start = values[at] or 0
    counted = [_written(start + step * n, tokens[at]) for n in range(count)]
    if any(text is None for text in counted):
        return None
    return ["".join((*tokens[:at], text or "", *tokens[at + 1 :])) for text in counted]


def _day(text: str) -> date | None:
    if found := _DAY.fullmatch(text):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            return None
    return None


def _month(text: str) -> int | None:
    """Months since year 0; None for what is no month."""
    found = _MONTH.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    return int(found[1]) * 12 + int(found[2]) - 1


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _value(token: str) -> int | None:
    """The number that a token is: digits, or Chinese below a hundred; None for others."""
    if token.isascii() and token.isdecimal():
        return int(token)
    tens, ten, units = token.partition("十")
    if not ten:
        return _DIGITS.index(token) if token in _DIGITS else None
    if len(tens) > 1 or len(units) > 1 or "十" in units:
        return None
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(units) if units else 0)


def _written(number: int, like: str) -> str | None:
    """The number in the manner of the token ``like``; None where it cannot be written so."""
    if like.isascii():
        width = len(like) if like.startswith("0") else 1
        return f"{number:0{width}d}" if number >= 0 else None
    if not 1 <= number <= 99:
        return None
    tens, units = divmod(number, 10)
    spoken = ("十" if tens == 1 else _DIGITS[tens] + "十") if tens else ""
    return spoken + (_DIGITS[units] if units else "")
