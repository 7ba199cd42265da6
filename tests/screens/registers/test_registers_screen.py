"""The list of registers: what it counts is what the registers hold, and it leads into each of them and back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest
from screen_text import screen_text
from textual.pilot import Pilot

from models.actions.desk import Desk
from models.actions.register_shelves import SHELVES, shelved, wanting
from models.actions.registers import REGISTERS
from models.registers.source import CellEdit
from models.store import Actor, Store
from screens.kit.grid import Grid
from screens.kit.line_list import LineList
from screens.registers import OneRegister, RegistersScreen
from tui.app import YanxiuApp

TODAY = date(2026, 11, 24)


@pytest.fixture
async def pilot(past_desk: Desk) -> AsyncIterator[Pilot]:
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("7")
        await pilot.pause()
        yield pilot


def go_to(pilot: Pilot, register: str) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, RegistersScreen)
    screen.query_one(LineList)._go_to(screen._at(register) or 0)


async def open_one(pilot: Pilot, register: str) -> OneRegister:
    go_to(pilot, register)
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, OneRegister)
    return pilot.app.screen


def test_every_register_stands_on_one_shelf():
    assert sorted(name for shelf in SHELVES.values() for name in shelf) == sorted(REGISTERS)


def test_the_list_counts_what_the_grids_hold(past_desk: Desk):
    for one in shelved(past_desk):
        if one.rows:
            source = past_desk.source(one.register)
            found = source.findings()
            assert one.rows == len(source), one.register
            assert wanting(past_desk, one.register) == found.hard + (found.soft or 0) + found.doubtful


def test_looking_at_the_list_writes_nothing(past_desk: Desk):
    before = past_desk.store.latest_change()
    for one in shelved(past_desk):
        wanting(past_desk, one.register)
    assert past_desk.store.latest_change() == before


async def test_letters_lead_to_a_register_and_what_is_kept_by_day_opens_at_its_end(pilot: Pilot):
    await pilot.press(*"zy")
    assert pilot.app.screen._chosen.register == "homework"  # type: ignore[attr-defined]
    await pilot.press("down", *"hd", "enter")
    await pilot.pause()
    page = pilot.app.screen
    assert isinstance(page, OneRegister)
    assert page.source.register.id == "activities"
    await pilot.pause()
    assert page.query_one(Grid).cursor == (None, "held_on")


async def test_a_register_is_opened_typed_into_and_left_with_escape(pilot: Pilot):
    page = await open_one(pilot, "projects")
    source = page.source
    assert "Esc 回台账列表" in screen_text(pilot.app)
    page.query_one(Grid).go_to(None, "project_title")
    await pilot.press("A", "tab")
    await pilot.press("B", "escape", "escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, RegistersScreen)
    titles = [row.texts["project_title"] for row in map(source.row, range(len(source)))]
    assert "A" in titles, "leaving saves what was complete, Esc drops what was half typed"
    assert pilot.app.screen._chosen.register == "projects"  # type: ignore[union-attr]


async def test_another_screen_and_back_finds_the_register_still_open(pilot: Pilot):
    await open_one(pilot, "homework")
    await pilot.press("ctrl+o", "1")
    await pilot.pause()
    assert "[1 今日]" in screen_text(pilot.app)
    await pilot.press("7")
    await pilot.pause()
    assert isinstance(pilot.app.screen, OneRegister)
    assert pilot.app.screen.source.register.id == "homework"
    await pilot.press("ctrl+o", "7")
    await pilot.pause()
    assert isinstance(pilot.app.screen, RegistersScreen)


async def test_a_broken_line_comes_back_into_the_opened_register(pilot: Pilot):
    page = await open_one(pilot, "activities")
    await pilot.press("down", "right")
    spot = pilot.app.spot()  # type: ignore[attr-defined]
    assert spot["screen"] == "registers"
    assert spot["register"] == "activities"
    cursor = page.query_one(Grid).cursor
    await pilot.press("escape", "1")
    await pilot.pause()
    await pilot.app.come_back(spot)  # type: ignore[attr-defined]
    await pilot.pause()
    assert isinstance(pilot.app.screen, OneRegister)
    assert pilot.app.screen.query_one(Grid).cursor == cursor


async def test_what_wants_a_look_is_told_once_it_is_counted(past_desk: Desk):
    source = past_desk.source("homework")
    typed = {"on_day": "2026-11-23", "class_group": "1-1", "subject": "语文", "minutes": "30"}
    source.edit([CellEdit(-1, name, text) for name, text in typed.items()], "type")
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(80, 36)) as pilot:
        await pilot.press("7")
        screen = app.screen
        assert isinstance(screen, RegistersScreen)
        for _ in range(2000):
            await pilot.pause(0.01)
            if not screen._to_count:
                break
        assert " 10 格要看" in next(line for line in screen_text(app).splitlines() if "作业检查" in line)


async def test_who_may_not_see_a_register_is_told_so_in_its_line(past_desk: Desk):
    place = str(past_desk.store.place)
    past_desk.store.close()
    with Store.open(place, Actor("guest", "test", "viewer")) as store:
        app = YanxiuApp(Desk(store, today=lambda: TODAY))
        async with app.run_test(size=(120, 50)) as pilot:
            await pilot.press("7")
            await pilot.pause()
            line = next(line for line in screen_text(app).splitlines() if line.startswith("  经费与奖惩"))
            assert "只有" in line
            go_to(pilot, "fund")
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, RegistersScreen)


async def test_control_z_on_the_list_takes_back_the_last_change(pilot: Pilot):
    store = pilot.app.desk.store  # type: ignore[attr-defined]
    page = await open_one(pilot, "projects")
    page.query_one(Grid).go_to(None, "project_title")
    await pilot.press("A", "tab", "escape")
    await pilot.pause()
    await pilot.press("ctrl+z")
    await pilot.pause()
    assert store.db.execute_sql("SELECT COUNT(*) FROM project WHERE title = 'A'").fetchone() == (0,)
