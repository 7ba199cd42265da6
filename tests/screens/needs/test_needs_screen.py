"""The needs analysis on the screen: live figures, of any day and group, in bands that the school sets."""

from __future__ import annotations

from screen_text import screen_text
from textual.widgets import Input

from models.actions.desk import Desk
from screens.kit.charts import BarChart, TwinChart
from screens.kit.prose import Prose
from screens.needs import SETTING, NeedsScreen
from tui.app import YanxiuApp

SIZE = (80, 24)


def said(app: YanxiuApp) -> str:
    return app.screen.query_one("#said", Prose).words


async def test_shows_the_plans_paragraph_with_bars_below(sample_desk: Desk):
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8")
        await pilot.pause()
        assert isinstance(app.screen, NeedsScreen)
        shown = screen_text(app)
        assert "截至 2026-11-24" in shown
        assert "青年教师" in shown
        assert "不满35周岁   35   58%" in shown
        for figure in ("60人", "平均年龄35岁", "约占38%", "本科学历36人", "13人，约占22%", "共7人，约占12%"):
            assert figure in said(app)


async def test_another_day_counts_the_staff_of_that_day(sample_desk: Desk):
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8", "f2")
        await pilot.pause()
        app.screen.query_one(Input).value = "2026.7.1"
        await pilot.press("enter")
        await pilot.pause()
        assert "截至 2026-07-01" in screen_text(app)
        # Three had not come yet, and the two leavers had not left.
        assert "教职工59人" in said(app)
        await pilot.press("f6")
        await pilot.pause()
        assert "教职工60人" in said(app)


async def test_a_day_that_is_none_is_asked_again_with_the_reason(sample_desk: Desk):
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8", "f2")
        await pilot.pause()
        app.screen.query_one(Input).value = "2026-02-30"
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "2026-02-30"
        assert "30" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, NeedsScreen)
        assert "截至 2026-11-24" in screen_text(app)


async def test_one_group_alone(sample_desk: Desk):
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8", "f3")
        await pilot.pause()
        await pilot.press("3")
        await pilot.pause()
        assert said(app).startswith("数学组现有教职工13人")
        assert not app.screen.query_one("#by-research_group", BarChart).display


async def test_bands_are_the_schools_own_and_kept(sample_desk: Desk):
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8", "f4")
        await pilot.pause()
        app.screen.query_one(Input).value = "30x"
        await pilot.press("enter")
        await pilot.pause()
        assert "「30x」看不懂" in screen_text(app).replace("\n", "")
        app.screen.query_one(Input).value = "３０，４０"
        await pilot.press("enter")
        await pilot.pause()
        assert "不满30周岁" in screen_text(app)
        assert sample_desk.setting(SETTING, "") == "30,40"


async def test_a_broken_setting_does_not_break_the_screen(sample_desk: Desk):
    sample_desk.set_setting(SETTING, ["?"])
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8")
        await pilot.pause()
        assert "年龄段：35,50" in screen_text(app)


async def test_an_empty_school_says_so(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8")
        await pilot.pause()
        assert said(app) == "青禾小学在这一天没有教职工。"
        assert not app.screen.query_one(TwinChart).display


async def test_who_lacks_what_is_named_and_names_are_no_markup(desk: Desk):
    from models.registers.source import CellEdit

    source = desk.source("roster")
    source.edit([CellEdit(-1, "name", "[/b]甲"), CellEdit(-1, "sex", "1")], "type")
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8")
        await pilot.pause()
        missing = app.screen.query_one("#missing", Prose).words
        assert "学历（1人）：[/b]甲(001)" in missing


async def test_numbers_stand_beside_the_bars_without_colour(sample_desk: Desk):
    app = YanxiuApp(sample_desk, "ascii")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8")
        await pilot.pause()
        lines = screen_text(app).splitlines()
        young = next(line for line in lines if line.strip().startswith("不满35周岁"))
        middle = next(line for line in lines if line.strip().startswith("35至49周岁"))
        assert young.count("#") > middle.count("#") > 0


async def test_two_columns_where_there_is_room(sample_desk: Desk):
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("8")
        await pilot.pause()
        assert any("年龄段" in line and "学历" in line for line in screen_text(app).splitlines()[3:])


async def test_scrolls_to_the_end_by_keyboard(sample_desk: Desk):
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8")
        await pilot.pause()
        assert "信息科技" not in screen_text(app)
        await pilot.press("end")
        await pilot.pause()
        assert "信息科技" in screen_text(app)


async def test_the_other_language_says_the_same(sample_desk: Desk):
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8")
        await pilot.pause()
        await app.do_app_language()
        await pilot.pause()
        assert "has 60 staff" in said(app)
        assert "<" not in said(app)


async def test_help_tells_how_it_counts(sample_desk: Desk):
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("8", "f1")
        await pilot.pause()
        shown = screen_text(app)
        assert "四舍五入" in shown
        assert "F4" in shown
