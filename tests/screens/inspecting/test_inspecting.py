"""The folder for inspectors from the plan's screen: Z and Enter make it, beside the screen and not in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input

from models.actions.desk import Desk
from models.journal.history import entries
from models.rules.rights import REMOTE
from models.store import Actor
from screens.kit.inspecting import Inspecting
from tui.app import YanxiuApp


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's own folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait for the process beside the screen."""
    last = time.monotonic() + 60
    while not holds() and time.monotonic() < last:
        await pilot.pause(0.02)
    assert holds(), screen_text(pilot.app)


async def test_z_asks_for_whom_and_makes_the_folder(past_desk: Desk, home: Path):
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "z")
        box = app.screen
        assert isinstance(box, Inspecting)
        assert "青禾小学 2026 秋迎检材料" in screen_text(app)
        await press(pilot, "z", "z", "z", "enter")
        assert "没有「zzz」" in screen_text(app)
        box.query_one("#inspect-who", Input).value = "szq"
        await pilot.pause()
        assert "沈志强 2026 秋迎检材料" in screen_text(app)
        box.query_one("#inspect-purpose", Input).value = "评职称"
        await press(pilot, "enter")
        await until(pilot, lambda: box.finished is not None and "缺项" in screen_text(app))
        await press(pilot, "enter")
        assert not isinstance(app.screen, Inspecting)
    made = home / "沈志强 2026 秋迎检材料.zip"
    with ZipFile(made) as packed:
        assert packed.namelist()[0].endswith("00 缺项清单.docx")
    assert [file.name for file in home.iterdir()] == [made.name]
    assert "评职称" in entries(action="inspection.build", limit=1)[0].reason


async def test_esc_stops_it_and_writes_nothing(past_desk: Desk, home: Path):
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "6", "z", "enter")
        await press(pilot, "escape")
        await until(pilot, lambda: "什么都没有写" in screen_text(app))
        await press(pilot, "escape")
        assert not isinstance(app.screen, Inspecting)
    assert list(home.iterdir()) == []


async def test_from_elsewhere_it_says_how_to_fetch_the_file(past_desk: Desk):
    past_desk.store.actor = Actor("office", f"{REMOTE}10.0.0.7", "office")
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "z", "enter")
        told = screen_text(app).replace("\n", "")
        assert "inspect school - --reader internal >" in " ".join(told.split())
