"""Home: the school today, and what to do next."""

from __future__ import annotations

from typing import ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.home import HomeFacts, home_facts
from screens.kit.page import Page
from screens.kit.width import fitted


class HomeScreen(Page):
    """The school today, and what to do next."""

    PLACE: ClassVar[str] = "home"

    def body(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(id="today")

    def refresh_page(self) -> None:
        facts = home_facts(cast(Desk, self.host.desk))
        text, today = page_text(facts, self.host.ascii_only), self.query_one("#today", Static)
        if text != today.content:
            today.update(text)

    def help_text(self) -> str:
        return t("home.help")


def page_text(facts: HomeFacts, ascii_only: bool = False) -> Text:
    """The whole page: what to do next first, then how many people there are and where."""
    text = Text()
    _head(text, t("home.next"))
    for step in facts.next_steps:
        text.append(f"  {step}\n")
    _head(text, t("home.today"))
    for title, value in (
        (t("home.staff"), t("home.people", count=facts.staff)),
        (t("home.hard"), t("home.cells", count=facts.hard)),
        (t("home.soft"), t("home.cells", count=facts.soft)),
    ):
        text.append(f"  {fitted(title, 28)}{value}\n")
    if facts.groups:
        _head(text, t("home.groups"))
        most = max(count for _, count in facts.groups)
        for group, count in facts.groups:
            length = max(1, round(count * 24 / most))
            text.append(f"  {fitted(group, 16)}{count:>4}  ")
            text.append(("#" if ascii_only else " ") * length, style="" if ascii_only else "reverse dim")
            text.append("\n")
    return text


def _head(text: Text, title: str) -> None:
    text.append("\n" if text else "").append(title, style="bold").append("\n")
