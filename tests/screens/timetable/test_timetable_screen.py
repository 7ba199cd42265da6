"""A day of open lessons by its keys: opening, inviting, who came, scores, cancelling; in both languages and sizes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input, Static

from data import words
from models.actions.desk import Desk
from models.actions.open_lessons import Calendars, opened_lessons
from models.tables.lessons import Observation, OpenLesson
from screens.kit.dialogs import Ask
from screens.kit.line_list import LineList
from screens.kit.observers_sheet import ObserversSheet
from screens.timetable import TimetableScreen
from tui.app import YanxiuApp

WEDNESDAY = date(2026, 11, 25)


@asynccontextmanager
async def open_day(desk: Desk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[YanxiuApp, Pilot[Any]]]:
    app = YanxiuApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.press("3")
        await pilot.pause()
        assert isinstance(app.screen, TimetableScreen)
        yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def answer(pilot: Pilot[Any], text: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")


def lines(app: YanxiuApp) -> list[str]:
    shown = app.screen.query_one(LineList)
    return [text for y in range(shown.size.height) if (text := shown.render_line(y).text.strip())]


def told(app: YanxiuApp, part: str = "#detail") -> str:
    return str(app.screen.query_one(part, Static).render())


def slot(desk: Desk, teacher: str, place: int = 0):
    return [s for s in Calendars(desk).given(WEDNESDAY) if s.teacher == teacher][place]


def free_at(desk: Desk, period: int, count: int) -> list[str]:
    busy = {s.teacher for s in Calendars(desk).given(WEDNESDAY) if s.period == period}
    return [p.staff_no for p in desk.lists.people() if p.staff_no not in busy][:count]


async def test_it_opens_on_the_open_day_ahead_and_says_how_to_begin(sample_desk: Desk):
    async with open_day(sample_desk) as (app, _):
        assert "第13周  11月25日(周三)" in told(app, "#day")
        assert "F2" in told(app)


async def test_lessons_are_opened_by_teacher_or_class_several_in_a_line_and_what_fails_stays(sample_desk: Desk):
    first, other = slot(sample_desk, "013"), slot(sample_desk, "016")
    async with open_day(sample_desk) as (app, pilot):
        await press(pilot, "f2")
        await answer(pilot, f"sxm {first.period}，三2 {other.period}，zz 1")
        assert isinstance(app.screen, Ask)
        assert app.screen.query_one(Input).value == "zz 1"
        assert "没有「zz 1」的课" in app.screen.text
        await press(pilot, "escape")
        assert len(lines(app)) == 2
        assert {lesson.class_code for lesson in opened_lessons(sample_desk, "2026-11-25", "2026-11-25")} == {
            first.class_code,
            other.class_code,
        }


async def test_several_observers_go_down_by_initials_and_the_refused_are_told_why(sample_desk: Desk):
    given = slot(sample_desk, "013")
    free = [n for n in free_at(sample_desk, given.period, 30) if n != "013"][:2]
    async with open_day(sample_desk) as (app, pilot):
        await press(pilot, "f2")
        await answer(pilot, f"sxm {given.period}")
        await press(pilot, "f3")
        await answer(pilot, f"{free[0]} 013 {free[1]}")
        assert "执教者" in app.screen.text
        assert app.screen.text.startswith("已安排：")
        await press(pilot, "escape")
        assert "2/8" in lines(app)[0]
        assert "听课 2：" in told(app)
        await press(pilot, "f4")
        assert {row.status for row in Observation.select()} == {"came"}
        assert "缺评价表2张" in told(app, "#day")
        await press(pilot, "ctrl+z")
        assert {row.status for row in Observation.select()} == {"planned"}


async def test_the_sheet_takes_scores_and_the_list_shows_their_mean(sample_desk: Desk):
    given = slot(sample_desk, "013")
    free = [n for n in free_at(sample_desk, given.period, 30) if n != "013"][:2]
    async with open_day(sample_desk) as (app, pilot):
        await press(pilot, "f2")
        await answer(pilot, f"sxm {given.period}")
        await press(pilot, "enter")
        assert isinstance(app.screen, ObserversSheet)
        await press(pilot, "ctrl+s")
        await answer(pilot, " ".join(free))
        await press(pilot, "home", "right", "right", "9", "2", "down", "left", "8", "5", "escape")
        assert isinstance(app.screen, TimetableScreen)
        assert lines(app)[0].endswith("88.5")
        assert "2/2" in lines(app)[0]


async def test_a_lesson_is_cancelled_with_a_reason_only(sample_desk: Desk):
    async with open_day(sample_desk) as (app, pilot):
        await press(pilot, "f2")
        await answer(pilot, f"sxm {slot(sample_desk, '013').period}")
        await press(pilot, "f7")
        await answer(pilot, " ")
        assert "写明原因" in app.screen.text
        await answer(pilot, "外出培训")
        assert "【取消】" in lines(app)[0]
        assert OpenLesson.get().reason == "外出培训"


async def test_days_are_changed_by_arrows_and_dates(sample_desk: Desk):
    async with open_day(sample_desk) as (app, pilot):
        await press(pilot, "right")
        assert "11月26日(周四)" in told(app, "#day")
        await press(pilot, "left", "left")
        assert "11月24日(周二)" in told(app, "#day")
        await press(pilot, "ctrl+g")
        await answer(pilot, "1111")
        assert "考试 期中检测" in told(app, "#day")
        await press(pilot, "ctrl+g")
        await answer(pilot, "2026-11-31")
        assert isinstance(app.screen, Ask)
        await press(pilot, "escape", "f6")
        assert "11月25日" in told(app, "#day")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_nothing_is_cut_in_the_headings(sample_desk: Desk, size: tuple[int, int], language: str):
    words.use(language)
    async with open_day(sample_desk, size) as (app, pilot):
        await press(pilot, "f2")
        await answer(pilot, f"sxm {slot(sample_desk, '013').period}")
        shown = screen_text(app)
        assert ">" not in told(app, "#headings")
        assert "孙晓梅" in shown


async def test_what_others_open_appears(sample_desk: Desk):
    async with open_day(sample_desk) as (app, pilot):
        from models.actions.observing import open_slot

        open_slot(sample_desk, slot(sample_desk, "013"), WEDNESDAY)
        await press(pilot, "f5")
        assert len(lines(app)) == 1


async def test_who_is_behind_stands_first_and_a_group_can_be_chosen(sample_desk: Desk):
    async with open_day(sample_desk) as (app, pilot):
        await press(pilot, "f9")
        assert "全校60人  落后60人" in told(app, "#standing-line")
        assert len(lines(app)) > 10
        assert ">" not in told(app, "#standing-heads")
        await press(pilot, "f3", "4")
        assert "英语组5人" in told(app, "#standing-line")
        await press(pilot, "escape")
        assert isinstance(app.screen, TimetableScreen)


async def test_the_open_day_before_is_one_key_away_and_a_weekday_is_one_of_the_week_on_show(past_desk: Desk):
    async with open_day(past_desk) as (app, pilot):
        ahead = told(app, "#day").split()[1]
        await press(pilot, "f6")
        assert "第12周  11月18日(周三)" in told(app, "#day")
        await press(pilot, "ctrl+g")
        await answer(pilot, "周五")
        assert "第12周  11月20日(周五)" in told(app, "#day")
        await press(pilot, "f6")
        assert ahead in told(app, "#day")


async def test_a_cancelled_lesson_is_no_longer_counted_and_is_again_when_it_is_undone(past_desk: Desk):
    async with open_day(past_desk) as (app, pilot):
        await press(pilot, "f6")
        assert isinstance(app.screen, TimetableScreen)
        whole, day = told(app, "#day"), app.screen.day
        await press(pilot, "f7")
        await answer(pilot, "老师病了")
        left = len(day.lessons) - 1
        people = day.observers - len(day.lessons[0].taking_part)
        assert f"开放课{left}节  听课{people}人次" in told(app, "#day")
        await press(pilot, "ctrl+z")
        assert told(app, "#day") == whole
