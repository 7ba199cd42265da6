"""The county's own small app: one screen over all schools, which reads and never writes."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.screen import ModalScreen

from models.county.schools import County
from models.store import Actor, Store
from models.store.address import ServerAddress
from screens.county import CountyScreen
from screens.kit import look as look_folder
from screens.kit.dispatch import carry_out, offer_for_key, reach
from screens.kit.footer import FootLine
from screens.kit.scrollbars import use_plain_scroll_bars
from screens.kit.theme import THEMES, look_for
from tui.crash import silent_console


class CountyApp(App[int], inherit_bindings=False):
    """The schools of the database at ``address``, as ``actor`` sees them."""

    CSS_PATH: ClassVar[Any] = [Path(look_folder.__file__).parent / "frame.tcss"]
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(
        self,
        address: ServerAddress,
        actor: Actor,
        asked_look: str = "",
        driver_class: type[Driver] | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(driver_class, ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.address = address
        self.actor = actor
        self.today = today
        self.crashed_with: Exception | None = None
        self.error_console = silent_console()
        use_plain_scroll_bars()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = look_for(asked_look, self.console.color_system, self.no_color).theme
        self._told = False

    def on_mount(self) -> None:
        self.push_screen(CountyScreen(lambda: County(self.address), self._store, self.today))

    def _store(self, schema: str) -> Store:
        return Store.open_at(self.address.of(schema), self.actor)

    def notify(self, message: str, **options: Any) -> None:
        """One message in the bottom line of the screen in front, until the next key."""
        self._told = True
        for line in self.screen.query(FootLine):
            line.say(message, options.get("severity", "information") != "information")

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and self._told and not event.is_forwarded:
            self._told = False
            for line in self.screen.query(FootLine):
                line.clear()
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Keys that nobody nearer wanted: the command that somebody in reach does for them."""
        if found := offer_for_key(event.key, reach(self.screen), isinstance(self.screen, ModalScreen)):
            event.prevent_default()
            carry_out(found)

    def do_app_repaint(self) -> None:
        self.refresh(repaint=True, layout=True)

    def do_app_quit(self) -> None:
        self.exit(0)

    def _handle_exception(self, error: Exception) -> None:
        # As in tui.app: Textual has no public place to learn of an error that ends the app.
        self.crashed_with = self.crashed_with or error
        super()._handle_exception(error)
