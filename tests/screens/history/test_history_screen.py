"""The history on the screen: what was done, whose it was, taking it back; of two people, in both languages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input, Static

from models.actions.desk import Desk
from models.registers.source import CellEdit
from models.store import Actor
from screens.history import HistoryScreen
from screens.kit.dialogs import Confirm, Tell
from screens.kit.line_list import LineList
from tui.app import YanxiuApp

SIZE = (80, 24)


def write(desk: Desk, row_id: int = -1, **cells: str) -> int:
    source = desk.source("roster")
    row = source.row_by_id(row_id)
    edits = [CellEdit(row_id, field, text, row.texts[field] if row else "") for field, text in cells.items()]
    outcome = source.edit(edits, "type")
    return outcome.added[0] if outcome.added else row_id


@asynccontextmanager
async def open_history(desk: Desk, size: tuple[int, int] = SIZE) -> AsyncIterator[tuple[YanxiuApp, Pilot[Any]]]:
    app = YanxiuApp(desk)
    async with app.run_test(size=size) as pilot:
        app.go("history")
        await pilot.pause()
        assert isinstance(app.screen, HistoryScreen)
        yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def answer(pilot: Pilot[Any], text: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")


def lines(app: YanxiuApp) -> list[str]:
    """The actions on the screen, the newest first."""
    shown = app.screen.query_one(LineList)
    return [text for y in range(shown.size.height) if (text := shown.render_line(y).text.strip())]


def told(app: YanxiuApp) -> str:
    return str(app.screen.query_one("#told", Static).content)


async def test_the_newest_action_stands_first_with_what_it_changed(desk: Desk):
    row_id = write(desk, name="[/b]甲", rank="一级教师")
    write(desk, row_id, rank="高级教师")
    async with open_history(desk) as (app, _):
        assert "花名册：录入" in lines(app)[0]
        assert "[/b]甲" in lines(app)[0]
        assert "office" in lines(app)[0]
        assert told(app).split() == ["[/b]甲", "职称", "一级教师", ">", "高级教师"]
        assert "一级教师 > 高级教师" in screen_text(app)


async def test_the_arrows_show_an_older_action(desk: Desk):
    row_id = write(desk, name="甲")
    write(desk, row_id, phone="13900000001")
    async with open_history(desk) as (app, pilot):
        assert "13900000001" in told(app)
        await press(pilot, "down")
        assert "13900000001" not in told(app)
        assert "姓名" in told(app)
        await press(pilot, "end")
        assert "建立学校" in lines(app)[-1]


async def test_an_action_is_taken_back_and_brought_back_from_there(desk: Desk):
    row_id = write(desk, name="甲", rank="一级教师")
    write(desk, row_id, rank="高级教师")
    write(desk, row_id, phone="13900000001")
    async with open_history(desk) as (app, pilot):
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, Confirm)
        assert "甲" in screen_text(app)
        await press(pilot, "1")
        assert desk.source("roster").row(0).texts["rank"] == "一级教师"
        assert desk.source("roster").row(0).texts["phone"] == "13900000001"
        assert "撤销（花名册" in lines(app)[0]
        assert "已撤销" in lines(app)[2]
        # The cursor stays on the action that was chosen.
        await press(pilot, "enter", "1")
        assert desk.source("roster").row(0).texts["rank"] == "高级教师"
        assert "重做（花名册" in lines(app)[0]


async def test_no_leaves_everything_as_it_was(desk: Desk):
    write(desk, name="甲")
    before = desk.store.latest_change()
    async with open_history(desk) as (app, pilot):
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, HistoryScreen)
    assert desk.store.latest_change() == before


async def test_a_refusal_says_whose_cell_and_who_changed_it(desk: Desk):
    row_id = write(desk, name="甲", rank="一级教师")
    write(desk, row_id, rank="高级教师")
    desk.store.actor = Actor("deputy", "elsewhere")
    write(desk, row_id, rank="二级教师")
    desk.store.actor = Actor("office", "test")
    async with open_history(desk) as (app, pilot):
        await press(pilot, "down", "enter", "1")
        assert isinstance(app.screen, Tell)
        shown = screen_text(app).replace("\n", "").replace(" ", "")
        for words in ("甲的「职称」", "deputy", "二级教师"):
            assert words in shown
        await press(pilot, "enter")
        assert isinstance(app.screen, HistoryScreen)


async def test_what_another_did_needs_the_right(desk: Desk):
    write(desk, name="甲")
    desk.store.actor = Actor("guest", "ssh:10.0.0.7", "leader")
    async with open_history(desk) as (app, pilot):
        await press(pilot, "enter", "1")
        assert isinstance(app.screen, Tell)
        assert "office" in screen_text(app)
    assert len(desk.source("roster")) == 1


async def test_only_ones_own_and_only_one_persons(desk: Desk):
    write(desk, name="甲")
    desk.store.actor = Actor("deputy", "elsewhere")
    write(desk, name="乙")
    async with open_history(desk) as (app, pilot):
        await press(pilot, "f7")
        assert ["deputy" in line for line in lines(app)] == [True]
        assert "deputy做的" in screen_text(app)
        await press(pilot, "f7")
        assert len(lines(app)) == 3
        await press(pilot, "f2", "3")
        assert {line.split()[2] for line in lines(app)} == {"office"}
        await press(pilot, "f8")
        assert len(lines(app)) == 3


async def test_about_one_teacher_found_by_initials(desk: Desk):
    first = write(desk, name="王小明")
    write(desk, name="李芳")
    write(desk, first, subjects="语文")
    write(desk, first, subjects="")
    async with open_history(desk) as (app, pilot):
        await press(pilot, "f3")
        await answer(pilot, "nobody")
        assert "没有「nobody」" in screen_text(app)
        await answer(pilot, "wxm")
        # The subject that was taken away again belongs to the person's history as well.
        assert len(lines(app)) == 3
        assert all("王小明" in line for line in lines(app))


async def test_of_one_kind_and_of_some_days(desk: Desk):
    row_id = write(desk, name="甲")
    desk.source("roster").delete([row_id])
    async with open_history(desk) as (app, pilot):
        await press(pilot, "f4", "2")
        assert len(lines(app)) == 1
        await press(pilot, "f8", "f6")
        await answer(pilot, "2001-01-01")
        await answer(pilot, "31")
        assert "31" in screen_text(app)
        await answer(pilot, "2001-01-02")
        assert lines(app) == []
        assert "没有这样的操作" in told(app)
        assert "到 2001-01-02 止" in screen_text(app)


async def test_ten_thousand_actions_are_read_only_where_one_looks(desk: Desk):
    row_id = write(desk, name="甲")
    with desk.store.db.atomic():
        for number in range(10_000):
            desk.store.db.execute_sql(
                "INSERT INTO change_set (at, actor, origin, action, reason, app_version, digest) "
                f"VALUES ('2026-11-24T04:00:00.000000Z', 'p{number}', 'test', 'roster.type', '', '', 'x')"
            )
    write(desk, row_id, phone="13900000001")
    async with open_history(desk) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        assert "共 10003 步" in screen_text(app)
        assert len(screen.pages.ids) == 10_003
        assert screen.pages.blocks_held == 1
        await press(pilot, "pagedown", "pagedown")
        assert "p9980" in "".join(lines(app))
        await press(pilot, "end")
        assert "建立学校" in lines(app)[-1]
        assert screen.pages.blocks_held <= 4
        await press(pilot, "home")
        assert "13900000001" in told(app)


async def test_what_others_do_meanwhile_comes_in_and_the_cursor_stays(desk: Desk):
    row_id = write(desk, name="甲", rank="一级教师")
    write(desk, row_id, rank="高级教师")
    async with open_history(desk) as (app, pilot):
        await press(pilot, "down")
        write(desk, name="乙")
        await press(pilot, "f5")
        assert "乙" in lines(app)[0]
        assert app.screen.query_one(LineList).index == 2


async def test_an_import_of_many_is_counted_and_cut(desk: Desk):
    edits = [CellEdit(-n, field, text) for n in range(1, 301) for field, text in (("name", f"甲{n}"), ("sex", "女"))]
    desk.source("roster").edit(edits, "paste")
    async with open_history(desk) as (app, _):
        assert "等，共 300 处" in lines(app)[0]
        assert "另有 100 行" in told(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 16)])
async def test_the_same_in_english_at_every_size(desk: Desk, size: tuple[int, int]):
    row_id = write(desk, name="甲", rank="一级教师")
    write(desk, row_id, rank="高级教师")
    async with open_history(desk, size) as (app, pilot):
        await app.do_app_language()
        await pilot.pause()
        shown = screen_text(app)
        assert "Roster: typing" in shown
        assert "> Senior teacher" in told(app)
        assert "<history" not in shown
        assert "高级" not in shown


async def test_help_names_the_keys(desk: Desk):
    async with open_history(desk, (100, 30)) as (app, pilot):
        await press(pilot, "f1")
        assert "Tab 到下面翻看" in screen_text(app)
