"""The planner by its keys: a proposal with progress, its reasons, wishes by hand, accepting and taking it back."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input, Static

from data import words
from models.actions.desk import Desk
from models.actions.plan_proposal import read_basis
from models.journal.writing import insert_record
from models.tables.lessons import Absence
from models.tables.people import Teacher
from screens.kit.dialogs import Ask, Choose, Confirm, Tell
from screens.kit.line_list import LineList
from screens.kit.planning.screen import PlannerScreen
from screens.kit.planning.weights import WeightsScreen
from screens.timetable import TimetableScreen
from tests.support.pairs import without_pairs
from tui.app import YanxiuApp


@pytest.fixture
def past_desk(past_desk: Desk) -> Desk:
    """Without mentor pairs, whose visits cannot all be had so late in the term."""
    return without_pairs(past_desk)


SIZES = [(80, 24), (120, 36)]


@asynccontextmanager
async def opened(desk: Desk, *keys: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Any, Pilot[Any]]]:
    app = YanxiuApp(desk)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "3", "p", *keys)
        yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def answer(pilot: Pilot[Any], text: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait for what the process beside the screen has to say."""
    last = time.monotonic() + 120
    while not holds() and time.monotonic() < last:
        await pilot.pause(0.02)
    assert holds(), screen_text(pilot.app)


async def planned(pilot: Pilot[Any]) -> PlannerScreen:
    """The planner once its proposal is there."""
    screen = pilot.app.screen
    assert isinstance(screen, PlannerScreen)

    def is_there() -> bool:
        found = screen.proposal
        return found is not None and found.wishes is screen.wishes and found.basis is screen.basis

    await until(pilot, lambda: is_there() and not screen.working.is_busy)
    return screen


