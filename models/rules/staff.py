"""Rules on a member of staff that need no other row: plausible dates, numbers, and what contradicts what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from data.words import t
from models.registers.column import Context, Values
from models.registers.problem import Problem
from models.rules.dates import years_since

YOUNGEST_AT_WORK = 16  # 劳动法 article 15
OLDEST_AT_WORK = 65
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3}-?)?\d{7,8}(-\d{1,5})?")
_STAFF_NO = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")


def staff_number(value: str, _row: Values, _context: Context) -> Problem | None:
    if _STAFF_NO.fullmatch(value):
        return None
    return Problem("staff_no", t("problem.staff_no", text=value))


def telephone(value: str, _row: Values, _context: Context) -> Problem | None:
    """A mobile number has 11 digits and begins with 13 to 19; a landline has 7 or 8 after its area code."""
    if _MOBILE.fullmatch(value) or _LANDLINE.fullmatch(value):
        return None
    return Problem("phone", t("problem.phone", text=value, count=sum(c.isdigit() for c in value)), hard=False)


def name_has_no_digits(value: str, _row: Values, _context: Context) -> Problem | None:
    if any(character.isdigit() for character in value):
        return Problem("name", t("problem.name_digits", text=value), hard=False)
    return None


def not_in_future(field: str):
    """A check that a date of the past lies in the past."""

    def check(value: str, _row: Values, context: Context) -> Problem | None:
        if value > context.today.isoformat()[: len(value)]:
            return Problem(field, t("problem.future", text=value), hard=False)
        return None

    return check


def age_is_plausible(value: str, _row: Values, context: Context) -> Problem | None:
    age = years_since(value, context.today)
    if age is None or YOUNGEST_AT_WORK <= age <= OLDEST_AT_WORK:
        return None
    return Problem("born_on", t("problem.age", age=age, low=YOUNGEST_AT_WORK, high=OLDEST_AT_WORK), hard=False)


def dates_in_order(row: Values, _context: Context) -> Sequence[Problem]:
    """Nobody starts to work before the age of 16, or teaches at a school before working at all."""
    problems: list[Problem] = []
    born: str = row.get("born_on") or ""
    for field in ("working_since", "teaching_since", "joined_on", "rank_since"):
        started: Any = row.get(field) or ""
        if born and started and int(started[:4]) - int(born[:4]) < YOUNGEST_AT_WORK:
            problems.append(Problem(field, t("problem.too_young", age=int(started[:4]) - int(born[:4])), hard=False))
    return problems


def is_in_post(row: Values) -> bool:
    """Whether somebody is, as a row says that says nothing of it."""
    return row.get("status") in ("", None, "active")


def status_has_date(row: Values, _context: Context) -> Sequence[Problem]:
    """Who is not in post has a day from which, so that the lists of an earlier day can still be made."""
    if is_in_post(row) or row.get("status_since"):
        return ()
    return (Problem("status_since", t("problem.status_since"), hard=False),)
