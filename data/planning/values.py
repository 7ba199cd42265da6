"""Who could observe whom when, by what rules and wishes: plain values that a planner, a file and a store share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Entry(NamedTuple):
    """One observation of a plan: who sees whose lesson in which week, on which weekday (1 Monday), in which period."""

    observer: str
    week: int
    day: int
    period: int
    teacher: str


class GroupLesson(NamedTuple):
    """A lesson that every free member of a group attends."""

    group: str
    week: int
    day: int
    period: int
    teacher: str


@dataclass(frozen=True, slots=True)
class Planned:
    """Somebody on the staff as a planner sees them. ``quota`` is what they are to observe in the term, ``mentors`` the
    ids of their own mentors."""

    id: str
    name: str
    school: str = ""
    cluster: str = ""
    subject: str = ""
    grades: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    honour: str = ""
    quota: int = 20
    mentors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WeeklyLesson:
    """A lesson of the weekly timetable. ``seats`` None: nobody counts them; ``weeks`` None: every week."""

    teacher: str
    day: int
    period: int
    class_name: str
    grade: str
    subject: str
    room: str = ""
    seats: int | None = None
    weeks: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for what is wanted and against what is not, each the school's own. ``quota`` is lost with each observation
    that somebody lacks: as it is no wish outweighs it, a small one makes it a wish like others. ``moved`` is lost with
    each observation that people know of already and that is not kept."""

    subject: int = 10
    grade: int = 4
    group: int = 2
    mentor: int = 6
    honour: int = 2
    fallback: int = 8
    repeat2: int = 3
    repeat3: int = 5
    spread: int = 4
    crowded_teacher: int = 1
    crowd_factor_pct: int = 160
    open_lesson: int = 0
    cross_school: int = 3
    quota: int = 10_000
    moved: int = 30

    @property
    def most_gained(self) -> int:
        """The most that one observation can bring; what is above the quota brings nothing."""
        return self.subject + self.grade + self.group + self.mentor + self.honour


@dataclass(frozen=True, slots=True)
class CrossSchool:
    """Visits to other schools of the cluster: ``buffer`` periods before and after are for the way."""

    allowed: bool = False
    buffer: int = 1
    min_per_term: int = 0
    max_per_term: int = 0


@dataclass(frozen=True, slots=True)
class PlanRules:
    """What holds for every plan of the school."""

    weeks: int = 20
    days: int = 5
    periods: int = 6
    open_days: tuple[int, ...] = (3,)
    allow_fallback: bool = True
    quota: int = 20
    week_max: int = 2
    pair_max: int = 3
    mentor_pair_max: int = 6
    pair_week_max: int = 1
    observed_min: int = 0
    mentee_sees_mentor_min: int = 0
    mentor_sees_mentee_min: int = 0
    min_audience: int = 1
    group_conflict: str = "exempt"
    cross_school: CrossSchool = CrossSchool()
    weights: Weights = Weights()


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that a plan is made from. ``closed`` are (week, day), ``away_days`` (person, week, day),
    ``away_slots`` (person, week, day, period), ``forbidden`` (observer, teacher); ``barred`` single entries that must
    not be, where the observer is '' for everybody; ``demands`` how often at the least somebody has to see another
    (observer, teacher, number), where that is another number than the rules say for mentors and mentees;
    ``known`` what people know already and had best keep."""

    people: tuple[Planned, ...]
    lessons: tuple[WeeklyLesson, ...]
    rules: PlanRules = PlanRules()
    closed: frozenset[tuple[int, int]] = frozenset()
    away_days: frozenset[tuple[str, int, int]] = frozenset()
    away_slots: frozenset[tuple[str, int, int, int]] = frozenset()
    pins: tuple[Entry, ...] = ()
    forbidden: frozenset[tuple[str, str]] = frozenset()
    group_lessons: tuple[GroupLesson, ...] = ()
    barred: frozenset[Entry] = frozenset()
    demands: frozenset[tuple[str, str, int]] = frozenset()
    known: frozenset[Entry] = frozenset()
