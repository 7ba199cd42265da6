"""The main screens, by the digit that goes to them; each is imported on its first visit."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from screens.kit.bar import Place
from screens.kit.page import Page

_SCREENS = {
    "home": ("screens.home", "HomeScreen"),
    "roster": ("screens.roster", "RosterScreen"),
    "needs": ("screens.needs", "NeedsScreen"),
    "history": ("screens.history", "HistoryScreen"),
}
_WRITTEN = {name: where for name, where in _SCREENS.items() if find_spec(where[0])}

PLACES = tuple(Place(str(number), name) for number, name in enumerate(_WRITTEN, 1))


def opener(name: str) -> Callable[[], Page]:
    """What makes that screen when it is first wanted."""

    def make() -> Page:
        module, made = _WRITTEN[name]
        return cast(Page, getattr(import_module(module), made)())

    return make


MODES = {name: opener(name) for name in _WRITTEN}
