"""Evaluation forms on the screen: the page of lessons, the sheet, one form, the course, results, filing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rich.cells import cell_len
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input, Static

from models.actions.desk import Desk
from models.actions.filled_forms import filled
from models.actions.form_templates import ensure_templates, templates
from models.actions.forms import choose_template, hand_in, score
from models.actions.lesson_course import moments
from models.actions.lesson_facts import lesson
from models.rules.lesson_course import Moment
from models.rules.paper_code import code_of
from screens.forms import FormsScreen
from screens.kit.dispatch import perform
from screens.kit.forms.course import CourseScreen
from screens.kit.forms.course_bar import CourseBar
from screens.kit.forms.filing import FilingScreen
from screens.kit.forms.results import ResultsScreen
from screens.kit.forms.sheet import FormGrid, FormSheetScreen
from screens.kit.forms.single import OneForm
from screens.kit.line_list import LineList
from tests.support.lessons import open_lesson, staff
from tui.app import YanxiuApp

TEXTS = {"strengths": "目标[/]明确", "problems": "练得少", "suggestions": "精讲多练"}
ITEMS = dict.fromkeys(range(1, 20), 40) | {15: 80}


@pytest.fixture
def seen(desk: Desk) -> list[int]:
    """Three observers of 李芳's lesson, the number of the lesson being 1."""
    people = staff(desk)
    return open_lesson(desk, people[0], people[1:4])[1]


@asynccontextmanager
async def forms_page(desk: Desk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[YanxiuApp, Pilot[Any]]]:
    app = YanxiuApp(desk)
    async with app.run_test(size=size) as pilot:
        app.go("forms")
        await pilot.pause()
        assert isinstance(app.screen, FormsScreen)
        yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_the_page_lists_lessons_with_forms_and_means(desk: Desk, seen: list[int]):
    for observation in seen[:2]:
        score(desk, observation, {}, control_x10=880)
    hand_in(desk, seen[:2], from_paper=True)
    async with forms_page(desk) as (app, _):
        shown = screen_text(app)
    assert "1 节开放课  评课表 2/3" in shown
    assert "李芳" in shown
    assert "2/3    88.0" in shown
    assert "等级" in shown  # the last column has room at 80


async def test_a_lesson_s_sheet_is_filled_and_handed_in(desk: Desk, seen: list[int]):
    async with forms_page(desk) as (app, pilot):
        await press(pilot, "enter")
        assert isinstance(app.screen, FormSheetScreen)
        assert app.screen.grid.cursor == (seen[0], "item1")
        await press(pilot, *"55555", *"55555", *"5555", "9", *"5555")
        assert "99    优" in screen_text(app)
        assert "已交 0/3" in screen_text(app)
        assert app.screen.grid.cursor == (seen[1], "item1")
        await press(pilot, "4", "ctrl+s")
        shown = screen_text(app)
        assert "已交 1/3" in shown
        assert "已交 1 张" in shown
        assert "陈静的没有交：第 2-19 项还没有打分" in shown
        await press(pilot, "escape")
        assert isinstance(app.screen, FormsScreen)
        assert "1/3    99.0" in screen_text(app)
    assert filled(seen)[seen[0]].score_x10 == 990


async def test_rows_are_observers_and_neither_added_nor_deleted(desk: Desk, seen: list[int]):
    async with forms_page(desk) as (app, pilot):
        await press(pilot, "enter", "down", "down", "down", "5")
        assert "这里一行是一位听课的人" in screen_text(app)
        app.screen.query_one(FormGrid).paste_text("5\t4\n5\t3")
        await press(pilot, "up", "f7", "3")
        await pilot.pause()
        assert len(app.screen.query_one(FormGrid).source) == 3
    assert not filled(seen)


