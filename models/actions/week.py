"""The week's timetable as somebody at the desk works on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from data.formats.saving import save_bytes
from data.formats.week_paper import as_text, as_workbook
from models.actions.desk import Desk
from models.actions.registers.week_matrix import WeekMatrix
from models.actions.week_source import WeekSource
from models.actions.week_views import Weeks, Whose


def week_source(desk: Desk, day: date | None = None, from_day: str = "") -> WeekSource:
    """The lessons in force on a day (None: today, or the nearest day of its term), a column for each class.

    With ``from_day`` what is typed counts from that ISO day on. Raises NotAllowed for somebody who may not see it.
    """
    desk.sight.ensure("timetable")
    if from_day:
        day = date.fromisoformat(from_day)
    return WeekSource(desk.store, WeekMatrix(desk.lists, day, from_day), desk.lists)


def print_weeks(weeks: Weeks, whose: Sequence[Whose], path: Path) -> None:
    """Write those weeks as they are printed: a workbook with a sheet for each, or text. Raises FileProblem."""
    papers = [weeks.paper(each) for each in whose]
    content = as_workbook(papers) if path.suffix.lower() == ".xlsx" else (as_text(papers) + "\n").encode()
    save_bytes(path, content)
