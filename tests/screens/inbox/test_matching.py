"""Taking in and matching by keys: a folder comes in, and what does not say whose it is takes a key or two."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from models.actions.desk import Desk
from models.actions.preferences import prefer
from models.actions.reflections import Piece, Wanted, inbox
from models.actions.reflections_intake import judge, take_in
from models.actions.reflections_reading import read_sources, sources_in
from models.rules.reflections import STATES
from models.store import Actor
from screens.kit.dialogs import Confirm
from screens.kit.inbox.matching import MatchingRoom
from screens.kit.inbox.taking import LAST_FOLDER, PasteText
from tui.app import YanxiuApp

BODY = "课堂是学生的，我只是陪他们走一段。" * 30
SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "收"
    found.mkdir()
    return found


def lay(folder: Path, *names: str) -> None:
    for number, name in enumerate(names):
        (folder / name).write_text(f"{'字' * (number + 1)}\n{BODY}", "utf-8")


def take(desk: Desk, folder: Path) -> None:
    take_in(desk, judge(desk, read_sources(sources_in([folder]))))


@asynccontextmanager
async def opened(
    desk: Desk, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[YanxiuApp, Pilot[Any]]]:
    app = YanxiuApp(desk)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5", *keys)
        yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def all_pieces(desk: Desk) -> dict[str, Piece]:
    return {piece.file_name: piece for piece in inbox(desk, Wanted(states=STATES))}


@pytest.mark.parametrize("size", SIZES)
async def test_a_digit_takes_a_likely_person(sample_desk: Desk, folder: Path, size: tuple[int, int]):
    lay(folder, "王芳心得.txt", "心得体会.txt")
    take(sample_desk, folder)
    async with opened(sample_desk, "asterisk", size=size) as (app, pilot):
        assert "都没有说是谁的" in screen_text(app)
        await press(pilot, *"xjh", "enter")
        assert all_pieces(sample_desk)["心得体会.txt"].name == "徐佳慧"
        shown = screen_text(app)
        assert "1 王芳(009" in shown
        assert "2 王芳(041" in shown
        assert "王芳心得.txt" in shown
        await press(pilot, "2")
        assert all_pieces(sample_desk)["王芳心得.txt"].staff_no == "041"
        assert all_pieces(sample_desk)["王芳心得.txt"].state == "handed_in"
        assert "都认完了" in screen_text(app)
        await press(pilot, "ctrl+z")
        assert all_pieces(sample_desk)["王芳心得.txt"].state == "waiting"
        assert "还有1份" in screen_text(app)


async def test_what_names_no_kind_takes_one_more_digit(sample_desk: Desk, folder: Path):
    lay(folder, "徐佳慧.txt")
    take(sample_desk, folder)
    async with opened(sample_desk, "asterisk") as (app, pilot):
        assert "哪一类" in screen_text(app)
        await press(pilot, "1")
        piece = all_pieces(sample_desk)["徐佳慧.txt"]
        assert (piece.name, piece.kind, piece.state) == ("徐佳慧", "insight", "handed_in")


async def test_an_author_that_the_name_gave_wrongly_can_be_another(sample_desk: Desk, folder: Path):
    lay(folder, "徐佳慧.txt")
    take(sample_desk, folder)
    async with opened(sample_desk, "asterisk") as (_, pilot):
        await press(pilot, "backspace", *"jy", "1", "1")
        piece = all_pieces(sample_desk)["徐佳慧.txt"]
        assert (piece.name, piece.kind) == ("江月", "insight")


async def test_full_width_keys_do_the_same(sample_desk: Desk, folder: Path):
    lay(folder, "王芳心得.txt")
    take(sample_desk, folder)
    async with opened(sample_desk, "asterisk") as (_, pilot):
        await press(pilot, "２")
        assert all_pieces(sample_desk)["王芳心得.txt"].staff_no == "041"


async def test_letters_can_be_taken_back_and_nobody_is_said(sample_desk: Desk, folder: Path):
    lay(folder, "心得.txt", "体会.txt")
    take(sample_desk, folder)
    async with opened(sample_desk, "asterisk") as (app, pilot):
        await press(pilot, *"xqq")
        assert "没有叫「xqq」的" in screen_text(app)
        await press(pilot, "backspace", "backspace")
        assert "徐佳慧" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, MatchingRoom)
        await press(pilot, "escape")
        assert not isinstance(app.screen, MatchingRoom)


async def test_what_is_no_reflection_goes_and_comes_back(sample_desk: Desk, folder: Path):
    lay(folder, "通知.txt")
    take(sample_desk, folder)
    async with opened(sample_desk, "asterisk") as (_, pilot):
        await press(pilot, "delete")
        assert all_pieces(sample_desk) == {}
        await press(pilot, "ctrl+z")
        assert list(all_pieces(sample_desk)) == ["通知.txt"]


async def test_a_folder_is_taken_in_from_the_inbox(sample_desk: Desk, folder: Path):
    lay(folder, "徐佳慧心得.txt", "心得.txt")
    (folder / "空.txt").write_bytes(b"")
    prefer(sample_desk.store, LAST_FOLDER, str(folder))
    async with opened(sample_desk, "f8", "1") as (app, pilot):
        await press(pilot, "1")
        for _ in range(200):
            if isinstance(app.screen, Confirm):
                break
            await pilot.pause(0.05)
        await pilot.pause()
        shown = screen_text(app)
        assert "收下这2份吗" in shown
        assert "「空.txt」是空的" in shown
        await press(pilot, "enter")
        assert isinstance(app.screen, MatchingRoom)
        assert len(all_pieces(sample_desk)) == 2


async def test_a_text_is_pasted(sample_desk: Desk):
    async with opened(sample_desk, "f8", "2") as (app, pilot):
        assert isinstance(app.screen, PasteText)
        app.screen.query_one(TextArea).text = f"研修心得\n姓名：江月\n{BODY}"
        await press(pilot, "ctrl+s")
        for _ in range(200):
            if isinstance(app.screen, Confirm):
                break
            await pilot.pause(0.05)
        await press(pilot, "enter")
        [piece] = inbox(sample_desk, Wanted(states=STATES))
        assert (piece.name, piece.came_by, piece.state) == ("江月", "paste", "handed_in")


async def test_a_path_that_is_not_there_says_so(sample_desk: Desk, tmp_path: Path):
    async with opened(sample_desk, "f8", "1") as (app, pilot):
        await press(pilot, "end", "enter")
        app.screen.query_one(Input).value = str(tmp_path / "missing")
        await press(pilot, "enter")
        assert "没有" in screen_text(app)


async def test_who_only_looks_matches_nothing(sample_desk: Desk, folder: Path):
    lay(folder, "心得.txt")
    take(sample_desk, folder)
    sample_desk.store.actor = Actor("林校长", role="leader")
    async with opened(sample_desk, "asterisk") as (app, _):
        assert not isinstance(app.screen, MatchingRoom)
