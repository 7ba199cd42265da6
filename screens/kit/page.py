"""What every main screen is: the bar on top, a body of its own, the keys at the bottom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from data.words import t
from models.store.errors import StoreError
from screens.kit.bar import Bar, Place
from screens.kit.desk import Desk
from screens.kit.footer import FootLine


class Host(Protocol):
    """The app as its screens know it."""

    places: tuple[Place, ...]

    @property
    def desk(self) -> Desk: ...

    @property
    def ascii_only(self) -> bool:
        """Whether pictures keep to ASCII characters."""
        ...

    @property
    def heading(self) -> str:
        """School, term, week and weekday."""
        ...

    @property
    def who(self) -> str:
        """The person and the place they work from."""
        ...

    @property
    def saved_at(self) -> str:
        """The time of the last change, '14:02'; '' before the first."""
        ...

    @property
    def company(self) -> str:
        """How many are at the store, in words; '' for one who is alone."""
        ...

    def say(self, text: str, warning: bool = False) -> None:
        """One message in the bottom line, until the next key."""
        ...

    def saved(self) -> None:
        """Something was written just now: the bar shows the time."""
        ...

    def way_in(self, login: str) -> str:
        """The command with which somebody of that login comes in from elsewhere."""
        ...

    def go(self, place: str) -> None:
        """Show another main screen."""
        ...


class TooSmall(Static):
    """Instead of everything, where nothing would fit."""


class Page(Screen[None]):
    """A main screen. A subclass says its ``PLACE`` (mode and scope) and composes its `body`.

    ``help_text`` may say more than the commands do; `refresh_page` brings it up to date and may be called at any time.
    """

    PLACE: ClassVar[str] = ""
    AUTO_FOCUS: ClassVar[str | None] = ".page-body *"
    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (60, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-cramped"), (16, "-low"), (30, "-tall")]

    def __init__(self) -> None:
        super().__init__()
        self._had_keyboard: Widget | None = None

    @property
    def host(self) -> Host:
        return cast(Host, self.app)

    def compose(self) -> ComposeResult:
        bar = Bar(self.host.places, self.PLACE, self.host.heading, self.host.who)
        bar.saved, bar.company = self.host.saved_at, self.host.company
        yield bar
        with Vertical(classes="page-body"):
            yield from self.body()
        yield TooSmall(t("app.too_small"))
        yield FootLine()

    def body(self) -> ComposeResult:
        """The widgets between bar and bottom line."""
        yield from ()

    def help_text(self) -> str:
        """What F1 says about this screen besides its commands; plain text, '' for nothing."""
        return ""

    def refresh_page(self) -> None:
        """Take in what has changed, here or elsewhere."""

    def take_in_others(self) -> None:
        """Others have written: show it, as far as it shows here, and leave alone whatever the person is doing."""
        self.refresh_page()

    def spot(self) -> Mapping[str, Any]:
        """Where the person is on this page, as JSON can hold it; with `come_back_to` another session finds it again."""
        return {}

    async def come_back_to(self, spot: Mapping[str, Any]) -> None:
        """Go there, as far as it still exists. ``spot`` comes from a store: anything may be in it."""

    async def speak_again(self) -> None:
        """Say everything anew, after the language has changed."""
        await self.recompose()
        self.refresh_page()
        for widget in self.query(self.AUTO_FOCUS or "*"):
            if widget.focusable:
                widget.focus()
                return

    def do_app_go(self) -> None:
        """Give the bar the keyboard; whoever had it gets it back."""
        if not isinstance(self.focused, Bar):
            self._had_keyboard = self.focused
        self.query_one(Bar).take_keyboard()
        self.host.say(t("app.go_hint"))

    def on_bar_left(self) -> None:
        self.set_focus(self._had_keyboard)

    def on_bar_chosen(self, event: Bar.Chosen) -> None:
        self.set_focus(self._had_keyboard)

    def on_descendant_focus(self) -> None:
        """Other keys count now."""
        self.query_one(FootLine).refresh()

    def on_screen_resume(self) -> None:
        bar = self.query_one(Bar)
        bar.saved, bar.company = self.host.saved_at, self.host.company
        try:
            self.refresh_page()
        except StoreError as error:  # a server that is gone when a question is put away: what stands there stays
            self.app.notify(str(error), severity="warning")
