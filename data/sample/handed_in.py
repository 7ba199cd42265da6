"""What came to the sample school's office, piece by piece: written, late, returned, forgotten, copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from data.sample.observations import LAST_DAY, sample_history, why_away
from data.sample.reflection_texts import Subject, Written, label_of, written
from data.sample.reflection_ways import Handing, Way, file_name, way_of
from data.sample.reflections import SampleExchange, SampleReflection
from data.sample.school import SEED, SampleTeacher, sample_school
from data.sample.school_days import taught_as

HALVES = (
    ("2026-09", "2026-09-15"),
    ("2026-09", "2026-09-30"),
    ("2026-10", "2026-10-15"),
    ("2026-10", "2026-10-30"),
    ("2026-11", "2026-11-13"),
    ("2026-11", "2026-11-30"),
)
"""The month that an insight is for, and the last school day on which it is in time."""
_FORGETFUL = {"051": 0.5, "034": 0.3, "019": 0.25, "025": 0.2, "006": 0.45, "052": 0.3, "049": 0.25}
_USUALLY_MISSING, _HURRIED = 0.035, 0.35
_SHOWN = ("research", "demonstration")
_ON_OPEN_DAYS, _AFTER_SHOWN = 0.16, 0.88
_CASES = ("031", "017", "013", "058", "022")
_LAST_YEAR = (
    *("010", "015", "016", "024", "025", "029", "031", "036", "037", "038", "044", "045", "048", "055", "057", "060"),
)
_COPIES = {
    # (who, half of a month): from whom, from which half of the month, how many of the paragraphs
    ("051", 1): ("049", "1", 9),
    ("034", 2): ("038", "2", 9),
    ("019", 4): ("016", "3", 9),
    ("047", 3): ("046", "3", 3),
    ("052", 4): ("048", "4", 2),
    ("025", 2): ("025", "2025-10", 9),
    ("058", 1): ("057", "2025-11", 9),
    ("022", 3): ("010", "2025-10", 3),
}
"""Who copied from whom: the whole text, or so many paragraphs of it."""


def everything_handed_in(exchanges: Sequence[SampleExchange]) -> tuple[SampleReflection, ...]:
    """Every reflection, last year's first, then as they came."""
    this_year = [*_insights(), *_after_lessons(), *_after_exchanges(exchanges), *_cases(), *_nobodys()]
    this_year.sort(key=lambda one: (one.steps[0].day, one.steps[0].clock, one.teacher, one.title))
    return (*_last_years(), *this_year)


def insight_text(staff_no: str, half: int) -> Written:
    """What somebody wrote for a half of a month, by number from 0; copied by a few."""
    copied = _COPIES.get((staff_no, half))
    if copied is None:
        return written(f"{staff_no}:{half}", "insight", _teacher(staff_no))
    source, place, paragraphs = copied
    text = written(f"{source}:{place}", "insight", _teacher(source))
    own = written(f"{staff_no}:{half}", "insight", _teacher(staff_no))
    if paragraphs >= 9:  # a class's name is what people do change
        classes = own.body.partition("班")[0][-4:], text.body.partition("班")[0][-4:]
        return Written(own.title if source != staff_no else text.title, text.body.replace(classes[1], classes[0]))
    lines = own.body.split("\n")
    return Written(own.title, "\n".join([*lines[:2], *text.body.split("\n")[2 : 2 + paragraphs], *lines[3:]]))


def _insights() -> Iterator[SampleReflection]:
    for teacher in sample_school().teachers:
        number = teacher.staff_no
        for half, (month, due) in enumerate(HALVES):
            chance = Random(f"{SEED}:insight:{number}:{half}")
            if why_away(number, due) and number == "023":
                continue
            forgot = chance.random() < _FORGETFUL.get(number, _USUALLY_MISSING)
            if forgot and (number, half) not in _COPIES:
                continue
            handing = _handing(number, due, chance)
            if due > LAST_DAY:
                if chance.random() > _HURRIED:
                    continue
                handing = Handing(_school_day("2026-11-24", -chance.choice((0, 0, 1, 1, 4, 5))), False)
            way = way_of(number, handing, chance, draft=due > LAST_DAY and chance.random() < 0.4)
            yield _piece(teacher, "insight", month, insight_text(number, half), way, chance)


def _handing(number: str, due: str, chance: Random) -> Handing:
    """On which day it came, and whether that was after the due day."""
    hasty = Random(f"{SEED}:hasty:{number}").random()
    late = chance.random() < (0.25 if number in _FORGETFUL else 0.06)
    days = chance.choice((1, 2, 2, 3, 5, 6)) if late else -int(chance.random() * 5 * hasty)
    return Handing(_school_day(due, days), late)


