"""Noting what a pair did: what it was by a digit, then a few words; today, unless the words begin with another day."""

from __future__ import annotations

from typing import Any

from textual.app import App

from data.words import t
from models.actions.desk import Desk
from models.actions.looking_up import read_day
from models.actions.pairing import Pair
from models.registers.problem import Unreadable
from models.registers.source import CellEdit
from screens.kit.dialogs import Ask, Choose


async def ask_deed(app: App[Any], desk: Desk, pair: Pair) -> str:
    """Ask what the pair did and note it; what to tell, '' where nothing was noted."""
    # What is typed a hundred times comes by one digit, the one that the register knows it by.
    choices = sorted(desk.lists.choices("pairing_duty"), key=lambda choice: choice.digits or "9")
    options = [(choice.code, choice.label) for choice in choices]
    duty = await app.push_screen_wait(Choose(t("pairing_board.log_title"), options))
    if not duty:
        return ""
    words = await app.push_screen_wait(Ask(t("pairing_board.log_words"), t("pairing_board.log_words_text")))
    if words is None:
        return ""
    day, rest = day_and_words(desk, words)
    cells = {"done_on": day, "pair": str(pair.id), "pair_duty": duty, "times": "1", "log_words": rest}
    outcome = desk.source("pairing_log").edit([CellEdit(-1, field, text) for field, text in cells.items()], "type")
    return outcome.message or t("pairing_board.noted")


def day_and_words(desk: Desk, typed: str) -> tuple[str, str]:
    """The day that a line begins with, else today, and what follows."""
    first, _, rest = typed.strip().partition(" ")
    try:
        day = read_day(first, desk.today) if any(mark.isdecimal() for mark in first) else None
    except Unreadable:
        day = None
    return ((day or desk.today).isoformat(), rest.strip() if day else typed.strip())
