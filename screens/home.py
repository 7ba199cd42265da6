"""Home: the school today, and what to do next."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from screens.kit.page import Page


class HomeScreen(Page):
    """The school today, and what to do next."""

    PLACE = "home"

    def body(self) -> ComposeResult:
        yield Static(Text(t("home.today", school=self.host.desk.school_name)), id="today")

    def help_text(self) -> str:
        return t("home.help")
