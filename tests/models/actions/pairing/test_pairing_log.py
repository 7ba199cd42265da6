"""An entry of the log in one line: what it says, for whom it may be written, what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions import pairing
from models.actions.mine import everything_about
from models.actions.pairing import PairingRefused
from models.actions.pairing_log import log, read_line
from models.tables.pairing import PairingLog
from models.tables.people import Teacher
from tests.support.lessons import mentors
from tests.support.small_school import HEAD, MEMBER, OTHER, School, small_school


@pytest.fixture
def school(desk) -> School:
    school = small_school(desk)
    numbers = {one.name: one.staff_no for one in Teacher.select()}
    mentors(desk, *numbers.values())
    begun = date(2026, 9, 1)
    pairing.pair_up(desk, numbers[OTHER], numbers[MEMBER], starts_on=begun)
    pairing.pair_up(desk, numbers[HEAD], numbers[OTHER], starts_on=begun)
    return school


def test_one_of_a_single_pair_need_not_say_which(school: School):
    teacher = school.enter("teacher")
    done = log(teacher, read_line(teacher, ["3", "2", "荷花", "第二课时"]))
    assert done.message == "已记：张伟带李芳 共同备课 2次，2026-11-24；本学期 2/10"
    [entry] = PairingLog.select()
    assert (entry.duty, entry.number, entry.words) == ("joint_preparation", 2, "荷花 第二课时")
    assert entry.recorded_by.name == MEMBER


def test_a_teacher_finds_the_own_pairs_only_and_the_office_everybodys(school: School):
    teacher = school.enter("teacher")
    with pytest.raises(PairingRefused, match="没有可以记的师徒"):
        read_line(teacher, [HEAD, "共同备课"])
    office = school.enter("office")
    assert read_line(office, ["lf", "共同备课"]).pair.mentee == pairing.pairs(office)[0].mentee
    with pytest.raises(PairingRefused, match="请先写是哪一对的徒弟：张伟带李芳、王强带张伟"):
        read_line(office, ["共同备课"])
    log(office, read_line(office, [OTHER, "教案检查", "3份"]))
    assert PairingLog.get().recorded_by is None


def test_what_is_to_come_or_lies_before_the_pair_is_refused(school: School):
    office = school.enter("office")
    entry = read_line(office, [MEMBER, "共同备课"])
    with pytest.raises(PairingRefused, match="还没到"):
        log(office, entry, date(2026, 11, 25))
    with pytest.raises(PairingRefused, match="不在期内"):
        log(office, entry, date(2026, 8, 31))
    with pytest.raises(PairingRefused, match="请写明做了什么"):
        read_line(office, [MEMBER, "喝茶"])
    with pytest.raises(PairingRefused, match="最多2000字"):
        read_line(office, [MEMBER, "共同备课", "字" * 2001])
    assert PairingLog.select().count() == 0


def test_everything_kept_about_a_mentee_holds_the_pair_and_its_log(school: School):
    office = school.enter("office")
    log(office, read_line(office, [MEMBER, "共同备课", "备了荷花"]))
    log(office, read_line(office, [OTHER, "教案检查", "与她无关"]))
    member = Teacher.get(Teacher.name == MEMBER)
    told = everything_about(office, member.id, None)
    values = {fact.value for fact in told if fact.part == "record"}
    assert {"备了荷花", "张伟带李芳", "共同备课"} <= values
    assert "与她无关" not in values