async def test_one_form_stands_upright_with_its_words_and_asks_for_the_texts(desk: Desk, seen: list[int]):
    async with forms_page(desk) as (app, pilot):
        await press(pilot, "enter")
        app.screen.query_one(FormGrid).do_grid_form()
        await pilot.pause()
        assert isinstance(app.screen, OneForm)
        assert "1 目标具体、可检测，合课标、合学情（5分）" in screen_text(app)
        await press(pilot, *"55555", *"55555", *"5555", "9", *"5555", "ctrl+s")
        assert "还没有写亮点、问题、建议" in screen_text(app)
        assert filled(seen)[seen[0]].status == "draft"
        score(desk, seen[0], {}, TEXTS)
        await press(pilot, "ctrl+s")
        assert filled(seen)[seen[0]].status == "handed_in"


async def test_the_control_total_is_asked_for_when_wanted(desk: Desk, seen: list[int]):
    async with forms_page(desk) as (app, pilot):
        await press(pilot, "enter")
        perform(app, "form_sheet.control")
        await pilot.pause()
        await pilot.pause()
        await press(pilot, *"55555", *"55555", *"5555", "9", *"5555")
        assert app.screen.query_one(FormGrid).cursor == (seen[0], "control_total")
        await press(pilot, "9", "0")
        assert app.screen.query_one(FormGrid).cursor == (seen[1], "item1")
        await press(pilot, "ctrl+s")
        assert "各项加起来是 99，纸上写的总分是 90" in screen_text(app)


async def test_papers_are_filed_one_after_the_other(desk: Desk, seen: list[int]):
    async with forms_page(desk) as (app, pilot):
        await press(pilot, "f4")
        assert isinstance(app.screen, FilingScreen)
        line = app.screen.query_one(Input)
        line.value = f"{code_of(seen[0])} 5555 5555555555 9555"
        await press(pilot, "enter")
        await pilot.pause()
        assert "写了 18 个分数，这张表有 19 项" in screen_text(app)
        assert line.value.startswith(code_of(seen[0]))
        line.value += "5 =99"
        await press(pilot, "enter")
        assert "王强" in screen_text(app)
        assert "得分 99" in screen_text(app)
        assert line.value == ""
        await press(pilot, "enter")
        assert isinstance(app.screen, FormsScreen)
    assert filled(seen)[seen[0]].status == "handed_in"


async def test_results_show_scores_words_items_and_the_reply(desk: Desk, seen: list[int]):
    for observation, first in zip(seen, (50, 40, 30), strict=True):
        score(desk, observation, {**ITEMS, 1: first}, TEXTS)
    hand_in(desk, seen)
    async with forms_page(desk, size=(100, 60)) as (app, pilot):
        await press(pilot, "f2")
        assert isinstance(app.screen, ResultsScreen)
        shown = screen_text(app)
        assert "平均 80 分" in shown or "平均 80.0 分" in shown
        assert "3 张表，共 3 人听课，最低 79，最高 81" in shown
        assert "评课表太少，不算校正分" in shown
        assert "亮点：目标[/]明确" in shown
        assert "4.0/5  3 张  差异 1.00 3 到 5" in shown
        await press(pilot, "f3")
        assert "不到 5 张表" in screen_text(app)
        await press(pilot, "f2")
        app.screen.query_one(Input).value = "下次改。"
        await press(pilot, "enter")
        assert "李芳的回应：下次改。" in screen_text(app)
    assert lesson(1).reply == "下次改。"


# -- the course --------------------------------------------------------------------------------------------------------


class Watch:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 18, 1, 20, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def minutes(self, count: float) -> None:
        self.now += timedelta(minutes=count)


@asynccontextmanager
async def course(desk: Desk, observation: int, **options: Any) -> AsyncIterator[tuple[YanxiuApp, Pilot[Any], Watch]]:
    app, watch = YanxiuApp(desk, **options), Watch()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(CourseScreen(desk, observation, watch))
        await pilot.pause()
        yield app, pilot, watch


@pytest.fixture
def timed(desk: Desk, seen: list[int]) -> int:
    """An observation whose form has timed items."""
    ensure_templates(desk.store)
    choose_template(desk, 1, templates()[1].id)
    return seen[0]


