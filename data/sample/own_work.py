"""What the sample teachers have made themselves: improvement plans, materials, and judges' points; all invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from data.sample.school import SEED, sample_school


class SamplePlan(NamedTuple):
    """What a teacher wants to do better; ``outcome`` and ``checked_on`` are '' until somebody has looked."""

    made_on: str
    teacher: str
    problem: str
    goal: str
    steps: str
    checked_on: str
    outcome: str
    state: str


class SampleMaterial(NamedTuple):
    """Something that the school shares; ``content`` is the text of its file, '' where none was put in yet."""

    title: str
    kind: str
    teacher: str
    subject: str
    made_on: str
    summary: str
    file_name: str
    content: str


@dataclass(frozen=True, slots=True)
class SampleScore:
    """What a judge gave one entry, by its place in the contest: somebody on the staff or, by name, from outside."""

    contest: str
    place: int
    judge: str
    judge_name: str
    score_x10: int


_PROBLEMS = (
    ("提问太碎，学生只答半句", "每课留两个值得想的问题", "备课时写下主问题，课上等待十秒"),
    ("自学指导说不清，先学流于形式", "学生能照指导独立学完", "每课写一张自学提纲，当堂检测"),
    ("当堂训练时间不够", "训练不少于十二分钟", "讲授控制在十分钟内，练习提前分层"),
    ("只照顾举手的学生", "每课至少问到十五人", "按座位表点名提问并做记号"),
    ("课件翻得快，板书少", "关键步骤都有板书", "课件只放情境和检测，其余写在板上"),
    ("评价语单一", "评价说到具体做法", "听自己的录音，每周改三句"),
)
_OUTCOMES = ("两次听课均见改进，训练时间达到要求", "提问减少一半，学生回答变长", "自学提纲已成习惯，检测正确率提高")
_PLANNERS = 46
"""How many of the staff have made their plan by the thirteenth week."""

_MATERIALS = (
    ("《云溪童谣》校本教材", "textbook", 6, "chinese", "2026-09-21", "本地童谣二十首，附朗读与仿写", "云溪童谣.txt"),
    ("数学口算分层练习册", "textbook", 24, "math", "2026-09-28", "三到六年级，分A、B、C三层", ""),
    ("“先学后教”课例《平均数》", "case", 26, "math", "2026-10-14", "从自学指导到当堂训练的一课", "平均数课例.txt"),
    ("一次失败的小组合作", "case", 9, "chinese", "2026-10-21", "问题、原因与改法", ""),
    ("五年级语文第六单元导学案", "guide", 13, "chinese", "2026-11-16", "四课时，附检测题", "五语六单元导学案.txt"),
    ("《圆的周长》导学案", "guide", 25, "math", "2026-11-09", "测量与猜想各一页", ""),
    ("英语绘本《A Windy Day》", "courseware", 38, "english", "2026-10-29", "听、说、演三个环节", ""),
    ("《溶解》实验视频", "video", 44, "science", "2026-11-11", "分组实验的四个镜头", ""),
)
_CONTEST, _ENTRIES = "有效课堂教学比赛", 6
_JUDGES = ((1, ""), (24, ""), (-1, "顾晓岚"))
"""Places in the staff, and a guest of the county's."""


def sample_plans() -> tuple[SamplePlan, ...]:
    """A plan for most of the staff; of the older ones some have been checked."""
    found = []
    for place, teacher in enumerate(sample_school().teachers[:_PLANNERS]):
        chance = Random(f"{SEED}:improvement:{teacher.staff_no}")
        problem, goal, steps = chance.choice(_PROBLEMS)
        made = date(2026, 9, 14) + timedelta(days=chance.randrange(12))
        state = "done" if place % 5 == 0 else "doing" if place % 3 else "planned"
        checked = (date(2026, 11, 2) + timedelta(days=chance.randrange(18))).isoformat() if state == "done" else ""
        outcome = chance.choice(_OUTCOMES) if state == "done" else ""
        found.append(SamplePlan(made.isoformat(), teacher.staff_no, problem, goal, steps, checked, outcome, state))
    return tuple(sorted(found))


def sample_materials() -> tuple[SampleMaterial, ...]:
    """What is shared by now; three of them with their file."""
    staff = [teacher.staff_no for teacher in sample_school().teachers]
    return tuple(
        SampleMaterial(
            title, kind, staff[maker], subject, made_on, summary, name, f"{title}\n\n{summary}\n" if name else ""
        )
        for title, kind, maker, subject, made_on, summary, name in _MATERIALS
    )


def sample_scores(scores_x10: tuple[int, ...]) -> tuple[SampleScore, ...]:
    """What three judges gave the entries of the lesson contest, whose means are these: one above, one below, and the
    third as much nearer."""
    staff = [teacher.staff_no for teacher in sample_school().teachers]
    found = []
    for place, mean in enumerate(scores_x10[:_ENTRIES]):
        spread = Random(f"{SEED}:judges:{place}").randint(3, 18)
        for (judge, outside), given in zip(_JUDGES, (mean + spread, mean - spread, mean), strict=True):
            found.append(SampleScore(_CONTEST, place, staff[judge] if judge >= 0 else "", outside, given))
    return tuple(found)
