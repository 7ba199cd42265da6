"""Reading the sample school's staff from its table, and putting them into groups."""

from __future__ import annotations

import csv
from importlib import resources

from data.sample.filling import Filling
from data.sample.school import CLASSES_A_GRADE, SampleGroup, SampleHonour, SampleMember, SampleTeacher

LEADING, TECHNOLOGY = "校本研修领导小组", "电教组"
_GRADE_NAMES = "一二三四五六"
_TECHNOLOGY_MEMBERS = ("059", "016", "036", "040", "046", "058")
_TECHNOLOGY_DUTIES = {"059": "设备与平台", "036": "课件比赛", "058": "活动摄影"}
_ISSUERS = {"school": "青禾小学", "township": "青禾学区中心校", "county": "云溪县教育局"}
_LEADING_HONOURS = {"subject_leader", "backbone", "teaching_expert"}

Row = dict[str, str]


def sample_staff() -> tuple[SampleTeacher, ...]:
    """Everybody in the table, leavers too, in the school's order."""
    lines = (resources.files("data.sample") / "people.tsv").read_text("utf-8").splitlines()
    table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    rows: list[Row] = [{key: "" if value == "-" else value for key, value in row.items()} for row in table]
    leading = _leading_members(rows)
    return tuple(_teacher(row, leading) for row in rows)


def sample_groups(staff: tuple[SampleTeacher, ...]) -> tuple[SampleGroup, ...]:
    """The groups of everybody who has not left, heads first."""
    present = [person for person in staff if person.status not in ("retired", "transferred")]
    groups = [
        SampleGroup("research", name, _headed(present, "research_group", name, "research_head"))
        for name in dict.fromkeys(person.research_group for person in sorted(present, key=_group_order))
    ]
    for letter in _GRADE_NAMES:
        name = f"{letter}年级组"
        groups.append(SampleGroup("grade", name, _headed(present, "grade_group", name, "grade_head")))
    groups.append(SampleGroup("leading", LEADING, _leading(present)))
    technology = [
        SampleMember(
            number, "head" if number == _TECHNOLOGY_MEMBERS[0] else "member", _TECHNOLOGY_DUTIES.get(number, "")
        )
        for number in _TECHNOLOGY_MEMBERS
    ]
    groups.append(SampleGroup("ict", TECHNOLOGY, tuple(technology)))
    return tuple(groups)


def _group_order(person: SampleTeacher) -> int:
    return ("语文组", "数学组", "英语组", "艺体组", "综合组").index(person.research_group)


def _headed(people: list[SampleTeacher], field: str, name: str, position: str) -> tuple[SampleMember, ...]:
    members = [person for person in people if getattr(person, field) == name]
    members.sort(key=lambda person: person.position != position)
    return tuple(
        SampleMember(person.staff_no, "head" if person.position == position else "member") for person in members
    )


def _leading(people: list[SampleTeacher]) -> tuple[SampleMember, ...]:
    """The plan's rule: the principal leads, the vice principals beside him, the director carries it out."""
    parts = {
        "principal": ("head", "第一责任人"),
        "vice_principal": ("deputy", "负责校本研修工作"),
        "director": ("member", "具体组织实施"),
    }
    return tuple(
        SampleMember(person.staff_no, *parts.get(person.position, ("member", "")))
        for person in people
        if LEADING in person.other_groups
    )


def _leading_members(rows: list[Row]) -> set[str]:
    posts = {"principal", "vice_principal", "director", "research_head"}
    return {
        row["staff_no"]
        for row in rows
        if row["position"] in posts or _LEADING_HONOURS & {honour.split(":")[1] for honour in _parts(row["honours"])}
    }


def _teacher(row: Row, leading: set[str]) -> SampleTeacher:
    number = row["staff_no"]
    subjects = tuple(_parts(row["subjects"]))
    honours = []
    for text in _parts(row["honours"]):
        level, title, year = text.split(":")
        honours.append(SampleHonour(level, title, int(year), _ISSUERS[level]))
    other = [LEADING] * (number in leading) + [TECHNOLOGY] * (number in _TECHNOLOGY_MEMBERS)
    filled = Filling(number, int(row["age"]), row["rank"], row["qualification"], subjects[0], row["position"])
    return SampleTeacher(
        staff_no=number,
        sort_no=int(number) * 10,
        name=row["name"],
        name_pinyin=row["pinyin"],
        sex=row["sex"],
        rank=row["rank"],
        qualification=row["qualification"],
        position=row["position"],
        subjects=subjects,
        classes=tuple(code for text in _parts(row["classes"]) for code in _classes(text)),
        head_of_class=_classes(row["head_of"])[0] if row["head_of"] else None,
        research_group=row["group"],
        grade_group=f"{_GRADE_NAMES[int(row['grade']) - 1]}年级组",
        other_groups=tuple(other),
        honours=tuple(honours),
        is_full_time=True,
        **filled.columns(),
    )


def _parts(text: str) -> list[str]:
    return text.split(",") if text else []


def _classes(text: str) -> list[tuple[int, int]]:
    """[(3, 2)] for '3-2'; all classes of the grade for '3-*'."""
    grade, number = text.split("-")
    if number == "*":
        return [(int(grade), each) for each in range(1, CLASSES_A_GRADE + 1)]
    return [(int(grade), int(number))]
