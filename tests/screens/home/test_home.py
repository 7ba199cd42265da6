"""The first screen: its figures are those of the registers, its lines lead on, and everybody has their own."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from screen_text import screen_text
from textual.pilot import Pilot

from models.actions.desk import Desk
from models.actions.today import Entry, today
from models.store import Actor, Store
from screens import home
from screens.home import page_lines
from screens.kit.line_list import LineList
from screens.kit.owed_screen import OwedScreen
from screens.kit.reminding import RemindScreen
from tui.app import YanxiuApp

TODAY = date(2026, 11, 24)


@pytest.fixture
async def pilot(past_desk: Desk) -> AsyncIterator[Pilot]:
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield pilot


def one(desk: Desk, sql: str) -> int:
    return desk.store.db.execute_sql(sql).fetchone()[0]


def entries(desk: Desk, section: str) -> dict[str, Entry]:
    return {entry.item: entry for entry in today(desk).entries if entry.section == section}


def go_to(pilot: Pilot, item: str) -> None:
    lines = page_lines(pilot.app.desk)  # type: ignore[attr-defined]
    at = next(index for index, line in enumerate(lines) if line.entry and line.entry.item == item)
    pilot.app.screen.query_one(LineList)._go_to(at)


def test_what_waits_is_what_the_tables_hold(past_desk: Desk):
    found = entries(past_desk, "waiting")
    to_read = one(past_desk, "SELECT COUNT(*) FROM reflection WHERE state IN ('handed_in', 'again')")
    to_match = one(past_desk, "SELECT COUNT(*) FROM reflection WHERE state = 'waiting'")
    assert found["待阅的反思"].value == f"{to_read} 篇"
    assert found["待认定的反思"].value == f"{to_match} 篇"


def test_the_week_shows_the_open_day_with_its_lessons_and_observers(past_desk: Desk):
    lessons = one(past_desk, "SELECT COUNT(*) FROM open_lesson WHERE held_on = '2026-11-25' AND status <> 'cancelled'")
    observers = one(
        past_desk,
        """SELECT COUNT(*) FROM observation o JOIN open_lesson l ON l.id = o.lesson_id
           WHERE l.held_on = '2026-11-25' AND l.status <> 'cancelled' AND o.status IN ('planned', 'came')""",
    )
    assert entries(past_desk, "week")["11月25日 周三"].value == f"开放课 {lessons} 节，听课 {observers} 人次"


def test_a_target_counts_the_people_who_have_done_it(past_desk: Desk):
    shown = one(
        past_desk,
        """SELECT COUNT(DISTINCT teacher_id) FROM open_lesson WHERE uses_touch_panel AND status <> 'cancelled'
           AND kind NOT IN ('walk_in', 'elsewhere') AND (status = 'held' OR held_on < '2026-11-24')""",
    )
    assert entries(past_desk, "targets")["触控一体机示范课"].done == shown


def test_who_owes_is_counted_by_group_and_in_all(past_desk: Desk):
    for entry in entries(past_desk, "owed").values():
        if "人欠" in entry.value:
            groups = [int(number) for number in re.findall(r" (\d+)", entry.note)]
            assert sum(groups) == int(entry.value.split()[0]), entry


async def test_enter_on_an_obligation_lists_who_owes_it_and_escape_comes_back(pilot: Pilot):
    go_to(pilot, "听课")
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, OwedScreen)
    shown = screen_text(pilot.app)
    assert "沈志强" in shown
    assert "6/20" in shown
    await pilot.press("escape")
    await pilot.pause()
    assert "[1 今日]" in screen_text(pilot.app)


async def test_enter_on_what_waits_goes_to_its_screen(pilot: Pilot):
    go_to(pilot, "待阅的反思")
    await pilot.press("enter")
    await pilot.pause()
    assert "[5 反思]" in screen_text(pilot.app)


async def test_all_obligations_then_one_then_back_again(pilot: Pilot):
    await pilot.press("o")
    await pilot.pause()
    assert "有人欠的" in screen_text(pilot.app)
    await pilot.press("down", "down", "enter")
    await pilot.pause()
    assert "听课  全校  欠" in screen_text(pilot.app)
    await pilot.press("escape")
    await pilot.pause()
    assert "有人欠的" in screen_text(pilot.app)
    await pilot.press("escape")
    await pilot.pause()
    assert "[1 今日]" in screen_text(pilot.app)


async def test_a_reminder_is_copied_noted_and_gone(pilot: Pilot):
    await pilot.press("r")
    await pilot.pause()
    assert isinstance(pilot.app.screen, RemindScreen)
    assert "【语文组】" in screen_text(pilot.app)
    await pilot.press("enter")
    await pilot.pause()
    assert pilot.app.clipboard.startswith("【语文组】")
    assert "【数学组】" in screen_text(pilot.app)
    desk = pilot.app.desk  # type: ignore[attr-defined]
    assert one(desk, "SELECT COUNT(*) FROM reminder") > 0
    await pilot.press("escape", "ctrl+z")
    await pilot.pause()
    assert one(desk, "SELECT COUNT(*) FROM reminder") == 0


def test_a_teacher_sees_what_they_owe_and_nobody_else(past_desk: Desk):
    place = str(past_desk.store.place)
    teacher = one(past_desk, "SELECT id FROM teacher WHERE staff_no = '034'")
    past_desk.store.close()
    with Store.open(place, Actor("shen", "test", "teacher", None, teacher)) as store:
        desk = Desk(store, today=lambda: TODAY)
        own = entries(desk, "mine")
        assert own["听课"].value == "6/20"
        assert "差 6" in own["听课"].note
        assert entries(desk, "owed") == {}
        assert entries(desk, "targets") == {}
        assert entries(desk, "others") == {}


def test_a_head_sees_the_group(past_desk: Desk):
    place = str(past_desk.store.place)
    head = one(
        past_desk,
        """SELECT m.teacher_id FROM group_member m JOIN staff_group g ON g.id = m.group_id
           WHERE g.name = '数学组' AND m.role = 'head'""",
    )
    past_desk.store.close()
    with Store.open(place, Actor("head", "test", "head", None, head)) as store:
        desk = Desk(store, today=lambda: TODAY)
        note = entries(desk, "owed")["听课"].note
        assert note.startswith("数学 ")
        assert "语文" not in note
        assert "听课" in " ".join(entries(desk, "mine"))


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36)])
async def test_no_line_is_wider_than_the_window(past_desk: Desk, size: tuple[int, int]):
    app = YanxiuApp(past_desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "本周" in screen_text(app)


async def test_a_rule_is_changed_where_it_is_shown_and_a_wrong_one_is_told(pilot: Pilot):
    await pilot.press("s")
    await pilot.pause()
    assert "听课怎样算数" in screen_text(pilot.app)
    await pilot.press("enter", "backspace", "x", "enter")
    await pilot.pause()
    assert "0 到 60" in screen_text(pilot.app)
    await pilot.press("backspace", "5", "enter")
    await pilot.pause()
    assert "通常是 3" in screen_text(pilot.app)
    assert pilot.app.desk.setting("observing", {}) == {"late_days": 5}  # type: ignore[attr-defined]
    await pilot.press("f7")
    await pilot.pause()
    assert "通常是 3" not in screen_text(pilot.app)


async def test_what_others_write_is_counted_once_however_much_they_write(pilot: Pilot, monkeypatch: pytest.MonkeyPatch):
    counted = []
    page = pilot.app.screen
    monkeypatch.setattr(type(page), "TAKEN_IN_AFTER", 0.2)
    monkeypatch.setattr(type(page), "refresh_page", lambda self: counted.append(self))
    for _ in range(20):
        page.take_in_others()  # type: ignore[attr-defined]
    assert counted == []
    while not counted:
        await pilot.pause(0.05)
    assert len(counted) == 1


async def test_showing_the_page_counts_it_once_and_a_change_counts_it_anew(past_desk: Desk, monkeypatch: Any):
    counted = []
    plain = home.page_lines
    monkeypatch.setattr(home, "page_lines", lambda desk: counted.append(1) or plain(desk))
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("2", "1")
        await pilot.pause()
        assert len(counted) <= 2
        before = len(counted)
        past_desk.set_setting("observing", {"late_days": 4})
        await pilot.press("2", "ctrl+o", "1")
        await pilot.pause()
        assert len(counted) > before
