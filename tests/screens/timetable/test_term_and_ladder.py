"""From the day of open lessons: the term as a map, lessons sent up the ladder, notices and slips saved, by keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input, Static

from data import words
from models.actions.desk import Desk
from models.actions.ladder_view import Ladder
from models.tables.lessons import Nomination
from models.tables.people import Honour, Teacher
from screens.kit.dialogs import Ask, Choose
from screens.kit.heat import HeatMap
from screens.kit.importing.paths import SavePath
from screens.kit.ladder_screen import LadderScreen
from screens.kit.line_list import LineList
from screens.kit.term_screen import TermScreen
from screens.timetable import TimetableScreen
from tui.app import YanxiuApp

SIZES = [(80, 24), (120, 36)]


@asynccontextmanager
async def opened(
    desk: Desk, *keys: str, size: tuple[int, int] = (80, 24), look: str = ""
) -> AsyncIterator[tuple[YanxiuApp, Pilot[Any]]]:
    app = YanxiuApp(desk, asked_look=look)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "3", *keys)
        yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def answer(pilot: Pilot[Any], text: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")


def told(app: YanxiuApp, part: str) -> str:
    return str(app.screen.query_one(part, Static).render())


# -- the term --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_map_shows_every_week_and_the_pace(past_desk: Desk, size: tuple[int, int]):
    async with opened(past_desk, "m", size=size) as (app, _):
        assert isinstance(app.screen, TermScreen)
        shown = app.screen.query_one(HeatMap)
        assert ">13" in told(app, "#term-heads")
        assert "21" in told(app, "#term-heads")
        lines = [shown.render_line(y) for y in range(shown.size.height)]
        assert all(line.cell_length == size[0] for line in lines)
        school, person = lines[0].text, next(line.text for line in lines if line.text.startswith("贺长林"))
        assert "11.9/20" in school
        assert "4/20" in person
        assert "60人" in told(app, "#term-told")


async def test_the_map_shows_one_group_then_those_behind_first_then_the_pace_alone(past_desk: Desk):
    async with opened(past_desk, "m") as (app, pilot):
        await press(pilot, "f3")
        assert isinstance(app.screen, Choose)
        await press(pilot, "3")
        shown = app.screen.query_one(HeatMap)
        names = [shown.render_line(y).text.split()[0] for y in range(6)]
        assert names == ["数学组", "林秀芝", "韩立军", "蒋春花", "魏建国", "沈志强"] or names[0] == "数学组"
        await press(pilot, "f9")
        assert shown.render_line(1).text.startswith("沈志强")
        await press(pilot, "f4", "down")
        assert "|" in shown.render_line(1).text
        assert "沈志强  数学组  已计" in told(app, "#term-told")
        await press(pilot, "escape")
        assert isinstance(app.screen, TimetableScreen)


async def test_without_colours_the_map_is_digits_and_the_pace_is_signs(past_desk: Desk):
    async with opened(past_desk, "m", size=(120, 36), look="ascii") as (app, _):
        shown = app.screen.query_one(HeatMap)
        line = shown.render_line(0).text
        assert line.removeprefix("全校").isascii()
        assert "####" in line
        assert "|" in line
        # One background all along: nothing is said by colour.
        assert len({segment.style.bgcolor for segment in shown.render_line(8) if segment.style}) == 1


async def test_in_colours_a_busier_week_has_another_shade(past_desk: Desk):
    async with opened(past_desk, "m", size=(120, 36), look="dark") as (app, _):
        shown = app.screen.query_one(HeatMap)
        backgrounds = {
            segment.text.strip(): segment.style.bgcolor
            for y in range(6, 30)
            for segment in shown.render_line(y)
            if segment.style and segment.text.strip().isdecimal()
        }
        assert len({backgrounds["1"], backgrounds["2"], backgrounds["3"]}) == 3


# -- the ladder ------------------------------------------------------------------------------------------------------


async def go_to(pilot: Pilot[Any], teacher: str, stage: str) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, LadderScreen)
    ids = [n for n, one in enumerate(screen.lines) if one.id == rung(screen.desk, teacher, stage).id]
    screen.query_one(LineList).show(len(screen.lines), ids[0])
    await pilot.pause()


def rung(desk: Desk, teacher: str, stage: str) -> Any:
    return next(one for one in Ladder(desk).rungs if (one.facts.staff_no, one.stage) == (teacher, stage))


@pytest.mark.parametrize("size", SIZES)
async def test_the_ladder_tells_lessons_votes_and_who_was_missing(past_desk: Desk, size: tuple[int, int]):
    async with opened(past_desk, "l", size=size) as (app, pilot):
        assert isinstance(app.screen, LadderScreen)
        assert "41/60" in told(app, "#ladder-line")
        await go_to(pilot, "024", "group")
        text = told(app, "#ladder-told")
        assert "到22人" in text
        assert "萧子轩(外出培训)" in text
        assert "得票21" in text
        shown = app.screen.query_one(LineList)
        texts = [shown.render_line(y).text for y in range(shown.size.height)]
        assert all(len(line) <= size[0] for line in texts)


async def test_votes_are_noted_by_initials_and_decided(past_desk: Desk):
    async with opened(past_desk, "l") as (app, pilot):
        await go_to(pilot, "042", "group")
        await press(pilot, "f2")
        assert isinstance(app.screen, Ask)
        await answer(pilot, "* -lxz")
        await answer(pilot, "hlj wgx zzz")
        assert isinstance(app.screen, Ask)
        assert "没有找到「zzz」" in app.screen.text
        await answer(pilot, "* -sl")
        await answer(pilot, "hlj")
        assert isinstance(app.screen, LadderScreen)
        first, other = rung(past_desk, "042", "group"), rung(past_desk, "038", "group")
        assert (first.present, first.entitled) == (12, 13)
        assert (first.votes, other.votes) == (11, 1)
        await press(pilot, "f4")
        assert rung(past_desk, "042", "group").outcome == "advanced"
        assert rung(past_desk, "042", "school").outcome == "pending"
        await press(pilot, "ctrl+z")
        assert rung(past_desk, "042", "group").outcome == "pending"


async def test_without_a_quorum_it_says_how_many_are_needed(past_desk: Desk):
    async with opened(past_desk, "l") as (app, pilot):
        await go_to(pilot, "042", "group")
        await press(pilot, "f2")
        for text in ("6", "3", "2"):
            await answer(pilot, text)
        await press(pilot, "f4")
        assert rung(past_desk, "042", "group").outcome == "pending"
        assert "至少要9人到会" in screen_text(app)


async def test_the_countys_prize_goes_into_the_honours(past_desk: Desk):
    async with opened(past_desk, "l") as (_, pilot):
        await go_to(pilot, "015", "county")
        await press(pilot, "f9", "2")
        await answer(pilot, "云溪县教育局")
        teacher = Teacher.get(Teacher.staff_no == "015")
        titles = {one.title for one in Honour.select().where(Honour.teacher == teacher)}
        assert "contest_second" in titles
        assert Nomination.get(Nomination.stage == "county", Nomination.award == "contest_second")


async def test_what_cannot_be_done_to_the_chosen_line_says_why(past_desk: Desk):
    async with opened(past_desk, "l") as (app, pilot):
        await go_to(pilot, "015", "group")
        await press(pilot, "f4")
        assert "还没有评定的课" in screen_text(app)
        await press(pilot, "insert")
        assert "还没有参评" in screen_text(app)


# -- printing --------------------------------------------------------------------------------------------------------


async def test_the_menu_saves_the_notice_and_the_slips(past_desk: Desk, tmp_path: Path):
    async with opened(past_desk, "ctrl+s") as (app, pilot):
        assert isinstance(app.screen, Choose)
        await press(pilot, "1")
        assert isinstance(app.screen, SavePath)
        assert app.screen.query_one(Input).value.endswith(".docx")
        await answer(pilot, str(tmp_path / "notice.pdf"))
        assert isinstance(app.screen, SavePath)
        await answer(pilot, str(tmp_path / "notice.docx"))
        assert isinstance(app.screen, TimetableScreen)
        assert len(Document(str(tmp_path / "notice.docx")).tables) == 6
        await press(pilot, "ctrl+s", "3")
        await answer(pilot, str(tmp_path / "all.xlsx"))
        assert len(openpyxl.load_workbook(tmp_path / "all.xlsx").sheetnames) == 6


async def test_the_menu_leads_to_the_map_and_the_ladder_and_prints_who_lacks_the_panel(past_desk: Desk, tmp_path: Path):
    async with opened(past_desk, "ctrl+s", "4") as (app, pilot):
        assert isinstance(app.screen, TermScreen)
        await press(pilot, "escape", "ctrl+s", "5")
        assert isinstance(app.screen, LadderScreen)
        await press(pilot, "ctrl+s")
        await answer(pilot, str(tmp_path / "ladder.txt"))
        assert "老屋门前的枣树" in (tmp_path / "ladder.txt").read_text("utf-8")
        await press(pilot, "escape", "ctrl+s", "6")
        await answer(pilot, str(tmp_path / "panel.txt"))
        assert "60人中41人上过" in (tmp_path / "panel.txt").read_text("utf-8")


async def test_everything_is_in_english_too(past_desk: Desk):
    words.use("en")
    async with opened(past_desk, "m") as (app, pilot):
        assert "The term at a glance" in screen_text(app)
        await press(pilot, "escape", "l")
        assert "touch panel 41/60" in screen_text(app)
