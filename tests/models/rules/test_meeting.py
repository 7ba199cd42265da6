"""What stands in an observer's way, and what would do instead."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.calendar import Calendar
from models.rules.meeting import Away, Day, OpenedLesson, alternatives, free_people, free_to_cover, why_not
from models.rules.slots import Slot
from models.rules.terms import TermDates

WEDNESDAY = date(2026, 11, 25)
CALENDAR = Calendar.of(TermDates(2026, 1, "2026-09-01", "2027-01-22"), [])
OWN = Slot(1, "4-1", 3, 2, "maths", "031")
SLOTS = [OWN, Slot(2, "3-2", 3, 2, "chinese", "012"), Slot(3, "3-3", 3, 3, "chinese", "013")]


def lesson(id: int, **facts) -> OpenedLesson:
    default = {"held_on": WEDNESDAY.isoformat(), "period": 2, "teacher": "012", "class_code": "3-2"}
    return OpenedLesson(**default | {"subject": "chinese"} | facts, id=id)


def day(*lessons: OpenedLesson, away: tuple[Away, ...] = ()) -> Day:
    return Day.of(WEDNESDAY, SLOTS, CALENDAR, lessons, away)


@pytest.mark.parametrize(
    ("observer", "facts", "why"),
    [
        ("012", {}, "own"),
        ("031", {}, "teaches"),
        ("050", {"observers": ("050",)}, "twice"),
        ("050", {"seats": 2, "observers": ("051", "052")}, "full"),
        ("050", {"seats": 2, "observers": ("051",), "outside": 1}, "full"),
        ("050", {"cancelled": True}, "cancelled"),
        ("050", {"seats": 2, "observers": ("051",)}, None),
        ("050", {}, None),
    ],
)
def test_what_stands_in_the_way(observer: str, facts: dict, why: str | None):
    wanted = lesson(1, **facts)
    found = why_not(observer, wanted, day(wanted))
    assert (found.why if found else None) == why


def test_the_observers_own_class_is_named_and_a_cover_takes_it_out_of_the_way():
    wanted = lesson(1)
    found = why_not("031", wanted, day(wanted))
    assert found is not None
    assert found.lesson == OWN
    assert why_not("031", wanted, day(wanted), covered=True) is None


def test_nobody_is_in_two_open_lessons_at_once_even_with_a_cover():
    wanted, other = lesson(1), lesson(2, teacher="020", class_code="5-1", observers=("050",))
    found = why_not("050", wanted, day(wanted, other), covered=True)
    assert found is not None
    assert (found.why, found.lesson) == ("elsewhere", other)


def test_who_gives_an_open_lesson_outside_the_timetable_cannot_observe_meanwhile():
    wanted, other = lesson(1), lesson(2, teacher="050", class_code="5-1")
    found = why_not("050", wanted, day(wanted, other))
    assert found is not None
    assert found.why == "teaches"


def test_who_is_away_that_day_cannot_come():
    wanted = lesson(1)
    found = why_not("050", wanted, day(wanted, away=(Away("050", "2026-11-24", "2026-11-26", "外出培训"),)))
    assert found is not None
    assert (found.why, found.note) == ("away", "外出培训")
    assert why_not("050", wanted, day(wanted, away=(Away("050", "2026-11-26", "2026-11-26"),))) is None


def test_alternatives_are_lessons_without_an_obstacle_the_earliest_first():
    full = lesson(1, seats=1, observers=("051",))
    later = lesson(2, period=4, teacher="020", class_code="5-1")
    early = lesson(3, period=3, teacher="013", class_code="3-3")
    assert alternatives("050", [day(full, later, early)], besides=1) == [early, later]
    assert alternatives("013", [day(full, later, early)]) == [later]


def test_who_could_still_come_and_who_could_take_the_class():
    wanted = lesson(1, observers=("050",))
    today = day(wanted, away=(Away("052", "2026-11-25", ""),))
    staff = ["012", "013", "031", "050", "051", "052"]
    assert free_people(wanted, staff, today) == ["013", "051"]
    assert free_to_cover(OWN, staff, today) == ["013", "051"]
