"""The reminders to paste into the school's chat: read, copied, and noted as sent so that nobody is told twice."""

from __future__ import annotations

from typing import ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.owed.reminding import GroupReminder, Reminders
from models.store.errors import NotAllowed, StoreError
from screens.kit.clipboard import ClipboardHost
from screens.kit.footer import FootLine
from screens.kit.own_help import OwnHelp
from screens.kit.page import Host
from screens.kit.prose import Prose


class RemindScreen(OwnHelp, ModalScreen[None]):
    """One group's text at a time; Enter copies it and notes it as sent. Of one obligation, or of all."""

    AUTO_FOCUS: ClassVar[str | None] = "VerticalScroll"
    DEFAULT_CSS = """
    RemindScreen { align: left top; background: $background; }
    RemindScreen #remind-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    RemindScreen VerticalScroll { padding: 0 1; scrollbar-size: 0 0; }
    """

    def __init__(self, desk: Desk, group: str | None = None, obligation: int | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._group = group
        self._obligation = obligation
        self.again = False
        self.at = 0
        self.found: list[GroupReminder] = []

    def compose(self) -> ComposeResult:
        yield Static(id="remind-line", markup=False)
        with VerticalScroll():
            yield Prose(id="remind-text")
        yield FootLine()

    def on_mount(self) -> None:
        self._show()

    def help_text(self) -> str:
        return t("owed.remind_help")

    def do_remind_next(self) -> None:
        self._go(1)

    def do_remind_previous(self) -> None:
        self._go(-1)

    def why_not_remind_copy(self) -> str:
        return "" if self.found else t("owed.nothing_to_remind")

    def do_remind_copy(self) -> None:
        """Copy the group's text, note it as sent and show the next one's."""
        one, host = self.found[self.at], cast(Host, self.app)
        can_copy = not isinstance(self.app, ClipboardHost) or self.app.has_clipboard
        if can_copy:
            self.app.copy_to_clipboard(one.text)
        try:
            sent = Reminders(self.desk).note_sent([one])
        except (NotAllowed, StoreError) as error:
            host.say(str(error), warning=True)
            return
        if sent:
            host.saved()
        self._show()
        host.say(t("owed.copied" if can_copy else "owed.noted", group=one.group or self.desk.school_name))

    def do_remind_again(self) -> None:
        """Also what people were reminded of before, and back."""
        self.again = not self.again
        self.at = 0
        self._show()

    def do_remind_leave(self) -> None:
        self.dismiss(None)

    def _go(self, by: int) -> None:
        if self.found:
            self.at = (self.at + by) % len(self.found)
            self._show(read=False)

    def _show(self, read: bool = True) -> None:
        if read:
            self.found = Reminders(self.desk).of(self._group, self.again, self._obligation)
            self.at = min(self.at, max(0, len(self.found) - 1))
        if self.found:
            one = self.found[self.at]
            place = one.group or self.desk.school_name
            words = t("owed.remind_heading", group=place, at=self.at + 1, of=len(self.found), count=len(one.items))
            text = one.text
        else:
            words, text = t("owed.remind_none"), t("owed.nothing_to_remind")
        self.query_one("#remind-line", Static).update(Text(words, no_wrap=True))
        self.query_one("#remind-text", Prose).words = text
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.query_one(FootLine).refresh()
