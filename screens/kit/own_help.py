"""What a screen over the whole window shares: F1 and F12 speak of it and of nothing behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App
from textual.dom import DOMNode

from screens.kit.dispatch import Offer, offers, perform
from screens.kit.help import HelpScreen
from screens.kit.palette import Palette


class OwnHelp:
    """Mixed into a `ModalScreen`. `doers` are asked for what they can do, the nearest first."""

    app: App[Any]

    def doers(self) -> Sequence[DOMNode]:
        """Who does the commands here: by default the screen alone."""
        return [self]  # type: ignore[list-item]  # mixed into a screen

    def fits_here(self, offer: Offer) -> bool:
        """Whether the palette lists the command."""
        return True

    def do_app_help(self) -> None:
        self.app.push_screen(HelpScreen(list(self.doers())))

    def do_app_palette(self) -> None:
        def chosen(command_id: str | None) -> None:
            if command_id:
                perform(self.app, command_id)

        found = [offer for offer in offers(list(self.doers())) if self.fits_here(offer)]
        self.app.push_screen(Palette(found), chosen)
