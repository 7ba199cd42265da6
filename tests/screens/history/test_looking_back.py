"""From the grid: what one cell held before, and a register as of a day."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input

from models.actions.desk import Desk
from models.journal.history import entries
from models.registers.source import CellEdit
from models.store import Actor
from screens.kit.cell_history import CellHistory
from screens.kit.dialogs import Ask, Confirm, Tell
from screens.kit.grid import Grid
from screens.roster import RosterScreen
from tui.app import YanxiuApp

EARLIER, LATER = date(2026, 11, 10), date(2026, 11, 12)


def write(desk: Desk, row_id: int = -1, **cells: str) -> int:
    source = desk.source("roster")
    row = source.row_by_id(row_id)
    edits = [CellEdit(row_id, field, text, row.texts[field] if row else "") for field, text in cells.items()]
    outcome = source.edit(edits, "type")
    return outcome.added[0] if outcome.added else row_id


@asynccontextmanager
async def open_roster(desk: Desk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[YanxiuApp, Pilot[Any]]]:
    app = YanxiuApp(desk)
    async with app.run_test(size=size) as pilot:
        app.go("roster")
        await pilot.pause()
        assert isinstance(app.screen, RosterScreen)
        yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await pilot.pause()


def grid(app: YanxiuApp) -> Grid:
    return next(screen for screen in app.screen_stack if isinstance(screen, RosterScreen)).query_one(Grid)


def hint(app: YanxiuApp) -> str:
    return grid(app).hint.text


async def test_a_cells_past_by_one_key_and_an_old_value_put_back(desk: Desk):
    row_id = write(desk, name="[/b]甲", rank="一级教师")
    desk.store.actor = Actor("deputy", "elsewhere")
    write(desk, row_id, rank="高级教师")
    async with open_roster(desk) as (app, pilot):
        grid(app).go_to(row_id, "rank")
        await press(pilot, "equals_sign")
        assert isinstance(app.screen, CellHistory)
        shown = screen_text(app)
        assert "[/b]甲的「职称」" in shown
        assert shown.index("高级教师  ") < shown.index("一级教师  ")
        assert "deputy" in shown
        assert "office" in shown
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "1")
        assert desk.source("roster").row(0).texts["rank"] == "一级教师"
        assert entries(limit=1)[0].action == "roster.restore"
        await press(pilot, "ctrl+z")
        assert desk.source("roster").row(0).texts["rank"] == "高级教师"


async def test_the_value_of_now_and_no_change_nothing(desk: Desk):
    row_id = write(desk, name="甲", rank="一级教师")
    write(desk, row_id, rank="高级教师")
    before = desk.store.latest_change()
    async with open_roster(desk) as (app, pilot):
        grid(app).go_to(row_id, "rank")
        await press(pilot, "equals_sign", "enter", "equals_sign", "escape", "equals_sign", "down", "enter", "escape")
        assert isinstance(app.screen, RosterScreen)
    assert desk.store.latest_change() == before


async def test_a_cell_that_was_never_filled_says_so_and_the_menu_leads_there_too(desk: Desk):
    row_id = write(desk, name="甲")
    async with open_roster(desk) as (app, pilot):
        grid(app).go_to(row_id, "phone")
        await press(pilot, "f7", "8")
        assert isinstance(app.screen, Tell)
        assert "从来没有填过" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, RosterScreen)
        grid(app).go_to(None)
        await press(pilot, "equals_sign")
        assert isinstance(app.screen, RosterScreen)


@pytest.fixture
def grown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A school whose rows were written on one day and changed two days later; its founding lies before both."""
    now = {"day": EARLIER}
    monkeypatch.setattr("models.store.change.now", lambda: f"{now['day']}T04:00:00.000000Z")
    monkeypatch.setattr("models.actions.past.first_instant", lambda: "2026-11-01T04:00:00.000000Z")
    row_id = write(desk, name="甲", rank="一级教师")
    gone = write(desk, name="乙")
    now["day"] = LATER
    write(desk, row_id, rank="高级教师")
    desk.source("roster").delete([gone])
    return desk


async def look_at(app: YanxiuApp, pilot: Pilot[Any], day: str) -> None:
    await press(pilot, "ctrl+s", "5")
    assert isinstance(app.screen, Ask)
    app.screen.query_one(Input).value = day
    await press(pilot, "enter")


async def test_a_register_as_of_a_day_is_read_only_until_f5(grown: Desk, monkeypatch: pytest.MonkeyPatch):
    # The founding was written today by the machine's clock, before everything else in the order of writing.
    async with open_roster(grown) as (app, pilot):
        await look_at(app, pilot, "1111")
        shown = screen_text(app)
        assert "2026-11-11 的记录，只能看" in shown
        assert "乙" in shown
        source = grid(app).source
        assert [source.row(index).texts["rank"] for index in range(len(source))] == ["一级教师", ""]
        before = grown.store.latest_change()
        await press(pilot, "x")
        assert "只能看" in hint(app)
        assert grid(app).editor is None
        for keys in (
            ("delete",),
            ("f4",),
            ("f7", "3"),
            ("f7", "1"),
            ("ctrl+z",),
            ("asterisk",),
            ("f8", "right", "asterisk"),
        ):
            await press(pilot, *keys)
        assert grown.store.latest_change() == before
        await press(pilot, "f5")

        assert "只能看" not in screen_text(app)
        assert len(grid(app).source) == 1
        grid(app).go_to(grid(app).source.row(0).id, "phone")
        await press(pilot, "1", "3", "9", "0", "0", "0", "0", "0", "0", "0", "1", "down")
        assert grown.source("roster").row(0).texts["phone"] == "13900000001"


async def test_days_of_which_nothing_is_known_are_asked_again(grown: Desk):
    async with open_roster(grown) as (app, pilot):
        await look_at(app, pilot, "2026-10-01")
        assert isinstance(app.screen, Ask)
        assert "2026-10-01 还没有记录" in screen_text(app)
        app.screen.query_one(Input).value = "2027-01-01"
        await press(pilot, "enter")
        assert "还没有到" in screen_text(app)
        app.screen.query_one(Input).value = ""
        await press(pilot, "enter")
        assert isinstance(app.screen, RosterScreen)
        assert len(grid(app).source) == 1


async def test_any_register_as_of_that_day_and_no_import_into_it(grown: Desk):
    async with open_roster(grown) as (app, pilot):
        await look_at(app, pilot, "1111")
        await press(pilot, "ctrl+s", "4", "2")
        assert grid(app).source.register.id == "honours"
        assert "2026-11-11 的记录" in screen_text(app)
        await press(pilot, "ctrl+s", "1")
        assert isinstance(app.screen, RosterScreen)
        assert "只能看" in screen_text(app)


async def test_the_same_in_english(grown: Desk):
    async with open_roster(grown, (120, 36)) as (app, pilot):
        await app.do_app_language()
        await pilot.pause()
        grid(app).go_to(grid(app).source.row(0).id, "rank")
        await press(pilot, "equals_sign")
        shown = screen_text(app)
        assert "Senior teacher" in shown
        assert "<" not in shown.replace("< ", "")
        await press(pilot, "escape")
        await look_at(app, pilot, "2026-11-11")
        assert "Records of 2026-11-11" in screen_text(app)
