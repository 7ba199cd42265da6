"""What the sample school's observers wrote on their forms: strict and lenient ones, better and weaker lessons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from data.defaults.forms import FormDefault, ItemDefault, default_forms
from data.sample.observations import LAST_DAY, SampleForm, SampleLesson, SampleObservation
from data.sample.school import SEED

_FORGETFUL = {"051": 0.3, "034": 0.25, "019": 0.25, "025": 0.3, "006": 0.4}
_USUALLY_OWED, _LATELY_OWED, _LATELY = 0.02, 0.12, "2026-11-04"
_QUICK = 0.12
_STRENGTHS = (
    "目标写在黑板上，学生说得出这节课要学什么",
    "先让学生自己读、自己标，再讲",
    "全班三十九人，举手的有二十多个",
    "例子取自学校菜园，学生有话说",
    "同桌互改，错在哪里自己讲得清",
    "当堂训练十五分钟，收上来就批",
    "板书跟着学生的话长出来",
    "一体机上拖动学具，后排也看得清",
    "语言干净，等学生想够了再叫",
    "追问了三次为什么，引出了不同的想法",
)
_PROBLEMS = (
    "导入用了九分钟，练习只剩六分钟",
    "叫来叫去是前两排",
    "小组讨论时有两组没有分工",
    "学生答错后直接给了答案",
    "课件翻得快，学生来不及记",
    "练习全班一样，快的没事做",
    "自学提示太笼统，学生不知从哪里下手",
    "评价只说很好，没有说好在哪里",
    "板书没有留下重点",
    "拓展部分偏难，课上没有落实",
)
_SUGGESTIONS = (
    "导入压到三分钟，把时间留给当堂训练",
    "准备一张名单，让一周没发言的先说",
    "小组分工写在纸上，轮流做记录员",
    "错了先请同伴补充，再由老师点",
    "练习分必做、选做两层",
    "自学前说清看什么、用几分钟、怎么检查",
    "少翻两页课件，让学生动笔",
    "评价说到具体的词句上",
    "下课前留两分钟让学生说收获",
    "与同年级老师再磨一次后半段",
)


def sample_forms(lessons: Sequence[SampleLesson], observations: Sequence[SampleObservation]) -> tuple[SampleForm, ...]:
    """The forms of those who came; some are still owed, begun or not."""
    kinds = {form.code: form for form in default_forms()}
    found = []
    for number, one in enumerate(observations):
        lesson = lessons[one.lesson]
        if one.status == "came" and lesson.status != "cancelled":
            form = _form(number, one, lesson, kinds[_kind(lesson)])
            if form is not None:
                found.append(form)
    return tuple(found)


def _kind(lesson: SampleLesson) -> str:
    """Every third teacher works by 先学后教, and is judged by its form."""
    return "learn_first" if lesson.teacher and int(lesson.teacher) % 3 == 1 else "general"


def _form(number: int, one: SampleObservation, lesson: SampleLesson, kind: FormDefault) -> SampleForm | None:
    who = one.observer or one.expert
    chance = Random(f"{SEED}:form:{lesson.held_on}:{lesson.period}:{lesson.teacher}:{who}")
    owed = chance.random() < (_FORGETFUL.get(who) or (_LATELY_OWED if lesson.held_on >= _LATELY else _USUALLY_OWED))
    quality = _quality(lesson) + _leniency(who)
    if owed and chance.random() < 0.5:
        return None
    if not owed and chance.random() < _QUICK and one.observer:
        total = round(min(99.0, quality + chance.gauss(0, 2)))
        return SampleForm(number, "", "handed_in", one.recorded_on, {}, total * 10, chance.choice(_STRENGTHS), "", "")
    points = {
        seq: None if _not_applicable(lesson, item) else _points(item.most, quality, chance)
        for seq, item in enumerate(kind.items, 1)
        if not owed or seq <= 8
    }
    texts = [chance.choice(among) if not owed else "" for among in (_STRENGTHS, _PROBLEMS, _SUGGESTIONS)]
    status = "draft" if owed else "handed_in"
    return SampleForm(number, kind.code, status, "" if owed else one.recorded_on, points, -1, *texts)


def _quality(lesson: SampleLesson) -> float:
    """How good the lesson was, out of 100: a teacher's habit, a little better with the weeks, and the day's luck."""
    teacher = lesson.teacher or lesson.guest
    habit = Random(f"{SEED}:teaches:{teacher}").gauss(86, 3.2)
    weeks = (date.fromisoformat(lesson.held_on) - date.fromisoformat(LAST_DAY)).days / 7
    luck = Random(f"{SEED}:luck:{teacher}:{lesson.held_on}:{lesson.period}").gauss(0, 1.4)
    return habit + 0.12 * weeks + luck + (2.5 if lesson.kind in ("research", "demonstration", "elsewhere") else 0)


def _leniency(who: str) -> float:
    """How many points above the others somebody gives: half of the school within two points, some far off."""
    return max(-6.0, min(5.5, Random(f"{SEED}:lenient:{who}").gauss(0, 2.6)))


def _points(most: int, quality: float, chance: Random) -> int:
    """Whole points, rounded up or down by chance so that their sum comes to about ``quality``."""
    meant = max(0.0, min(float(most), most * quality / 100 + chance.gauss(0, 0.03 * most)))
    given = int(meant) + (chance.random() < meant % 1)
    return min(most, given) * 10


def _not_applicable(lesson: SampleLesson, item: ItemDefault) -> bool:
    """There is no touch panel on the sports ground."""
    return lesson.subject == "pe" and "触控一体机" in item.words
