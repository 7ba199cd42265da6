"""The counts that obligations are measured by, each a function over what the other screens hold.

A measure gives for everybody (every group, the school) the events that count, each with the row that says so: nobody
enters a number twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.actions.owed import of_lessons, of_records, of_registers
from models.actions.owed.ground import Events, Ground
from models.rules.obligations import Window

PERSON, GROUP, WHOLE = "person", "group", "school"

_PERIODS_A_DAY = 6


@dataclass(frozen=True, slots=True)
class Measure:
    """``about`` says for whom it counts; ``days`` gives the opportunities in a window, on each of which at most
    ``most_a_day`` can be done (0: any number), or the days by which parts of it are due (``by_end`` of them). What
    nobody can mend by themselves, or at all, is not ``can_mend``: who missed a meeting is not told to hurry."""

    about: str
    count: Callable[[Ground], Events]
    days: Callable[[Ground, Window], list[str]] = Ground.school_days
    most_a_day: int = 0
    by_end: bool = False
    can_mend: bool = True


MEASURES: Mapping[str, Measure] = {
    "observed": Measure(PERSON, of_lessons.observed, Ground.open_days, _PERIODS_A_DAY),
    "forms": Measure(PERSON, of_lessons.forms),
    "open_days": Measure(WHOLE, of_lessons.open_days, Ground.open_days, 1, can_mend=False),
    "insights": Measure(PERSON, of_records.insights, of_records.due_days, by_end=True),
    "after_lesson": Measure(PERSON, of_records.after_lesson),
    "exchanges": Measure(GROUP, of_records.exchanges),
    "preparations": Measure(GROUP, of_records.preparations),
    "group_lessons": Measure(GROUP, of_lessons.group_lessons),
    "at_group_lessons": Measure(PERSON, of_lessons.at_group_lessons, can_mend=False),
    "nominations": Measure(GROUP, of_lessons.nominations),
    "mentored": Measure(PERSON, of_records.mentored, can_mend=False),
    "studies": Measure(WHOLE, of_records.studies),
    "attended": Measure(PERSON, of_records.attended, can_mend=False),
    "notes": Measure(PERSON, of_records.notes),
    "contests": Measure(WHOLE, of_registers.contests),
    "research": Measure(WHOLE, of_registers.research),
    "homework": Measure(WHOLE, of_registers.homework, can_mend=False),
    "rules": Measure(WHOLE, of_registers.rules),
    "fund": Measure(WHOLE, of_registers.fund),
    "credits": Measure(WHOLE, of_registers.credits),
    "panel": Measure(PERSON, of_lessons.panel, Ground.open_days, 1),
    "lectures": Measure(WHOLE, of_records.lectures),
    "leading": Measure(WHOLE, of_records.leading, can_mend=False),
}
"""By the name that an obligation's row gives; the titles are the words owed.measure.*."""
