"""The sample school's weekly timetable, its bell times and the days of its term that differ."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import NamedTuple

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
_ROOMS = {
    "pe": {"": "操场"},
    "music": {"054": "音乐室3", "055": "音乐室2", "": "音乐室1"},
    "art": {"056": "美术室2", "057": "美术室3", "": "美术室1"},
    "it": {"": "机房"},
    "science": {"060": "科学实验室1", "003": "科学实验室2"},
}
_SEATS = {"操场": 12, "机房": 4}
LEAVE_BEGINS, LEAVE_TEACHER, LEAVE_CLASS, LEAVE_COVER = "2026-10-08", "023", (3, 3), "020"
"""A class's Chinese lessons pass to somebody else from that day on."""


class SampleSlot(NamedTuple):
    """One weekly lesson; ``starts_on`` and ``ends_on`` are ISO days, '' for an open end."""

    class_group: tuple[int, int]
    weekday: int
    period: int
    subject: str
    staff_no: str
    room: str
    seats: int
    starts_on: str = ""
    ends_on: str = ""


class SampleBell(NamedTuple):
    """A period's times for some grades; ``weekday`` 0 stands for every day without times of its own."""

    weekday: int
    first_grade: int
    last_grade: int
    period: int
    starts_at: str
    ends_at: str


class SampleDay(NamedTuple):
    """A day that differs: its kind, and the weekday that a make-up day follows."""

    on_day: str
    kind: str
    acts_as: int = 0
    note: str = ""


_TIMES = ("08:30-09:10", "09:20-10:00", "10:30-11:15", "11:25-12:05", "13:50-14:35", "14:45-15:25")

BELLS = (
    *(SampleBell(0, 1, 6, number, *times.split("-")) for number, times in enumerate(_TIMES, 1)),
    *(
        SampleBell(day, 1, 2, number, *times.split("-"))
        for day in (2, 3, 4, 5)
        for number, times in enumerate(_TIMES[:5], 1)
    ),
)
"""Six periods; grades 1 and 2 have the sixth on Mondays only. The third and fifth hold eye exercises."""

DAYS = (
    SampleDay("2026-09-25", "holiday", note="中秋节"),
    *(SampleDay(f"2026-10-0{day}", "holiday", note="国庆节") for day in (1, 2, 5, 6, 7)),
    SampleDay("2026-09-20", "makeup", 2, "补10月6日(周二)的课"),
    SampleDay("2026-10-10", "makeup", 3, "补10月7日(周三)的课"),
    SampleDay("2026-11-11", "exam", note="期中检测"),
    SampleDay("2027-01-01", "holiday", note="元旦"),
    *(SampleDay(f"2027-01-{day}", "exam", note="期末检测") for day in (18, 19, 20)),
)
"""The days of the term on which the weekly timetable does not run as usual."""


@cache
def sample_slots() -> tuple[SampleSlot, ...]:
    """Every weekly lesson, by class, weekday and period."""
    lines = (resources.files("data.sample") / "timetable.tsv").read_text("utf-8").splitlines()
    table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return tuple(slot for row in table for slot in _of_class(row))


def _of_class(row: dict[str, str]) -> list[SampleSlot]:
    grade, number = (int(part) for part in row["class"].split("-"))
    teachers = dict(pair.split("=") for pair in row["teachers"].split())
    found = []
    for weekday, name in enumerate(WEEKDAYS, 1):
        for period, subject in enumerate(row[name].split(), 1):
            room = _room(subject, teachers[subject], grade, number)
            slot = SampleSlot((grade, number), weekday, period, subject, teachers[subject], room, _SEATS.get(room, 8))
            found += _handed_over(slot)
    return found


def _handed_over(slot: SampleSlot) -> list[SampleSlot]:
    """The lesson, in two parts where it passes to somebody else during the term."""
    if (slot.staff_no, slot.class_group) != (LEAVE_TEACHER, LEAVE_CLASS):
        return [slot]
    return [slot._replace(ends_on="2026-10-07"), slot._replace(staff_no=LEAVE_COVER, starts_on=LEAVE_BEGINS)]


def _room(subject: str, staff_no: str, grade: int, number: int) -> str:
    rooms = _ROOMS.get(subject, {})
    return rooms.get(staff_no) or rooms.get("") or f"{grade}0{number}"
