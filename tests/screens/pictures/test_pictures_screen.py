"""The pictures' screen: opened from the plan and from who owes what, turned over, narrowed to a group, saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from screen_text import screen_text
from textual.widgets import Input

from models.actions.desk import Desk
from models.actions.pictures import picture
from screens.kit.dialogs import Choose
from screens.kit.importing.paths import SavePath
from screens.kit.owed_screen import OwedScreen
from screens.kit.pictures.screen import PicturesScreen
from screens.plan import PlanScreen
from tui.app import YanxiuApp


async def test_from_the_plan_all_four_in_turn_and_one_for_word(past_desk: Desk, tmp_path: Path):
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, PicturesScreen)
        first = picture(past_desk, "progress").charts[0].bars[0]
        assert first.words in screen_text(app)
        for name in ("pace", "spread", "load"):
            await pilot.press("tab")
            await pilot.pause()
            assert picture(past_desk, name).title in screen_text(app)
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(app.screen, SavePath)
        app.screen.query_one(Input).value = str(tmp_path / "图.docx")
        await pilot.press("enter")
        await pilot.pause()
        assert Document(str(tmp_path / "图.docx")).tables
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, PlanScreen)


async def test_from_one_obligation_its_pace_and_a_group(past_desk: Desk):
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await app.push_screen(OwedScreen(past_desk, "O3"))
        await pilot.press("v")
        await pilot.pause()
        assert picture(past_desk, "pace", None, "O3").title in screen_text(app)
        await pilot.press("f3")
        await pilot.pause()
        assert isinstance(app.screen, Choose)
        app.screen.dismiss("语文组")
        await pilot.pause()
        await pilot.pause()
        assert picture(past_desk, "pace", "语文组", "O3").title in screen_text(app)


async def test_without_colours_signs_stand_for_the_bars(past_desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PicturesScreen(past_desk))
        await pilot.pause()
        shown = screen_text(app)
        assert "####" in shown
        assert "|" in shown
