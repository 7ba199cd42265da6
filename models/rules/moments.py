"""A moment as people say it to a command: a change's number, a time of today, a day with a time, or so long ago."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from data.words import t

_AGO = re.compile(r"(\d{1,4})\s*(m|min|h|d|分钟|分|小时|天)(?:ago|前)?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_DIGITS = 18
"""What a store can count."""
_UNITS = {"m": "minutes", "min": "minutes", "分钟": "minutes", "分": "minutes"} | {"h": "hours", "小时": "hours"}


def moment_of(text: str, at: datetime) -> int | datetime:
    """'1203' is change set 1203, '5m' or '5分钟' that long before ``at``, '14:02' today, '2026-11-24 14:02' that moment
    and '2026-11-24' the end of that day. Raises ValueError with what is accepted."""
    typed = text.strip().replace("：", ":").removeprefix("#")
    if typed.isascii() and typed.isdecimal() and len(typed) <= _DIGITS:
        return int(typed)
    if found := _AGO.fullmatch(typed):
        return at - timedelta(**{_UNITS.get(found[2], "days"): int(found[1])})
    day, _, clock = typed.partition(" ") if " " in typed else typed.partition("T")
    try:
        if _TIME.fullmatch(typed):
            return _at(at, typed)
        on = datetime.fromisoformat(day.replace("/", "-"))
        return _at(on, clock.strip()) if clock.strip() else on + timedelta(days=1) - timedelta(microseconds=1)
    except (ValueError, OverflowError) as error:  # the last day there is has none after it
        raise ValueError(t("store.bad_moment", text=text)) from error


def _at(day: datetime, clock: str) -> datetime:
    found = _TIME.fullmatch(clock)
    if found is None:
        raise ValueError(clock)
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    # "14:02" takes in what was done during that minute.
    end = 0 if found[3] else 59
    return day.replace(hour=hour, minute=minute, second=second or end, microsecond=999_999)
