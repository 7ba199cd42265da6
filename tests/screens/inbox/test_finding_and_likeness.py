"""Finding reflections and looking at what stands in others, by keys, on both sizes of window."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input

from models.actions import reflections_finding as finding
from models.actions.desk import Desk
from models.actions.reflections import text_of
from models.store.text_index import index_file
from models.tables.reflections import Reflection
from screens.inbox import InboxScreen
from screens.kit.dialogs import Tell
from screens.kit.importing.paths import SavePath
from screens.kit.inbox.finding import FindingSheet, HitList
from screens.kit.inbox.likeness import LikenessSheet
from screens.kit.inbox.reading_room import ReadingRoom
from tui.app import YanxiuApp

SIZES = [(80, 24), (120, 36)]


@asynccontextmanager
async def finding_sheet(desk: Desk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[list[Any], Pilot[Any]]]:
    """The sheet, and a list that gets what it was dismissed with."""
    app, answers = YanxiuApp(desk), []
    async with app.run_test(size=size) as pilot:
        app.push_screen(FindingSheet(desk), answers.append)
        await pilot.pause()
        yield answers, pilot


async def type_words(pilot: Pilot[Any], words: str) -> None:
    pilot.app.screen.query_one(Input).value = words
    await pilot.press("enter")
    await pilot.pause()


def sheet(pilot: Pilot[Any]) -> FindingSheet:
    assert isinstance(pilot.app.screen, FindingSheet)
    return pilot.app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_hits_come_with_their_context_and_the_text_of_the_chosen_one(past_desk: Desk, size: tuple[int, int]):
    async with finding_sheet(past_desk, size) as (_, pilot):
        await type_words(pilot, "提问")
        await pilot.press("down")
        await pilot.pause()
        shown = screen_text(pilot.app)
        hit = sheet(pilot).hit
        assert hit
        assert shown.count("提问") > 8
        assert "119篇" in shown
        assert hit.piece.title in shown
        assert hit == sheet(pilot).query_one(HitList).hits[1][0]


async def test_enter_goes_to_the_chosen_piece_and_esc_to_none(past_desk: Desk):
    async with finding_sheet(past_desk) as (answers, pilot):
        await type_words(pilot, "提问")
        await pilot.press("down", "down")
        wanted = sheet(pilot).hit
        assert wanted
        await pilot.press("enter")
        await pilot.pause()
        assert answers == [wanted.piece.id]
        assert "提问" in wanted.piece.title + text_of(past_desk, wanted.piece.id)
    async with finding_sheet(past_desk) as (answers, pilot):
        await pilot.press("escape")
        await pilot.pause()
        assert answers == [None]


async def test_what_is_typed_is_looked_for_without_enter(past_desk: Desk):
    async with finding_sheet(past_desk) as (_, pilot):
        everything = len(sheet(pilot).query_one(HitList).hits)
        await pilot.press("板", "演")
        for _ in range(40):
            await pilot.pause(0.05)
            if sheet(pilot).typed == "板演":
                break
        assert 0 < sheet(pilot).found.total < 443
        assert everything == 40


async def test_the_next_page_comes_at_the_end_of_the_list(past_desk: Desk):
    async with finding_sheet(past_desk) as (_, pilot):
        await type_words(pilot, "提问")
        sheet(pilot).query_one(HitList).action_last()
        await pilot.pause()
        assert len(sheet(pilot).query_one(HitList).hits) == 80


async def test_nothing_found_is_said_and_enter_goes_nowhere(past_desk: Desk):
    async with finding_sheet(past_desk) as (answers, pilot):
        await type_words(pilot, "没有这样的话")
        await pilot.press("enter")
        await pilot.pause()
        assert answers == []
        assert "没有找到" in screen_text(pilot.app)


async def test_the_index_is_made_beside_while_one_goes_on(past_desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(finding, "LITTLE", 10)
    async with finding_sheet(past_desk) as (_, pilot):
        await type_words(pilot, "提问")
        for _ in range(100):
            await pilot.pause(0.05)
            if not sheet(pilot).found.read:
                break
        assert index_file(past_desk.store.file).exists()
        assert sheet(pilot).found.total == 119


@asynccontextmanager
async def inbox(desk: Desk, *keys: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[Any]]:
    app = YanxiuApp(desk)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5", *keys)
        yield pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_from_the_inbox_to_a_piece_of_any_year_and_the_words_stay(past_desk: Desk):
    async with inbox(past_desk, "f3") as pilot:
        await type_words(pilot, "追问")
        await press(pilot, "down", "down")
        hit = sheet(pilot).hit
        assert hit
        await press(pilot, "enter")
        page = pilot.app.screen
        assert isinstance(page, InboxScreen)
        assert page.chosen
        assert page.chosen.id == hit.piece.id
        await press(pilot, "f3")
        assert sheet(pilot).query_one(Input).value == "追问"


async def test_limits_narrow_the_hits(past_desk: Desk):
    async with inbox(past_desk, "f3") as pilot:
        await type_words(pilot, "提问")
        before = sheet(pilot).found.total
        await press(pilot, "f4", "2", "2")
        assert 0 < sheet(pilot).found.total < before
        assert {hit.piece.kind for hit, _ in sheet(pilot).query_one(HitList).hits} == {"insight"}
        assert "心得" in screen_text(pilot.app).splitlines()[0]


async def test_the_filing_sheet_is_saved_from_the_inbox(past_desk: Desk, tmp_path: Path):
    async with inbox(past_desk, "ctrl+s", "1") as pilot:
        assert isinstance(pilot.app.screen, SavePath)
        pilot.app.screen.query_one(Input).value = str(tmp_path / "目录.docx")
        await press(pilot, "enter")
        table = Document(str(tmp_path / "目录.docx")).tables[0]
        filed = Reflection.select().where(Reflection.state == "filed").count()
        assert len(table.rows) == filed + 1


async def test_the_booklet_names_who_has_not_agreed(past_desk: Desk, tmp_path: Path):
    async with inbox(past_desk, "ctrl+s", "5") as pilot:
        pilot.app.screen.query_one(Input).value = str(tmp_path / "优秀.docx")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Tell)
        assert "还没有同意" in screen_text(pilot.app)
        assert (tmp_path / "优秀.docx").exists()


async def test_reading_one_may_compare_it(past_desk: Desk):
    async with inbox(past_desk, "enter", "=") as pilot:
        assert isinstance(pilot.app.screen, LikenessSheet)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReadingRoom)


@pytest.mark.parametrize("size", SIZES)
async def test_passages_stand_side_by_side(past_desk: Desk, size: tuple[int, int]):
    copied = Reflection.get(Reflection.id == 374).id
    app = YanxiuApp(past_desk)
    async with app.run_test(size=size) as pilot:
        app.push_screen(LikenessSheet(past_desk, copied))
        await pilot.pause()
        shown = screen_text(app)
        assert "100%" in shown
        assert "连续13个字以上" in shown
        assert "本篇" in shown
        assert "那一篇" in shown
        assert " | " in shown
        first = app.screen.query_one("LikeList").index  # type: ignore[attr-defined]
        await pilot.press("down")
        assert (first, app.screen.query_one("LikeList").index) == (0, 1)  # type: ignore[attr-defined]
        await pilot.press("f1")
        await pilot.pause()
        assert "百分比只说明相同的字有多少" in screen_text(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert not isinstance(app.screen, LikenessSheet)
