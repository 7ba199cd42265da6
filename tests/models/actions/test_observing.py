"""Opening lessons from the timetable, signing up with every obstacle named, and what became of it, undone in a step."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.desk import Desk
from models.actions.observing import (
    ObservingRefused,
    cancel_lesson,
    cover_for,
    lesson_at,
    mark,
    open_slot,
    sign_up,
    strike_out,
)
from models.actions.open_lessons import Calendars, observed, opened_lessons
from models.journal.undo import undo
from models.journal.writing import insert_record, update_record
from models.tables.lessons import Absence, CalendarDay, Observation, OpenLesson
from models.tables.people import Teacher

WEDNESDAY = date(2026, 11, 25)


def slot_of(desk: Desk, teacher: str, period: int | None = None):
    found = [s for s in Calendars(desk).given(WEDNESDAY) if s.teacher == teacher and period in (None, s.period)]
    return found[0]


def opened(desk: Desk, row_id: int):
    return opened_lessons(desk, "", "", [row_id])[0]


def test_a_lesson_of_the_timetable_is_opened_once(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    first = open_slot(sample_desk, slot, WEDNESDAY)
    assert open_slot(sample_desk, slot, WEDNESDAY) == first
    lesson = opened(sample_desk, first)
    assert (lesson.teacher, lesson.class_code, lesson.period) == ("013", slot.class_code, slot.period)
    assert lesson.seats == slot.seats


def test_a_lesson_is_not_opened_on_a_day_on_which_it_is_not_given(sample_desk: Desk):
    with pytest.raises(ObservingRefused, match="课表上2026-11-26没有"):
        open_slot(sample_desk, slot_of(sample_desk, "013"), date(2026, 11, 26))
    assert OpenLesson.select().count() == 0


def test_the_lesson_of_a_teacher_in_a_period_is_found_or_opened(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    row_id = lesson_at(sample_desk, "013", WEDNESDAY, slot.period)
    assert lesson_at(sample_desk, "013", WEDNESDAY, slot.period) == row_id
    with pytest.raises(ObservingRefused, match="有课的是第"):
        lesson_at(sample_desk, "013", WEDNESDAY, 12)


def test_without_a_period_several_lessons_are_named(sample_desk: Desk):
    busy = next(
        number
        for number in ("013", "016", "047", "055")
        if sum(slot.teacher == number for slot in Calendars(sample_desk).given(WEDNESDAY)) > 1
    )
    with pytest.raises(ObservingRefused, match="请说明听第几节"):
        lesson_at(sample_desk, busy, WEDNESDAY)


def test_nothing_is_opened_on_a_day_that_is_not_open(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    with sample_desk.store.change("calendar.type"):
        insert_record(CalendarDay, {"on_day": WEDNESDAY.isoformat(), "kind": "exam"})
    with pytest.raises(ObservingRefused, match="不安排听课"):
        lesson_at(sample_desk, "013", WEDNESDAY, slot.period)


def free_at(desk: Desk, period: int, besides: tuple[str, ...] = ()) -> list[str]:
    busy = {slot.teacher for slot in Calendars(desk).given(WEDNESDAY) if slot.period == period}
    return [p.staff_no for p in desk.lists.people() if p.staff_no not in busy and p.staff_no not in besides]


def test_who_can_goes_down_and_who_cannot_is_told_why_and_what_else_would_do(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    teaching = next(
        s for s in Calendars(sample_desk).given(WEDNESDAY) if s.period == slot.period and s.teacher != "013"
    )
    lesson = lesson_at(sample_desk, "013", WEDNESDAY, slot.period)
    others = [s for s in Calendars(sample_desk).given(WEDNESDAY) if s.period != slot.period and s.teacher != "013"]
    free_then = {s.teacher for s in Calendars(sample_desk).given(WEDNESDAY) if s.period == others[0].period}
    if teaching.teacher not in free_then:
        open_slot(sample_desk, others[0], WEDNESDAY)
    done = sign_up(sample_desk, [free_at(sample_desk, slot.period)[0], teaching.teacher, "013"], lesson)
    assert len(done.observations) == 1
    assert len(done.refused) == 2
    assert "自己要上" in done.refused[0]
    assert "执教者" in done.refused[1]
    assert len(opened(sample_desk, lesson).observers) == 1


def test_alternatives_are_named_in_the_refusal(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    lesson = lesson_at(sample_desk, "013", WEDNESDAY, slot.period)
    observer = free_at(sample_desk, slot.period, ("013",))[0]
    calendars = Calendars(sample_desk)
    own = {s.period for s in calendars.given(WEDNESDAY) if s.teacher == observer}
    other = next(s for s in calendars.given(WEDNESDAY) if s.period not in own | {slot.period} and s.teacher != observer)
    open_slot(sample_desk, other, WEDNESDAY)
    with sample_desk.store.change("lessons.type"):
        update_record(OpenLesson, lesson, {"seats": 1})
    sign_up(sample_desk, free_at(sample_desk, slot.period, ("013", observer))[:1], lesson)
    (sentence,) = sign_up(sample_desk, [observer], lesson).refused
    assert "座位(1个)已满" in sentence
    assert "可以改听：" in sentence
    assert f"第{other.period}节" in sentence


def test_a_seat_is_free_again_when_somebody_stays_away_or_is_struck_out(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    lesson = lesson_at(sample_desk, "013", WEDNESDAY, slot.period)
    people = free_at(sample_desk, slot.period, ("013",))
    done = sign_up(sample_desk, people[:2], lesson)
    mark(sample_desk, done.observations[:1], "absent", "开会")
    strike_out(sample_desk, done.observations[1:], "记重了")
    assert opened(sample_desk, lesson).observers == ()
    assert {row.status: row.reason for row in Observation.select()} == {"absent": "开会", "void": "记重了"}
    again = sign_up(sample_desk, people[:1], lesson)
    assert again.observations == done.observations[:1]
    assert Observation.get_by_id(again.observations[0]).status == "planned"


def test_striking_out_and_cancelling_need_a_reason(sample_desk: Desk):
    lesson = lesson_at(sample_desk, "013", WEDNESDAY, slot_of(sample_desk, "013").period)
    with pytest.raises(ObservingRefused, match="写明原因"):
        cancel_lesson(sample_desk, lesson, "  ")
    cancel_lesson(sample_desk, lesson, "外出培训")
    (sentence,) = sign_up(sample_desk, ["060"], lesson).refused
    assert "已取消" in sentence


def test_a_cover_takes_the_observers_own_class(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    teaching = next(
        s for s in Calendars(sample_desk).given(WEDNESDAY) if s.period == slot.period and s.teacher != "013"
    )
    lesson = lesson_at(sample_desk, "013", WEDNESDAY, slot.period)
    free = cover_for(sample_desk, teaching.teacher, lesson)
    assert free
    assert "013" not in free
    done = sign_up(sample_desk, [teaching.teacher], lesson, cover=free[0])
    assert Observation.get_by_id(done.observations[0]).covered_by.staff_no == free[0]


def test_a_cover_who_teaches_is_refused(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    busy = [
        s.teacher for s in Calendars(sample_desk).given(WEDNESDAY) if s.period == slot.period and s.teacher != "013"
    ]
    lesson = lesson_at(sample_desk, "013", WEDNESDAY, slot.period)
    with pytest.raises(ObservingRefused, match="不能代课"):
        sign_up(sample_desk, busy[:1], lesson, cover=busy[1])
    assert Observation.select().count() == 0


def test_who_is_away_cannot_come(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    lesson = lesson_at(sample_desk, "013", WEDNESDAY, slot.period)
    number = free_at(sample_desk, slot.period, ("013",))[0]
    with sample_desk.store.change("absences.type"):
        teacher = Teacher.get(Teacher.staff_no == number)
        days = {"first_day": "2026-11-24", "last_day": "2026-11-26"}
        insert_record(Absence, {"teacher": teacher.id, "reason": "县里培训", **days})
    (sentence,) = sign_up(sample_desk, [number], lesson).refused
    assert "县里培训" in sentence


def test_signing_up_many_is_one_step_and_undone_as_one(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    lesson = lesson_at(sample_desk, "013", WEDNESDAY, slot.period)
    done = sign_up(sample_desk, free_at(sample_desk, slot.period, ("013",))[:5], lesson)
    assert len(done.observations) == 5
    undo(sample_desk.store, done.change_id)
    assert Observation.select().count() == 0
    assert len(opened_lessons(sample_desk, "2026-11-25", "2026-11-25")) == 1


def test_who_came_is_recorded_today_and_read_as_a_plain_value(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    lesson = lesson_at(sample_desk, "013", WEDNESDAY, slot.period)
    number = free_at(sample_desk, slot.period, ("013",))[0]
    done = sign_up(sample_desk, [number], lesson)
    mark(sample_desk, done.observations, "came")
    (one,) = observed("2026-09-01", "2027-01-22")
    assert (one.observer, one.teacher, one.status, one.form_in) == (number, "013", "came", False)
    assert one.recorded_on == "2026-11-24"


def test_who_is_down_already_is_offered_no_other_lesson(sample_desk: Desk):
    slot = slot_of(sample_desk, "013")
    lesson = lesson_at(sample_desk, "013", WEDNESDAY, slot.period)
    for other in Calendars(sample_desk).given(WEDNESDAY)[:20]:
        open_slot(sample_desk, other, WEDNESDAY)
    number = free_at(sample_desk, slot.period, ("013",))[0]
    sign_up(sample_desk, [number], lesson)
    (sentence,) = sign_up(sample_desk, [number], lesson).refused
    assert "已经在这节课的听课名单里" in sentence
    assert "可以改听" not in sentence