async def asked(pilot: Pilot[Any], kind: type[Any]) -> Any:
    """The question or answer that comes up."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    return pilot.app.screen


def told(screen: Any, part: str) -> str:
    return str(screen.query_one(part, Static).render())


def shown(screen: Any) -> list[str]:
    lines = screen.query_one(LineList)
    return [text for y in range(lines.size.height) if (text := lines.render_line(y).text.strip())]


@pytest.mark.parametrize("size", SIZES)
async def test_a_week_is_proposed_looked_at_and_accepted(past_desk: Desk, size: tuple[int, int]):
    before = past_desk.store.latest_change()
    async with opened(past_desk, size=size) as (app, pilot):
        assert isinstance(app.screen, Choose)
        assert "采纳以前什么也不写" in app.screen.text
        await press(pilot, "2")
        screen = await planned(pilot)
        assert past_desk.store.latest_change() == before
        new = screen.proposal.counts["new"]
        assert f"新排 {new} 人次" in told(screen, "#planner-sum")
        assert "得分" in told(screen, "#planner-sum")
        assert all(line.cell_length == size[0] for line in _strips(screen))
        assert "新排" in shown(screen)[0]
        assert "为什么" in told(screen, "#planner-told")
        for view in ("全部", "各人", "还缺", "得分", "变动"):
            await press(pilot, "f6")
            assert view in told(screen, "#planner-line")
            assert all(line.cell_length == size[0] for line in _strips(screen))
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "2", "ctrl+s", "1")
        await until(pilot, lambda: isinstance(app.screen, TimetableScreen))
        assert f"已安排 {new} 人次" in screen_text(app)
        assert past_desk.store.latest_change() == before + 1
        await press(pilot, "ctrl+z")
        assert not [one for one in read_basis(past_desk).arranged if one.entry in {row.entry for row in _new(screen)}]


def _strips(screen: Any) -> list[Any]:
    lines = screen.query_one(LineList)
    return [lines.render_line(y) for y in range(lines.size.height)]


def _new(screen: PlannerScreen) -> list[Any]:
    assert screen.proposal
    return [row for row in screen.proposal.rows if row.kind == "new"]


async def test_it_moves_while_it_plans_and_esc_stops_it_at_once(past_desk: Desk):
    before = past_desk.store.latest_change()
    async with opened(past_desk, "3") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, PlannerScreen)
        assert "正在安排，第 1 步" in told(screen, "#planner-sum")
        await until(pilot, lambda: "目前最好的一份" in told(screen, "#planner-sum"))
        pid = screen.working._process.pid
        assert pid
        await press(pilot, "escape")
        assert isinstance(app.screen, TimetableScreen)
        assert screen.working._process.pid is None
        assert past_desk.store.latest_change() == before


async def test_the_best_so_far_will_do(past_desk: Desk):
    async with opened(past_desk, "3") as (_, pilot):
        screen = pilot.app.screen
        assert isinstance(screen, PlannerScreen)
        await until(pilot, lambda: screen.working.progress is not None and screen.working.progress.score is not None)
        await press(pilot, "enter")
        screen = await planned(pilot)
        assert screen.proposal
        assert screen.proposal.changes_anything


async def test_after_an_absence_only_what_broke_is_changed_and_it_says_why(past_desk: Desk):
    basis = read_basis(past_desk)
    lesson = next(one for one in basis.arranged if one.entry.week == 14).entry
    with past_desk.store.change("absences.type"):
        row = Teacher.get(Teacher.staff_no == lesson.teacher)
        insert_record(Absence, {"teacher": row.id, "first_day": "2026-11-30", "last_day": "2026-12-04"})
    broken = len(read_basis(past_desk).broken)
    async with opened(past_desk) as (app, pilot):
        assert f"有 {broken} 人次听不成了" in screen_text(app)
        await press(pilot, "1")
        screen = await planned(pilot)
        assert f"只动了听不成的 {broken} 人次" in told(screen, "#planner-sum")
        assert {row.kind for row in screen.proposal.rows} <= {"moved", "dropped", "kept"}
        assert "那天不在" in told(screen, "#planner-told")
        await press(pilot, "ctrl+s", "enter")
        await until(pilot, lambda: isinstance(app.screen, TimetableScreen))
    assert not read_basis(past_desk).broken


async def test_three_whys(past_desk: Desk):
    async with opened(past_desk, "2") as (app, pilot):
        screen = await planned(pilot)
        await press(pilot, "enter")
        why = await asked(pilot, Tell)
        assert why.heading == "为什么这样排"
        assert "换成" in why.text or "没有别的课" in why.text
        await press(pilot, "escape", "f8")
        assert isinstance(app.screen, Ask)
        await answer(pilot, "zzz")
        assert "没有找到「zzz」" in app.screen.text
        await answer(pilot, "14周")
        assert "请写两个人" in app.screen.text
        await answer(pilot, "孙晓梅 潘美玲 14周")
        if isinstance(app.screen, Choose):
            await press(pilot, "1")
        answered = await asked(pilot, (Tell, Confirm))  # type: ignore[arg-type]
        assert "孙晓梅" in answered.text
        await press(pilot, "escape")
        if screen.lacks:
            await press(pilot, "f9")
            relief = await asked(pilot, Tell)
            assert "去不了的课" in relief.text
            await press(pilot, "escape")


async def test_wishes_by_hand_are_planned_around_and_taken_back(past_desk: Desk):
    async with opened(past_desk, "2") as (app, pilot):
        screen = await planned(pilot)
        first = _new(screen)[0].entry
        assert screen.chosen
        assert screen.chosen.row
        assert screen.chosen.row.entry == first
        await press(pilot, "f7")
        screen = await planned(pilot)
        assert screen.wishes.barred == {first}
        assert first not in screen.proposal.plan.entries
        assert "不要 1 处" in told(screen, "#planner-sum")
        chosen = screen.chosen.row.entry
        await press(pilot, "f4")
        await planned(pilot)
        assert screen.wishes.pins == {chosen}
        assert any(row.pinned for row in screen.proposal.rows)
        await press(pilot, "f2")
        assert isinstance(app.screen, Choose)
        await press(pilot, "5")  # this lesson is not opened
        await planned(pilot)
        assert chosen[1:] not in {entry[1:] for entry in screen.proposal.plan.entries}
        await press(pilot, "ctrl+z")
        await planned(pilot)
        await press(pilot, "ctrl+z")
        await planned(pilot)
        assert (screen.wishes.pins, screen.wishes.barred) == (frozenset(), {first})
        await press(pilot, "escape")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "1")
        assert isinstance(app.screen, TimetableScreen)


async def test_somebody_else_goes_and_one_is_added_by_initials(past_desk: Desk):
    async with opened(past_desk, "2") as (app, pilot):
        screen = await planned(pilot)
        entry = screen.chosen.row.entry
        await press(pilot, "f2", "2")
        assert isinstance(app.screen, Ask)
        best = app.screen.text.partition("：")[2].split("、")[0]
        await answer(pilot, best)
        await planned(pilot)
        pin = next(iter(screen.wishes.pins))
        assert pin[1:] == entry[1:]
        assert pin.observer != entry.observer
        assert pin in screen.proposal.plan.entries
        await press(pilot, "a")
        await answer(pilot, "孙晓梅 宋欣怡 14")
        if isinstance(app.screen, Choose):
            await press(pilot, "1")
        await planned(pilot)
        assert len(screen.wishes.pins) == 2


async def test_the_schools_weights_are_moved_and_kept(past_desk: Desk):
    async with opened(past_desk, "2") as (app, pilot):
        screen = await planned(pilot)
        await press(pilot, "w")
        assert isinstance(app.screen, WeightsScreen)
        await press(pilot, "right", "right", "end", "enter", "up", "enter")
        await answer(pilot, "999")
        assert "请写 1 到 200 的数" in app.screen.text
        await answer(pilot, "6")
        await press(pilot, "ctrl+s")
        await planned(pilot)
        assert past_desk.setting("planning", {}) == {
            "weights": {"subject": 12},
            "allow_fallback": False,
            "usual_seats": 6,
        }
        assert screen.proposal.given.rules.weights.subject == 12
        assert all(entry.day == 3 for row in _new(screen) for entry in [row.entry])
        await press(pilot, "w", "f7", "ctrl+s")
        await planned(pilot)
        assert "weights" not in past_desk.setting("planning", {})


async def test_weeks_people_and_english(past_desk: Desk):
    words.use("en")
    async with opened(past_desk, "2") as (app, pilot):
        screen = await planned(pilot)
        await press(pilot, "right")
        assert screen.looking.week == 14
        person = next(line.row.entry.observer for line in screen.lines if line.row)
        await press(pilot, "f3")
        await answer(pilot, person)
        rows = [line.row.entry for line in screen.lines if line.row]
        assert rows
        assert all(person in (one.observer, one.teacher) for one in rows)
        await press(pilot, "escape")
        assert (screen.looking.week, screen.looking.person) == (0, "")
        await press(pilot, "f1")
        assert "Nothing is written" in screen_text(app)


async def test_others_write_meanwhile(past_desk: Desk):
    async with opened(past_desk, "2") as (_, pilot):
        screen = await planned(pilot)
        past_desk.set_setting("needs.age_edges", "30,40")
        screen.take_in_others()
        assert "数据又有变动" in told(screen, "#planner-sum")
        await press(pilot, "f5")
        await planned(pilot)
        assert "数据又有变动" not in told(screen, "#planner-sum")
