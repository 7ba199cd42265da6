"""An app that prints the name of each key as the real driver understands it; Ctrl+Q ends it."""

from __future__ import annotations

import os

os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["ESCDELAY"] = "30"

from textual import events  # the switches above must stand before it
from textual.app import App, ComposeResult
from textual.widgets import Static

from tui.driver import driver


class KeyPrinter(App[None], inherit_bindings=False):
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Static("ready", markup=False)

    def on_key(self, event: events.Key) -> None:
        if event.key == "ctrl+q":
            self.exit()
        self.query_one(Static).update(f"<{event.key}|{event.character if event.is_printable else ''}>")


if __name__ == "__main__":
    KeyPrinter(driver()).run(mouse=False)