async def test_single_digits_mark_the_lesson_and_its_minutes_propose_points(desk: Desk, timed: int):
    async with course(desk, timed) as (app, pilot, watch):
        assert "按 Enter 上课" in screen_text(app)
        await press(pilot, "enter")
        for minutes, key in ((1, "1"), (6, "5"), (6, "2"), (7, "4"), (2, "3"), (18, "0")):
            watch.minutes(minutes)
            await press(pilot, key)
        shown = screen_text(app)
        assert "下课，共 40 分钟" in shown
        assert "12分   10 到 15 分钟   合适" in shown
        assert "7分   不超过 10 分钟   合适" in shown
        assert "18分   至少 15 分钟   合适" in shown
        assert "第 9 项 训练时间够  建议 10 分  现在 未打" in shown
        assert filled([timed])[timed].points == {}
        await press(pilot, "ctrl+s")
        assert "第 9 项 训练时间够  建议 10 分  现在 10" in screen_text(app)
    assert filled([timed])[timed].points == {1: 50, 5: 50, 7: 100, 9: 100}
    assert moments(timed)[-1] == Moment(2400, "end")


async def test_full_width_digits_of_an_input_method_count_too(desk: Desk, timed: int):
    async with course(desk, timed) as (_, pilot, watch):
        await press(pilot, "１")
        watch.minutes(3)
        await press(pilot, "２")
    assert moments(timed) == [Moment(0, "self_study"), Moment(180, "talk")]


async def test_a_wrong_mark_is_taken_back_and_nothing_comes_after_the_end(desk: Desk, timed: int):
    async with course(desk, timed) as (app, pilot, watch):
        await press(pilot, "backspace")
        assert "这里还没有记过" in screen_text(app)
        await press(pilot, "2")
        watch.minutes(5)
        await press(pilot, "3", "backspace")
        assert moments(timed) == [Moment(0, "talk")]
        await press(pilot, "0")
        watch.minutes(1)
        await press(pilot, "1")
        assert "已经记完了" in screen_text(app)


async def test_whoever_comes_back_goes_on_from_the_lesson_s_own_beginning(desk: Desk, timed: int):
    async with course(desk, timed) as (_, pilot, _):
        await press(pilot, "2")
    async with course(desk, timed) as (app, pilot, watch):
        watch.minutes(12)
        app.screen.show_course()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "第 12 分钟  正在：讲" in screen_text(app)
        await press(pilot, "3")
    assert moments(timed) == [Moment(0, "talk"), Moment(720, "practice")]


async def test_the_bar_says_the_same_without_colours(desk: Desk, timed: int):
    async with course(desk, timed, asked_look="ascii") as (app, pilot, watch):
        await press(pilot, "2")
        watch.minutes(10)
        await press(pilot, "3")
        watch.minutes(10)
        await press(pilot, "0")
        bar = app.screen.query_one(CourseBar).render().plain.splitlines()
    assert set(bar[0]) == {"2", "3"}
    assert bar[0].count("2") == bar[0].count("3") == len(bar[0]) // 2
    assert bar[1].split() == ["0", "5", "10", "15"]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_screen_holds_at_both_sizes(desk: Desk, seen: list[int], size: tuple[int, int]):
    score(desk, seen[0], ITEMS, TEXTS)
    hand_in(desk, seen[:1])
    async with forms_page(desk, size=size) as (app, pilot):
        for keys in (("enter",), ("f2",)):
            await press(pilot, *keys)
            assert "王强" in screen_text(app)
            await press(pilot, "f1")
            assert "李芳" not in screen_text(app)
            await press(pilot, "escape", "escape")
            assert isinstance(app.screen, FormsScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_the_pages_lines_use_the_room_and_stay_below_their_headings(
    desk: Desk, seen: list[int], size: tuple[int, int]
):
    async with forms_page(desk, size) as (app, _):
        heading = str(app.screen.query_one("#forms-headings", Static).render())
        line = app.screen.query_one(LineList).render_line(0).text
        assert ">" not in line
        assert cell_len(heading[: heading.index("课题")]) == cell_len(line[: line.index("荷花")])
        assert size[0] - 12 < cell_len(heading.rstrip()) < size[0]
