"""What the sample school's teachers handed in during twelve weeks, and what the office has done with it so far.

Two insights a month and teacher, one reflection after each lesson shown to others, exchanges in the groups, some
cases; and a few of last year's. Who forgets, hands in late or copies follows from the staff number: the same every
time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple


class SampleStep(NamedTuple):
    """Something came into a state: on a school day at a clock time ('2026-09-14', '16:20'), by whom, with what words.

    ``who`` is a staff number.
    """

    state: str
    day: str
    clock: str
    who: str
    words: str = ""


class SampleReflection(NamedTuple):
    """A reflection with its text and its way; '' for a teacher who is not known yet.

    ``lesson`` is the place in `SampleHistory.lessons`, ``exchange`` in `SampleReflections.exchanges`.
    """

    teacher: str
    kind: str
    month: str
    week: int
    title: str
    body: str
    steps: tuple[SampleStep, ...]
    came_by: str = "app"
    file_name: str = ""
    lesson: int | None = None
    exchange: int | None = None
    grade: str = ""
    answer: str = ""
    problem: str = ""
    is_flagged: bool = False
    consent: str = ""
    is_shared: bool = False
    tags: tuple[str, ...] = ()


class SampleExchange(NamedTuple):
    """A group told each other what came of its lessons: an activity with its record. ``lead`` is a staff number."""

    group: str
    title: str
    held_on: str
    place: str
    lead: str
    minutes: int
    record: str
    present: tuple[str, ...]
    away: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleReflections:
    """Everything that came in, in the order in which it came."""

    reflections: tuple[SampleReflection, ...] = field(repr=False)
    exchanges: tuple[SampleExchange, ...] = field(repr=False)


@cache
def sample_reflections() -> SampleReflections:
    """The reflections, the same every time."""
    from data.sample.exchanges import sample_exchanges
    from data.sample.handed_in import everything_handed_in

    exchanges = sample_exchanges()
    return SampleReflections(everything_handed_in(exchanges), exchanges)
