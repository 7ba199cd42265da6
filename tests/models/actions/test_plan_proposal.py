"""A proposal from the store: nothing is written before it is accepted, then all of it at once; with the fewest changes
after an absence; what no longer holds is left out and told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.planning.values import Entry
from models.actions.desk import Desk
from models.actions.observing import cancel_lesson, strike_out
from models.actions.open_lessons import opened_lessons
from models.actions.plan_proposal import Proposal, Wishes, job_for, read_basis
from models.actions.plan_proposal_accept import accept
from models.actions.plan_proposal_basis import Basis
from models.actions.plan_proposal_choices import NotUnderstood, lessons_for, typed_entry
from models.actions.planning_source import CannotPlan
from models.actions.registers.lessons import LessonTable
from models.actions.undoing import step_back
from models.journal.writing import insert_record, update_record
from models.store.errors import NotAllowed
from models.tables.lessons import Absence, Observation, OpenLesson, TeachingSlot
from models.tables.people import Teacher
from tests.support.pairs import without_pairs


@pytest.fixture
def past_desk(past_desk: Desk) -> Desk:
    """Without mentor pairs, whose visits cannot all be had so late in the term."""
    return without_pairs(past_desk)


WEEKS = (14, 15, 16)


def proposed(basis: Basis, wishes: Wishes) -> Proposal:
    job = job_for(basis, wishes)
    return Proposal(basis, wishes, job, job.run())


def propose(desk: Desk, *weeks: int, mend: bool = False, **hand: frozenset[Any]) -> Proposal:
    basis = read_basis(desk)
    return proposed(basis, Wishes(weeks or tuple(range(basis.first_week, basis.last_week + 1)), mend, **hand))


def away(desk: Desk, teacher: str, first: str, last: str) -> None:
    with desk.store.change("absences.type"):
        row = Teacher.get(Teacher.staff_no == teacher)
        insert_record(Absence, {"teacher": row.id, "first_day": first, "last_day": last, "reason": "病假"})


def down_for(desk: Desk) -> Counter[tuple[str, str]]:
    """Who is down for how much from tomorrow on: (person, state)."""
    rows = (
        Observation.select(Teacher.staff_no, Observation.status)
        .join(OpenLesson, on=(Observation.lesson == OpenLesson.id))
        .switch(Observation)
        .join(Teacher, on=(Observation.observer == Teacher.id))
        .where(OpenLesson.held_on > desk.today.isoformat())
        .tuples()
    )
    return Counter(rows)


def busiest(proposal: Proposal, week: int) -> str:
    """The teacher whom most people would see in that week."""
    seen = Counter(row.entry.teacher for row in proposal.rows if row.entry.week == week and row.kind != "dropped")
    return min(seen, key=lambda one: (-seen[one], one))


def test_a_proposal_writes_nothing_and_begins_tomorrow(past_desk: Desk):
    before = past_desk.store.latest_change()
    proposal = propose(past_desk)
    assert past_desk.store.latest_change() == before
    assert all(proposal.basis.day_of(row.entry.week, row.entry.day) > past_desk.today for row in proposal.rows)
    assert proposal.counts["new"] > 300
    assert proposal.counts["kept"] == len(proposal.basis.arranged)
    assert proposal.plan.missing == 0


def test_of_some_weeks_only_what_is_due_by_then_is_planned(past_desk: Desk):
    proposal = propose(past_desk, 14)
    assert {row.entry.week for row in proposal.rows if row.kind == "new"} == {14}
    assert all(one.quota <= 14 or sum(proposal.load[one.id]) <= 20 for one in proposal.given.people)
    per_person = Counter(row.entry.observer for row in proposal.rows if row.entry.week == 14)
    assert max(per_person.values()) <= 2


def test_what_is_accepted_is_one_action_and_one_undo(past_desk: Desk):
    proposal = propose(past_desk, *WEEKS)
    before, lessons = down_for(past_desk), len(opened_lessons(past_desk, "2026-11-25", "2027-02-01"))
    done = accept(past_desk, proposal)
    assert done.left_out == ()
    assert (done.put_down, done.opened, done.taken_back) == (proposal.counts["new"], len(proposal.opened), 0)
    after = down_for(past_desk)
    assert sum((after - before).values()) == done.put_down
    again = read_basis(past_desk)
    assert {one.entry for one in again.arranged if one.entry.week in WEEKS} == {row.entry for row in proposal.rows}
    assert not again.broken
    step_back(past_desk.store, LessonTable(past_desk.lists))
    assert down_for(past_desk) == before
    assert len(opened_lessons(past_desk, "2026-11-25", "2027-02-01")) == lessons


def test_a_lost_teacher_moves_only_what_cannot_be_any_more(past_desk: Desk):
    whole = propose(past_desk)
    accept(past_desk, whole)
    gone = busiest(whole, 15)
    away(past_desk, gone, "2026-12-07", "2026-12-11")
    basis = read_basis(past_desk)
    hit = {row.entry for row in whole.rows if row.entry.week == 15 and gone in (row.entry.teacher, row.entry.observer)}
    assert {one.entry for one in basis.broken} == hit
    assert hit
    mended = proposed(basis, Wishes(tuple(range(basis.first_week, basis.last_week + 1)), mend=True))
    assert {row.before or row.entry for row in mended.rows if row.kind in ("moved", "dropped")} == hit
    assert mended.counts["new"] == 0
    assert mended.counts["moved"] == len(hit)
    assert all(row.broken for row in mended.rows if row.kind == "moved")
    done = accept(past_desk, mended)
    assert (done.put_down, done.taken_back, done.left_out) == (len(hit), len(hit), ())
    assert done.called_off >= 1
    assert not read_basis(past_desk).broken
    reasons = {one.reason for one in OpenLesson.select().where(OpenLesson.status == "cancelled")}
    assert any("那天不在" in reason for reason in reasons)


def test_what_no_longer_holds_is_left_out_and_told(past_desk: Desk):
    proposal = propose(past_desk, *WEEKS)
    gone = busiest(proposal, 15)
    away(past_desk, gone, "2026-12-07", "2026-12-11")
    done = accept(past_desk, proposal)
    hit = [row for row in proposal.rows if row.entry.week == 15 and gone in (row.entry.teacher, row.entry.observer)]
    assert len(done.left_out) == len(hit)
    assert done.put_down == proposal.counts["new"] - len(hit)
    assert all("没有排进去" in sentence for sentence in done.left_out)
    assert not read_basis(past_desk).broken


def test_whoever_signed_up_meanwhile_is_not_put_down_twice_and_seats_are_kept(past_desk: Desk):
    proposal = propose(past_desk, 14)
    first = accept(past_desk, proposal)
    again = accept(past_desk, proposal)
    assert first.put_down == proposal.counts["new"]
    assert (again.put_down, again.change_id) == (0, None)
    assert len(again.left_out) == proposal.counts["new"]


def test_fixed_by_hand_comes_in_and_barred_stays_out(past_desk: Desk):
    plain = propose(past_desk, 14)
    new = [row.entry for row in plain.rows if row.kind == "new"]
    attended = {row.entry[1:] for row in plain.rows if row.kind != "new"}
    unwanted = new[0]
    closed = next(one for one in new if one[1:] != unwanted[1:] and one[1:] not in attended)
    wanted = next(one for one in new if one not in (unwanted, closed) and one[1:] != closed[1:])
    proposal = propose(
        past_desk,
        14,
        pins=frozenset({wanted}),
        barred=frozenset({unwanted, Entry("", *closed[1:])}),
        apart=frozenset({(new[5].observer, new[5].teacher)}),
    )
    entries = {row.entry for row in proposal.rows}
    assert wanted in entries
    assert unwanted not in entries
    assert closed[1:] not in {one[1:] for one in entries}
    assert (new[5].observer, new[5].teacher) not in {(one.observer, one.teacher) for one in entries}
    done = accept(past_desk, proposal)
    assert done.left_out == ()
    fixed = [one.entry for one in read_basis(past_desk).arranged if one.pinned]
    assert fixed == [wanted]


def test_what_was_struck_out_can_be_arranged_again(past_desk: Desk):
    proposal = propose(past_desk, 14)
    accept(past_desk, proposal)
    one = next(one for one in read_basis(past_desk).arranged if one.entry.week == 14)
    strike_out(past_desk, [one.observation], "误录")
    again = propose(past_desk, 14, pins=frozenset({one.entry}))
    assert one.entry in {row.entry for row in again.rows if row.kind == "new"}
    assert accept(past_desk, again).left_out == ()
    assert Observation.get_by_id(one.observation).status == "planned"


def test_a_cancelled_lesson_and_a_moved_one_are_planned_anew(past_desk: Desk):
    accept(past_desk, propose(past_desk, 14))
    lessons = {one.lesson: one.entry for one in read_basis(past_desk).arranged if one.entry.week == 14}
    (cancelled, first), *rest = lessons.items()
    moved = next(entry for _, entry in rest if entry.teacher != first.teacher)
    cancel_lesson(past_desk, cancelled, "换期中考试")
    slots = TeachingSlot.select().join(Teacher).where(Teacher.staff_no == moved.teacher)
    with past_desk.store.change("timetable.type"):
        for slot in slots.where(TeachingSlot.weekday == moved.day, TeachingSlot.period == moved.period):
            update_record(TeachingSlot, slot.id, {"weekday": 6})
    broken = {one.entry: one.broken for one in read_basis(past_desk).broken if one.entry.week == 14}
    assert set(broken.values()) == {"cancelled", "moved"}
    assert {entry[1:] for entry in broken} == {first[1:], moved[1:]}
    mended = propose(past_desk, mend=True)
    assert {row.before or row.entry for row in mended.rows if row.kind in ("moved", "dropped")} == set(broken)
    assert accept(past_desk, mended).left_out == ()
    assert not read_basis(past_desk).broken


def test_what_a_wish_would_cost_is_what_it_costs_then_and_other_weeks_wait(past_desk: Desk):
    accept(past_desk, propose(past_desk, 14))
    hit = next(one.entry for one in read_basis(past_desk).arranged if one.entry.week == 14)
    away(past_desk, hit.teacher, "2026-11-30", "2026-12-04")
    other_week = propose(past_desk, 16)
    assert not any(row.broken for row in other_week.rows)
    mended = propose(past_desk, mend=True)
    teachers = {row.entry.teacher for row in mended.rows if row.entry.observer == hit.observer}
    wanted = next(
        choice.entry
        for person in mended.given.people
        if person.id not in teachers
        for choice in lessons_for(mended, [hit.observer], person.id)[:1]
        if not choice.why
    )
    why = mended.why_not(wanted).run()
    pinned = propose(past_desk, mend=True, pins=frozenset({wanted}))
    assert wanted in pinned.plan.entries
    assert why.cost == mended.plan.score - pinned.plan.score
    assert why.change is not None
    assert wanted in why.change.plan.entries


def test_a_line_of_initials_says_who_whom_and_when(past_desk: Desk):
    assert typed_entry(past_desk, "孙晓梅 潘美玲 14周 周三 2节") == ("013", "027", 14, 3, 2)
    assert typed_entry(past_desk, "sxm 听 pml 14 3 2")[2:] == (14, 3, 2)
    assert typed_entry(past_desk, "潘美玲 w15 p4", "013") == ("013", "027", 15, 0, 4)
    for wrong in ("孙晓梅", "zzz 潘美玲", "孙晓梅 潘美玲 王芳 14", "孙晓梅 潘美玲 1 2 3 4"):
        with pytest.raises(NotUnderstood):
            typed_entry(past_desk, wrong)


def test_after_the_term_there_is_nothing_to_plan(past_desk: Desk):
    late = Desk(past_desk.store, today=lambda: date(2027, 1, 29))
    with pytest.raises(CannotPlan, match="没有可以安排的日子"):
        read_basis(late)


def test_only_the_office_accepts(past_desk: Desk):
    proposal = propose(past_desk, 14)
    past_desk.store.actor = replace(past_desk.store.actor, role="leader")
    with pytest.raises(NotAllowed):
        accept(past_desk, proposal)
