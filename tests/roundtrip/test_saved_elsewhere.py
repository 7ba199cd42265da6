"""A register is exported, edited in a spreadsheet program and taken in again: just the edits show, cell by cell."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.actions.desk import Desk
from models.actions.exporting import export_register
from models.actions.importing import ImportPlan, apply_import, plan_import
from models.actions.registers.attendance import attendance_sheet
from models.registers.source import CellEdit
from tests.roundtrip.conftest import Save

pytestmark = pytest.mark.slow

ENDINGS = (".xlsx", ".ods", ".xls")


def exported(desk: Desk, path: Path, register_id: str = "roster") -> Path:
    source = desk.source(register_id)
    rows = [source.row(index) for index in range(len(source))]
    export_register(desk, source.register, rows, path, source.register.columns)
    return path


def edit(path: Path, cells: dict[tuple[str, str], object]) -> None:
    """Change cells as a person would: {(staff number, heading): value}."""
    book = load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    heading = next(row for row in sheet.iter_rows() if any(cell.value == "工号" for cell in row))
    columns = {str(cell.value): cell.column for cell in heading}
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows(min_row=heading[0].row + 1)}
    for (number, title), value in cells.items():
        sheet.cell(rows[number], columns[title]).value = value  # type: ignore[assignment]
    book.save(path)


def changed(plan: ImportPlan) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Every cell that the plan would change: {(key, field): (now, then)}."""
    return {(row.key, name): pair for row in plan.rows if row.action == "change" for name, pair in row.changes.items()}


def told(plan: ImportPlan) -> dict[str, int]:
    return {action: plan.count(action) for action in ("new", "change", "problem")}


NOTHING = {"new": 0, "change": 0, "problem": 0}


@pytest.mark.parametrize("ending", [*ENDINGS, ".csv"])
@pytest.mark.parametrize("clears", [False, True], ids=["", "clear"])
def test_saved_without_an_edit_nothing_changes(
    school: Desk, tmp_path: Path, save_again: Save, ending: str, clears: bool
):
    saved = save_again(exported(school, tmp_path / "花名册.xlsx"), ending)
    plan = plan_import(school, "roster", saved, empty_clears=clears)
    assert told(plan) == NOTHING
    assert plan.count("same") == len(school.source("roster"))


@pytest.mark.parametrize("ending", ENDINGS)
def test_just_the_edited_cells_show(school: Desk, tmp_path: Path, save_again: Save, ending: str):
    from datetime import datetime

    path = exported(school, tmp_path / "花名册.xlsx")
    edit(
        path,
        {
            ("001", "职称"): "正高级教师",
            ("002", "电话"): 13800001111,  # a number, as Excel makes of it
            ("003", "出生年月"): datetime(1980, 5, 6),  # a real date
            ("004", "备注"): "负责 [图书室]，“每周三”",
            ("005", "从教年月"): "2003.9",
        },
    )
    plan = plan_import(school, "roster", save_again(path, ending))
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
    assert told(plan_import(school, "roster", save_again(path, ending))) == NOTHING


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_cell_emptied_on_purpose_counts_only_when_asked(school: Desk, tmp_path: Path, save_again: Save, ending: str):
    path = exported(school, tmp_path / "花名册.xlsx")
    edit(path, {("001", "电话"): None, ("002", "学历"): ""})
    saved = save_again(path, ending)
    assert told(plan_import(school, "roster", saved)) == NOTHING
    found = changed(plan_import(school, "roster", saved, empty_clears=True))
    assert sorted((key[-3:], name, new) for (key, name), (_, new) in found.items()) == [
        ("001", "phone", ""),
        ("002", "qualification", ""),
    ]


def test_csv_edited_and_saved_by_the_program(school: Desk, tmp_path: Path, save_again: Save):
    path = exported(school, tmp_path / "花名册.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("职称")] = "正高级教师"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([*rows, [""] * len(rows[0])])
    assert list(changed(plan_import(school, "roster", path))) == [(f"{rows[1][1]} {rows[1][0]}", "rank")]


@pytest.mark.parametrize("register_id", ["honours", "groups", "experts", "codes"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_other_registers_come_back_as_they_went(
    school: Desk, tmp_path: Path, save_again: Save, ending: str, register_id: str
):
    saved = save_again(exported(school, tmp_path / f"{register_id}.xlsx", register_id), ending)
    assert told(plan_import(school, register_id, saved)) == NOTHING


def test_a_row_and_a_note_added_below_are_told_apart(school: Desk, tmp_path: Path, save_again: Save):
    path = exported(school, tmp_path / "花名册.xlsx")
    book = load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["098", "苏小妹", "女", "1999-01"])
    sheet.append(["填表人：李老师"])
    sheet.append([])
    book.save(path)
    plan = plan_import(school, "roster", save_again(path, ".xlsx"))
    assert told(plan) == {"new": 1, "change": 0, "problem": 0}


@pytest.mark.parametrize("ending", [*ENDINGS, ".csv"])
def test_a_csv_that_the_program_took_for_numbers_and_dates(school: Desk, tmp_path: Path, save_again: Save, ending: str):
    """Opened by a double click, 001 becomes 1 and 1985-03 the first of March."""
    saved = save_again(exported(school, tmp_path / "花名册.csv"), ending)
    plan = plan_import(school, "roster", saved)
    assert changed(plan) == {}
    assert told(plan) == NOTHING


@pytest.mark.parametrize("ending", ENDINGS)
def test_activities_and_attendance_come_back_as_they_went(school: Desk, tmp_path: Path, save_again: Save, ending: str):
    facts = {"held_on": "2026-11-18", "activity_title": "集体备课", "activity_kind": "集体备课"}
    school.source("activities").edit([CellEdit(-1, name, text) for name, text in facts.items()], "type")
    sheet, _ = attendance_sheet(school, school.source("activities").row(0).id)
    sheet.edit([CellEdit(sheet.row(4).id, "attendance_status", "病假", "到")], "type")
    for register_id in ("activities", "attendance"):
        saved = save_again(exported(school, tmp_path / f"{register_id}.xlsx", register_id), ending)
        assert told(plan_import(school, register_id, saved)) == NOTHING
