"""What can be printed and looked at from the day of open lessons: a menu."""

from __future__ import annotations

from datetime import date

from textual.app import App

from data.words import t
from models.actions.desk import Desk
from models.actions.group_pages import panel_page
from models.actions.observing_papers import notice, slips
from models.actions.observing_summaries import summaries
from screens.kit.dialogs import Choose
from screens.kit.ladder_screen import LadderScreen
from screens.kit.paper_saving import save_pages
from screens.kit.term_screen import TermScreen

MENU = ("notice", "slips", "summaries", "map", "ladder", "panel")
"""What the menu offers, in its order; the words are week.more_*."""


async def more(app: App[int], desk: Desk, day: date, plain: bool) -> str:
    """Ask what is wanted and do it; what to tell the person, '' for nothing."""
    options = [(name, t(f"week.more_{name}", day=day)) for name in MENU]  # family week.more_*
    match await app.push_screen_wait(Choose(t("week.more_title"), options)):
        case "notice":
            page = notice(desk, day)
            return await save_pages(app, page.title, [page])
        case "slips":
            return await save_pages(app, t("paper.slips_name", day=day), slips(desk, day), slips=True)
        case "summaries":
            pages = summaries(desk)
            return await save_pages(app, t("paper.summary_name", day=desk.today), pages)
        case "map":
            await app.push_screen_wait(TermScreen(desk, plain))
        case "ladder":
            await app.push_screen_wait(LadderScreen(desk))
        case "panel":
            page = panel_page(desk)
            return await save_pages(app, page.title, [page])
    return ""
