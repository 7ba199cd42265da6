"""T2: the attendance of 60 with 4 exceptions in at most 18 keys; and the registers of activities and attendance."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from screen_text import screen_text

from models.actions.desk import Desk
from models.actions.importing import apply_import, plan_import
from models.actions.registers.attendance import attendance_sheet
from models.registers.source import CellEdit
from models.rules.statistics import Key, key_cost
from screens.kit.grid import Grid
from screens.kit.rollcall import RollGrid
from tui.app import YanxiuApp

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫", ("建国", "思雨", "海波", "雅琴", "志远")
NAMES = [first + last for last in GIVEN for first in SURNAMES]
BY_NUMBER: list[Key] = ["ctrl+s", "1", *"07", "enter", *"23", "5", *"31", "2", *"58", "6", "escape", "escape"]
NAMES_KEYS = {"slash": "/", "space": " "}


@pytest.fixture
def school(desk: Desk) -> Desk:
    """Sixty people in post, and an activity."""
    source = desk.source("roster")
    source.edit([CellEdit(-number, "name", name) for number, name in enumerate(NAMES, 1)], "paste")
    facts = {"held_on": "2026-11-18", "activity_title": "集体备课", "activity_kind": "集体备课"}
    desk.source("activities").edit([CellEdit(-1, field, text) for field, text in facts.items()], "type")
    return desk


def statuses(desk: Desk) -> dict[str, str]:
    source = desk.source("attendance")
    rows = [source.row(index) for index in range(len(source))]
    return {row.texts["teacher"]: row.texts["attendance_status"] for row in rows}


@asynccontextmanager
async def office(desk: Desk) -> AsyncIterator[Any]:
    app = YanxiuApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2")
        await app.screen.show_register("activities")  # type: ignore[attr-defined]  # the roster's page is in front
        await pilot.pause()

        async def press(keys: list[Key]) -> None:
            for key in keys:
                assert isinstance(key, str)
                await pilot.press(key)
                await pilot.pause()

        yield app, press


async def test_sixty_people_and_four_exceptions_take_at_most_18_keys(school: Desk):
    async with office(school) as (app, press):
        await press(BY_NUMBER)
        assert app.screen.query_one(Grid).source.row(0).texts["attended"] == "57"
    found = statuses(school)
    assert len(found) == 60
    exceptions = {name: status for name, status in found.items() if status != "到"}
    assert exceptions == {NAMES[6]: "事假", NAMES[22]: "病假", NAMES[30]: "迟到", NAMES[57]: "事假"}
    assert key_cost(BY_NUMBER) <= 18
    activity = school.source("activities").row(0)
    assert (activity.texts["expected"], activity.texts["attended"]) == ("60", "57")


async def test_initials_pick_as_soon_as_only_one_person_is_left(school: Desk):
    async with office(school) as (app, press):
        await press(["ctrl+s", "1", *"fsy", "7", *"zjg"])
        grid = app.screen.query_one(RollGrid)
        assert "赵建国" in grid.hint.text  # several are left: a digit picks
        await press(["1", "enter"])
    exceptions = {name: status for name, status in statuses(school).items() if status != "到"}
    assert exceptions == {"冯思雨": "缺", "赵建国": "缺"}


async def test_backspace_takes_the_person_back_before_anything_is_noted(school: Desk):
    async with office(school) as (_, press):
        await press(["ctrl+s", "1", *"07", "backspace", "backspace", *"12", "enter"])
    assert [name for name, status in statuses(school).items() if status != "到"] == [NAMES[11]]


async def test_a_number_that_is_not_on_the_sheet_is_told(school: Desk):
    async with office(school) as (app, press):
        await press(["ctrl+s", "1", *"61", "enter"])
        assert "61" in app.screen.query_one(RollGrid).hint.text


async def test_the_notes_of_all_who_came_take_one_key_and_whose_are_missing_a_number(school: Desk):
    async with office(school) as (app, press):
        await press([*BY_NUMBER[:-2], "escape", "f9", *"12", "enter"])
        assert "笔记 56" in screen_text(app)
        await press(["escape", "escape"])
    source = school.source("attendance")
    rows = [source.row(index).values for index in range(len(source))]
    found = [row["attendance_status"] in ("present", "late") for row in rows]
    assert [index for index, row in enumerate(rows) if found[index] != (row["has_notes"] == "yes")] == [11]
    source.undo()
    source.undo()
    assert not [row for row in map(source.row, range(len(source))) if row.texts["has_notes"]]


async def test_of_training_outside_only_those_who_went_are_typed(school: Desk):
    activities = school.source("activities")
    row = activities.row(0)
    activities.edit([CellEdit(row.id, "activity_kind", "外出培训", row.texts["activity_kind"])], "type")
    async with office(school) as (app, press):
        await press(["ctrl+s", "1", *"zjg", "1", *"fsy", "enter", *"zzz", "enter"])
        assert "没有叫「zzz」的人" in app.screen.query_one(RollGrid).hint.text
        await press(["escape", "escape"])
    assert statuses(school) == {NAMES[0]: "到", "冯思雨": "到"}


def test_opening_a_sheet_is_one_step_of_undo_and_happens_once(school: Desk):
    activity = school.source("activities").row(0).id
    source, first = attendance_sheet(school, activity)
    _, second = attendance_sheet(school, activity)
    assert first.change_id is not None
    assert second.change_id is None
    assert [source.row(index).texts["teacher"] for index in range(3)] == NAMES[:3]
    source.undo()
    assert len(source) == 0


def test_the_sheet_of_a_groups_activity_lists_the_group_alone(school: Desk):
    roster = school.source("roster")
    rows = [roster.row(index) for index in range(5)]
    roster.edit([CellEdit(row.id, "research_group", "数学组", row.texts["research_group"]) for row in rows], "type")
    activities = school.source("activities")
    activities.edit([CellEdit(activities.row(0).id, "activity_group", "数学组", "")], "type")
    sheet, _ = attendance_sheet(school, activities.row(0).id)
    assert [sheet.row(index).texts["teacher"] for index in range(len(sheet))] == NAMES[:5]


def test_who_is_away_that_day_is_not_expected(school: Desk):
    source = school.source("roster")
    away = {"status": "产假", "status_since": "2026-10-08"}
    edits = [CellEdit(source.row(0).id, name, text, source.row(0).texts[name]) for name, text in away.items()]
    source.edit(edits, "type")
    sheet, _ = attendance_sheet(school, school.source("activities").row(0).id)
    assert len(sheet) == 59


def test_a_row_typed_into_the_register_names_its_activity_by_day_and_title(school: Desk):
    source = school.source("attendance")
    outcome = source.edit(
        [CellEdit(-1, "activity", "2026-11-20 讲座"), CellEdit(-1, "teacher", "赵建国"), CellEdit(-1, "remark", "补")],
        "type",
    )
    assert outcome.rows[0].texts["activity"] == "2026-11-20 讲座"
    assert outcome.rows[0].texts["attendance_status"] == "到"
    assert len(school.source("activities")) == 2


def test_a_sheet_from_elsewhere_is_taken_in_and_makes_its_activity(school: Desk, tmp_path: Path):
    path = tmp_path / "签到.csv"
    path.write_text("活动,姓名,出勤情况\n2026-11-20 讲座,赵建国,请假\n2026-11-20 讲座,钱建国,√\n", "utf-8")
    plan = plan_import(school, "attendance", path)
    assert [(row.action, dict(row.problems)) for row in plan.rows] == [("new", {}), ("new", {})]
    apply_import(school, plan)
    assert statuses(school) == {"赵建国": "事假", "钱建国": "到"}
    assert [plan.count("same") for plan in [plan_import(school, "attendance", path)]] == [2]
