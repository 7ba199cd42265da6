"""Mentor pairs made, ended, renewed, given to others: what the rules let through and what they refuse."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions import pairing
from models.actions.desk import Desk
from models.actions.pairing import PairChange, PairingRefused
from models.journal.history import entries
from models.journal.undo import undo
from models.journal.writing import insert_record
from models.tables.pairing import PairingLog, PairingWish
from tests.support.lessons import mentors, staff
from tests.support.small_school import MEMBER, School, small_school

TODAY = date(2026, 11, 24)


@pytest.fixture
def people(desk: Desk) -> Desk:
    staff(desk)
    mentors(desk, *(f"{number:03}" for number in range(1, 8)))
    return desk


def test_a_pair_begins_today_and_lasts_a_year_unless_days_are_given(people: Desk):
    made = pairing.pair_up(people, "001", "002")
    [pair] = pairing.pairs(people, TODAY)
    assert made.added == (pair.id,)
    assert made.message == ""
    assert (pair.mentor, pair.mentee, pair.topic, pair.kind) == ("001", "002", "subject", "entry")
    assert (pair.starts_on, pair.ends_on) == ("2026-11-24", "2027-11-23")
    assert pairing.pairs(people, date(2026, 11, 23)) == [] == pairing.pairs(people, date(2027, 11, 24))
    assert [one.id for one in pairing.pairs(people, date(2027, 11, 23))] == [pair.id]
    assert entries(limit=1)[0].action == "pairing.pair"


@pytest.mark.parametrize(
    ("mentor", "mentee", "says"),
    [
        ("012", "003", "何平还不能做师傅：职称、教龄、荣誉中要有2项"),
        ("001", "001", "自己的师傅"),
        ("001", "999", "没有工号"),
        ("003", "002", "已有师傅李芳"),
    ],
)
def test_a_hard_rule_refuses_with_its_sentence(people: Desk, mentor: str, mentee: str, says: str):
    pairing.pair_up(people, "001", "002")
    with pytest.raises(PairingRefused, match=says):
        pairing.pair_up(people, mentor, mentee)
    assert len(pairing.pairs(people)) == 1


def test_a_class_is_led_under_another_mentor_than_a_subject_is_taught(people: Desk):
    pairing.pair_up(people, "001", "002")
    pairing.pair_up(people, "003", "002", topic="homeroom")
    with pytest.raises(PairingRefused, match="班主任工作的师傅陈静"):
        pairing.pair_up(people, "004", "002", topic="homeroom")
    assert len(pairing.pairs(people, TODAY)) == 2


def test_the_third_mentee_is_remarked_on_and_the_fourth_refused(people: Desk):
    told = [pairing.pair_up(people, "001", number).message for number in ("002", "003", "004")]
    assert told[:2] == ["", ""]
    assert "3名徒弟" in told[2]
    with pytest.raises(PairingRefused, match="最多3名"):
        pairing.pair_up(people, "001", "005")


def test_what_the_office_ruled_out_is_refused_with_its_reason(people: Desk):
    pairing.wish(people, "001", "002", "office", "forbidden", reason="夫妻")
    with pytest.raises(PairingRefused, match="夫妻"):
        pairing.pair_up(people, "001", "002")
    pairing.wish(people, "001", "002", "office", "")
    assert PairingWish.select().count() == 0
    pairing.pair_up(people, "001", "002")


def test_a_pair_ends_with_a_reason_and_an_approval_and_stays_in_the_history_of_both(people: Desk):
    pair_id = pairing.pair_up(people, "001", "002", starts_on=date(2026, 9, 1)).added[0]
    with pytest.raises(PairingRefused, match="原因"):
        pairing.end_pair(people, pair_id, TODAY, " ", "教导处")
    with pytest.raises(PairingRefused, match="由谁同意"):
        pairing.end_pair(people, pair_id, TODAY, "徒弟调走", "")
    pairing.end_pair(people, pair_id, TODAY, "徒弟调走", "教导处")
    assert pairing.pairs(people, TODAY) == []
    assert len(pairing.pairs(people, date(2026, 11, 23))) == 1
    for number in ("001", "002"):
        [kept] = pairing.history_of(people, number)
        assert (kept.ended_on, kept.end_reason, kept.approved_by) == ("2026-11-24", "徒弟调走", "教导处")
    with pytest.raises(PairingRefused, match="已经结束"):
        pairing.end_pair(people, pair_id, TODAY, "再来", "教导处")
    pairing.pair_up(people, "003", "002")  # free for another from that day on


def test_a_pair_is_renewed_for_three_years_at_most(people: Desk):
    first = pairing.pair_up(people, "001", "002", starts_on=date(2026, 9, 1)).added[0]
    second = pairing.renew(people, first).added[0]
    with pytest.raises(PairingRefused, match="已经续签"):
        pairing.renew(people, first)
    third = pairing.renew(people, second).added[0]
    kept = {pair.id: pair for pair in pairing.pairs(people)}
    assert (kept[third].starts_on, kept[third].ends_on, kept[third].after) == ("2028-09-01", "2029-08-31", second)
    with pytest.raises(PairingRefused, match="超过3年"):
        pairing.renew(people, third)


def test_a_pair_that_has_hardly_begun_changes_its_mentor_and_another_ends(people: Desk):
    fresh = pairing.pair_up(people, "001", "002").added[0]
    assert pairing.give_to(people, fresh, "003").added == ()
    assert [(pair.mentor, pair.mentee) for pair in pairing.pairs(people)] == [("003", "002")]
    old = pairing.pair_up(people, "001", "004", starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31)).added[0]
    new = pairing.give_to(people, old, "005").added[0]
    kept = {pair.id: pair for pair in pairing.pairs(people)}
    assert (kept[old].ended_on, kept[old].end_reason) == ("2026-11-24", "改由孙丽带")
    assert (kept[new].mentor, kept[new].starts_on, kept[new].ends_on) == ("005", "2026-11-24", "2027-08-31")


def test_a_mistake_is_taken_away_unless_something_is_on_record(people: Desk):
    pair_id = pairing.pair_up(people, "001", "002").added[0]
    with people.store.change("test.log"):
        insert_record(PairingLog, {"pairing": pair_id, "done_on": "2026-11-24", "duty": "joint"})
    with pytest.raises(PairingRefused, match="1条记录"):
        pairing.take_apart(people, pair_id)
    other = pairing.pair_up(people, "001", "003").added[0]
    gone = pairing.take_apart(people, other)
    assert gone.removed == (other,)
    assert len(pairing.pairs(people)) == 1
    undo(people.store, gone.change_id)
    assert len(pairing.pairs(people)) == 2


def test_a_proposal_is_written_as_one_action_and_what_no_longer_holds_is_told(people: Desk):
    old = pairing.pair_up(people, "001", "002", starts_on=date(2026, 9, 1)).added[0]
    written = pairing.accept(
        people,
        [
            PairChange("pair", "003", "002"),  # free because the other pair ends in the same proposal
            PairChange("pair", "004", "005"),
            PairChange("pair", "006", "006"),
            PairChange("end", id=old, reason="换师傅", approved_by="教导处"),
        ],
    )
    assert sorted((pair.mentor, pair.mentee) for pair in pairing.pairs(people, TODAY)) == [
        ("003", "002"),
        ("004", "005"),
    ]
    assert len(written.added) == 2
    assert "有1项没有写入" in written.message
    assert "自己的师傅" in written.message
    assert entries(limit=1)[0].id == written.change_id
    undo(people.store, written.change_id)
    assert [pair.id for pair in pairing.pairs(people, TODAY)] == [old]


def test_a_profile_is_kept_once_a_person(people: Desk):
    pairing.set_profile(people, "012", capacity=3)
    pairing.set_profile(people, "012", wants_mentor="no", reason="病假")
    from models.tables.pairing import PairingProfile

    [*_, kept] = PairingProfile.select().order_by(PairingProfile.id).dicts()
    assert PairingProfile.select().count() == 8
    assert (kept["capacity"], kept["wants_mentor"], kept["reason"]) == (3, "no", "病假")


@pytest.fixture
def school(desk: Desk) -> School:
    return small_school(desk)


def test_a_teacher_writes_the_own_sides_wishes_only(school: School):
    from models.store.errors import NotAllowed
    from models.tables.people import Teacher

    numbers = {one.name: one.staff_no for one in Teacher.select()}
    own = numbers.pop(MEMBER)
    other, third = numbers.values()
    desk = school.enter("teacher")
    pairing.wish(desk, other, own, "mentee", "wanted", rank=1)
    pairing.wish(desk, own, third, "mentor", "forbidden")
    beyond = ((other, own, "mentor", "wanted"), (other, own, "office", "pinned"), (other, third, "mentee", "wanted"))
    for asked in beyond:
        with pytest.raises(NotAllowed):
            pairing.wish(desk, *asked)
    with pytest.raises(NotAllowed):
        pairing.pair_up(desk, other, own)
    assert PairingWish.select().count() == 2
