"""The sample school: invented people whose needs analysis comes out as the figures of a real plan.

On every day of its term 60 staff, all full-time teachers; mean age 35 when rounded; 35 below 35 years, 23 from 35 to
49, 2 from 50 on (nobody is 35 or 50, so the figures do not depend on which side an edge belongs to); 36 bachelors; 13
of middle rank (一级教师); at county level 1 subject leader, 1 backbone teacher and 5 rising stars.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

SEED = 20260901
GRADES = range(1, 7)
CLASSES_A_GRADE = 4


class SampleHonour(NamedTuple):
    """An honour by codes of 'honour_level' and 'honour_title', in the order of the roster's honours."""

    level: str
    title: str
    year: int
    issuer: str


@dataclass(frozen=True, slots=True)
class SampleTeacher:
    """One member of staff: the columns of the table of teachers, then what stands in tables of its own.

    ``classes`` and ``head_of_class`` are (grade, class number) in the school year of the term; group names are those
    of `SampleSchool.groups`.
    """

    staff_no: str
    sort_no: int
    name: str
    name_pinyin: str
    sex: str
    born_on: str
    rank: str
    rank_since: str
    teaching_since: str
    status: str
    status_since: str
    ethnicity: str
    political: str
    qualification: str
    degree: str
    graduated_from: str
    major: str
    working_since: str
    joined_on: str
    establishment: str
    post_grade: str
    position: str
    certificate_subject: str
    putonghua: str
    phone: str
    remark: str
    is_full_time: bool
    head_of_class: tuple[int, int] | None
    subjects: tuple[str, ...]
    classes: tuple[tuple[int, int], ...]
    research_group: str
    grade_group: str
    other_groups: tuple[str, ...]
    honours: tuple[SampleHonour, ...]


class SampleMember(NamedTuple):
    """Somebody's part in a group: ``role`` is a code of 'group_role'."""

    staff_no: str
    role: str
    duty: str = ""


@dataclass(frozen=True, slots=True)
class SampleGroup:
    """A group of staff with its members, its head first; ``kind`` is a code of 'group_kind'."""

    kind: str
    name: str
    members: tuple[SampleMember, ...]


@dataclass(frozen=True, slots=True)
class SampleExpert:
    """An external person: the columns of the table of experts."""

    name: str
    name_pinyin: str
    workplace: str
    position: str
    field: str
    phone: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SampleSchool:
    """Everything that the sample store is filled with.

    ``classes`` are (entry year, class number); ``leavers`` left before the term and are no part of the 60 ``teachers``.
    """

    name: str
    county: str
    term: str
    starts_on: str
    ends_on: str
    classes: tuple[tuple[int, int], ...]
    groups: tuple[SampleGroup, ...] = field(repr=False)
    teachers: tuple[SampleTeacher, ...] = field(repr=False)
    leavers: tuple[SampleTeacher, ...] = field(repr=False)
    experts: tuple[SampleExpert, ...] = field(repr=False)


@cache
def sample_school() -> SampleSchool:
    """The sample school, the same every time."""
    from data.sample.people import sample_groups, sample_staff

    staff = sample_staff()
    return SampleSchool(
        name="青禾小学",
        county="云溪县",
        term="2026-1",
        starts_on="2026-09-01",
        ends_on="2027-01-22",
        classes=tuple((2026 - grade + 1, number) for grade in GRADES for number in range(1, CLASSES_A_GRADE + 1)),
        groups=sample_groups(staff),
        teachers=tuple(person for person in staff if person.status not in ("retired", "transferred")),
        leavers=tuple(person for person in staff if person.status in ("retired", "transferred")),
        experts=(
            SampleExpert(
                "方志远", "fang zhi yuan", "云溪县教育局教研室", "语文教研员", "小学语文", "13900009001", "分管青禾片区"
            ),
            SampleExpert("乔雅琴", "qiao ya qin", "云溪县教育局教研室", "数学教研员", "小学数学", "13900009002"),
            SampleExpert("盛宏图", "sheng hong tu", "云溪县电化教育馆", "副馆长", "信息技术应用", "13900009003"),
        ),
    )
