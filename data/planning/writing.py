"""Writes a plan, and the folder of files that it was made from."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from data.formats.problem import FileProblem
from data.planning.reading import FILES
from data.planning.values import Entry, Given
from data.words import t

PLAN = "plan.csv"
_PLAN_COLUMNS = ("observer", "week", "day", "period", "lesson_teacher", "room", "observer_name", "teacher_name")


def write_plan(folder: Path, given: Given, entries: Iterable[Entry]) -> None:
    """The plan as ``plan.csv``, with names beside the ids so that a person can read it. Raises FileProblem."""
    name = {person.id: person.name for person in given.people}
    room: dict[tuple[str, int, int], list[tuple[frozenset[int] | None, str]]] = {}
    for lesson in given.lessons:
        room.setdefault((lesson.teacher, lesson.day, lesson.period), []).append((lesson.weeks, lesson.room))
    rows = []
    for entry in entries:
        fitting = room.get((entry.teacher, entry.day, entry.period), ())
        where = next((place for weeks, place in fitting if weeks is None or entry.week in weeks), "")
        rows.append((*entry, where, name.get(entry.observer, ""), name.get(entry.teacher, "")))
    _write(folder / PLAN, _PLAN_COLUMNS, rows, "utf-8-sig")


def copy_folder(source: Path, target: Path) -> None:
    """The files that a plan was made from, as they are, beside the plan. Raises FileProblem."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        if source.resolve() == target.resolve():
            return
        for name in FILES:
            if (source / name).exists():
                shutil.copyfile(source / name, target / name)
    except OSError as error:
        raise FileProblem(t("plan.file_not_written", folder=target, why=error)) from error


def write_folder(folder: Path, given: Given) -> None:
    """What a plan is made from, in the same files from which `read_folder` reads it. Raises FileProblem."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "rules.json").write_text(json.dumps(asdict(given.rules), ensure_ascii=False, indent=1), "utf-8")
    except OSError as error:
        raise FileProblem(t("plan.file_not_written", folder=folder, why=error)) from error
    _write(
        folder / "teachers.csv",
        ("teacher", "name", "school", "cluster", "subject", "grades", "groups", "honour", "quota", "mentors"),
        [
            (one.id, one.name, one.school, one.cluster, one.subject, _list(one.grades), _list(one.groups), one.honour,
             one.quota, _list(one.mentors))
            for one in given.people
        ],
    )  # fmt: skip
    _write(
        folder / "timetable.csv",
        ("teacher", "day", "period", "class", "grade", "subject", "room", "cap", "weeks"),
        [
            (one.teacher, one.day, one.period, one.class_name, one.grade, one.subject, one.room,
             "" if one.seats is None else one.seats,
             "all" if one.weeks is None else ";".join(map(str, sorted(one.weeks))))
            for one in given.lessons
        ],
    )  # fmt: skip
    _write(folder / "calendar.csv", ("week", "day", "status"), [(*day, "closed") for day in sorted(given.closed)])
    away = [(*day, "") for day in sorted(given.away_days)] + sorted(given.away_slots)
    _write(folder / "absences.csv", ("teacher", "week", "day", "period"), away)
    _write(folder / "pins.csv", _PLAN_COLUMNS[:5], given.pins)
    _write(folder / "barred.csv", _PLAN_COLUMNS[:5], sorted(given.barred))
    _write(folder / "demands.csv", ("observer", "lesson_teacher", "least"), sorted(given.demands))
    _write(folder / "forbid.csv", ("observer", "lesson_teacher"), sorted(given.forbidden))
    _write(folder / "group_lessons.csv", ("group", "week", "day", "period", "lesson_teacher"), given.group_lessons)


def _list(parts: Iterable[str]) -> str:
    return ";".join(sorted(parts))


def _write(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]], encoding: str = "utf-8") -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding=encoding) as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(headings)
            writer.writerows(rows)
    except OSError as error:
        raise FileProblem(t("plan.file_not_written", folder=path.parent, why=error)) from error
