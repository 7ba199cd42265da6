"""The plan's screen: its clauses with their numbers, what is behind them, and what can be done with them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from data import words
from models.actions.desk import Desk
from models.actions.plan_book import clauses
from models.store import Actor
from screens.kit.dialogs import Ask, Choose
from screens.kit.grid import Grid
from screens.kit.line_list import LineList
from screens.kit.owed_screen import OwedScreen
from screens.kit.plan.proposals import ProposalsScreen
from screens.kit.plan.rows import RowsBehind
from screens.kit.plan.ties import TiesScreen
from screens.plan import PlanScreen
from tui.app import YanxiuApp


@pytest.fixture
async def pilot(past_desk: Desk) -> AsyncIterator[Pilot]:
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await pilot.pause()
        yield pilot


def screen(pilot: Pilot) -> PlanScreen:
    assert isinstance(pilot.app.screen, PlanScreen)
    return pilot.app.screen


async def go_to(pilot: Pilot, number: str) -> None:
    found = screen(pilot)
    numbers = [one.number for one in clauses(found.desk)]
    found.query_one(LineList).show(len(numbers), numbers.index(number))
    await pilot.pause()


async def typed(pilot: Pilot, text: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await pilot.press("enter")
    await pilot.pause()


async def test_every_clause_stands_there_with_its_number_and_the_chosen_one_in_full(pilot: Pilot):
    await go_to(pilot, "四.3")
    shown = screen_text(pilot.app)
    heard = next(one for each in clauses(screen(pilot).desk) for one in each.figures if one.link.target == "O3")
    assert "小学校本研修工作计划" in shown
    assert "学校将每周的星期三定为教学开放周" in shown.replace("\n", "").replace(" ", "")
    assert f"{heard.done}/{heard.of}" in shown
    assert f"应有 {heard.due}" in shown
    await go_to(pilot, "二.1")
    shown = screen_text(pilot.app)
    assert "没有数字" in shown
    assert "计划没有写数量" in shown
    await pilot.press("f3")
    assert screen(pilot).chosen is not None
    assert screen(pilot).chosen.number == "二.8", "what has its reason written is passed over"  # type: ignore[union-attr]


async def test_enter_leads_to_who_owes_it_and_l_to_the_rows(pilot: Pilot):
    await go_to(pilot, "四.1")
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, OwedScreen)
    assert pilot.app.screen.code == "O1"
    await pilot.press("escape")
    await pilot.press("l")
    await pilot.pause()
    page = pilot.app.screen
    assert isinstance(page, RowsBehind)
    [figure] = next(one for one in clauses(page.desk) if one.number == "四.1").figures
    assert len(page.query_one(Grid).source) == figure.done
    assert {page.source.row(at).values["reflection_kind"] for at in range(len(page.source))} == {"insight"}
    await pilot.press("escape")
    await pilot.pause()
    assert screen(pilot).chosen.number == "四.1"  # type: ignore[union-attr]


async def test_of_several_numbers_one_is_chosen_first(pilot: Pilot):
    await go_to(pilot, "四.3")
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, Choose)
    assert "听课记录" in screen_text(pilot.app)
    await pilot.press("5")
    await pilot.pause()
    assert isinstance(pilot.app.screen, RowsBehind)
    assert pilot.app.screen.source.register.id == "observations"


async def test_a_clause_is_tied_reworded_and_reasoned_by_keys_and_taken_back(pilot: Pilot):
    desk = screen(pilot).desk
    await go_to(pilot, "二.1")
    await pilot.press("t")
    await pilot.pause()
    assert isinstance(pilot.app.screen, TiesScreen)
    await pilot.press("space", "ctrl+s")
    await pilot.pause()
    [tied] = next(one for one in clauses(desk) if one.number == "二.1").links
    assert tied.kind == "obligation"
    await pilot.press("f2")
    await pilot.pause()
    pilot.app.screen.query_one(TextArea).text = "热爱教育。"
    await pilot.press("ctrl+s")
    await pilot.pause()
    assert "热爱教育。" in screen_text(pilot.app)
    await pilot.press("u")
    await pilot.pause()
    await typed(pilot, "看总结")
    assert next(one for one in clauses(desk) if one.number == "二.1").unmeasured == "看总结"
    await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
    await pilot.pause()
    after = next(one for one in clauses(desk) if one.number == "二.1")
    assert (after.links, after.body[:6]) == ((), "培养教师的职")


async def test_a_new_plan_is_read_looked_through_and_taken_over(pilot: Pilot, tmp_path: Path):
    desk = screen(pilot).desk
    file = tmp_path / "plan.txt"
    file.write_text("新计划\n一、途径\n1、每月写三篇心得体会。\n2、每学期听课不少于25节。", "utf-8")
    await pilot.press("r")
    await pilot.pause()
    await typed(pilot, str(tmp_path / "none.txt"))
    assert "none.txt" in screen_text(pilot.app)
    await typed(pilot, str(file))
    found = pilot.app.screen
    assert isinstance(found, ProposalsScreen)
    assert "原来 每月 2" in screen_text(pilot.app)
    await pilot.press("space", "down", "enter")
    await pilot.pause()
    await pilot.press("1")
    await pilot.pause()
    assert isinstance(pilot.app.screen, Ask)
    await typed(pilot, "30")
    assert "每学期 30" in screen_text(pilot.app)
    await pilot.press("ctrl+s")
    await pilot.pause()
    assert [one.number for one in clauses(desk)] == ["一", "一.1", "一.2"]
    numbers = dict(
        desk.store.db.execute_sql("SELECT code, number FROM obligation WHERE code IN ('O1', 'O3')").fetchall()
    )
    assert numbers == {"O1": 2, "O3": 30}


async def test_the_next_term_is_begun_from_the_screen(pilot: Pilot):
    await pilot.press("n")
    await pilot.pause()
    await typed(pilot, "2026-1")
    assert "不在" in screen_text(pilot.app)
    await typed(pilot, "2026-2")
    assert "2027 春" in screen_text(pilot.app)


async def test_of_thousands_it_is_counted_only_when_somebody_asks(past_desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("screens.plan.MOST_PEOPLE", 59)
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("6")
        await go_to(pilot, "四.1")
        assert "按 F5 统计" in screen_text(app)
        await pilot.press("f5")
        await go_to(pilot, "四.1")
        assert "277/356" in screen_text(app)


async def test_who_may_not_see_what_is_owed_is_told_so(past_desk: Desk):
    past_desk.store.actor = Actor("x", "test", role="viewer")
    heard = next(one for each in clauses(past_desk) for one in each.figures if one.link.target == "O3")
    assert (heard.state, heard.text, heard.done) == ("hidden", "看不到", 0)
    assert not next(one for one in clauses(past_desk) if one.number == "四.1").needs_measure


async def test_from_elsewhere_no_file_of_the_server_is_named(pilot: Pilot):
    screen(pilot).desk.store.actor = Actor("office", "ssh:10.0.0.9", role="office")
    assert "plan read -" in screen(pilot).why_not_plan_read()
    assert "plan summary -" in screen(pilot).why_not_plan_summary()
    assert screen(pilot).why_not_plan_next() == ""


@pytest.mark.parametrize("role", ["leader", "teacher"])
async def test_others_see_the_plan_and_change_nothing(past_desk: Desk, role: str):
    teacher = past_desk.store.db.execute_sql("SELECT MIN(id) FROM teacher").fetchone()[0]
    past_desk.store.actor = Actor("x", "test", role=role, teacher_id=teacher)
    words.use("en")
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("6")
        await pilot.pause()
        page = app.screen
        assert isinstance(page, PlanScreen)
        assert page.why_not_plan_tie()
        assert page.why_not_plan_read()
        assert bool(page.why_not_plan_summary()) == (role == "teacher")
        assert ("only you" in screen_text(app)) == (role == "teacher")
        assert "三.4" in screen_text(app)
        await pilot.press("t")
        await pilot.pause()
        assert app.screen is page
        await pilot.press("f2", "x", "ctrl+s")
        await pilot.pause()
        assert app.screen.query_one(TextArea).text == page.chosen.body, "it can be read in full"  # type: ignore[union-attr]
