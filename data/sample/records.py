"""The sample school's registers of the term: contests, projects, papers, homework, rules and the fund; all invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from data.sample.school import SEED, sample_school
from data.sample.school_days import taught_as


class SampleEntry(NamedTuple):
    """What somebody entered a contest with; ``award`` is a code of 'contest_award'."""

    teacher: str
    work: str
    score_x10: int
    award: str
    is_recommended: bool


class SampleContest(NamedTuple):
    """A contest with its entries, the best first."""

    title: str
    kind: str
    held_on: str
    entries: tuple[SampleEntry, ...]


class SampleProject(NamedTuple):
    """A research project with its members and their tasks; ``number`` is '' until it is approved."""

    title: str
    number: str
    level: str
    stage: str
    leader: str
    starts_on: str
    ends_on: str
    members: tuple[tuple[str, str], ...]


class SamplePaper(NamedTuple):
    """A paper, with who wrote it."""

    teacher: str
    title: str
    kind: str
    level: str
    outlet: str
    on_date: str
    award: str


class SampleHomework(NamedTuple):
    """What one subject gave a class on a day; the class is (grade, class number)."""

    on_day: str
    class_group: tuple[int, int]
    subject: str
    minutes: int
    levels: str


class SampleRule(NamedTuple):
    """An edition of a rule, with who has read it and when."""

    name: str
    edition: int
    from_on: str
    body: str
    readings: tuple[tuple[str, str], ...]


class SampleFund(NamedTuple):
    """Money planned, spent or proposed; ``teacher`` is '' where it is nobody's."""

    on_day: str
    kind: str
    yuan: int
    teacher: str
    reason: str
    state: str
    approved_by: str
    appeal: str
    answer: str


@dataclass(frozen=True, slots=True)
class SampleRecords:
    """All of them, each in the order in which it was noted."""

    contests: tuple[SampleContest, ...]
    projects: tuple[SampleProject, ...]
    papers: tuple[SamplePaper, ...]
    homework: tuple[SampleHomework, ...]
    rules: tuple[SampleRule, ...]
    fund: tuple[SampleFund, ...]


_WORKS = {
    "courseware": (
        "《观潮》课件",
        "《圆的周长》课件",
        "《Seasons》课件",
        "《溶解》课件",
        "《升国旗》课件",
        "《千里江山图》课件",
    ),
    "lesson": ("《将相和》", "《平均数》", "《My school》", "《搭石》", "《小数的意义》", "《四季之美》"),
}
_RULES = {
    "业务学习制度": "每两周集中学习一次，学习有主题、有笔记、有反馈。",
    "参加培训制度": "外出培训须经教导处同意，回校一周内在教研组传达。",
    "听课评课制度": "每学期听课不少于二十节，听课当天填写课堂评价表并评课。",
    "课堂教学评价制度": "用学校评价表评课，评分与评语一并反馈授课教师。",
    "教师考核奖励制度": "研修完成情况由台账统计，奖惩先提出、再审批，本人可以申诉。",
}
_HOMEWORK_FROM, _HOMEWORK_DAYS = "2026-11-09", 14
_SUBJECTS = {"chinese": 22, "math": 20, "english": 12}
_OVER = {("2026-11-11", (5, 2)): 25, ("2026-11-13", (6, 1)): 30, ("2026-11-18", (4, 3)): 20}
"""Days on which the arithmetic of a class took so many minutes longer than the school's usual."""


def sample_records() -> SampleRecords:
    """Everything until the last day of the history."""
    staff = [teacher.staff_no for teacher in sample_school().teachers]
    return SampleRecords(
        contests=(
            _contest("课件制作比赛", "courseware", "2026-11-10", staff[3:33:5]),
            _contest("有效课堂教学比赛", "lesson", "2026-11-18", staff[5:47:7]),
        ),
        projects=_projects(staff),
        papers=_papers(staff),
        homework=_homework(),
        rules=_rules(staff),
        fund=_fund(staff),
    )


def _contest(title: str, kind: str, day: str, people: list[str]) -> SampleContest:
    awards = ("first", "second", "second", "third", "third", "merit")
    entries = (
        SampleEntry(number, work, 948 - 21 * place, award, award == "first")
        for place, (number, work, award) in enumerate(zip(people, _WORKS[kind], awards, strict=False))
    )
    return SampleContest(title, kind, day, tuple(entries))


