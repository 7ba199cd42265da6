"""The way to the credits from any page."""

from __future__ import annotations

from data.words import t
from models.actions.credits import is_on
from models.actions.desk import Desk
from screens.kit.page import Page


def why_not_credits(desk: Desk) -> str:
    """Why there is nothing to see, in a sentence; ''."""
    return desk.why_not_see("credits") or ("" if is_on(desk) else t("credits.off"))


async def open_credits(page: Page, desk: Desk) -> None:
    """Show the credits over the whole screen; returns when the person has left them."""
    from screens.kit.credits.screen import CreditsScreen

    await page.app.push_screen_wait(CreditsScreen(desk))
