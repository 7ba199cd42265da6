"""Noting what a pair did: what it was by a digit, then a few words; today, unless the words begin with another day."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from textual.app import App

from data.words import t
from models.actions.desk import Desk
from models.actions.looking_up import read_day
from models.actions.pairing import Pair, PairingRefused
from models.actions.pairing_log import Entry, log
from models.registers.problem import Unreadable
from screens.kit.dialogs import Ask, Choose

_TIMES = re.compile(r"(\d{1,2})[次节篇份x]")


async def ask_deed(app: App[Any], desk: Desk, pair: Pair) -> str:
    """Ask what the pair did and note it; what to tell, '' where nothing was noted."""
    # What is typed a hundred times comes by one digit, the one by which the register knows it.
    choices = sorted(desk.lists.choices("pairing_duty"), key=lambda choice: choice.digits or "9")
    options = [(choice.code, choice.label) for choice in choices]
    duty = await app.push_screen_wait(Choose(t("pairing_board.log_title"), options))
    if not duty:
        return ""
    typed, why = "", t("pairing_board.log_words_text")
    while True:
        words = await app.push_screen_wait(Ask(t("pairing_board.log_words"), why, typed))
        if words is None:
            return ""
        day, times, rest = parts_of(desk, words)
        try:
            return log(desk, Entry(pair, duty, times, rest), day).message
        except PairingRefused as refused:
            typed, why = words, str(refused)


def parts_of(desk: Desk, typed: str) -> tuple[date, int, str]:
    """The day with which a line begins, else today; how often, '3次', else once; and the words that follow."""
    words, day, times = typed.split(), desk.today, 1
    if words and any(mark.isdecimal() for mark in words[0]):
        try:
            day = read_day(words[0], desk.today) or desk.today
            del words[0]
        except Unreadable:
            pass  # a number that is no day belongs to the words
    if words and (found := _TIMES.fullmatch(words[0])) and int(found[1]):
        times = int(found[1])
        del words[0]
    return day, times, " ".join(words)
