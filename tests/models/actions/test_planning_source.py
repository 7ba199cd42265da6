"""A plan from the store: what stands stays, nothing is written, and the judge accepts the folder that comes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.planning.reading import read_folder
from data.planning.writing import write_folder
from models.actions.desk import Desk
from models.actions.planning_source import CannotPlan, PlanSource, plan_source
from models.actions.planning_standing import again
from models.journal.writing import insert_record
from models.planning.plan import Plan, plan
from models.store.errors import NotAllowed
from models.tables.lessons import Absence, CalendarDay, Observation, OpenLesson
from models.tables.pairing import Pairing, PairingDuty
from models.tables.people import Teacher
from tests.support.pairs import without_pairs
from tests.support.plans import judged, needs_judge

TODAY = date(2026, 11, 24)


def planned(source: PlanSource) -> Plan:
    weeks = range(source.first_week, source.given.rules.weeks + 1)
    return plan(source.given, weeks, steps=0, first_day=source.first_day)


@pytest.fixture
def source(past_desk: Desk) -> PlanSource:
    return plan_source(past_desk)


def test_what_was_observed_stands(source: PlanSource, past_desk: Desk):
    assert (source.first_week, source.first_day) == (13, 2)
    in_post = {one["staff_no"] for one in past_desk.people(TODAY) if one["status"] == "active"}
    assert {person.id for person in source.given.people} == in_post
    assert any(pin.week < 13 for pin in source.given.pins)
    found = planned(source)
    assert set(source.given.pins) <= set(found.entries)
    come = set(found.entries) - set(source.given.pins)
    assert come
    assert all((entry.week, entry.day) >= (13, 2) for entry in come)
    assert found.lost == ()


@needs_judge
def test_the_judge_accepts_the_sample_schools_plan(source: PlanSource, tmp_path: Path):
    found = planned(source)
    write_folder(tmp_path, source.given)
    assert read_folder(tmp_path) == source.given
    said = judged(tmp_path, source.given, found.entries)
    assert said["violations"] == {}
    assert said["score"] == found.score


def test_a_make_up_day_and_an_absence_are_known(past_desk: Desk):
    teacher = Teacher.get(Teacher.staff_no == "013")
    with past_desk.store.change("test.days"):
        insert_record(CalendarDay, {"on_day": "2026-12-02", "kind": "holiday"})
        insert_record(CalendarDay, {"on_day": "2026-12-05", "kind": "makeup", "acts_as": 3})
        insert_record(Absence, {"teacher": teacher.id, "first_day": "2026-12-09", "last_day": "2026-12-10"})
    source = plan_source(past_desk)
    given = source.given
    assert given.rules.open_days == (3, 6)
    assert (14, 3) in given.closed
    assert (14, 6) not in given.closed
    assert {("013", 15, 3), ("013", 15, 4)} <= given.away_days
    assert any(lesson.day == 6 and 14 in (lesson.weeks or ()) for lesson in given.lessons)
    assert any((entry.week, entry.day) == (14, 6) for entry in planned(source).entries)


def test_the_school_sets_its_own_rules(past_desk: Desk):
    past_desk.set_setting("planning", {"week_max": 3, "weights": {"honour": 0}, "usual_seats": 4})
    rules = plan_source(past_desk).given.rules
    assert (rules.week_max, rules.weights.honour, rules.weights.subject) == (3, 0, 10)


def test_without_a_timetable_it_says_so(desk: Desk):
    with pytest.raises(CannotPlan, match="还没有课表"):
        plan_source(desk)


def test_who_leads_nothing_plans_nothing(past_desk: Desk):
    past_desk.store.actor = replace(past_desk.store.actor, role="teacher")
    with pytest.raises(NotAllowed):
        plan_source(past_desk)


def test_pairs_are_planned_with_the_visits_that_they_owe_each_other(past_desk: Desk):
    mentor, mentee = (Teacher.get(Teacher.staff_no == number) for number in ("013", "021"))
    without_pairs(past_desk)
    with past_desk.store.change("test.pair"):
        pair = insert_record(
            Pairing, {"mentor": mentor.id, "mentee": mentee.id, "starts_on": "2026-09-01", "ends_on": "2027-07-01"}
        )
        for duty, number in (("mentor_observes", 5), ("mentee_observes", 7)):
            insert_record(PairingDuty, {"pairing": pair, "duty": duty, "number": number, "per": "term"})
    source = plan_source(past_desk)
    given = source.given
    assert {person.id: person.mentors for person in given.people if person.mentors} == {"021": frozenset({"013"})}
    assert given.demands == {("013", "021", 5), ("021", "013", 7)}
    assert given.rules.mentor_pair_max >= 7
    found = planned(source)
    short = {(one.person, one.other): one.missing for one in found.shortfalls if one.what.endswith("_sees")}
    for observer, teacher, least in given.demands:
        seen = sum((entry.observer, entry.teacher) == (observer, teacher) for entry in found.entries)
        assert seen + short.get((observer, teacher), 0) >= least


def test_a_group_attends_the_lesson_that_it_studies(past_desk: Desk):
    slot = next(
        one
        for one in plan_source(past_desk).given.lessons
        if one.day == 3 and one.weeks and 15 in one.weeks and one.subject == "chinese"
    )
    teacher = Teacher.get(Teacher.staff_no == slot.teacher)
    with past_desk.store.change("test.study"):
        values = {
            "held_on": "2026-12-09",
            "period": slot.period,
            "teacher": teacher.id,
            "subject": "chinese",
            "seats": 6,
        }
        insert_record(OpenLesson, {**values, "kind": "research"})
    source = plan_source(past_desk)
    lesson = next(one for one in source.given.group_lessons if one.week == 15)
    assert lesson[1:] == (15, 3, slot.period, slot.teacher)
    found = planned(source)
    attend = {entry.observer for entry in found.entries if entry[1:] == lesson[1:]}
    exempt = {one.entry.observer: one.why for one in found.exempt if one.group == lesson.group}
    members = {one.id for one in source.given.people if lesson.group in one.groups} - {slot.teacher}
    assert len(attend & members) == 6
    assert members - attend == set(exempt)
    assert set(exempt.values()) <= {"full", "teaches", "away"}


def test_what_was_planned_and_cannot_be_any_more_is_planned_anew(past_desk: Desk):
    first = planned(plan_source(past_desk))
    now = 13, 2
    entry = next(one for one in first.entries if one[1:3] > now and one not in plan_source(past_desk).given.pins)
    teacher, observer = (Teacher.get(Teacher.staff_no == number) for number in (entry.teacher, entry.observer))
    day = date(2026, 8, 31) + timedelta(weeks=entry.week - 1, days=entry.day - 1)
    with past_desk.store.change("test.absence"):
        lesson = insert_record(
            OpenLesson,
            {"held_on": day.isoformat(), "period": entry.period, "teacher": teacher.id, "kind": "open_day"},
        )
        insert_record(Observation, {"lesson": lesson, "observer": observer.id, "status": "planned"})
    assert entry in plan_source(past_desk).given.pins
    with past_desk.store.change("test.absence"):
        insert_record(Absence, {"teacher": observer.id, "first_day": day.isoformat(), "last_day": day.isoformat()})
    source = plan_source(past_desk)
    assert entry in source.broken
    assert all(entry.observer in (one.observer, one.teacher) for one in source.broken)
    given, known = again(source)
    assert entry in known
    assert all(pin[1:3] < (source.first_week, source.first_day) for pin in given.pins)
    quota = {person.id: person.quota for person in given.people}
    broken = sum(one.observer == entry.observer for one in source.broken)
    assert quota[entry.observer] == {p.id: p.quota for p in source.given.people}[entry.observer] + broken
