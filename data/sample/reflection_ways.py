"""Which way a sample reflection went: when it was handed in, given back, read and filed, and what the office wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from data.sample.observations import LAST_DAY
from data.sample.reflections import SampleStep
from data.sample.school import SampleTeacher
from data.sample.school_days import taught_as

OFFICE = "004"
"""The staff number of whoever reads for the office."""
_RETURNED = 0.07
_RETURN_WORDS = (
    "没有写到具体的片段，请补一个课堂上的实例。",
    "字数不够，原因和改进再写细些。",
    "与别处文字相同较多，请写自己的课。",
    "没有写学生的反应，请补充。",
    "课题和班级没有写。",
)
_READ_WORDS = (
    "片段真实，改进可行。",
    "抓住了一个小问题，写得深。",
    "有数据，有学生的话，好。",
    "下次写写改了以后怎么样。",
    "原因再想深一层。",
)
KIND_WORDS = {
    "insight": ("研修心得", "心得体会", "心得", "校本研修心得"),
    "after_lesson": ("教后反思", "教学反思", "课后反思"),
    "exchange": ("组内交流", "交流发言"),
    "case": ("个案反思",),
}
SEPARATORS = ("-", "_", "+", "—", " ", "－")


class Handing(NamedTuple):
    """The ISO day on which something came, and whether that was late."""

    day: str
    late: bool


@dataclass(frozen=True, slots=True)
class Way:
    """The steps of a reflection; the day of handing in ('' for a draft), its grade and what was answered."""

    steps: tuple[SampleStep, ...]
    handed_in: str = ""
    grade: str = ""
    answer: str = ""

    @classmethod
    def waiting(cls, day: str, chance: Random) -> Way:
        return cls((SampleStep("waiting", day, _clock(chance), OFFICE),), day)


def way_of(staff_no: str, handing: Handing, chance: Random, draft: bool = False, filed: bool = False) -> Way:
    """How far a piece that came on that day has got until the history's last day."""
    if draft:
        return Way((SampleStep("draft", handing.day, _clock(chance), staff_no),))
    steps = [SampleStep("handed_in", handing.day, _clock(chance), staff_no)]
    came, answer = handing.day, ""
    if not filed and chance.random() < _RETURNED:
        back = _later(came, chance.choice((1, 2, 3)))
        if back > LAST_DAY:
            return Way(tuple(steps), came)
        answer = chance.choice(_RETURN_WORDS)
        steps.append(SampleStep("returned", back, _clock(chance, 8, 10), OFFICE, answer))
        again = _later(back, chance.choice((1, 3, 6, 14)))
        if again > LAST_DAY or chance.random() < 0.25:
            return Way(tuple(steps), came, answer=answer)
        came = again
        steps.append(SampleStep("again", again, _clock(chance, 16, 20), staff_no))
    read = _later(came, 1 if filed else chance.choice((1, 2, 2, 3, 4, 6)))
    if read > LAST_DAY or chance.random() < (0.5 if came > "2026-11-08" else 0.02) * (not filed):
        return Way(tuple(steps), came, answer=answer)
    grade = chance.choices(("excellent", "a", "b", "c"), (11, 38, 42, 9))[0]
    answer = chance.choice(_READ_WORDS) if chance.random() < 0.5 else ""
    steps.append(SampleStep("read", read, _clock(chance, 8, 10), OFFICE, answer))
    put_away = _later(read, 1 if filed else chance.choice((1, 5, 8, 15)))
    if put_away <= LAST_DAY and (filed or chance.random() < 0.9):
        steps.append(SampleStep("filed", put_away, _clock(chance, 15, 17), OFFICE))
    return Way(tuple(steps), came, grade, answer)


def file_name(teacher: SampleTeacher, kind: str, month: str, week: int, chance: Random) -> str:
    """A file's name as teachers give them: the parts in any order, any separator."""
    when = chance.choice((f"{int(month[5:])}月", f"第{week}周", f"{int(month[5:])}月份", ""))
    parts = [teacher.name, chance.choice(KIND_WORDS[kind]), *([when] if when else [])]
    chance.shuffle(parts)
    return chance.choice(SEPARATORS).join(parts) + ".txt"


def _later(day: str, days: int) -> str:
    found = date.fromisoformat(day) + timedelta(days=days)
    while not taught_as(found.isoformat()):
        found += timedelta(days=1)
    return found.isoformat()


def _clock(chance: Random, first: int = 12, last: int = 21) -> str:
    return f"{first + int(chance.random() * (last - first)):02}:{int(chance.random() * 60):02}"
