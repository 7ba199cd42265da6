"""The history in words, and undoing any action of it: of one's own and of others."""

from __future__ import annotations

from typing import Any

import pytest

from data import words
from models.actions.desk import Desk
from models.actions.own_rules import set_own_rule
from models.actions.telling import Line, Teller
from models.actions.undoing import reverse
from models.journal.history import Entry, entries
from models.journal.undo import undo
from models.registers.source import CellEdit
from models.store import Actor
from models.store.errors import NotAllowed


def write(desk: Desk, register: str = "roster", row_id: int = -1, **cells: str) -> int:
    source = desk.source(register)
    row = source.row_by_id(row_id)
    edits = [CellEdit(row_id, field, text, row.texts[field] if row else "") for field, text in cells.items()]
    outcome = source.edit(edits, "type")
    return outcome.added[0] if outcome.added else row_id


def newest(**wanted: Any) -> Entry:
    return entries(limit=1, **wanted)[0]


def told(desk: Desk) -> list[Line]:
    return Teller(desk.store, desk.lists).lines(newest())


def test_codes_groups_and_classes_are_told_as_the_register_shows_them(desk: Desk):
    row_id = write(desk, name="[/b]甲", sex="女", rank="一级教师")
    write(desk, row_id=row_id, rank="高级教师", head_of_class="3-2", subjects="语文", other_groups="书法组")
    lines = {(line.field, line.old, line.new) for line in told(desk)}
    assert ("职称", "一级教师", "高级教师") in lines
    assert ("班主任班级", "", "三(2)班") in lines
    assert ("学科", "", "语文") in lines
    assert ("分组", "", "书法组") in lines
    assert {line.whose for line in told(desk)} >= {"[/b]甲"}
    assert not any(line.new.isdecimal() for line in told(desk) if line.whose == "[/b]甲")


def test_every_registers_fields_are_told_by_their_own_headings(desk: Desk):
    write(desk, "activities", activity_title="集体备课", activity_kind="专题学习")
    assert {(line.field, line.new) for line in told(desk)} == {("活动名称", "集体备课"), ("活动类别", "专题学习")}


def test_a_deleted_persons_history_still_names_them(desk: Desk):
    row_id = write(desk, name="甲", subjects="语文")
    desk.source("roster").delete([row_id])
    teller = Teller(desk.store, desk.lists)
    assert teller.whose(newest()) == "甲"
    assert all(line.whose == "甲" and line.old and not line.new for line in teller.lines(newest()))


def test_what_waits_beside_a_cell_is_told_as_that_cell(desk: Desk):
    row_id = write(desk, name="甲")
    write(desk, row_id=row_id, rank="教授")
    assert told(desk) == [Line("甲", "待改单元格", "职称（待改）", "", "教授")]


def test_a_class_that_has_left_school_is_told_by_its_year(desk: Desk):
    from models.journal.writing import insert_record
    from models.tables.people import ClassGroup

    with desk.store.change("roster.type"):
        insert_record(ClassGroup, {"entry_year": 2010, "class_no": 2})
    assert {line.whose for line in told(desk)} == {"2010级(2)班"}


def test_a_setting_is_told_by_its_name(desk: Desk):
    desk.set_setting("needs.age_edges", "30,40")
    assert told(desk) == [Line("年龄段", "设置", "年龄段", "", "30,40")]


def test_many_rows_are_counted(desk: Desk):
    desk.source("roster").edit([CellEdit(-n, "name", f"甲{n}") for n in range(1, 6)], "paste")
    teller = Teller(desk.store, desk.lists)
    assert teller.whose(entries(limit=1)[0]).startswith("甲")
    assert "5 个" in teller.whose(entries(limit=1)[0])
    assert "5 处" in teller.whose(entries(limit=1, most_rows=2)[0])


