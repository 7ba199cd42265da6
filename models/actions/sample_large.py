"""A store as large as a hundred schools with years behind them, for measuring: the sample school over and over.

Each further school has people of its own and the sample's whole term, in one of the terms of the last three years; or
one school's own people have done the same in every term. All of it follows from the sample, so that it is the same in
every run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import peewee as pw

from data.pinyin import initials_of, pinyin_of_name
from models.actions.sample import found_sample
from models.actions.school import add_term
from models.journal.writing import insert_records
from models.rules.terms import term_named
from models.store import Actor, Store
from models.tables import ALL
from models.tables.base import Record
from models.tables.lessons import (
    Absence,
    EvaluationForm,
    FormScore,
    LessonMoment,
    Nomination,
    Observation,
    OpenLesson,
    Vote,
)
from models.tables.pairing import Pairing, PairingDuty, PairingEvaluation, PairingLog, PairingProfile
from models.tables.people import (
    Activity,
    ActivityRecord,
    Attendance,
    ClassGroup,
    GroupMember,
    Honour,
    Teacher,
    TeacherClass,
    TeacherSubject,
)
from models.tables.reading import dicts
from models.tables.records import (
    Contest,
    ContestEntry,
    ContestScore,
    FundEntry,
    ImprovementPlan,
    Material,
    Project,
    ProjectMember,
    Publication,
    RuleReading,
)
from models.tables.reflections import Reflection, ReflectionStep, ReflectionTag, ReflectionText

TERMS = ("2026-1", "2025-2", "2025-1", "2024-2", "2024-1", "2023-2", "2023-1")
"""The terms in which the schools have their records, the sample's own first: more than three years."""

_HALF_A_YEAR = timedelta(weeks=26)  # whole weeks, so that a Wednesday's open day stays one
_PEOPLE = {Teacher, TeacherSubject, TeacherClass, GroupMember, Honour}
_LASTING = _PEOPLE | {PairingProfile}
"""What the same people have once, however many terms they have behind them."""
_REPEATED = _PEOPLE | {
    *(Activity, ActivityRecord, Attendance, Absence, OpenLesson, Observation, EvaluationForm, FormScore, LessonMoment),
    *(Nomination, Vote, Pairing, PairingDuty, PairingEvaluation, PairingLog, PairingProfile),
    *(Reflection, ReflectionText, ReflectionStep, ReflectionTag),
    *(Contest, ContestEntry, ContestScore, Project, ProjectMember, Publication),
    *(RuleReading, FundEntry, ImprovementPlan, Material),
}
"""What every school has of its own. The lists, classes, forms, rules and the week's timetable are common to all."""

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_MONTH = re.compile(r"20\d\d-\d\d")
_Row = dict[str, Any]
_Ids = dict[type[pw.Model], dict[int, int]]
_Classes = list[dict[int, int]]


