"""The week's timetable as somebody at the desk works on it."""

from __future__ import annotations

from datetime import date

from models.actions.desk import Desk
from models.actions.registers.week_matrix import WeekMatrix
from models.actions.week_source import WeekSource


def week_source(desk: Desk, day: date | None = None, from_day: str = "") -> WeekSource:
    """The lessons in force on a day (None: today, or the nearest day of its term), a column for each class.

    With ``from_day`` what is typed counts from that ISO day on. Raises NotAllowed for somebody who may not see it.
    """
    desk.sight.ensure("timetable")
    if from_day:
        day = date.fromisoformat(from_day)
    return WeekSource(desk.store, WeekMatrix(desk.lists, day, from_day), desk.lists)
