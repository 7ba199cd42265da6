"""Reads the folder of csv and json files that a plan is made from, and a plan itself."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

from data.formats.problem import FileProblem
from data.planning.values import (
    Entry,
    Given,
    GroupLesson,
    Planned,
    PlanRules,
    WeeklyLesson,
)
from data.words import t

FILES = (
    "teachers.csv",
    "timetable.csv",
    "rules.json",
    "calendar.csv",
    "absences.csv",
    "pins.csv",
    "forbid.csv",
    "group_lessons.csv",
    "barred.csv",
    "demands.csv",
)
"""The files of a folder; only the first two must be there."""

_HEADINGS = {
    "听课人": "observer", "听课教师": "observer", "周次": "week", "周": "week", "星期": "day", "日": "day",
    "节次": "period", "节": "period", "授课人": "lesson_teacher", "授课教师": "lesson_teacher",
    "被听课人": "lesson_teacher", "教室": "room", "地点": "room",
}  # fmt: skip
_DAYS = {character: number for number, character in enumerate("一二三四五六", 1)} | {"日": 7, "天": 7} | {
    name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1)
}  # fmt: skip
_Row = Mapping[str, Any]
_Value = TypeVar("_Value")


def read_folder(folder: Path) -> Given:
    """What the folder says. Raises FileProblem that names the file, the line and what is accepted."""
    rules = read_rules(folder / "rules.json")
    people = _each(folder / "teachers.csv", lambda row: _person(row, rules), ("teacher",))
    known = {person.id for person in people}
    called = Counter(person.name for person in people)
    by_name = {person.name: person.id for person in people if person.name and called[person.name] == 1}

    def who(row: _Row, column: str) -> str:
        text = row[column]
        if text not in known and text not in by_name:
            raise ValueError(t("plan.file_nobody", text=text))
        return text if text in known else by_name[text]

    def absence(row: _Row) -> tuple[str, int, int, int]:
        return (who(row, "teacher"), _number(row, "week"), _day(row), _number(row, "period", 0))

    def group_lesson(row: _Row) -> GroupLesson:
        time = _number(row, "week"), _day(row), _number(row, "period")
        return GroupLesson(row["group"], *time, who(row, "lesson_teacher"))

    lessons = _each(folder / "timetable.csv", lambda row: _lesson(row, who(row, "teacher"), rules), ("teacher",))
    away = _each(folder / "absences.csv", absence, ("teacher", "week", "day"), needed=False)
    closed = _each(folder / "calendar.csv", _closed, ("week", "day"), needed=False)
    return Given(
        tuple(sorted(people, key=lambda person: person.id)),
        tuple(lessons),
        rules,
        frozenset(day for day in closed if day is not None),
        frozenset((person, week, day) for person, week, day, period in away if not period),
        frozenset(one for one in away if one[3]),
        tuple(sorted(set(_entries(folder / "pins.csv", who, needed=False)))),
        frozenset(
            _each(
                folder / "forbid.csv",
                lambda row: (who(row, "observer"), who(row, "lesson_teacher")),
                ("observer", "lesson_teacher"),
                needed=False,
            )
        ),
        tuple(sorted(set(_each(folder / "group_lessons.csv", group_lesson, ("group", "lesson_teacher"), False)))),
        frozenset(_entries(folder / "barred.csv", lambda row, name: who(row, name) if row[name] else "", needed=False)),
        frozenset(
            _each(
                folder / "demands.csv",
                lambda row: (who(row, "observer"), who(row, "lesson_teacher"), _number(row, "least")),
                ("observer", "lesson_teacher", "least"),
                needed=False,
            )
        ),
    )


def read_plan(path: Path, given: Given) -> list[Entry]:
    """The entries of a plan's file, in its order. Raises FileProblem."""
    known = {person.id: person.id for person in given.people}
    called = Counter(person.name for person in given.people)
    known |= {person.name: person.id for person in given.people if person.name and called[person.name] == 1}

    def who(row: _Row, column: str) -> str:
        if row[column] not in known:
            raise ValueError(t("plan.file_nobody", text=row[column]))
        return known[row[column]]

    return _entries(path, who, needed=True)


def read_rules(path: Path) -> PlanRules:
    """The rules in the file, those it does not name as usual. Raises FileProblem."""
    if not path.exists():
        return PlanRules()
    try:
        return rules_said(json.loads(path.read_text("utf-8-sig")), PlanRules())
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem(t("plan.file_unreadable", file=path.name, why=error)) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise FileProblem(t("plan.file_rules", file=path.name, why=error)) from error


