"""Who was not where everybody had to be, and who has given a lesson that everybody is to give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody of the group who was not at its lesson; ``why`` is the reason given, '' for none."""

    staff_no: str
    why: str = ""


def missing_from(members: Iterable[str], came: Iterable[str], reasons: Mapping[str, str]) -> list[Missing]:
    """Who of a group was not at the lesson that all of it have to attend, in the order of the members."""
    there = set(came)
    return [Missing(member, reasons.get(member, "")) for member in members if member not in there]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who of the staff has given a lesson of some kind: the first day by staff number, then those who are to give one,
    with the day, and those of whom nothing is planned yet."""

    given: Mapping[str, str]
    planned: Mapping[str, str]
    missing: tuple[str, ...]


def coverage(staff: Sequence[str], lessons: Iterable[tuple[str, str, bool]]) -> Coverage:
    """``lessons`` are (teacher, ISO day, whether it has been held), in any order."""
    given: dict[str, str] = {}
    planned: dict[str, str] = {}
    for teacher, day, held in sorted(lessons, key=lambda one: one[1]):
        (given if held else planned).setdefault(teacher, day)
    there = set(staff)
    return Coverage(
        {number: day for number, day in given.items() if number in there},
        {number: day for number, day in planned.items() if number in there and number not in given},
        tuple(number for number in staff if number not in given and number not in planned),
    )
