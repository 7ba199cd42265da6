"""The values of pairing: the school's rules in numbers, people as far as pairing goes, wishes, and how two fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.rules.pairing import SUBJECT

PARTS = (
    "subject",
    "head_teacher",
    "grade",
    "grade_near",
    "group",
    "gap",
    "honour",
    "free",
    "mentee_wish",
    "mentor_wish",
    "unwanted",
    "line",
    "past",
    "load",
)
"""The parts of a pair's points, as they are told."""

SELF, PAIRED, AWAY, NO_MENTOR, FORBIDDEN, FULL, OTHER_SUBJECT, ROUND = REFUSALS = (
    "self",
    "paired",
    "away",
    "no_mentor",
    "forbidden",
    "full",
    "other_subject",
    "round",
)
"""Why a pair cannot be, as they are told: the first one found is the reason."""

MUST, WHERE_THERE_IS_ONE, WISH = "must", "where_there_is_one", "wish"
"""Whether a pair has to be of one subject: always, while there is such a mentor for the person, or only by points."""


@dataclass(frozen=True, slots=True)
class PairWeights:
    """What each part of a pair brings; a wish brings ``wish`` in the first place, ``wish_step`` less in each next."""

    subject: int = 40
    head_teacher: int = 20
    grade: int = 10
    grade_near: int = 5
    group: int = 8
    gap: int = 12
    honour: int = 10
    free: int = 6
    wish: int = 15
    wish_step: int = 3
    unwanted: int = -40
    line: int = -3
    past: int = -15
    load: int = -2


@dataclass(frozen=True, slots=True)
class MentoringRules:
    """A mentor has any ``how_many`` of: one of the ``ranks``, ``least_years`` of teaching, an honour of one of the
    ``levels`` or one of the ``titles`` at any level. Honours by ``head_titles`` bring points as head teachers.

    ``order`` says who needs a mentor, the most urgent first: 'years:3' for less than three years of teaching,
    'new_subject', 'age:35' for younger people who could not be mentors themselves, 'mentor_age:35' for those who could,
    'voluntary'. Who guides ``usual`` people has no free place; ``most`` is never exceeded."""

    ranks: tuple[str, ...] = ("first", "senior", "principal_senior")
    least_years: int = 5
    levels: tuple[str, ...] = ("county", "city", "province", "nation")
    titles: tuple[str, ...] = ("backbone", "subject_leader", "famous", "special")
    head_titles: tuple[str, ...] = ("excellent_head",)
    how_many: int = 2
    order: tuple[str, ...] = ("years:1", "years:3", "years:5", "new_subject", "age:35", "mentor_age:35", "voluntary")
    kinds: Mapping[str, str] = field(
        default_factory=lambda: {
            "years:1": "entry",
            "years:3": "entry",
            "mentor_age:35": "advance",
            "voluntary": "advance",
        }
    )
    usual: int = 2
    most: int = 3
    same_subject: str = WHERE_THERE_IS_ONE
    gap_low: int = 8
    gap_high: int = 25
    least_free: int = 2
    managers: tuple[str, ...] = ("principal", "vice_principal")
    weights: PairWeights = PairWeights()

    def kind_of(self, priority: int | None) -> str:
        """What kind of pair suits people of that priority."""
        if priority is None:
            return "cooperation"
        return self.kinds.get(self.order[priority], "cooperation")


@dataclass(frozen=True, slots=True)
class PairPerson:
    """Somebody as far as pairing goes. ``years`` and ``age`` are None where unknown (or hidden from who asks),
    ``honours`` are (level, title); ``free`` are the (weekday, period) without an own lesson, ``heads`` the groups that
    the person heads. ``guides`` and ``guided_by`` are the pairs of now and those that are to begin, as (staff number,
    topic), ``past`` everybody with whom a pair has ended. ``capacity`` 0 and '' in the others leave it to the rules."""

    staff_no: str
    name: str
    subjects: tuple[str, ...] = ()
    grades: frozenset[str] = frozenset()
    group: str = ""
    groups: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    head_of_class: str = ""
    position: str = ""
    years: int | None = None
    age: int | None = None
    rank: str = ""
    honours: tuple[tuple[str, str], ...] = ()
    free: frozenset[tuple[int, int]] = frozenset()
    in_post: bool = True
    capacity: int = 0
    may_mentor: str = ""
    wants_mentor: str = ""
    new_subject: bool = False
    guides: tuple[tuple[str, str], ...] = ()
    guided_by: tuple[tuple[str, str], ...] = ()
    past: frozenset[str] = frozenset()

    @property
    def subject(self) -> str:
        """The main subject; ''."""
        return self.subjects[0] if self.subjects else ""

    def load(self, besides: str = "") -> int:
        """How many people the person guides now, ``besides`` one."""
        return len({number for number, _ in self.guides} - {besides})

    def mentor(self, topic: str = SUBJECT) -> str:
        """The staff number of who guides the person now; ''."""
        return next((number for number, one in self.guided_by if one == topic), "")


@dataclass(frozen=True, slots=True)
class Wish:
    """``side`` is 'mentor', 'mentee' or 'office', ``wish`` 'wanted', 'pinned' or 'forbidden'; rank 1 comes first, 0 is
    a wish without a place, after those that have one. What one side alone does not want costs points; only the office
    forbids."""

    mentor: str
    mentee: str
    side: str
    wish: str = "wanted"
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """The points of a pair by `PARTS` (those that count for nothing left out), and by which of `REFUSALS` it cannot be.
    The ``points`` of a refused pair say what it would be worth."""

    points: Mapping[str, int]
    refusals: tuple[str, ...] = ()

    @property
    def score(self) -> int:
        return sum(self.points.values())

    @property
    def is_possible(self) -> bool:
        return not self.refusals
