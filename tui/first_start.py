"""The first start on a terminal without a store: ask, found the school, or go to the sample."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App
from textual.driver import Driver

from screens.kit import look as look_folder
from screens.kit.theme import THEMES, look_for
from screens.welcome import Founding, WelcomeScreen
from tui.crash import silent_console


class FirstStart(App[Founding], inherit_bindings=False):
    """One screen; ends with what the person wants, or None."""

    CSS_PATH: ClassVar[Any] = [Path(look_folder.__file__).parent / "frame.tcss"]
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(self, place: str, asked_look: str = "", driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class, ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.place = place
        self.crashed_with: Exception | None = None
        self.error_console = silent_console()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = look_for(asked_look, self.console.color_system, self.no_color).theme

    def _handle_exception(self, error: Exception) -> None:
        # As in tui.app: Textual has no public place to learn of an error that ends the app.
        self.crashed_with = self.crashed_with or error
        super()._handle_exception(error)

    def on_mount(self) -> None:
        self.push_screen(WelcomeScreen(self.place, date.today()), self.exit)
