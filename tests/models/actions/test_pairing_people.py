"""The sample school as far as pairing goes, and what each role sees of it."""

from __future__ import annotations

from models.actions.desk import Desk
from models.actions.pairing import end_pair, pair_up, set_profile, wish
from models.actions.pairing_people import mentoring_rules, pair_circle, pair_people, pair_wishes
from models.rules.mentoring import Wish
from models.rules.mentoring_words import priority_words
from tests.support.small_school import MEMBER, OTHER, small_school


def person(desk: Desk, number: str):
    return next(one for one in pair_people(desk) if one.staff_no == number)


def test_a_person_is_read_with_all_that_counts(sample_desk: Desk):
    found = person(sample_desk, "010")
    assert (found.name, found.subject, found.rank, found.group) == ("赵文静", "chinese", "first", "语文组")
    assert ("county", "subject_leader") in found.honours
    assert "语文组" in found.heads
    assert (found.years or 0) > 8
    assert found.free
    assert len(found.free) < 30


def test_the_young_wait_and_the_experienced_may_be_mentors(sample_desk: Desk):
    circle = pair_circle(sample_desk)
    waiting = [circle.people[number] for number in circle.waiting]
    assert priority_words(circle.priority(circle.waiting[0]), circle.rules) == "教龄不满 1 年"
    # The plan counts 35 people below 35; who is on leave or lent out can be in no pair now.
    assert {one.staff_no for one in waiting} == {
        one["staff_no"]
        for one in sample_desk.people(sample_desk.today)
        if one["status"] == "active" and (one["age"] < 35 or one["teaching_years"] < 5)
    }
    assert len(waiting) >= 33
    assert 15 <= len(circle.mentors) <= 22  # first and senior rank, and the honoured among the others
    assert all(one.in_post for one in waiting)


def test_pairs_of_now_and_of_before_are_known(sample_desk: Desk):
    first = pair_up(sample_desk, "010", "022").added[0]
    assert person(sample_desk, "010").guides == (("022", "subject"),)
    assert person(sample_desk, "022").mentor() == "010"
    end_pair(sample_desk, first, None, "调整", "教导处")
    assert person(sample_desk, "010").guides == ()
    assert person(sample_desk, "010").past == {"022"}
    assert person(sample_desk, "022").past == {"010"}


def test_what_the_school_says_of_a_person_and_what_people_wish_is_known(sample_desk: Desk):
    set_profile(sample_desk, "013", may_mentor="yes", capacity=1)
    wish(sample_desk, "013", "022", "mentee", "wanted", 1)
    circle = pair_circle(sample_desk)
    assert "013" in circle.mentors
    assert circle.free_places("013") == 1
    assert circle.wishes == (Wish("013", "022", "mentee", "wanted", 1),)
    assert circle.fit("013", "022").points["mentee_wish"] == 15


def test_the_schools_own_rules(sample_desk: Desk):
    sample_desk.set_setting("pairing", {"usual": 3, "least_years": 10})
    rules = mentoring_rules(sample_desk)
    assert (rules.usual, rules.least_years, rules.how_many) == (3, 10, 2)
    sample_desk.set_setting("pairing", ["nonsense"])
    assert mentoring_rules(sample_desk).usual == 2


def test_others_wishes_and_profiles_are_hidden(desk: Desk):
    school = small_school(desk)
    numbers = {one.name: one.staff_no for one in pair_people(desk)}
    set_profile(desk, numbers[OTHER], wants_mentor="yes")
    wish(desk, numbers["王强"], numbers[OTHER], "office", "forbidden")
    teacher = school.enter("teacher")
    assert pair_wishes(teacher) == ()
    seen = {one.name: one for one in pair_people(teacher)}
    assert seen[OTHER].wants_mentor == ""
    assert seen[OTHER].age is None
    assert seen[MEMBER].age == 35
    assert pair_circle(school.enter("viewer")).wishes == ()
