"""Mentor pairs over time: which of them run on a day, which stand in each other's way, how long they may go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

SUBJECT, HOMEROOM = "subject", "homeroom"
TOPICS = (SUBJECT, HOMEROOM)
KINDS = ("entry", "cooperation", "advance")

HARDLY_BEGUN = 14
"""Days within which a pair of which nothing is on record may still change its mentor as if it had not been made."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One agreement; people by staff number, days ISO ('' for an open end), ``after`` the agreement that it renews.

    It runs from ``starts_on`` to ``ends_on``, both included, unless it ``ended_on`` a day: from that day on it is over.
    """

    id: int
    version: int
    mentor: str
    mentee: str
    topic: str = SUBJECT
    kind: str = "entry"
    subject: str = ""
    starts_on: str = ""
    ends_on: str = ""
    ended_on: str = ""
    end_reason: str = ""
    after: int | None = None
    goal: str = ""
    approved_by: str = ""
    remark: str = ""

    @property
    def last_day(self) -> str:
        """The last day on which it runs; '' for an open end."""
        if not self.ended_on:
            return self.ends_on
        before = (date.fromisoformat(self.ended_on) - timedelta(days=1)).isoformat()
        return min(before, self.ends_on) if self.ends_on else before

    def runs_on(self, day: date) -> bool:
        """Whether the pair is one on that day."""
        return self.starts_on <= day.isoformat() and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        return bool(self.last_day) and self.last_day < day.isoformat()

    def meets(self, other: Pair) -> bool:
        """Whether there is a day on which both run."""
        starts = max(self.starts_on, other.starts_on)
        return all(not last or starts <= last for last in (self.last_day, other.last_day))


def in_the_way(pair: Pair, others: Iterable[Pair]) -> list[Pair]:
    """The pairs that already give the mentee a mentor for the same at the same time; one for no subject named stands
    in the way of every subject."""
    return [
        other
        for other in others
        if other.id != pair.id
        and (other.mentee, other.topic) == (pair.mentee, pair.topic)
        and (not other.subject or not pair.subject or other.subject == pair.subject)
        and other.meets(pair)
    ]


def load(pair: Pair, others: Iterable[Pair]) -> int:
    """How many other people the mentor guides on the day on which ``pair`` begins or, where more, comes to guide while
    it runs."""
    beside = [other for other in others if other.mentor == pair.mentor and other.id != pair.id and other.meets(pair)]
    days = {pair.starts_on, *(max(other.starts_on, pair.starts_on) for other in beside)}
    return max(
        len(
            {
                other.mentee
                for other in beside
                if other.starts_on <= day and (not other.last_day or day <= other.last_day)
            }
            - {pair.mentee}
        )
        for day in days
    )


def chain(pair: Pair, by_id: dict[int, Pair]) -> list[Pair]:
    """The agreements of which ``pair`` is the last renewal, the first one first."""
    found = [pair]
    while (before := by_id.get(found[0].after or 0)) is not None and before not in found:
        found.insert(0, before)
    return found


def year_later(day: str, years: int = 1) -> str:
    """The last day of so many years that begin on a day."""
    begun = date.fromisoformat(day)
    try:
        anniversary = begun.replace(year=begun.year + years)
    except ValueError:  # 29 February
        anniversary = date(begun.year + years, 3, 1)
    return (anniversary - timedelta(days=1)).isoformat()


def renewal(pair: Pair, years: int = 1) -> Pair:
    """The agreement that goes on where ``pair`` ends, for so many years."""
    starts = (date.fromisoformat(pair.ends_on) + timedelta(days=1)).isoformat()
    return replace(
        pair,
        id=0,
        version=1,
        starts_on=starts,
        ends_on=year_later(starts, years),
        after=pair.id,
        ended_on="",
        end_reason="",
        approved_by="",
    )


def within_years(pair: Pair, by_id: dict[int, Pair], most: int) -> bool:
    """Whether a pair and what it renews last no more than ``most`` years altogether."""
    first = chain(pair, by_id)[0]
    return not pair.ends_on or not first.starts_on or pair.ends_on <= year_later(first.starts_on, most)


def order(pairs: Iterable[Pair]) -> Sequence[Pair]:
    """By their beginning, then as they were made."""
    return sorted(pairs, key=lambda pair: (pair.starts_on, pair.id))
