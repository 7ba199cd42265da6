"""Twelve weeks of open lessons in the sample school, who observed them, and the forms that were filled in.

Who is diligent, forgetful, strict or lenient follows from the staff number, what happened on a day from the day: the
same history comes out every time. Nobody is in two places, and whoever leaves a class of their own has it covered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from data.sample.ladder import SampleNomination

FIRST_DAY, LAST_DAY = "2026-09-02", "2026-11-24"
"""The days that the history covers; what is opened after them is only planned."""


class SampleLesson(NamedTuple):
    """An open lesson: the columns of its table, with people by staff number and the class as (grade, number).

    A guest's lesson at another school has neither teacher nor class.
    """

    held_on: str
    period: int
    teacher: str
    class_group: tuple[int, int] | None
    subject: str
    kind: str
    topic: str
    room: str
    seats: int
    uses_touch_panel: bool = False
    status: str = "held"
    reason: str = ""
    guest: str = ""
    remark: str = ""


class SampleObservation(NamedTuple):
    """Somebody observes: ``lesson`` is the place in `SampleHistory.lessons`; an expert is named instead of numbered."""

    lesson: int
    observer: str
    status: str = "planned"
    recorded_on: str = ""
    reason: str = ""
    covered_by: str = ""
    expert: str = ""


class SampleForm(NamedTuple):
    """A form: ``observation`` is the place in `SampleHistory.observations`, ``template`` the code of one of the
    school's forms or '' where only the total was noted. ``points`` are tenths by the item's number, None for not
    applicable."""

    observation: int
    template: str
    status: str
    handed_in_on: str
    points: dict[int, int | None]
    total_x10: int
    strengths: str
    problems: str
    suggestions: str


class SampleAbsence(NamedTuple):
    """Somebody is away for some days."""

    teacher: str
    first_day: str
    last_day: str
    reason: str


ABSENCES = (
    SampleAbsence("023", "2026-10-08", "2027-01-22", "产假"),
    SampleAbsence("036", "2026-09-16", "2026-09-18", "县级骨干教师培训"),
    SampleAbsence("045", "2026-10-14", "2026-10-16", "英语课程培训"),
    SampleAbsence("028", "2026-11-09", "2026-11-10", "病假"),
    SampleAbsence("014", "2026-11-25", "2026-11-27", "外出学习"),
)


@dataclass(frozen=True, slots=True)
class SampleHistory:
    """Everything that was observed, in the order in which it was entered."""

    lessons: tuple[SampleLesson, ...] = field(repr=False)
    observations: tuple[SampleObservation, ...] = field(repr=False)
    forms: tuple[SampleForm, ...] = field(repr=False)
    nominations: tuple[SampleNomination, ...] = field(repr=False)
    absences: tuple[SampleAbsence, ...] = ABSENCES


@cache
def sample_history() -> SampleHistory:
    """The history, the same every time."""
    from data.sample.filled import sample_forms
    from data.sample.ladder import sample_ladder
    from data.sample.observers import Attending

    attending = Attending()
    return SampleHistory(
        tuple(attending.lessons),
        tuple(attending.observations),
        sample_forms(attending.lessons, attending.observations),
        sample_ladder(attending.lessons, attending.observations),
    )


def why_away(staff_no: str, day: str) -> str:
    """Why somebody is away on an ISO day; '' for somebody who is there."""
    return next(
        (one.reason for one in ABSENCES if one.teacher == staff_no and one.first_day <= day <= one.last_day), ""
    )
