"""A view over the whole screen, opened from a main screen and left again: it has its own keys, help and palette."""

from __future__ import annotations

from typing import cast

from textual.screen import ModalScreen

from screens.kit.dispatch import offers, perform
from screens.kit.help import HelpScreen
from screens.kit.page import Host
from screens.kit.palette import Palette


class Overlay(ModalScreen[None]):
    """A subclass composes it, and says in `help_text` what its commands do not."""

    DEFAULT_CSS = "Overlay { align: left top; background: $background; }"

    @property
    def host(self) -> Host:
        return cast(Host, self.app)

    def help_text(self) -> str:
        """What F1 says besides the commands."""
        return ""

    def do_app_help(self) -> None:
        self.app.push_screen(HelpScreen([self]))

    def do_app_palette(self) -> None:
        def chosen(command_id: str | None) -> None:
            if command_id:
                perform(self.app, command_id)

        self.app.push_screen(Palette(offers([self])), chosen)
