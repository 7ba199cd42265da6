"""A plan from the store: what stands stays, nothing is written, and the judge accepts the folder that comes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.planning.reading import read_folder
from data.planning.writing import write_folder
from models.actions.desk import Desk
from models.actions.planning_source import CannotPlan, PlanSource, plan_source
from models.journal.writing import insert_record
from models.planning.plan import Plan, plan
from models.store.errors import NotAllowed
from models.tables.lessons import Absence, CalendarDay
from models.tables.people import Teacher
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
