"""Questions about one lesson of the ladder: which lesson was shown, what the county gave."""

from __future__ import annotations

from textual.app import App

from data.words import t
from models.actions.county import award_titles
from models.actions.desk import Desk
from models.actions.ladder_view import Rung
from models.actions.lesson_facts import LessonFacts, lessons
from screens.kit.dialogs import Ask, Choose

_NO_AWARD = "-"


def other_lessons(rung: Rung) -> list[LessonFacts]:
    """The lessons that a nominee could have shown: their own, from that of the group on."""
    return [
        one
        for one in lessons(since=rung.facts.held_on)
        if one.staff_no == rung.facts.staff_no and one.id != rung.facts.id and one.status != "cancelled"
    ]


async def ask_lesson(app: App[int], desk: Desk, rung: Rung) -> int | None:
    """Which of them it was; None when given up."""
    options = [(str(one.id), one.title(desk.lists)) for one in other_lessons(rung)]
    chosen = await app.push_screen_wait(Choose(t("ladder.which_lesson"), options))
    return int(chosen) if chosen else None


async def ask_award(app: App[int], who: str) -> tuple[str, str] | None:
    """What the county gave ('' for nothing) and who issued it; None when given up."""
    options = [*award_titles(), (_NO_AWARD, t("ladder.no_award"))]
    award = await app.push_screen_wait(Choose(t("ladder.which_award", who=who), options))
    if award is None:
        return None
    if award == _NO_AWARD:
        return "", ""
    issuer = await app.push_screen_wait(Ask(t("ladder.which_issuer"), t("ladder.issuer_text")))
    return None if issuer is None else (award, issuer)
