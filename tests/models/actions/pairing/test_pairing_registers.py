"""The registers about mentor pairs: typed in the grid, taken in from a file by names, read and written by role."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from models.actions import pairing
from models.actions.desk import Desk
from models.actions.importing import apply_import, plan_import
from models.journal.history import entries
from models.registers.source import CellEdit, Outcome
from models.store.errors import NotAllowed, StoreError
from models.tables.pairing import PairingDuty, PairingLog, PairingWish
from models.tables.people import Teacher
from tests.support.lessons import mentors, staff
from tests.support.small_school import HEAD, MEMBER, OTHER, School, small_school

TODAY = date(2026, 11, 24)


@pytest.fixture
def people(desk: Desk) -> Desk:
    staff(desk)
    mentors(desk, *(f"{number:03}" for number in range(1, 8)))
    return desk


@pytest.fixture
def school(desk: Desk) -> School:
    school = small_school(desk)
    mentors(desk, *(number_of(name) for name in (HEAD, MEMBER, OTHER)))
    return school


def type_row(desk: Desk, register: str, **cells: str) -> Outcome:
    return desk.source(register).edit([CellEdit(-1, name, text) for name, text in cells.items()], "type")


def texts(desk: Desk, register: str) -> list[Mapping[str, str]]:
    source = desk.source(register)
    return [source.row(index).texts for index in range(len(source))]


def test_a_pair_is_typed_by_initials_and_shows_how_it_stands(people: Desk):
    type_row(people, "pairing", mentor="lf", mentee="zm", subject="语文", starts_on="20260901", ends_on="20270831")
    type_row(people, "pairing", mentor="李芳", mentee="陈静", starts_on="20250901", ends_on="20260831")
    past, now = texts(people, "pairing")
    assert (now["mentor"], now["mentee"], now["pair_topic"], now["pair_kind"]) == ("李芳", "赵敏", "学科", "入门")
    assert (past["pair_state"], now["pair_state"]) == ("期满", "在期")
    assert [pair.mentee for pair in pairing.pairs(people, TODAY)] == ["004"]


def test_what_the_other_pairs_say_against_a_row_is_shown_beside_it(people: Desk):
    for mentor in ("李芳", "陈静"):
        type_row(people, "pairing", mentor=mentor, mentee="王强", starts_on="20260901", ends_on="20270831")
    source = people.source("pairing")
    assert "陈静" in source.row(0).problems["mentee"].message
    assert not source.row(0).problems["mentee"].hard
    type_row(people, "pairing", mentor="赵敏", mentee="赵敏")
    waiting = people.source("pairing").row(0)  # a row without a day stands first
    assert waiting.problems["mentee"].hard
    assert "同一个人" in waiting.problems["mentee"].message


def test_a_pair_of_which_something_is_on_record_cannot_be_deleted_in_the_grid(people: Desk):
    pair_id = pairing.pair_up(people, "001", "002").added[0]
    type_row(people, "pairing_log", pair="王强", pair_duty="共同备课")
    with pytest.raises(StoreError, match="李芳带王强已有1条记录"):
        people.source("pairing").delete([pair_id])


def test_an_entry_of_the_log_is_five_short_cells(people: Desk):
    pairing.pair_up(people, "001", "002")
    pairing.pair_up(people, "003", "004")
    type_row(people, "pairing_log", done_on="1118", pair="lfwq", pair_duty="3", times="2", log_words="备了荷花")
    type_row(people, "pairing_log", pair="zm", pair_duty="4")
    first, second = texts(people, "pairing_log")
    assert (first["done_on"], first["pair"], first["pair_duty"], first["times"]) == (
        "2026-11-18",
        "李芳带王强",
        "共同备课",
        "2",
    )
    assert (second["done_on"], second["pair"], second["recorded_by"]) == ("2026-11-24", "陈静带赵敏", "教导处")
    type_row(people, "pairing_log", pair="nobody", pair_duty="4")
    assert texts(people, "pairing_log")[2]["pair"] == "nobody"  # kept, red, until somebody mends it


def test_a_duty_that_the_school_rules_twice_is_shown(people: Desk):
    pairing.pair_up(people, "001", "002")
    type_row(people, "pairing_duties", pair_duty="1", pair="王强", duty_number="12", duty_per="1")
    assert not any(row.problems for row in map(people.source("pairing_duties").row, range(8)))
    type_row(people, "pairing_duties", pair_duty="1", duty_number="8")
    rows = [people.source("pairing_duties").row(index) for index in range(9)]
    twice = [row.texts["pair"] for row in rows if "两行规定" in getattr(row.problems.get("pair_duty"), "message", "")]
    assert twice == ["", ""]
    assert [(row.pairing_id, row.number, row.per) for row in PairingDuty.select()][-2:] == [
        (1, 12, "month"),
        (None, 8, "term"),
    ]


def test_evaluations_keep_parts_of_a_hundred_and_unknown_ones_apart_from_nought(people: Desk):
    pairing.pair_up(people, "001", "002")
    type_row(people, "pairing_evaluations", pair="王强", judged_on="20270110", duty_part="86.5", panel_part="0")
    [row] = texts(people, "pairing_evaluations")
    assert (row["duty_part"], row["change_part"], row["panel_part"]) == ("86.5", "", "0")


def test_an_existing_list_of_pairs_comes_in_by_names_through_the_usual_diff(people: Desk, tmp_path: Path):
    pairing.pair_up(people, "001", "002", starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31))
    file = tmp_path / "名单.csv"
    file.write_text(
        "青蓝工程结对名单\n序号,师傅姓名,徒弟姓名,学科,结对方式,结对时间,到期日期\n"
        "1,李芳,王强,语文,入门式,2026.9.1,2027.8.31\n"
        "2,陈静,赵敏,数学,协作式,2026.9.1,2027.8.31\n"
        "3,陈静,无此人,数学,协作式,2026.9.1,2027.8.31\n",
        "utf-8",
    )
    plan = plan_import(people, "pairing", file)
    assert [row.action for row in plan.rows] == ["change", "new", "problem"]
    assert plan.rows[0].key == "李芳带王强"
    assert set(plan.rows[0].changes) == {"subject"}
    apply_import(people, plan)
    assert [(one.mentor, one.mentee, one.kind, one.ends_on) for one in pairing.pairs(people, TODAY)] == [
        ("001", "002", "entry", "2027-08-31"),
        ("003", "004", "cooperation", "2027-08-31"),
    ]
    assert [row.action for row in plan_import(people, "pairing", file).rows] == ["same", "same", "problem"]


def test_a_renewed_pair_in_a_file_is_another_row_and_a_line_without_a_day_the_latest(people: Desk, tmp_path: Path):
    first = pairing.pair_up(people, "001", "002", starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 31)).added[0]
    second = pairing.renew(people, first).added[0]
    file = tmp_path / "名单.csv"
    file.write_text("师傅,徒弟,目标\n李芳,王强,站稳讲台\n", "utf-8")
    [row] = plan_import(people, "pairing", file).rows
    assert (row.action, row.row_id, set(row.changes)) == ("change", second, {"goal"})
    file.write_text("师傅,徒弟,开始日期\n李芳,王强,2027-09-01\n李芳,王强,2025-09-01\n", "utf-8")
    assert [row.action for row in plan_import(people, "pairing", file).rows] == ["new", "same"]


def number_of(name: str) -> str:
    return Teacher.get(Teacher.name == name).staff_no


def test_what_a_log_says_is_for_the_pair_and_the_office(school: School):
    desk = school.desk
    pairing.pair_up(desk, number_of(OTHER), number_of(MEMBER))
    type_row(desk, "pairing_log", pair=MEMBER, pair_duty="共同备课", log_words="她很着急")
    seen = {role: texts(school.enter(role), "pairing_log")[0]["log_words"] for role in ("office", "teacher", "head")}
    assert seen == {"office": "她很着急", "teacher": "她很着急", "head": "（有记录）"}
    leader = school.enter("leader")
    assert texts(leader, "pairing_log")[0]["log_words"] == "（有记录）"
    source = leader.source("pairing_log")
    source.filter("着急")
    assert len(source) == 0
    from models.actions.cell_past import cell_values
    from models.actions.seen import seen as as_seen

    told = [cell for row in as_seen(desk.store, entries(limit=1)[0]).rows for cell in row.fields]
    assert "她很着急" not in str(told)
    with pytest.raises(NotAllowed):
        cell_values(leader, "pairing_log", 1, "log_words")
    with pytest.raises(NotAllowed):
        school.enter("viewer").source("pairing_log")


def test_a_mentee_writes_into_the_own_pairs_log_and_into_no_other(school: School):
    desk = school.desk
    own = pairing.pair_up(desk, number_of(OTHER), number_of(MEMBER)).added[0]
    other = pairing.pair_up(desk, number_of(HEAD), number_of(OTHER)).added[0]
    teacher = school.enter("teacher")
    type_row(teacher, "pairing_log", pair=MEMBER, pair_duty="共同备课", log_words="备课")
    assert texts(teacher, "pairing_log")[0]["recorded_by"] == MEMBER
    with pytest.raises(NotAllowed):
        type_row(teacher, "pairing_log", pair=OTHER, pair_duty="共同备课")
    assert [row.pairing_id for row in PairingLog.select()] == [own] != [other]
    with pytest.raises(NotAllowed):
        type_row(teacher, "pairing", mentor=OTHER, mentee=HEAD)


def test_a_teachers_grid_of_wishes_is_the_own_side(school: School):
    desk = school.desk
    pairing.wish(desk, number_of(OTHER), number_of(MEMBER), "office", "forbidden", reason="夫妻")
    pairing.wish(desk, number_of(OTHER), number_of(MEMBER), "mentor", "wanted")
    teacher = school.enter("teacher")
    assert texts(teacher, "pairing_wishes") == []
    type_row(teacher, "pairing_wishes", mentor=HEAD, mentee=MEMBER, wish_rank="1")
    [row] = texts(teacher, "pairing_wishes")
    assert (row["mentor"], row["wish_side"], row["pair_wish"]) == (HEAD, "徒弟", "愿意")
    for cells in (
        {"mentor": OTHER, "mentee": MEMBER, "wish_side": "师傅"},
        {"mentor": OTHER, "mentee": MEMBER, "wish_side": "徒弟", "pair_wish": "固定"},
        {"mentor": OTHER, "mentee": HEAD},
    ):
        with pytest.raises(NotAllowed):
            type_row(teacher, "pairing_wishes", **cells)
    assert PairingWish.select().count() == 3
