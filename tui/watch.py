"""Looking what others have written: a look costs some microseconds, and only then is anything read or painted."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from data.words import t
from models.actions.accounts import still_valid
from models.actions.news import newest_change, news_since
from models.store.errors import StoreError
from screens.kit.news import news_line
from tui.company import Whereabouts

if TYPE_CHECKING:
    from models.store import Store
    from tui.app import YanxiuApp

EVERY = 0.8
"""Seconds between two looks."""

_SHARE = 1 / 50
"""Of the time that taking things in may use where somebody writes without a pause and the page is a heavy one."""


@runtime_checkable
class FollowsOthers(Protocol):
    """A screen, main or dialog, that shows what the store holds."""

    def take_in_others(self) -> None: ...


@runtime_checkable
class MarksOthers(Protocol):
    """A screen with a grid."""

    def show_others(self, typing: Mapping[int, str]) -> None: ...


class Watch:
    """Looks at the store from the app's own thread, for as long as the app runs. ``fingerprint`` is of the key that the
    person came in with, '' for one who sits here."""

    def __init__(
        self, app: YanxiuApp, store: Store, fingerprint: str = "", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._store = store
        self._fingerprint = fingerprint
        self._clock = clock
        self.whereabouts = Whereabouts(store, clock)
        self._version = -1
        self._seen = (0, 0)
        self._behind = False
        self._written = False
        self._register = ""
        self._rest_until = float("-inf")
        self._failed = ""

    def begin(self) -> None:
        """From now on."""
        self._version = self._store.data_version()
        self._seen = newest_change(self._store)
        self._app.set_interval(EVERY, self.look)

    def look(self) -> None:
        """One look; nothing is read where nobody has written."""
        try:
            version = self._store.data_version()
            if version != self._version:
                self._version, self._behind = version, True
            if self._behind and self._clock() >= self._rest_until:
                self._behind = False
                began = self._clock()
                self._take_in()
                ended = self._clock()
                self._rest_until = ended + (ended - began) / _SHARE
            self._be_here()
            self._failed = ""
        except StoreError as error:
            if str(error) != self._failed:
                self._failed = str(error)
                self._app.say(self._failed, warning=True)

    def _be_here(self) -> None:
        spot = self._app.spot()
        register = str(spot.get("register", "")) if spot else ""
        mode = self._app.current_mode
        self.whereabouts.be_at(f"{mode}/{register}" if register else mode, spot)
        written, self._written = self._written, False
        counted = self.whereabouts.look(written)
        if counted:
            self._app.count_company(len(self.whereabouts.others) + 1)
        if written or counted or register != self._register:
            self._register = register
            self._mark_others()

    def _take_in(self) -> None:
        newest = newest_change(self._store)
        if newest != self._seen:
            self._take_in_changes(newest)
        self._written = True

    def _mark_others(self) -> None:
        if not self._register:
            return
        for screen in self._app.screen_stack:
            if isinstance(screen, MarksOthers):
                screen.show_others(self.whereabouts.typing(self._register))

    def _take_in_changes(self, newest: tuple[int, int]) -> None:
        before, self._seen = self._seen, newest
        if self._fingerprint and not still_valid(self._store, self._fingerprint):
            self._app.send_away(t("together.no_longer"))
            return
        stack = reversed(self._app.screen_stack)
        follower = next((screen for screen in stack if isinstance(screen, FollowsOthers)), None)
        if follower:
            follower.take_in_others()
        if line := news_line(news_since(self._store, before[0])):
            self._app.tell_news(line)
