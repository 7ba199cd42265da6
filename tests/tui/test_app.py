"""The frame as a person uses it: screens, keys, palette, help, languages, looks and small windows."""

from __future__ import annotations

import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from screen_text import screen_text
from textual import events

from data import words
from models.actions.desk import Desk
from screens.home import HomeScreen
from screens.kit.footer import FootLine
from screens.kit.help import HelpScreen
from screens.kit.palette import Palette
from screens.kit.theme import LOOKS
from screens.roster import RosterScreen
from tui.app import YanxiuApp
from tui.crash import report
from tui.driver import REPLACED
from tui.preferences import Preferences

SIZE = (80, 24)


async def test_opens_on_today_with_the_school_on_top_and_help_in_the_bottom_line(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE):
        shown = screen_text(app)
        assert "青禾小学" in shown.splitlines()[0]
        assert "2026 秋 第13周 周二" in shown.splitlines()[0]
        assert shown.splitlines()[-1].rstrip().endswith("F1 帮助")


@pytest.mark.parametrize("keys", [("2",), ("ctrl+o", "2"), ("ctrl+o", "right", "enter"), ("f12", *"hmc", "enter")])
async def test_ways_to_the_roster(desk: Desk, keys: tuple[str, ...]):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(app.screen, RosterScreen)


async def test_a_digit_goes_into_the_cell_where_people_type_and_ctrl_o_still_leaves(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "1")
        assert isinstance(app.screen, RosterScreen)
        await pilot.press("ctrl+o", "1")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_the_keyboard_returns_from_the_bar_to_where_it_was(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await pilot.pause()
        before = app.focused
        await pilot.press("ctrl+o")
        assert app.focused is not before
        await pilot.press("escape")
        await pilot.pause()
        assert app.focused is before


@pytest.mark.parametrize("key", ["f12", "ctrl+p"])
async def test_the_palette_finds_a_command_and_does_it(desk: Desk, key: str):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        assert isinstance(app.screen, Palette)
        await pilot.press(*"language", "enter")
        await pilot.pause()
        assert words.language() == "en"
        assert "F1 Help" in screen_text(app).splitlines()[-1]


async def test_the_other_screens_speak_the_new_language_too(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("ctrl+o", "1")
        await pilot.press("f12", *"language", "enter")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert isinstance(app.screen, RosterScreen)
        assert "花名册" not in screen_text(app)


async def test_the_palette_shows_why_a_command_cannot_be_done(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("f12", *"f4")
        await pilot.pause()
        offer = next(one for one in app.screen.offers if one.command.id == "grid.ditto")  # type: ignore[attr-defined]
        assert offer.why_not
        assert offer.why_not in screen_text(app)


@pytest.mark.parametrize("key", ["f1", "question_mark", "fullwidth_question_mark", "ctrl+underscore"])
async def test_help_opens_by_each_of_its_keys(desk: Desk, key: str):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_data_that_looks_like_markup_is_shown_as_it_is(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        for nasty in ("[/]", "[/b]", "[", "[red]x"):
            app.say(nasty)
            await pilot.pause()
            assert nasty in screen_text(app).splitlines()[-1]


async def test_a_message_stays_until_the_next_key(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        app.say("存好了")
        await pilot.pause()
        assert "存好了" in screen_text(app).splitlines()[-1]
        await pilot.press("left")
        assert app.screen.query_one(FootLine).message == ""


async def test_a_byte_that_is_not_utf8_is_told_and_not_typed(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        app.post_message(events.Key("replacement_character", REPLACED))
        await pilot.pause()
        assert "UTF-8" in app.screen.query_one(FootLine).message


async def test_a_tiny_window_says_one_sentence(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=(50, 12)):
        assert "窗口太小" in screen_text(app)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 60)])
async def test_the_frame_fits_every_window(desk: Desk, size: tuple[int, int]):
    app = YanxiuApp(desk)
    async with app.run_test(size=size):
        lines = screen_text(app).splitlines()
        assert "研修台" in lines[0]
        assert "F1 帮助" in lines[-1]


@pytest.mark.parametrize("look", LOOKS)
async def test_every_look_says_the_same(desk: Desk, look: str):
    app = YanxiuApp(desk, look)
    async with app.run_test(size=SIZE):
        assert app.look.id == look
        assert "[1 今日]" in screen_text(app)


@pytest.mark.parametrize("look", ["", "dark", "light"])
async def test_no_color_is_obeyed(desk: Desk, look: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    app = YanxiuApp(desk, look)
    async with app.run_test(size=SIZE):
        assert app.look.id == "mono"
        assert "研修台" in screen_text(app)


async def test_nothing_on_the_screen_is_of_uncertain_width(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        for keys in ((), ("f1",), ("escape", "f12"), ("escape", "2")):
            await pilot.press(*keys)
            await pilot.pause()
            shown = screen_text(app)
            assert {c for c in shown if unicodedata.east_asian_width(c) == "A"} == set()


async def test_ctrl_q_leaves_with_status_0(desk: Desk):
    app = YanxiuApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+q")
    assert app.return_value == 0


async def test_an_unexpected_error_ends_the_app_without_a_word_of_data(desk: Desk):
    class Broken(YanxiuApp):
        def do_app_refresh(self) -> None:
            raise ValueError("王芳 13900001111")

    app = Broken(desk)

    async def use() -> None:
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("f5")
            await pilot.pause()

    with pytest.raises(ValueError, match="王芳"):
        await use()
    assert isinstance(app.crashed_with, ValueError)
    noted = report(app.crashed_with, datetime.now(UTC))
    assert "do_app_refresh" in noted
    assert "王芳" not in noted
    assert "13900001111" not in noted.split("\n", 1)[1]


async def test_the_chosen_language_and_look_are_found_again(desk: Desk, tmp_path: Path):
    kept = Preferences(tmp_path / "settings" / "settings.toml")
    app = YanxiuApp(desk, preferences=kept)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f12", *"language", "enter")
        await pilot.pause()
        await pilot.press("f12", *"app.look", "enter")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert app.theme == LOOKS["light"].theme
    assert (kept.get("lang"), kept.get("theme")) == ("en", "light")


def test_a_broken_file_of_settings_costs_nothing_else(tmp_path: Path):
    kept = Preferences(tmp_path / "settings.toml")
    kept.file.write_text("= broken", "utf-8")
    assert kept.get("lang") == ""
    kept.keep("lang", "en")
    assert kept.get("lang") == "en"
