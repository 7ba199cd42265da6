"""The main screens, by the digit that goes to them; each is imported on its first visit."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from screens.kit.bar import Place
from screens.kit.page import Page

_SCREENS = {
    "home": ("1", "screens.home", "HomeScreen"),
    "roster": ("2", "screens.roster", "RosterScreen"),
    "timetable": ("3", "screens.timetable", "TimetableScreen"),
    "pairing": ("4", "screens.pairing", "PairingScreen"),
    "inbox": ("5", "screens.inbox", "InboxScreen"),
    "plan": ("6", "screens.plan", "PlanScreen"),
    "registers": ("7", "screens.registers", "RegistersScreen"),
    "teaching": ("-", "screens.teaching", "TeachingScreen"),
    "needs": ("8", "screens.needs", "NeedsScreen"),
    "history": ("9", "screens.history", "HistoryScreen"),
    "accounts": ("", "screens.accounts", "AccountsScreen"),
    "forms": ("0", "screens.forms", "FormsScreen"),
}
"""Each screen's digit, kept for good, with its module and class. What is rarely wanted has none: it is reached from the
bar and by its name."""

_WRITTEN = {name: where for name, (_, *where) in _SCREENS.items() if find_spec(where[0])}

PLACES = tuple(Place(_SCREENS[name][0], name) for name in _WRITTEN)


def opener(name: str) -> Callable[[], Page]:
    """What makes that screen when it is first wanted."""

    def make() -> Page:
        module, made = _WRITTEN[name]
        return cast(Page, getattr(import_module(module), made)())

    return make


MODES = {name: opener(name) for name in _WRITTEN}
