"""A block with headings: matched by them, new and changed rows told apart, nothing that was typed dropped."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.actions.importing import ImportPlan
from models.actions.pasting import apply_block, has_headings, plan_block
from models.journal.history import entries
from models.registers.roster import ROSTER
from models.registers.source import CellEdit

HEAD = ["工号", "姓名", "性别", "出生年月", "联系电话"]
BLOCK = [
    HEAD,
    ["001", "王小明", "男", "1985.3", "13900000001"],
    ["002", "李梅", "不详", "1990年5月", "139"],
    ["003", "曾丽", "女", "不记得", ""],
]


@pytest.fixture
def one(desk: Desk) -> Desk:
    """A school with 王小明, 001."""
    edits = [CellEdit(-1, "staff_no", "001"), CellEdit(-1, "name", "王小明"), CellEdit(-1, "sex", "女")]
    desk.source("roster").edit(edits, "type")
    return desk


def planned(desk: Desk, cells: list[list[str]]) -> ImportPlan:
    plan = plan_block(desk, "roster", cells)
    assert plan is not None
    return plan


def test_headings_are_two_known_names_and_little_else():
    assert has_headings(ROSTER, BLOCK)
    assert has_headings(ROSTER, [["某某小学花名册", ""], ["姓名", "性别"], ["王小明", "男"]])
    assert not has_headings(ROSTER, [HEAD])
    assert not has_headings(ROSTER, BLOCK[1:])
    assert not has_headings(ROSTER, [["姓名", "性别", "甲", "乙", "丙"], ["王小明", "男", "", "", ""]])
    assert not has_headings(ROSTER, [["姓名"], ["王小明"]])


def test_what_cannot_be_read_arrives_red_and_everything_is_one_step(one: Desk):
    plan = planned(one, BLOCK)
    assert [row.action for row in plan.rows] == ["change", "problem", "problem"]
    done = apply_block(one, plan)
    assert (done.added, done.changed, done.red, done.left_out) == (2, 1, 2, ())
    assert entries(limit=1)[0].action == "roster.paste"
    source = one.source("roster")
    texts = [[source.row(i).texts[name] for name in ("staff_no", "name", "sex", "born_on")] for i in range(3)]
    assert texts == [
        ["001", "王小明", "男", "1985-03"],
        ["002", "李梅", "不详", "1990-05"],
        ["003", "曾丽", "女", "不记得"],
    ]
    red = {(i, name) for i in range(3) for name, found in source.row(i).problems.items() if found.hard}
    assert red == {(1, "sex"), (2, "born_on")}
    source.undo()
    assert [source.row(i).texts["name"] for i in range(len(source))] == ["王小明"]
    assert source.row(0).texts["sex"] == "女"


def test_pasted_again_it_changes_nothing(one: Desk):
    apply_block(one, planned(one, BLOCK))
    done = apply_block(one, planned(one, BLOCK))
    assert (done.change_id, done.added) == (None, 0)


def test_a_red_cell_is_mended_by_pasting_its_row_again(one: Desk):
    apply_block(one, planned(one, BLOCK))
    apply_block(one, planned(one, [HEAD, ["002", "李梅", "女", "1990年5月", "13900000002"]]))
    row = one.source("roster").row(1)
    assert (row.texts["sex"], row.texts["phone"]) == ("女", "13900000002")
    assert not any(found.hard for found in row.problems.values())


def test_a_number_is_enough_to_say_whom_a_row_is_about(one: Desk):
    plan = planned(one, [["工号", "联系电话"], ["001", "13900000009"], ["999", "13900000008"]])
    assert [row.action for row in plan.rows] == ["change", "problem"]
    apply_block(one, plan, accepted=[0])
    source = one.source("roster")
    assert len(source) == 1
    assert source.row(0).texts["phone"] == "13900000009"


def test_rows_that_may_mean_several_people_are_left_out_and_named(one: Desk):
    other = one.source("roster")
    other.edit([CellEdit(-1, "staff_no", "002"), CellEdit(-1, "name", "王小明")], "type")
    done = apply_block(one, planned(one, [["姓名", "性别"], ["王小明", "男"]]))
    assert done.change_id is None
    assert len(done.left_out) == 1
    assert "2 个人" in done.left_out[0][1]


def test_a_record_changed_since_the_preview_is_left_out(one: Desk):
    plan = planned(one, BLOCK[:2])
    source = one.source("roster")
    source.edit([CellEdit(source.row(0).id, "remark", "刚改")], "type")
    done = apply_block(one, plan)
    assert (done.change_id, len(done.left_out)) == (None, 1)
