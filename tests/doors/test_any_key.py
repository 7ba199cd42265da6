"""Keys pressed by nobody in his senses: the app stands, the store stays whole, and everything can be taken back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual import events

from models.actions.desk import Desk
from models.store.checking import check
from tests.doors.fuzz import TIMES
from tui.app import YanxiuApp

KEYS = (
    *"0123456789-abcdefghijklmnopqrstuvwxyz=+*/.,;'[]<>?",
    *("enter", "escape", "tab", "shift+tab", "backspace", "delete", "insert", "space"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *(f"f{number}" for number in range(1, 13)),
    *(f"shift+f{number}" for number in range(1, 13)),
    *(f"ctrl+{letter}" for letter in "abdefghjklnoprtuvwxyz"),
    *("shift+up", "shift+down", "shift+left", "shift+right", "ctrl+home", "ctrl+end", "ctrl+up", "ctrl+down"),
)
PASTED = (
    "李芳\t女\t1985-03\n王强\t男",
    "=1+1",
    "\u202e乱码🙂",
    "工号\t姓名\n001\t李芳",
    "x" * 5000,
    "\t\t\n\n\t",
    "2026-02-30",
)
PRESSES = 45 * TIMES


@pytest.mark.slow
@pytest.mark.parametrize("place", ["1", "2", "3", "4", "5", "6", "7", "-", "8", "9", "0"])
async def test_the_app_stands_whatever_is_pressed(
    past_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
):
    monkeypatch.chdir(tmp_path)  # some keys write files where one is
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(YanxiuApp, "do_app_quit", lambda self: None, raising=False)
    rng = random.Random(f"door {place}")
    app = YanxiuApp(past_desk)
    pressed: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(place)
        for _ in range(PRESSES):
            if not app.is_running or app.crashed_with:
                break
            if rng.random() < 0.04:
                app.post_message(events.Paste(rng.choice(PASTED)))
                pressed.append("paste")
                await pilot.pause()
                continue
            # Mostly typing and moving, now and then something strange.
            key = rng.choice(KEYS) if rng.random() < 0.6 else rng.choice(KEYS[:66])
            pressed.append(key)
            await pilot.press(key)
        assert app.crashed_with is None, (app.crashed_with, pressed[-12:])
        assert len(pressed) == PRESSES, ("it ended by itself", pressed[-12:])
    assert [finding.what for finding in check(past_desk.store) if finding.grave] == [], pressed
