"""Registers that only the benchmark has: an evaluation form filled in by several observers (T3), and the lessons that
one teacher has observed (T4). The people, scores and words are invented, the same in every run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from random import Random

from data.pinyin import pinyin_of_name
from models.registers.column import Choice, Column, Kind, Person
from models.registers.register import Register
from tests.screens.grid.memory_source import MemoryContext, MemorySource

OBSERVERS, ITEMS, RECORDS = 8, 12, 20
MAXIMA = (10, 10, 5, 10, 5, 10, 10, 5, 10, 10, 5, 10)
"""The highest score of each item: a hundred together."""

KINDS = ("随堂听课", "公开课", "同课异构", "展示课")
PHRASES = (
    "目标明确，重点突出",
    "情境创设有趣，学生参与面广",
    "板书设计清楚，示范到位",
    "追问有层次，思维训练扎实",
    "时间分配前松后紧，练习不足",
    "小组合作有分工，交流充分",
)
TOPICS = ("荷花", "圆的面积", "观潮", "分数", "秋天的雨", "折线统计图", "搭石", "植树问题")
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫", ("建国", "思雨", "海波", "雅琴", "志远")


class ObservingContext(MemoryContext):
    """Sixty people, six grades of four classes, the kinds of lesson and the phrases for the remark."""

    def choices(self, list_id: str) -> Sequence[Choice]:
        return _lists()[list_id]

    def people(self) -> Sequence[Person]:
        return _people()


SCORES = Register(
    "scores",
    (
        Column("name", Kind.NAME, 10, frozen=True),
        *(Column(f"item{n}", Kind.INTEGER, 6, largest=largest) for n, largest in enumerate(MAXIMA, 1)),
    ),
    keys=(("name",),),
)
LESSONS = Register(
    "lessons",
    (
        Column("term", Kind.TEXT, 10, sticky=True),
        Column("observer", Kind.PERSON, 10, sticky=True),
        Column("kind", Kind.CODE, 10, choices="kind", sticky=True),
        Column("day", Kind.DAY, 10, earliest=date(2026, 9, 1), latest=date(2027, 1, 31)),
        Column("class_no", Kind.CODE, 8, choices="class"),
        Column("teacher", Kind.PERSON, 10),
        Column("topic", Kind.TEXT, 14),
        Column("score", Kind.INTEGER, 6, largest=100),
        Column("remark", Kind.TEXT, 30, choices="phrase"),
    ),
    keys=(("day", "teacher"),),
)


def source(register: Register, rows: Sequence[dict[str, str]] = ()) -> MemorySource:
    """The register over those rows."""
    made = MemorySource(rows, register)
    made.context = ObservingContext()
    return made


@cache
def score_sheet() -> list[dict[str, str]]:
    """What the observers wrote, a row each: mostly within three points of the highest, as scores are."""
    chance = Random(12)
    return [
        {
            "name": person.name,
            **{f"item{n}": str(largest - chance.choice((0, 1, 1, 2, 2, 3))) for n, largest in enumerate(MAXIMA, 1)},
        }
        for person in _people()[10 : 10 + OBSERVERS]
    ]


@cache
def lesson_records() -> list[dict[str, str]]:
    """The lessons that one person observed, a row each; a remark in four has words of its own."""
    chance = Random(20)
    observer, classes = _people()[0].name, [choice.label for choice in _lists()["class"]]
    days = sorted(chance.sample(range(1, 29), RECORDS))
    return [
        {
            "term": "2026-1",
            "observer": observer,
            "kind": KINDS[0],
            "day": f"2026-{10 if number < RECORDS // 2 else 11}-{day:02}",
            "class_no": chance.choice(classes),
            "teacher": chance.choice(_people()[1:]).name,
            "topic": chance.choice(TOPICS),
            "score": str(chance.randint(78, 97)),
            "remark": chance.choice(PHRASES),
        }
        for number, day in enumerate(days)
    ]


@cache
def _people() -> list[Person]:
    names = [first + last for last in _GIVEN for first in _SURNAMES]
    return [Person(f"{n:03}", name, pinyin_of_name(name)) for n, name in enumerate(names, 1)]


@cache
def _lists() -> dict[str, list[Choice]]:
    numerals = "一二三四五六"
    classes = [(grade, number) for grade in range(1, 7) for number in range(1, 5)]
    return {
        "kind": [Choice(label, label, str(n)) for n, label in enumerate(KINDS, 1)],
        "phrase": [Choice(label, label, str(n)) for n, label in enumerate(PHRASES, 1)],
        "class": [Choice(f"{g}-{n}", f"{numerals[g - 1]}({n})班", f"{g}{n}") for g, n in classes],
    }
