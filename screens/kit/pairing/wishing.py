"""What is wished of two people, and what the school says of one: each chosen by a digit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.app import App

from data.words import t
from models.actions.desk import Desk
from models.actions.pairing import SIDES, WISHES, set_profile, wish
from models.rules.rights import Scope, may_do
from screens.kit.dialogs import Choose

CHOICES = ("pinned", "forbidden", "mentee", "mentor", "none")
"""What the office may note of two people; the words are pairing_board.wish_*."""

OWN = ("willing", "unwilling", "withdrawn")
"""What one of the two may note, of the own side alone."""

PROFILES: Mapping[str, Mapping[str, Any]] = {
    "one": {"capacity": 1},
    "two": {"capacity": 2},
    "three": {"capacity": 3},
    "mentor": {"may_mentor": "yes"},
    "no_mentor": {"may_mentor": "no"},
    "wants": {"wants_mentor": "yes"},
    "wants_none": {"wants_mentor": "no"},
    "new_subject": {"new_subject": True},
    "usual": {"capacity": 0, "may_mentor": "", "wants_mentor": "", "new_subject": False},
}
"""What the school may say of one person; the words are pairing_board.profile_*."""


def own_number(desk: Desk) -> str:
    """The staff number of whoever is at the desk; '' for somebody who is not on the staff."""
    return next(iter(desk.sight.numbers(Scope.OWN)), "")


async def ask_wish(app: App[Any], desk: Desk, mentor: str, mentee: str) -> str:
    """Ask and note; what to tell, '' for nothing. Raises PairingRefused, NotAllowed."""
    is_office = may_do(desk.store.actor.role, "pairing_wishes.wish") is Scope.ALL
    names = CHOICES if is_office else OWN
    options = [(name, t(f"pairing_board.wish_{name}")) for name in names]  # family pairing_board.wish_*
    chosen = await app.push_screen_wait(Choose(t("pairing_board.wish"), options))
    if not chosen:
        return ""
    if chosen == "none":
        for side in SIDES:
            wish(desk, mentor, mentee, side, "")
        return t("pairing_board.wish_gone")
    if is_office:
        side, what = ("office", chosen) if chosen in WISHES else (chosen, "wanted")
    else:
        side = "mentor" if own_number(desk) == mentor else "mentee"
        what = {"willing": "wanted", "unwilling": "forbidden"}.get(chosen, "")
    wish(desk, mentor, mentee, side, what)
    return t("pairing_board.wish_noted" if what else "pairing_board.wish_gone")


async def ask_profile(app: App[Any], desk: Desk, number: str) -> str:
    """Ask and note; what to tell, '' for nothing."""
    person = desk.lists.people().numbered(number)
    options = [(name, t(f"pairing_board.profile_{name}")) for name in PROFILES]  # family pairing_board.profile_*
    title = t("pairing_board.profile", name=person.name if person else number)
    chosen = await app.push_screen_wait(Choose(title, options))
    if not chosen:
        return ""
    set_profile(desk, number, **PROFILES[chosen])
    return t("pairing_board.is_changed")
