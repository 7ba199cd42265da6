"""The palette: every command in reach, found by typing, with its keys and, where it cannot be done, the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from data.words import t
from screens.kit.dispatch import Offer
from screens.kit.keys import shown
from screens.kit.search import distance, found, hay
from screens.kit.width import clipped, fitted

_TITLE, _KEYS = 16, 14
_AROUND = 6  # cells: the edges of box and line, a scroll bar, a space between keys and help


class Palette(ModalScreen[str]):
    """Type to find, arrows to choose, Enter to do it; dismissed with the command's id, or None."""

    AUTO_FOCUS: ClassVar[str | None] = "Input"

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.offers = offers
        self._hay = {one.command.id: hay(one.command) for one in offers}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(t("app.palette_title"), classes="dialog-title")
            yield Input(placeholder=t("app.palette_placeholder"), compact=True)
            yield OptionList(id="found", markup=False, compact=True)
            yield Static(t("app.palette_none"), id="none", markup=False)
            yield Static(t("app.palette_hint"), classes="dialog-hint")

    def on_mount(self) -> None:
        self.show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self.show(event.value)

    def on_input_submitted(self) -> None:
        listed = self.query_one(OptionList)
        if listed.highlighted is not None:
            self.dismiss(listed.get_option_at_index(listed.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def on_key(self, event: events.Key) -> None:
        listed = self.query_one(OptionList)
        moves = {
            "down": listed.action_cursor_down,
            "up": listed.action_cursor_up,
            "pagedown": listed.action_page_down,
            "pageup": listed.action_page_up,
        }
        if move := moves.get(event.key):
            event.stop()
            move()

    def do_dialog_cancel(self) -> None:
        self.dismiss(None)

    def show(self, query: str) -> None:
        """List what the query finds."""
        listed = self.query_one(OptionList)
        listed.clear_options()
        shown_now = [one for one in self.offers if found(query, self._hay[one.command.id])]
        if query.strip():
            shown_now.sort(key=lambda one: distance(query, one.command))
        listed.add_options([Option(self._line(one), id=one.command.id) for one in shown_now])
        listed.highlighted = 0 if shown_now else None
        self.query_one("#none", Static).display = not shown_now

    def _line(self, one: Offer) -> Text:
        keys = " ".join(map(shown, one.command.keys[:2]))
        rest = one.why_not or one.command.help
        text = Text(fitted(one.command.title, _TITLE), no_wrap=True, style="dim" if one.why_not else "")
        text.append(fitted(f" {keys}", _KEYS), style="bold")
        # Cut here: whatever is too long would get an ellipsis, which some terminals draw two cells wide.
        room = self.app.size.width - _TITLE - _KEYS - _AROUND
        return text.append(" " + clipped(rest, max(room, 0)))
