"""The days of the sample school's term: which are taught, by which weekday's timetable, and who teaches then."""

from __future__ import annotations

from datetime import date
from functools import cache

from data.sample.timetable import DAYS, WEEKDAYS, SampleDay, SampleSlot, sample_slots


@cache
def taught_as(day: str) -> int:
    """The weekday whose timetable an ISO day follows; 0 for no lessons."""
    special, weekday = _special_days().get(day), date.fromisoformat(day).isoweekday()
    usual = weekday if weekday <= len(WEEKDAYS) else 0
    if special is None:
        return usual
    return 0 if special.kind == "holiday" else special.acts_as or usual


def is_open(day: str) -> bool:
    """Whether lessons of that day may be observed."""
    special = _special_days().get(day)
    return taught_as(day) > 0 and (special is None or special.kind == "makeup")


@cache
def slots_on(day: str) -> list[SampleSlot]:
    """The lessons given on that day."""
    return [
        slot
        for slot in sample_slots()
        if slot.weekday == taught_as(day) and slot.starts_on <= day and (not slot.ends_on or day <= slot.ends_on)
    ]


@cache
def teaching_on(day: str) -> dict[tuple[str, int], SampleSlot]:
    """The lesson that somebody gives in a period of that day."""
    return {(slot.staff_no, slot.period): slot for slot in slots_on(day)}


@cache
def _special_days() -> dict[str, SampleDay]:
    return {day.on_day: day for day in DAYS}
