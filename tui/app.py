"""The app: main screens as modes, one way from key to command, one fence for errors."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from socket import gethostname
from typing import Any, ClassVar

from rich.console import Console
from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import ModalScreen
from textual.widget import Widget

from data import words
from data.words import t
from models.actions.desk import Desk
from models.rules.rights import REMOTE
from screens.kit import look as look_folder
from screens.kit.bar import Bar
from screens.kit.dialogs import Choose, Tell
from screens.kit.dispatch import carry_out, offer_for_key, offers, perform, reach
from screens.kit.footer import FootLine
from screens.kit.heading import heading
from screens.kit.help import HelpScreen
from screens.kit.news import who_is_here
from screens.kit.page import Page
from screens.kit.palette import Palette
from screens.kit.scrollbars import use_plain_scroll_bars
from screens.kit.style_sheet import RememberingStylesheet
from screens.kit.theme import LOOKS, THEMES, look_for
from tui.clipboard import has_clipboard
from tui.crash import silent_console
from tui.driver import REPLACED
from tui.going import GoesPlaces
from tui.keyorder import KeyOrder
from tui.places import MODES, PLACES
from tui.preferences import Preferences
from tui.serve.handing_out import login_line
from tui.startup import DRAIN_SECONDS, when_told_to_close
from tui.status import NOT_ALLOWED
from tui.terminals import draws_ascii_only
from tui.watch import Watch

_HOUR = 3600.0


class YanxiuApp(GoesPlaces, App[int], inherit_bindings=False):
    """The desk. ``desk`` is the open store with the person at it, ``asked_look`` one of `LOOKS` or '',
    ``wide`` whether the terminal draws ambiguous characters two cells wide; language and look are kept in
    ``preferences``; ``look_after`` is done every hour and returns what to tell."""

    CSS_PATH: ClassVar[Any] = [Path(look_folder.__file__).parent / "frame.tcss"]
    MODES: ClassVar[Any] = MODES
    DEFAULT_MODE: ClassVar[str] = "home"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(
        self,
        desk: Desk,
        asked_look: str = "",
        wide: bool = False,
        driver_class: type[Driver] | None = None,
        preferences: Preferences | None = None,
        look_after: Callable[[], list[str]] = list,
        fingerprint: str = "",
    ) -> None:
        # Without colours Textual must be told at birth to leave the terminal's own foreground and background alone.
        super().__init__(driver_class, ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.stylesheet = RememberingStylesheet(variables=self.get_css_variables())
        self.wide = wide
        self.preferences = preferences
        self.look_after = look_after
        self.key_order = KeyOrder(self, self.deliver_key)
        self.desk = desk
        self.watch_others = Watch(self, desk.store, fingerprint)
        self.places = PLACES
        self.saved_at = ""
        self.company = ""
        self.standing = ""
        self.farewell = ""
        self.left_properly = False
        self.crashed_with: Exception | None = None
        self._told = False
        # A traceback on the terminal helps nobody at a school, and its variables hold people's data.
        self.error_console: Console = silent_console()
        use_plain_scroll_bars()
        for theme in THEMES:
            self.register_theme(theme)
        self.look = look_for(asked_look, self.console.color_system, self.no_color)
        self.theme = self.look.theme

    @property
    def ascii_only(self) -> bool:
        return self.look.ascii or draws_ascii_only(os.environ.get("TERM", ""))

    @property
    def has_clipboard(self) -> bool:
        return has_clipboard(os.environ)

    @property
    def is_remote(self) -> bool:
        return self.desk.store.actor.origin.startswith(REMOTE)

    @property
    def heading(self) -> str:
        return heading(self.desk)

    @property
    def who(self) -> str:
        return f"{self.desk.who}@{gethostname()}"

    def say(self, text: str, warning: bool = False) -> None:
        """One message in the bottom line of the screen in front, until the next key."""
        self._told = True
        for line in self.screen.query(FootLine):
            line.say(text, warning)

    def notify(self, message: str, **options: Any) -> None:
        """Textual's own messages take the same line."""
        self.say(message, options.get("severity", "information") != "information")

    def tell_news(self, text: str) -> None:
        """What others have done, in the same line where it is free."""
        self._told = True
        for line in self.screen.query(FootLine):
            line.tell_news(text)

    def stand(self, text: str) -> None:
        """What stays in the bottom line whenever there is no message."""
        self.standing = text
        for screen in self.screen_stack:
            for line in screen.query(FootLine):
                line.standing = text

    def count_company(self, people: int) -> None:
        """So many are at this store now, oneself among them."""
        self.company = t("together.here", count=people) if people > 1 else ""
        for bar in self.screen.query(Bar):
            bar.company = self.company

    def spot(self) -> Mapping[str, Any] | None:
        """Where the person is, to come back to after a broken line; None where every session begins."""
        page = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Page)), None)
        if page is None or self.current_mode == self.DEFAULT_MODE:
            return None
        return {"screen": self.current_mode, **page.spot()}

    async def come_back(self, spot: Mapping[str, Any]) -> None:
        """Go to where the last session of this person broke off."""
        if spot.get("screen") not in MODES:
            return
        await self.switch_mode(spot["screen"])
        if isinstance(page := self.screen, Page):
            await page.come_back_to(spot)
            self.say(t("together.came_back"))

    def send_away(self, why: str) -> None:
        """End the session; the sentence is for the terminal afterwards."""
        self.farewell = why
        self.exit(NOT_ALLOWED)

    def server_closes(self) -> None:
        """The server has said that it will close."""
        self.stand(t("together.server_closes", seconds=os.environ.get(DRAIN_SECONDS, "60")))

    def saved(self) -> None:
        self.saved_at = datetime.now().strftime("%H:%M")
        for bar in self.screen.query(Bar):
            bar.saved = self.saved_at

    def way_in(self, login: str) -> str:
        return login_line(self.desk.store.file, login)

    def go(self, place: str) -> None:
        if reason := self.desk.why_not_see(place):
            self.say(reason, warning=True)
        else:
            self.switch_mode(place)

    def on_mount(self) -> None:
        self.set_interval(_HOUR, self._look_after)
        self.watch_others.begin()
        when_told_to_close(self.server_closes)
        if left := self.watch_others.whereabouts.come():
            self.call_after_refresh(self.come_back, left)

    def _look_after(self) -> None:
        for sentence in self.look_after():
            self.say(sentence, warning=True)

    def on_key(self, event: events.Key) -> None:
        """Keys that nobody nearer wanted: the command that somebody in reach does for them."""
        nodes = reach(self.screen)
        found = offer_for_key(event.key, nodes, isinstance(self.screen, ModalScreen))
        if found:
            event.prevent_default()
            carry_out(found)

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif not self.key_order.holds(event):
            await self.deliver_key(event)

    async def deliver_key(self, event: events.Key) -> None:
        """Hand a key to the widget with the keyboard, and keep the next ones until a command has been done."""
        if self._told:
            self._told = False
            for line in self.screen.query(FootLine):
                line.clear()
        if event.character == REPLACED:
            self.say(t("app.not_utf8"), warning=True)
            return
        nodes = reach(self.screen)
        await super().on_event(event)
        in_dialog = isinstance(nodes[-2], ModalScreen)
        found = offer_for_key(event.key, nodes, in_dialog)
        if in_dialog or (found and found.doer is not nodes[0] and not _is_typed(event, nodes[0])):
            self.key_order.follow(nodes)

    def on_bar_chosen(self, event: Bar.Chosen) -> None:
        self.go(event.name)

    def on_grid_offers_changed(self) -> None:
        for line in self.screen.query(FootLine):
            line.refresh()

    def do_app_help(self) -> None:
        self.push_screen(HelpScreen(reach(self.screen)))

    def do_app_palette(self) -> None:
        def chosen(command_id: str | None) -> None:
            if command_id:
                perform(self, command_id)

        self.push_screen(Palette(offers(reach(self.screen))), chosen)

    def do_app_refresh(self) -> None:
        if isinstance(self.screen, Page):
            self.screen.refresh_page()

    def do_app_repaint(self) -> None:
        self.refresh(repaint=True, layout=True)

    async def do_app_language(self) -> None:
        """Speak the other language; screens that are not in front are made anew on their next visit."""
        words.use("en" if words.language() == "zh_CN" else "zh_CN")
        self._keep("lang", words.language())
        for mode, make in MODES.items():
            if mode != self.current_mode:
                await self.remove_mode(mode)
                self.add_mode(mode, make)
        if isinstance(self.screen, Page):
            await self.screen.speak_again()

    async def do_app_look(self) -> None:
        options = [(name, t(f"app.look.{name}")) for name in LOOKS]  # family app.look.*
        chosen = await self.push_screen_wait(Choose(t("app.look_title"), options))
        if chosen:
            self.look = LOOKS[chosen]
            self.theme = self.look.theme
            self._keep("theme", chosen)

    def _keep(self, name: str, value: str) -> None:
        if self.preferences:
            self.preferences.keep(name, value)

    def do_app_who(self) -> None:
        lines = who_is_here(self.watch_others.whereabouts.company.everybody())
        self.push_screen(Tell(t("together.who_title"), "\n".join(lines)))

    def do_app_quit(self) -> None:
        self.left_properly = True
        self.exit(0)

    def _handle_exception(self, error: Exception) -> None:
        # Textual has no public place to learn of an error that ends the app; the test of the fence watches this name.
        self.crashed_with = self.crashed_with or error
        super()._handle_exception(error)


def _is_typed(event: events.Key, widget: DOMNode) -> bool:
    """Whether the widget takes the key as a letter or digit of a value, whatever command else it may be."""
    character = event.character or ""
    return character.isalnum() and isinstance(widget, Widget) and widget.check_consume_key(event.key, character)
