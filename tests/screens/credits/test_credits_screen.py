"""The credits over the whole screen: everybody, one statement, a trial, and closing."""

from __future__ import annotations

import pytest
from screen_text import screen_text

from models.actions.credit_candidates import ranked
from models.actions.credit_closing import standing_closing
from models.actions.credits import statements
from models.actions.desk import Desk
from models.rules.credits import shown_points
from screens.kit.credits.screen import CreditsScreen
from screens.kit.line_list import LineList
from screens.kit.plan.rows import RowsBehind
from tui.app import YanxiuApp


async def test_from_everybody_to_the_record_and_back(past_desk: Desk):
    app = YanxiuApp(past_desk)
    _, first = ranked(statements(past_desk))[0]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, CreditsScreen)
        shown = screen_text(app)
        assert first.name in shown
        assert shown_points(first.counted_x100) in shown
        await pilot.press("enter")
        await pilot.pause()
        assert first.lines[0].on_day in screen_text(app)
        assert app.screen.query_one(LineList)._count == len(first.lines)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RowsBehind)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CreditsScreen)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert not isinstance(app.screen, CreditsScreen)


async def test_a_trial_writes_nothing_until_it_is_adopted_and_a_term_is_closed(past_desk: Desk):
    app = YanxiuApp(past_desk)
    before = past_desk.store.latest_change()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        app.push_screen(CreditsScreen(past_desk))
        await pilot.pause()
        await pilot.press("t", "1", "0", "enter")
        await pilot.pause()
        assert "C1=0" in screen_text(app) or "试算" in screen_text(app)
        assert past_desk.store.latest_change() == before
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert past_desk.store.latest_change() == before + 1
        await pilot.press("z", "1")
        await pilot.pause()
        assert past_desk.term
        assert standing_closing(past_desk.term)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_no_line_is_wider_than_the_window(past_desk: Desk, size: tuple[int, int]):
    app = YanxiuApp(past_desk)
    async with app.run_test(size=size) as pilot:
        screen = CreditsScreen(past_desk)
        app.push_screen(screen)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "..." not in screen_text(app).splitlines()[1]
