"""Weeks of a term as people type them."""

from __future__ import annotations

from data.words import t

_PLAIN = str.maketrans("，、；;～~－至到", ",,,,-----", "第周 ")


class BadWeeks(ValueError):
    """The text names no weeks of the term; ``str(error)`` says what is accepted."""


def weeks_named(text: str, last: int) -> list[int]:
    """The weeks in '3-8,10' (also '3～8，10' and '12-' up to the last). Raises BadWeeks."""
    plain = text.translate(_PLAIN)
    found: set[int] = set()
    for part in plain.split(","):
        if not part:
            continue
        first, dash, end = part.partition("-")
        end = end or (str(last) if dash else first)
        if not (first.isdecimal() and end.isdecimal() and 1 <= int(first) <= int(end) <= last):
            raise BadWeeks(t("plan.bad_weeks", text=text, last=last))
        found |= set(range(int(first), int(end) + 1))
    if not found:
        raise BadWeeks(t("plan.bad_weeks", text=text, last=last))
    return sorted(found)