def _projects(staff: list[str]) -> tuple[SampleProject, ...]:
    tasks = ("资料与文献", "课例研究", "数据整理", "报告撰写", "问卷与访谈", "成果推广")

    def project(
        title: str, number: str, level: str, stage: str, starts: str, ends: str, who: list[str]
    ) -> SampleProject:
        return SampleProject(
            title, number, level, stage, who[0], starts, ends, tuple(zip(who[1:], tasks, strict=False))
        )

    return (
        project(
            "“先学后教、当堂训练”中自学指导的设计",
            "云教研2025-017",
            "county",
            "midterm",
            "2025-09",
            "2027-06",
            staff[4:11],
        ),
        project(
            "触控一体机支持下的数学当堂检测", "青教科2026-042", "city", "opened", "2026-03", "2028-03", staff[24:30]
        ),
        project("小学语文分层作业的实践", "", "county", "applied", "2026-10", "", staff[12:17]),
    )


def _papers(staff: list[str]) -> tuple[SamplePaper, ...]:
    return (
        SamplePaper(staff[4], "自学指导要让学生会学", "published", "county", "云溪教育", "2026-09", ""),
        SamplePaper(staff[9], "让提问走在思考的前面", "awarded", "city", "市教育学会", "2026-10", "second"),
        SamplePaper(staff[13], "习作评改课的三个着力点", "published", "county", "云溪教育", "2026-10", ""),
        SamplePaper(staff[25], "当堂检测题的梯度设计", "published", "city", "小学教研", "2026-09", ""),
        SamplePaper(staff[31], "触控一体机上的几何直观", "awarded", "county", "县教研室", "2026-11", "first"),
        SamplePaper(staff[38], "英语绘本课的听说训练", "exchanged", "township", "片区教研会", "2026-10", ""),
        SamplePaper(staff[44], "科学实验课的分组与记录", "awarded", "county", "县教研室", "2026-11", "third"),
        SamplePaper(staff[52], "课间操音乐的选编", "exchanged", "school", "校本研修简报", "2026-11", ""),
    )


def _homework() -> tuple[SampleHomework, ...]:
    """Two weeks of checks: the younger have none on paper, the others three subjects a day."""
    first = date.fromisoformat(_HOMEWORK_FROM)
    found = []
    for later in range(_HOMEWORK_DAYS):
        day = (first + timedelta(days=later)).isoformat()
        for entry_year, number in sample_school().classes if taught_as(day) else ():
            grade = first.year - entry_year + 1
            chance = Random(f"{SEED}:homework:{day}:{grade}-{number}")
            for subject, usual in _SUBJECTS.items():
                minutes = 0 if grade <= 2 else usual + chance.randint(-4, 2)
                if subject == "math":
                    minutes += _OVER.get((day, (grade, number)), 0)
                if minutes or subject == "chinese":
                    levels = chance.choice(("abc", "abc", "ab", "one")) if minutes else ""
                    found.append(SampleHomework(day, (grade, number), subject, minutes, levels))
    return tuple(found)


def _rules(staff: list[str]) -> tuple[SampleRule, ...]:
    found = []
    for place, (name, body) in enumerate(_RULES.items()):
        readings = (
            (number, f"2026-09-{10 + (place + at) % 8:02}") for at, number in enumerate(staff[: 60 - 4 * place])
        )
        found.append(SampleRule(name, 1, "2026-09-01", body, tuple(readings)))
    second = (*_RULES.values(),)[2] + "教研组长和学校领导的节数由学校另定。"
    found.append(SampleRule("听课评课制度", 2, "2026-11-02", second, tuple((one, "2026-11-05") for one in staff[:41])))
    return tuple(found)


def _fund(staff: list[str]) -> tuple[SampleFund, ...]:
    principal = next(one.name for one in sample_school().teachers if one.position == "principal")
    return (
        SampleFund("2026-09-03", "budget", 30_000, "", "本学期研修预算", "approved", principal, "", ""),
        SampleFund("2026-10-20", "spent", 1_200, "", "县教研员讲座", "paid", principal, "", ""),
        SampleFund("2026-10-27", "spent", 860, "", "县语文研讨会交通费", "paid", principal, "", ""),
        SampleFund("2026-11-12", "reward", 300, staff[3], "课件制作比赛一等奖", "approved", principal, "", ""),
        SampleFund("2026-11-20", "reward", 300, staff[5], "有效课堂教学比赛一等奖", "proposed", "", "", ""),
        SampleFund(
            *("2026-11-20", "penalty", 50, staff[33], "听课进度落后且未说明", "refused", principal),
            *("十月因病请假两周，已补听四节", "情况属实，不予扣减"),
        ),
    )
