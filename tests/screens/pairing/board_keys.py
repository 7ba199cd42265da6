"""What the tests of the board share: the app on its screen, keys one after the other, an answer in words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from models.actions.desk import Desk
from tui.app import YanxiuApp

SIZES = [(80, 24), (120, 36)]


@asynccontextmanager
async def opened(
    desk: Desk, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[YanxiuApp, Pilot[Any]]]:
    app = YanxiuApp(desk)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "4", *keys)
        yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def answer(pilot: Pilot[Any], text: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")
