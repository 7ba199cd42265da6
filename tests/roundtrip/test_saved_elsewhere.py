"""A register is exported, edited in a spreadsheet program and taken in again: just the edits show, cell by cell."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from models.actions.desk import Desk
from models.actions.importing import ImportPlan, apply_import, plan_import
from tests.roundtrip.conftest import Saved
from tests.roundtrip.given import REGISTERS, exported

pytestmark = pytest.mark.slow

ENDINGS = (".xlsx", ".ods", ".xls")


def changed(plan: ImportPlan) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Every cell that the plan would change: {(key, field): (now, then)}."""
    return {(row.key, name): pair for row in plan.rows if row.action == "change" for name, pair in row.changes.items()}


def told(plan: ImportPlan) -> dict[str, int]:
    return {action: plan.count(action) for action in ("new", "change", "problem")}


NOTHING = {"new": 0, "change": 0, "problem": 0}


@pytest.mark.parametrize("ending", [*ENDINGS, ".csv"])
@pytest.mark.parametrize("clears", [False, True], ids=["", "clear"])
def test_saved_without_an_edit_nothing_changes(school: Desk, saved: Saved, ending: str, clears: bool):
    plan = plan_import(school, "roster", saved("roster.xlsx", ending), empty_clears=clears)
    assert told(plan) == NOTHING
    assert plan.count("same") == len(school.source("roster"))


@pytest.mark.parametrize("ending", ENDINGS)
def test_just_the_edited_cells_show(school: Desk, saved: Saved, ending: str):
    path = saved("edited.xlsx", ending)
    plan = plan_import(school, "roster", path)
    values = {row.values["staff_no"]: row.values for row in school.table("roster").read()}
    after = {("001", "rank"): "principal_senior", ("002", "phone"): "13800001111", ("003", "born_on"): "1980-05-06"}
    after |= {("004", "remark"): "负责 [图书室]，“每周三”", ("005", "teaching_since"): "2003-09"}
    assert changed(plan) == {
        (f"{values[number]['name']} {number}", name): (values[number][name], new)
        for (number, name), new in after.items()
    }
    assert (plan.count("new"), plan.count("problem")) == (0, 0)
    result = apply_import(school, plan)
    assert (result.added, result.changed) == (0, 5)
    assert told(plan_import(school, "roster", path)) == NOTHING


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_cell_emptied_on_purpose_counts_only_when_asked(school: Desk, saved: Saved, ending: str):
    path = saved("emptied.xlsx", ending)
    assert told(plan_import(school, "roster", path)) == NOTHING
    found = changed(plan_import(school, "roster", path, empty_clears=True))
    assert sorted((key[-3:], name, new) for (key, name), (_, new) in found.items()) == [
        ("001", "phone", ""),
        ("002", "qualification", ""),
    ]


def test_csv_edited_by_hand(school: Desk, tmp_path: Path):
    path = exported(school, tmp_path / "花名册.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("职称")] = "正高级教师"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([*rows, [""] * len(rows[0])])
    assert list(changed(plan_import(school, "roster", path))) == [(f"{rows[1][1]} {rows[1][0]}", "rank")]


@pytest.mark.parametrize("register_id", [register_id for register_id in REGISTERS if register_id != "roster"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_other_registers_come_back_as_they_went(school: Desk, saved: Saved, ending: str, register_id: str):
    assert len(school.source(register_id)) > 0
    assert told(plan_import(school, register_id, saved(f"{register_id}.xlsx", ending))) == NOTHING


def test_a_row_and_a_note_added_below_are_told_apart(school: Desk, saved: Saved):
    plan = plan_import(school, "roster", saved("longer.xlsx", ".xlsx"))
    assert told(plan) == {"new": 1, "change": 0, "problem": 0}


@pytest.mark.parametrize("ending", [*ENDINGS, ".csv"])
def test_a_csv_that_the_program_took_for_numbers_and_dates(school: Desk, saved: Saved, ending: str):
    """Opened by a double click, 001 becomes 1 and 1985-03 the first of March."""
    plan = plan_import(school, "roster", saved("roster_text.csv", ending))
    assert changed(plan) == {}
    assert told(plan) == NOTHING
