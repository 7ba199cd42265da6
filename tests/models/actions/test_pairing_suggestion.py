"""The matcher's proposal for the sample school: it writes nothing, and what is accepted of it holds."""

from __future__ import annotations

from collections import Counter

import pytest

from models.actions.desk import Desk
from models.actions.pairing import accept, pair_up, pairs, set_profile, wish
from models.actions.pairing_people import pair_circle
from models.actions.pairing_suggestion import suggest
from models.journal.writing import update_record
from models.store.errors import NotAllowed
from models.tables.people import Teacher
from tests.support.small_school import small_school


def test_nothing_is_written_until_it_is_accepted(sample_desk: Desk):
    found = suggest(sample_desk)
    assert len(found.couples) + len(found.matching.left) == len(found.circle.waiting)
    assert pairs(sample_desk) == []
    outcome = accept(sample_desk, found.changes)
    assert outcome.message == ""
    assert {(one.mentor, one.mentee) for one in pairs(sample_desk)} == {
        (one.mentor, one.mentee) for one in found.couples
    }
    again = suggest(sample_desk)
    assert again.couples == ()
    assert set(again.matching.left) == set(found.matching.left)


def test_the_newest_are_served_and_nobody_guides_too_many(sample_desk: Desk):
    found = suggest(sample_desk)
    circle = found.circle
    assert all(circle.priority(mentee) != 0 for mentee in found.matching.left)
    assert max(Counter(one.mentor for one in found.couples).values()) <= circle.rules.usual
    newest = next(one for one in found.changes if one.mentee == circle.waiting[0])
    assert (newest.what, newest.kind, newest.subject) == ("pair", "entry", circle.people[newest.mentee].subject)


def test_pairs_that_run_stay_and_count(sample_desk: Desk):
    before = suggest(sample_desk)
    mentee = before.couples[0].mentee
    other = next(one for one in before.circle.mentors if before.matcher.fit(one, mentee).is_possible)
    pair_up(sample_desk, other, mentee)
    after = suggest(sample_desk)
    assert mentee not in after.matching.mentor_of
    guided = Counter(one.mentor for one in after.couples)
    assert guided[other] <= 1


def test_who_is_without_a_mentor_because_theirs_left_gets_another(sample_desk: Desk):
    pair_id = pair_up(sample_desk, "010", "022").added[0]
    with sample_desk.store.change("roster.type"):
        update_record(
            Teacher, Teacher.get(Teacher.staff_no == "010").id, {"status": "retired", "status_since": "2026-11"}
        )
    sample_desk.lists.forget()
    found = suggest(sample_desk)
    change = next(one for one in found.changes if one.mentee == "022")
    assert (change.what, change.id) == ("give", pair_id)
    assert accept(sample_desk, [change]).message == ""
    assert pair_circle(sample_desk).people["022"].mentor() == change.mentor


def test_pins_bans_and_wishes_are_kept_to(sample_desk: Desk):
    found = suggest(sample_desk)
    first, second = found.couples[0], found.couples[3]
    wish(sample_desk, first.mentor, first.mentee, "office", "forbidden")
    other = next(
        one
        for one in found.circle.mentors
        if one not in (first.mentor, second.mentor) and found.matcher.fit(one, second.mentee).is_possible
    )
    wish(sample_desk, other, second.mentee, "office", "pinned")
    after = suggest(sample_desk)
    assert after.matching.mentor_of.get(first.mentee) != first.mentor
    assert after.matching.mentor_of[second.mentee] == other
    tried = found.with_pairs(pinned=[(other, second.mentee)], forbidden=[(first.mentor, first.mentee)])
    assert tried.matching.mentor_of == after.matching.mentor_of


def test_both_sides_wishes_are_kept_to_and_their_cost_is_told(sample_desk: Desk):
    found = suggest(sample_desk)
    couple = found.couples[0]
    other = next(
        one
        for one in reversed(found.circle.mentors)
        if one != couple.mentor and found.matcher.fit(one, couple.mentee).is_possible
    )
    wish(sample_desk, other, couple.mentee, "mentor", "wanted", 1)
    wish(sample_desk, other, couple.mentee, "mentee", "wanted", 1)
    stable = suggest(sample_desk)
    assert stable.matching.mentor_of[couple.mentee] == other
    assert "双方互相愿意" in stable.why(couple.mentee)[0]


def test_every_question_has_an_answer(sample_desk: Desk):
    set_profile(sample_desk, "044", capacity=1)
    found = suggest(sample_desk)
    assert "已证明没有更好的" in found.summary()[0]
    assert found.matching.left
    assert all(found.why(number) for number in found.circle.waiting)
    left = found.matching.left[0]
    assert any(left in one.served for one in found.reliefs)
    assert len(found.why(left)) > 1
    assert "不能结" in found.why_not("010", "058")[0] or "可以结" in found.why_not("010", "058")[0]


def test_more_places_serve_more(sample_desk: Desk):
    found, more = suggest(sample_desk), suggest(sample_desk, usual=3)
    assert set(more.matching.left) < set(found.matching.left)


def test_head_teachers_are_paired_apart(sample_desk: Desk):
    found = suggest(sample_desk, "homeroom")
    assert found.couples
    people = found.circle.people
    assert all(people[one.mentee].head_of_class for one in found.couples)
    assert {one.topic for one in found.changes} == {"homeroom"}
    assert accept(sample_desk, found.changes).message == ""


def test_only_who_sees_all_wishes_may_ask(desk: Desk):
    school = small_school(desk)
    assert suggest(school.enter("leader")).circle.people
    for role in ("head", "teacher", "viewer"):
        with pytest.raises(NotAllowed):
            suggest(school.enter(role))
