"""The timetable by its keys: typing a class's week, clashes, anybody's week, a change from a day on, files."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input, Static

from data import words
from models.actions.desk import Desk
from models.actions.sample import found_sample
from models.actions.teaching import slots
from models.rules.statistics import Key, key_cost
from models.store import Actor, Store
from screens.kit.dialogs import Ask, Choose
from screens.kit.grid import GridHint
from screens.kit.importing.view import ImportView
from screens.teaching import TeachingScreen
from tests.conftest import TODAY
from tui.app import YanxiuApp


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    found_sample(path, Actor("office", "test")).close()
    return path


@pytest.fixture
def sample_desk(sample_file: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copy(sample_file, tmp_path / "sample.db")
    store = Store.open(tmp_path / "sample.db", Actor("office", "test"))
    yield Desk(store, today=lambda: TODAY)
    store.close()


class Office:
    """What a test does and sees."""

    def __init__(self, app: YanxiuApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> TeachingScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, TeachingScreen))

    @property
    def head(self) -> str:
        return str(self.screen.query_one("#week-line", Static).render())

    @property
    def hint(self) -> str:
        line = self.screen.query_one(GridHint).hint
        return " ".join(filter(None, (line.title, line.text)))

    @property
    def shown(self) -> str:
        return screen_text(self.app)

    def text(self, time: int, heading: str) -> str:
        source = self.screen.source
        column = next(column for column in source.register.columns if column.title == heading)
        row = source.row_by_id(time)
        assert row is not None
        return row.texts[column.field]

    def at(self, time: int, heading: str) -> None:
        column = next(column for column in self.screen.source.register.columns if column.title == heading)
        assert self.screen.grid.go_to(time, column.field)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, wanted: type[Any]) -> Any:
        for _ in range(500):
            if isinstance(self.app.screen, wanted):
                await self.pilot.pause()
                return self.app.screen
            await self.pilot.pause(0.01)
        raise AssertionError(f"{wanted.__name__} never came\n{self.shown}")

    async def until_head(self, part: str) -> None:
        for _ in range(500):
            if isinstance(self.app.screen, TeachingScreen) and part in self.head:
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"{part}: {self.head}\n{self.shown}")

    async def menu(self, option: str) -> None:
        await self.press("ctrl+s")
        (await self.until(Choose)).dismiss(option)
        await self.pilot.pause()

    async def line(self, dialog: type[Any], text: str) -> None:
        asked = await self.until(dialog)
        asked.query_one(Input).value = text
        await self.press("enter")


@asynccontextmanager
async def timetable(desk: Desk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Office]:
    app = YanxiuApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.press("minus")
        await pilot.pause()
        opened = Office(app, pilot)
        await opened.until(TeachingScreen)
        yield opened


async def test_a_week_is_typed_by_digits_and_initials(sample_desk: Desk):
    async with timetable(sample_desk) as office:
        office.at(106, "一(1)")
        keys: list[Key] = ["1", "enter"]
        await office.press(*map(str, keys))
        assert office.text(106, "一(1)") == "语 刘桂英"
        assert key_cost(keys) == 2
        office.at(106, "一(1)")
        await office.press("8", "y", "m")
        assert "美 姚梦" in office.hint
        await office.press("enter")
        assert office.text(106, "一(1)") == "美 姚梦"
        office.at(106, "一(1)")
        await office.press("delete")
        assert office.text(106, "一(1)") == ""
        await office.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert office.text(106, "一(1)") == "体 尹𠅤"


async def test_a_digit_picks_one_of_several_people_and_moves_on(sample_desk: Desk):
    async with timetable(sample_desk) as office:
        office.at(101, "一(1)")
        await office.press("c", "l")
        assert "1数 曹磊 2语 陈丽娟" in office.hint
        await office.press("2")
        assert office.text(101, "一(1)") == "语 陈丽娟"
        assert office.screen.grid.cursor[0] == 102, "down the day, as on the class's own paper"


async def test_behind_the_last_period_the_next_class_begins(sample_desk: Desk):
    async with timetable(sample_desk) as office:
        office.at(506, "一(1)")
        await office.press("1", "enter")
        assert office.text(506, "一(1)") == "语 刘桂英"
        assert office.screen.grid.cursor == (101, office.screen.grid.columns[2].field)


async def test_those_who_teach_the_class_are_offered_first(sample_desk: Desk):
    async with timetable(sample_desk) as office:
        office.at(101, "二(1)")
        await office.press("c", "l")
        assert "1语 陈丽娟" in office.hint


async def test_a_clash_is_red_on_both_lessons_and_f3_walks_them(sample_desk: Desk):
    async with timetable(sample_desk) as office:
        office.at(101, "一(2)")
        await office.press(*"liuguiying", "enter")
        assert office.text(101, "一(2)") == "语 刘桂英"
        assert "错误 2 格" in office.head
        office.at(101, "一(2)")
        await office.press("left", "right")
        assert "刘桂英这一节还在一(1)班上语文" in office.hint
        await office.press("f3")
        assert office.screen.grid.cursor == (101, office.screen.grid.columns[1].field)
        await office.press("f3")
        assert office.screen.grid.column.title == "一(2)"
        await office.press("ctrl+z")
        assert "错误" not in office.head


async def test_one_question_leads_to_anybodys_week_and_enter_back(sample_desk: Desk):
    async with timetable(sample_desk) as office:
        await office.press("ctrl+g", "3", "2", "enter")
        await office.until_head("三(2)班课程表")
        assert "每周 30 节" in office.head
        assert office.text(1, "周一") == "语 何雨晴"
        await office.press("pagedown")
        await office.until_head("三(3)班课程表")
        await office.press("pageup", "pageup")
        await office.until_head("三(1)班课程表")
        await office.press("x")
        assert "这里只看" in office.hint
        await office.press("ctrl+g", *"caolei", "enter")
        await office.until_head("曹磊课程表")
        office.at(3, "周一")
        assert office.text(3, "周一") == "三(2) 数 302"
        await office.press("enter")
        await office.until_head("全校课表")
        assert office.screen.grid.cursor[0] == 103
        assert office.screen.grid.column.title == "三(2)"
        await office.press("ctrl+g", *"机房")
        await office.press("enter")
        await office.until_head("机房课程表")
        await office.press("escape")
        await office.until_head("全校课表")


async def test_another_days_week_says_that_a_change_counts_for_all_its_time(sample_desk: Desk):
    async with timetable(sample_desk) as office:
        assert "一直算" not in office.head
        await office.menu("teaching.day")
        await office.line(Ask, "2026-12-04")
        await office.until_head("一直算")
        await office.menu("teaching.from_day")
        await office.line(Ask, "1207")
        await office.until_head("从 2026-12-07 起改")
        assert "一直算" not in office.head


async def test_a_change_from_a_day_on_keeps_what_was(sample_desk: Desk):
    async with timetable(sample_desk) as office:
        await office.menu("teaching.from_day")
        await office.line(Ask, "一二月")
        assert "一二月" in office.shown
        await office.line(Ask, "1207")
        await office.until_head("从 2026-12-07 起改")
        office.at(101, "三(2)")
        await office.press("2", "enter")
        assert office.text(101, "三(2)") == "数 曹磊"
        await office.menu("teaching.day")
        await office.line(Ask, "2026-12-04")
        await office.until_head("2026-12-04")
        assert office.text(101, "三(2)") == "语 何雨晴"
        await office.press("ctrl+z")
        ended = [slot for slot in slots(date(2026, 12, 7)) if slot.starts_on == "2026-12-07"]
        assert ended == []


async def test_weeks_go_out_to_a_workbook_and_come_back_the_same(
    sample_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    async with timetable(sample_desk, (120, 36)) as office:
        await office.menu("teaching.export")
        (await office.until(Choose)).dismiss("class")
        from screens.kit.importing.paths import OpenPath, SavePath

        await office.line(SavePath, str(tmp_path / "课表.xlsx"))
        await office.until(TeachingScreen)
        assert len(load_workbook(tmp_path / "课表.xlsx").sheetnames) == 24
        await office.menu("teaching.import")
        asked = await office.until((Choose, OpenPath))
        if isinstance(asked, Choose):
            asked.dismiss(str(tmp_path / "课表.xlsx"))
        else:
            await office.line(OpenPath, str(tmp_path / "课表.xlsx"))
        preview = await office.until(ImportView)
        assert preview.plan.count("same") == len(preview.plan.rows) > 600
        await office.press("escape")
        await office.until(TeachingScreen)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_it_is_readable_in_both_languages_and_sizes(sample_desk: Desk, language: str, size: tuple[int, int]):
    words.use(language)
    async with timetable(sample_desk, size) as office:
        assert "2026-11-24" in office.shown
        assert "刘桂英" in office.shown
        await office.press("f1")
        assert words.t("teaching.help")[:40].splitlines()[0] in screen_text(office.app)


async def test_a_school_without_classes_or_lessons_is_told_where_to_begin(desk: Desk):
    async with timetable(desk) as office:
        assert "还没有排课" in office.head
        await office.press("ctrl+g", "3", "2", "enter")
        assert "没有「32」的课表" in office.hint
        await office.press("ctrl+s")
        await office.until(Choose)
