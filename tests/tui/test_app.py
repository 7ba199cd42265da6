"""The frame as a person uses it: screens, keys, palette, help, languages, looks and small windows."""

from __future__ import annotations

import pytest
from frame_desk import PlainDesk, screen_text

from data import words
from screens.kit.footer import FootLine
from screens.kit.help import HelpScreen
from screens.kit.palette import Palette
from tui.app import YanxiuApp


@pytest.fixture(autouse=True)
def chinese():
    words.use("zh_CN")
    yield
    words.use("zh_CN")


async def test_opens_on_today_with_the_school_on_top_and_help_in_the_bottom_line():
    app = YanxiuApp(PlainDesk())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "研修台" in shown
        assert "实验小学" in shown
        assert "F1 帮助" in shown.splitlines()[-1]


@pytest.mark.parametrize("key", ["f12", "ctrl+p"])
async def test_the_palette_finds_a_command_and_does_it(key: str):
    app = YanxiuApp(PlainDesk())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        assert isinstance(app.screen, Palette)
        await pilot.press(*"language")
        await pilot.press("enter")
        await pilot.pause()
        assert words.language() == "en"
        assert "Help" in screen_text(app).splitlines()[-1]


@pytest.mark.parametrize("key", ["f1", "question_mark", "fullwidth_question_mark", "ctrl+underscore"])
async def test_help_opens_by_each_of_its_keys(key: str):
    app = YanxiuApp(PlainDesk())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        assert not isinstance(app.screen, HelpScreen)


async def test_a_message_stays_until_the_next_key():
    app = YanxiuApp(PlainDesk())
    async with app.run_test(size=(80, 24)) as pilot:
        app.say("[/] 存好了")
        await pilot.pause()
        assert "[/] 存好了" in screen_text(app).splitlines()[-1]
        await pilot.press("left")
        await pilot.pause()
        assert app.screen.query_one(FootLine).message == ""


async def test_a_tiny_window_says_one_sentence():
    app = YanxiuApp(PlainDesk())
    async with app.run_test(size=(50, 12)) as pilot:
        await pilot.pause()
        assert "窗口太小" in screen_text(app)


async def test_ctrl_q_leaves():
    app = YanxiuApp(PlainDesk())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
    assert app.return_value == 0
