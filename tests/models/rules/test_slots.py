"""Which lessons meet on a day, and where a teacher, a class or a room is wanted twice."""

from __future__ import annotations

from datetime import date

from models.rules.bells import Bell, clock_time, periods_of
from models.rules.calendar import Calendar, SpecialDay
from models.rules.slots import Slot, clashes, clashes_of, given_on
from models.rules.terms import TermDates

CALENDAR = Calendar.of(TermDates(2026, 1, "2026-09-01", "2027-01-22"), [SpecialDay("2026-10-10", "makeup", 3)])


def slot(id: int, **facts) -> Slot:
    return Slot(
        **{"class_code": "3-2", "weekday": 3, "period": 2, "subject": "chinese", "teacher": "007"} | facts, id=id
    )


def test_a_make_up_day_has_the_lessons_of_its_weekday():
    lessons = [slot(1), slot(2, weekday=6, period=1)]
    assert [found.id for found in given_on(lessons, CALENDAR, date(2026, 10, 10))] == [1]


def test_odd_and_even_weeks_and_bounds_decide_what_is_given():
    lessons = [
        slot(1, weeks="odd"),
        slot(2, weeks="even", class_code="3-3"),
        slot(3, period=1, ends_on="2026-09-15", class_code="1-1"),
        slot(4, period=1, starts_on="2026-09-16", class_code="1-1"),
    ]
    assert [found.id for found in given_on(lessons, CALENDAR, date(2026, 9, 9))] == [3, 2]
    assert [found.id for found in given_on(lessons, CALENDAR, date(2026, 9, 16))] == [4, 1]


def test_two_lessons_of_one_teacher_or_class_at_once_clash_and_those_that_alternate_do_not():
    found = clashes(
        [slot(1), slot(2, class_code="3-3"), slot(3, teacher="008"), slot(4, class_code="4-1", weeks="odd")]
    )
    assert [(clash.what, clash.first.id, clash.second.id) for clash in found] == [
        ("teacher", 1, 2),
        ("class", 1, 3),
        ("teacher", 1, 4),
        ("teacher", 2, 4),
    ]
    assert clashes([slot(1, weeks="odd"), slot(2, weeks="even", class_code="3-3")]) == []


def test_a_change_from_a_date_on_does_not_clash_with_the_past():
    assert clashes([slot(1, ends_on="2026-10-31"), slot(2, starts_on="2026-11-01", subject="maths")]) == []
    both = clashes([slot(1, ends_on="2026-11-01"), slot(2, starts_on="2026-11-01", subject="maths")])
    assert [clash.what for clash in both] == ["teacher", "class"]


def test_a_room_is_wanted_twice_unless_it_may_be_shared():
    two = [slot(1, room="操场"), slot(2, room="操场", teacher="008", class_code="3-3")]
    assert [clash.what for clash in clashes(two)] == ["room"]
    assert clashes(two, frozenset({"操场"})) == []
    assert [clash.what for clash in clashes_of(two[0], two)] == ["room"]


def test_lower_grades_have_times_of_their_own_on_wednesday():
    every = [Bell(0, 1, 6, n, f"{7 + n:02}:00", f"{7 + n:02}:40") for n in range(1, 7)]
    early = [Bell(3, 1, 2, n, f"{7 + n:02}:00", f"{7 + n:02}:40") for n in range(1, 6)]
    assert list(periods_of(every + early, 3, 2)) == [1, 2, 3, 4, 5]
    assert list(periods_of(every + early, 3, 3)) == [1, 2, 3, 4, 5, 6]
    assert list(periods_of(every + early, 2, 1)) == [1, 2, 3, 4, 5, 6]
    assert every[0].minutes == 40


def test_times_of_day_as_people_type_them():
    assert [clock_time(text) for text in ("8:30", "0830", "830", "8：30", "14.05")] == [
        "08:30",
        "08:30",
        "08:30",
        "08:30",
        "14:05",
    ]
    assert [clock_time(text) for text in ("25:00", "8:61", "", "早上")] == [None] * 4