def test_the_same_in_english(desk: Desk):
    row_id = write(desk, name="甲", rank="一级教师")
    words.use("en")
    desk.lists.forget()
    write(desk, row_id=row_id, rank="Senior teacher")
    (line,) = told(desk)
    assert (line.whose, line.table, line.new) == ("甲", "Teacher", "Senior teacher")
    assert line.old in [choice.label for choice in desk.lists.choices("rank")]


def test_an_undo_is_told_by_what_it_took_back(desk: Desk):
    write(desk, name="甲")
    entry = newest()
    reverse(desk.store, desk.lists, entry)
    teller = Teller(desk.store, desk.lists)
    assert teller.title(newest()) == "撤销（花名册：录入）"
    again = entries(limit=2)[1]
    assert teller.undone(again)
    reverse(desk.store, desk.lists, again)
    assert teller.title(newest()) == "重做（花名册：录入）"
    assert not teller.undone(entries(limit=3)[2])
    assert len(desk.source("roster")) == 1


def test_a_refusal_names_person_field_values_and_who_changed_it(desk: Desk):
    row_id = write(desk, name="甲", rank="一级教师")
    write(desk, row_id=row_id, rank="高级教师")
    mine = newest()
    desk.store.actor = Actor("deputy", "elsewhere")
    write(desk, row_id=row_id, rank="二级教师")
    desk.store.actor = Actor("office", "test")
    said = reverse(desk.store, desk.lists, mine)
    assert said.change_id is None
    for word in ("甲的「职称」", "高级教师", "二级教师", "deputy"):
        assert word in said.message
    assert desk.source("roster").row(0).texts["rank"] == "二级教师"


def plan_activity(desk: Desk, title: str) -> None:
    desk.source("activities").edit([CellEdit(-1, "activity_title", title)], "type")


def test_what_others_did_is_undone_with_the_right_only(desk: Desk):
    plan_activity(desk, "集体备课")
    theirs = newest()
    desk.store.actor = Actor("guest", "ssh:10.0.0.7", "head")
    said = reverse(desk.store, desk.lists, theirs)
    assert said.change_id is None
    assert "office" in said.message
    with pytest.raises(NotAllowed, match="office"):
        undo(desk.store, theirs.id)
    plan_activity(desk, "教研活动")
    assert reverse(desk.store, desk.lists, newest()).change_id is not None
    desk.store.actor = Actor("deputy", "ssh:10.0.0.8", "office")
    assert reverse(desk.store, desk.lists, theirs).change_id is not None


def test_an_action_taken_back_by_another_is_brought_back_with_the_right_only(desk: Desk):
    desk.store.actor = Actor("guest", "ssh:10.0.0.7", "head")
    plan_activity(desk, "集体备课")
    mine = newest()
    desk.store.actor = Actor("office", "test")
    reverse(desk.store, desk.lists, mine)
    desk.store.actor = Actor("guest", "ssh:10.0.0.7", "head")
    again = entries(limit=2)[1]
    assert "office" in reverse(desk.store, desk.lists, again).message
    with pytest.raises(NotAllowed, match="office"):
        undo(desk.store, newest().id)


def test_a_setting_is_told_by_its_rules_and_only_those_that_changed(desk: Desk):
    set_own_rule(desk, "planning.open_lesson", "9")
    set_own_rule(desk, "planning.week_max", "3")
    assert [(line.whose, line.field, line.old, line.new) for line in told(desk)] == [
        ("听课安排的分值和规定", "每人每周最多听", "", "3")
    ]
    set_own_rule(desk, "planning.open_lesson", "")
    assert [(line.field, line.old, line.new) for line in told(desk)] == [("多开放一节课", "9", "")]
    set_own_rule(desk, "observing.late_days", "5")
    assert [(line.field, line.old, line.new) for line in told(desk)] == [("课后几天以内补记不算补录", "", "5")]


def test_a_setting_of_pairing_is_told_by_its_rules(desk: Desk):
    set_own_rule(desk, "pairing.points.subject", "50")
    assert [(line.field, line.new) for line in told(desk)] == [("同学科的分", "50")]