def found_large(
    path: Path | str,
    actor: Actor,
    schools: int,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Store:
    """Make a store with as many ``schools`` as asked for, 62 people and 17,000 rows each, and open it; ``tell`` hears
    how many are there. Each is one action of the history. Raises StoreError as `Store.create` does."""
    store = found_sample(path, actor, history=True)
    try:
        with store.change("school.sample"):
            for name in TERMS[1:]:
                add_term(term_named(name))
            classes = _classes_of_the_past()
        own = [cast(type[Record], model) for model in ALL if model in _REPEATED]
        pattern = [(model, _rows(model)) for model in own]
        tell(1, schools)
        for number in range(1, schools):
            with store.change("school.sample"):
                _repeat(pattern, number, classes)
            tell(number + 1, schools)
    except BaseException:
        store.close()
        raise
    return store


def found_years(path: Path | str, actor: Actor, terms: int) -> Store:
    """Make a store with one school of 62 people that has done in each of so many ``terms`` what the sample has in its
    one, 17,000 rows each, and open it. Raises ValueError for more than `TERMS`, StoreError as `Store.create` does."""
    if not 1 <= terms <= len(TERMS):
        raise ValueError(terms)
    store = found_sample(path, actor, history=True)
    try:
        with store.change("school.sample"):
            for name in TERMS[1:terms]:
                add_term(term_named(name))
            classes = _classes_of_the_past()
        own = [cast(type[Record], model) for model in ALL if model in _REPEATED - _LASTING]
        pattern = [(model, _rows(model)) for model in own]
        same: _Ids = {model: {row["id"]: row["id"] for row in dicts(model.select(model.id))} for model in _LASTING}
        for number in range(1, terms):
            with store.change("school.sample"):
                _repeat(pattern, number, classes, same)
    except BaseException:
        store.close()
        raise
    return store


def _rows(model: type[Record]) -> list[_Row]:
    return list(dicts(model.select().order_by(model.id)))


def _classes_of_the_past() -> _Classes:
    """For every year back, which class was then what a class is today: one of the same grade and number."""
    today = list(dicts(ClassGroup.select()))
    found = {(row["entry_year"], row["class_no"]): row["id"] for row in today}
    for back in range(1, len(TERMS) // 2 + 1):
        for row in today:
            place = (row["entry_year"] - back, row["class_no"])
            if place not in found:
                found[place] = insert_records(ClassGroup, [{"entry_year": place[0], "class_no": place[1]}])[0]
    return [
        {row["id"]: found[row["entry_year"] - back, row["class_no"]] for row in today}
        for back in range(len(TERMS) // 2 + 1)
    ]


def _repeat(
    pattern: list[tuple[type[Record], list[_Row]]], number: int, classes: _Classes, same: _Ids | None = None
) -> None:
    """Write one further school, or what those of ``same`` did in one further term. Inside an action only."""
    terms = number % len(TERMS)
    back = _HALF_A_YEAR * terms
    ids: _Ids = {**(same or {}), ClassGroup: classes[(terms + 1) // 2]}
    for model, rows in pattern:
        ours = ids[model] = {}
        references = {field.name: field.rel_model for field in model._meta.refs}  # type: ignore[attr-defined]
        days = {} if model in _PEOPLE else _days_of(model)
        # People teach the classes of today; what they did was with those of that time.
        known = {**ids, ClassGroup: classes[0]} if model in _PEOPLE else ids
        moved = (_moved(row, references, known, days, back) for row in rows)
        if model is Teacher:
            moved = (_person(facts, place, number) for place, facts in enumerate(moved))
        if model in references.values():
            for row, facts in zip(rows, moved, strict=True):  # one may point at the one before
                ours[row["id"]] = insert_records(model, [facts])[0]
        else:
            made = insert_records(model, moved)
            ours.update(zip((row["id"] for row in rows), made, strict=True))


def _moved(
    row: _Row,
    references: dict[str, type[pw.Model]],
    ids: _Ids,
    days: dict[str, re.Pattern[str]],
    back: timedelta,
) -> _Row:
    """The row of another school: pointing at its own rows, so much earlier."""
    facts = {name: value for name, value in row.items() if name not in ("id", "version")}
    for name, target in references.items():
        if target in ids and facts[name] is not None:
            facts[name] = ids[target][facts[name]]
    if back:
        for name, looks in days.items():
            if looks.match(facts[name]):
                facts[name] = _earlier(facts[name], back)
    return facts


def _days_of(model: type[Record]) -> dict[str, re.Pattern[str]]:
    """Its fields that hold a day, an instant or a month."""
    texts = [field.name for field in model._meta.sorted_fields if isinstance(field, pw.TextField)]  # type: ignore[attr-defined]
    found = {name: _DAY for name in texts if name.endswith(("_on", "_at", "_day"))}
    return found | ({"month": _MONTH} if "month" in texts else {})


def _earlier(text: str, back: timedelta) -> str:
    """A day, an instant or a month so much earlier; a month as its middle moves."""
    day = text[:10] if len(text) > 7 else f"{text}-15"
    return (date.fromisoformat(day) - back).isoformat()[: len(text)] + text[10:]


def _person(facts: _Row, place: int, number: int) -> _Row:
    """The sample's teacher as somebody else: another surname, number and telephone, and no class to be head of."""
    name = _SURNAMES[(number * 7 + place) % len(_SURNAMES)] + str(facts["name"])[1:]
    pinyin = pinyin_of_name(name)
    return {
        **facts,
        "staff_no": f"{number:03}-{facts['staff_no']}",
        "sort_no": facts["sort_no"] + number * 1_000_000,
        "name": name,
        "name_pinyin": pinyin,
        "name_initials": initials_of(pinyin),
        "phone": f"139{number * 100 + place:08}" if facts["phone"] else "",
        "head_of_class": None,
    }
