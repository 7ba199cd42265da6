"""The way to the pictures from any screen."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.actions.desk import Desk


def why_not_pictures(desk: Desk) -> str:
    """Why there is nothing to see, in a sentence; ''."""
    return desk.why_not_see("progress")


async def open_pictures(page: Screen[Any], desk: Desk, group: str | None = None, obligation: str = "") -> None:
    """Show the pictures over the whole screen, with an obligation its pace first; returns when they are left."""
    from screens.kit.pictures.screen import PicturesScreen

    await page.app.push_screen_wait(PicturesScreen(desk, group, obligation))
