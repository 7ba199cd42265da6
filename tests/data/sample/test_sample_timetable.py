"""The sample timetable is one that a school could run: complete, without clashes, within everybody's load."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from data.sample.school import sample_school
from data.sample.timetable import BELLS, DAYS, sample_slots
from models.rules.bells import Bell, periods_of
from models.rules.calendar import Calendar, SpecialDay
from models.rules.slots import Slot, clashes, given_on
from models.rules.terms import TermDates


@pytest.fixture(scope="module")
def slots() -> list[Slot]:
    return [
        Slot(
            number,
            "{}-{}".format(*slot.class_group),
            slot.weekday,
            slot.period,
            slot.subject,
            slot.staff_no,
            slot.room,
            slot.seats,
            "all",
            slot.starts_on,
            slot.ends_on,
        )
        for number, slot in enumerate(sample_slots(), 1)
    ]


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    school = sample_school()
    return Calendar.of(TermDates(2026, 1, school.starts_on, school.ends_on), [SpecialDay(*day) for day in DAYS])


def test_nobody_and_no_room_is_wanted_twice_at_once(slots: list[Slot]):
    assert clashes(slots, frozenset({"操场"})) == []


def test_each_class_has_the_periods_of_its_grade(slots: list[Slot]):
    bells = [Bell(*bell) for bell in BELLS]
    for grade in range(1, 7):
        for weekday in range(1, 6):
            for number in range(1, 5):
                found = [
                    slot.period
                    for slot in slots
                    if slot.class_code == f"{grade}-{number}" and slot.weekday == weekday and not slot.ends_on
                ]
                assert sorted(found) == list(periods_of(bells, weekday, grade))


def test_everybody_teaches_within_bounds_and_is_seen_on_wednesdays(slots: list[Slot], calendar: Calendar):
    in_force = [slot for slot in slots if slot.lasts_until("2026-11-26")]
    loads = Counter(slot.teacher for slot in in_force)
    staff = {teacher.staff_no for teacher in sample_school().teachers}
    assert set(loads) == staff - {"023"}  # on leave since October
    assert all(4 <= load <= 20 for load in loads.values())
    wednesday = given_on(slots, calendar, date(2026, 11, 25))
    assert {slot.teacher for slot in wednesday} == set(loads)


def test_the_term_has_eighteen_open_days_or_nearly(calendar: Calendar):
    days = calendar.open_days()
    assert date(2026, 10, 10) in days
    assert date(2026, 11, 11) not in days
    assert len(days) == 19