def rules_said(said: Mapping[str, Any], usual: PlanRules) -> PlanRules:
    """The rules by name, those not said as usual. Raises ValueError, TypeError or AttributeError for what is none."""
    plain = {name: value for name, value in said.items() if name not in ("weights", "cross_school", "open_days")}
    return replace(
        _numbers(usual, plain),
        open_days=tuple(sorted({int(day) for day in said.get("open_days", usual.open_days)})),
        weights=_numbers(usual.weights, said.get("weights", {})),
        cross_school=_numbers(usual.cross_school, said.get("cross_school", {})),
    )


def _numbers(usual: _Value, said: Mapping[str, Any]) -> _Value:
    """The record with those of its values that the file names; what it names besides is for others."""
    names = {one.name for one in fields(usual)}  # type: ignore[arg-type]
    changed = {}
    for name, value in said.items():
        if name not in names:
            continue
        kind = type(getattr(usual, name))
        if not isinstance(value, kind):
            raise ValueError(f"{name}: {value!r}")
        changed[name] = value
    return replace(usual, **changed)  # type: ignore[type-var]


def _each(path: Path, make: Callable[[_Row], _Value], columns: Sequence[str], needed: bool = True) -> list[_Value]:
    """What each line of a csv file means. Raises FileProblem that names the line."""
    if not path.exists():
        if needed:
            raise FileProblem(t("plan.file_missing", file=path.name, folder=path.parent))
        return []
    made = []
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            headings = [_HEADINGS.get(name.strip(), name.strip()) for name in reader.fieldnames or ()]
            reader.fieldnames = headings
            if lacking := [name for name in columns if name not in headings]:
                raise FileProblem(t("plan.file_no_column", file=path.name, names="、".join(lacking)))
            for row in reader:
                clean = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
                try:
                    made.append(make(clean))
                except (ValueError, KeyError) as error:
                    why = (
                        t("plan.file_no_column", file=path.name, names=error) if isinstance(error, KeyError) else error
                    )
                    raise FileProblem(t("plan.file_line", file=path.name, line=reader.line_num, why=why)) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FileProblem(t("plan.file_unreadable", file=path.name, why=error)) from error
    return made


def _person(row: _Row, rules: PlanRules) -> Planned:
    return Planned(
        row["teacher"],
        row.get("name", ""),
        row.get("school", ""),
        row.get("cluster", ""),
        row.get("subject", ""),
        _list(row.get("grades", "")),
        _list(row.get("groups", "")),
        row.get("honour", ""),
        _number(row, "quota", rules.quota),
        _list(row.get("mentors", "")),
    )


def _lesson(row: _Row, teacher: str, rules: PlanRules) -> WeeklyLesson:
    return WeeklyLesson(
        teacher,
        _day(row),
        _number(row, "period"),
        row.get("class", ""),
        row.get("grade", ""),
        row.get("subject", ""),
        row.get("room", ""),
        _number(row, "cap") if row.get("cap") else None,
        _weeks(row.get("weeks", ""), rules.weeks),
    )


def _weeks(text: str, last: int) -> frozenset[int] | None:
    if text in ("", "all"):
        return None
    if text in ("odd", "单周"):
        return frozenset(range(1, last + 1, 2))
    if text in ("even", "双周"):
        return frozenset(range(2, last + 1, 2))
    if not all(part.isdecimal() for part in _list(text)):
        raise ValueError(t("plan.file_weeks", text=text))
    return frozenset(map(int, _list(text)))


def _closed(row: _Row) -> tuple[int, int] | None:
    return (_number(row, "week"), _day(row)) if row.get("status") in ("", None, "closed") else None


def _entries(path: Path, who: Callable[[_Row, str], str], needed: bool) -> list[Entry]:
    return _each(
        path,
        lambda row: Entry(
            who(row, "observer"), _number(row, "week"), _day(row), _number(row, "period"), who(row, "lesson_teacher")
        ),
        ("observer", "week", "day", "period", "lesson_teacher"),
        needed,
    )


def _list(text: str) -> frozenset[str]:
    return frozenset(part for part in re.split("[;；]", text) if part)


def _number(row: _Row, column: str, unless: int | None = None) -> int:
    """The number in a cell, '第3周' among them; ``unless`` for an empty cell."""
    text = row.get(column, "")
    if not text and unless is not None:
        return unless
    found = re.search(r"\d+", text)
    if found is None:
        raise ValueError(t("plan.file_number", column=column, text=text))
    return int(found.group())


def _day(row: _Row) -> int:
    text = row.get("day", "").lower().removeprefix("星期").removeprefix("周").removeprefix("礼拜")
    number = int(text) if text.isdecimal() else _DAYS.get(text) or _DAYS.get(text[:3], 0)
    if not 1 <= number <= 7:
        raise ValueError(t("plan.file_day", text=row.get("day", "")))
    return number
