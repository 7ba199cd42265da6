"""The proposal by keys: looked through, changed, asked why, and written with Enter."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Static

from data import words
from models.actions.desk import Desk
from models.actions.pairing import pairs
from models.store import Actor, Store
from screens.kit.dialogs import Tell
from screens.kit.line_list import LineList
from screens.kit.pairing.lines import packed
from screens.kit.pairing.proposal import ProposalScreen
from screens.pairing import PairingScreen
from tests.screens.pairing.board_keys import SIZES, answer, opened, press
from tui.app import YanxiuApp

NEW, OTHER = "028", "010"


def proposal(app: YanxiuApp) -> ProposalScreen:
    assert isinstance(app.screen, ProposalScreen)
    return app.screen


def told(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one("#proposal-told", Static).render())


@pytest.mark.parametrize("size", SIZES)
async def test_the_proposal_says_how_good_it_is_and_why_each_pair(sample_desk: Desk, size: tuple[int, int]):
    async with opened(sample_desk, "f2", size=size) as (app, pilot):
        screen = proposal(app)
        assert f"建议结{screen.draft.count}对" in screen_text(app)
        assert "76分：同学科 +40" in told(pilot)
        await press(pilot, "end")
        assert "没有师傅" in told(pilot)
        lines = screen.query_one(LineList)
        assert {cell_len(lines.render_line(y).text) for y in range(lines.size.height)} == {size[0]}
    assert pairs(sample_desk) == []


async def test_enter_writes_everything_at_once_and_undo_takes_it_back(sample_desk: Desk):
    async with opened(sample_desk, "f2") as (app, pilot):
        count = proposal(app).draft.count
        await press(pilot, "enter")
        assert isinstance(app.screen, PairingScreen)
        assert f"写入了{count}对" in screen_text(app)
        assert len(pairs(sample_desk)) == count
        await press(pilot, "ctrl+z")
        assert pairs(sample_desk) == []


async def test_letters_choose_another_mentor_and_the_rest_is_worked_out_again(sample_desk: Desk):
    async with opened(sample_desk, "f2", *"zwj", "enter") as (app, pilot):
        screen = proposal(app)
        assert screen.chosen
        assert (screen.chosen.mentee, screen.chosen.mentor, screen.chosen.by_hand) == (NEW, OTHER, True)
        assert "另选" in screen_text(app)
        assert "原为" in screen_text(app)
        assert "少" in screen_text(app)  # what it costs
        await press(pilot, *"mjj", "enter")
        assert "学科不同" in screen_text(app)
        assert screen.chosen.mentor == OTHER
        await press(pilot, "f9")
        assert "另选" not in screen_text(app).replace("另选师傅", "")


async def test_naming_somebody_who_waits_goes_to_the_line(sample_desk: Desk):
    async with opened(sample_desk, "f2", *"xrl", "enter") as (app, _):
        chosen = proposal(app).chosen
        assert chosen
        assert chosen.mentee == "022"
        assert not proposal(app).draft.is_touched


async def test_a_pair_is_ruled_out_or_left_for_later(sample_desk: Desk):
    async with opened(sample_desk, "f2") as (app, pilot):
        screen = proposal(app)
        first, count = screen.chosen, screen.draft.count
        assert first
        await press(pilot, "delete")
        assert screen.chosen
        assert screen.chosen.mentor != first.mentor
        await press(pilot, "space")
        assert screen.draft.count == count - 1
        assert screen.chosen.mentee != first.mentee
        await press(pilot, "end", "delete")
        assert "没有师傅" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, PairingScreen)
    assert pairs(sample_desk) == []


async def test_why_not_somebody_and_what_would_help_are_told_without_changing_anything(sample_desk: Desk):
    async with opened(sample_desk, "f2", "f3") as (app, pilot):
        await answer(pilot, "zwj")
        assert isinstance(app.screen, Tell)
        assert "一定要结" in screen_text(app)
        await press(pilot, "enter", "f4")
        assert isinstance(app.screen, Tell)
        assert "就有师傅" in screen_text(app)
        await press(pilot, "enter")
        assert not proposal(app).draft.is_touched


async def test_who_does_not_see_all_wishes_is_told_who_may(sample_desk: Desk):
    with Store.open(str(sample_desk.store.place), Actor("静怡", "test", "teacher")) as store:
        async with opened(Desk(store, today=lambda: sample_desk.today), "f2") as (app, _):
            assert isinstance(app.screen, PairingScreen)
            assert "由教导处和校领导看" in screen_text(app)


async def test_the_proposal_speaks_english(sample_desk: Desk):
    words.use("en")
    async with opened(sample_desk, "f2") as (app, _):
        assert "Points" in screen_text(app)


def test_long_sentences_are_folded_behind_commas_and_nothing_is_lost():
    text = "冯丹带袁静怡，76分：同学科 +40，同教研组 +8；不结这一对最好改由徐佳慧来带着她往前走"
    for width in (12, 30, 79):
        lines = packed(text, width).split("\n")
        assert max(map(cell_len, lines)) <= width
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