def _after_lessons() -> Iterator[SampleReflection]:
    teachers = {teacher.staff_no: teacher for teacher in sample_school().teachers}
    for place, lesson in enumerate(sample_history().lessons):
        chance = Random(f"{SEED}:after:{lesson.held_on}:{lesson.period}:{lesson.teacher}")
        wanted = _AFTER_SHOWN if lesson.kind in _SHOWN else _ON_OPEN_DAYS if lesson.kind == "open_day" else 0
        if lesson.status != "held" or not lesson.class_group or not lesson.topic or chance.random() >= wanted:
            continue
        late = chance.random() < 0.12
        handing = Handing(
            _school_day(lesson.held_on, chance.choice((5, 6, 8)) if late else chance.choice((0, 1, 2))), late
        )
        if handing.day > LAST_DAY:
            continue
        subject = Subject(lesson.subject, lesson.class_group, lesson.topic)
        key = f"{lesson.teacher}:{lesson.held_on}:{lesson.period}"
        text = written(key, "after_lesson", teachers[lesson.teacher], subject)
        way = way_of(lesson.teacher, handing, chance)
        piece = _piece(teachers[lesson.teacher], "after_lesson", lesson.held_on[:7], text, way, chance)
        yield piece._replace(lesson=place)


def _after_exchanges(exchanges: Sequence[SampleExchange]) -> Iterator[SampleReflection]:
    for place, exchange in enumerate(exchanges):
        chance = Random(f"{SEED}:told:{exchange.group}:{exchange.held_on}")
        for number in chance.sample(exchange.present, min(len(exchange.present), chance.choice((1, 2, 2, 3)))):
            handing = Handing(_school_day(exchange.held_on, chance.choice((0, 0, 1, 2))), False)
            if handing.day <= LAST_DAY:
                text = written(f"{number}:{exchange.held_on}", "exchange", _teacher(number))
                way = way_of(number, handing, chance)
                piece = _piece(_teacher(number), "exchange", exchange.held_on[:7], text, way, chance)
                yield piece._replace(exchange=place, is_shared=True)


def _cases() -> Iterator[SampleReflection]:
    for nth, number in enumerate(_CASES):
        chance = Random(f"{SEED}:case:{number}")
        handing = Handing(_school_day("2026-10-20", nth * 5), False)
        text = written(f"{number}:case", "case", _teacher(number))
        yield _piece(_teacher(number), "case", handing.day[:7], text, way_of(number, handing, chance), chance)


def _last_years() -> Iterator[SampleReflection]:
    """Some of those that were filed in the school year before."""
    for number in _LAST_YEAR:
        for month in ("2025-10", "2025-11", "2026-04"):
            chance = Random(f"{SEED}:last_year:{number}:{month}")
            text = written(f"{number}:{month}", "insight", _teacher(number))
            way = way_of(number, Handing(f"{month}-{chance.choice((13, 14, 15))}", False), chance, filed=True)
            yield _piece(_teacher(number), "insight", month, text, way, chance)


def _nobodys() -> Iterator[SampleReflection]:
    """Files of which nobody knows yet whose they are, and one that cannot be read."""
    for nth, (name, staff_no) in enumerate(
        (("新建文本文档.txt", "030"), ("心得体会.txt", "039"), ("王芳 11月心得.txt", "041"), ("反思(1).txt", "035"))
    ):
        chance = Random(f"{SEED}:nobody:{nth}")
        text = written(f"{staff_no}:nobody", "insight", _teacher(staff_no))
        way = Way.waiting(_school_day("2026-11-20", nth), chance)
        kind = "insight" if "心得" in name else ""
        piece = SampleReflection("", kind, "2026-11" if "11" in name else "", 0, text.title, text.body, way.steps)
        yield piece._replace(came_by="folder", file_name=name)


def _piece(teacher: SampleTeacher, kind: str, month: str, text: Written, way: Way, chance: Random) -> SampleReflection:
    by = chance.choices(("app", "folder", "dropbox", "paste"), (5, 4, 3, 1))[0] if way.handed_in else "app"
    week = max(0, (date.fromisoformat(way.handed_in or LAST_DAY) - date(2026, 8, 31)).days // 7 + 1)
    return SampleReflection(
        teacher.staff_no,
        kind,
        month,
        week if month >= "2026-09" else 0,
        text.title,
        text.body,
        way.steps,
        came_by=by,
        file_name=file_name(teacher, kind, month, week, chance) if by in ("folder", "dropbox") else "",
        grade=way.grade,
        answer=way.answer,
        is_flagged=way.grade == "excellent" and chance.random() < 0.7,
        consent=chance.choice(("given", "given", "asked", "")) if way.grade == "excellent" else "",
        is_shared=way.grade == "excellent" and chance.random() < 0.5,
        tags=label_of(text.body) if way.grade in ("excellent", "a") and chance.random() < 0.4 else (),
    )


def _school_day(day: str, later: int) -> str:
    """So many days later (or earlier), then on to the next day that is taught; never after the history's last."""
    found = date.fromisoformat(day) + timedelta(days=later)
    while not taught_as(found.isoformat()):
        found += timedelta(days=1 if later > 0 else -1)
    return min(found.isoformat(), LAST_DAY) if day <= LAST_DAY else found.isoformat()


def _teacher(staff_no: str) -> SampleTeacher:
    return next(teacher for teacher in sample_school().teachers if teacher.staff_no == staff_no)
