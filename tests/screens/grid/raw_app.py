"""A grid in a real terminal, for the tests of raw bytes: prints what the source holds when it ends (Ctrl+Q)."""

from __future__ import annotations

import json
import os
import sys

os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["ESCDELAY"] = "30"

from textual import events  # the switches above must stand before it
from textual.app import App, ComposeResult

from screens.kit.grid import Grid, GridPane
from tests.screens.grid.memory_source import MemorySource, sample


class RawApp(App[None], inherit_bindings=False):
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.source = MemorySource(sample(rows))
        self.grid = Grid(self.source)

    def compose(self) -> ComposeResult:
        yield GridPane(self.grid)

    def on_mount(self) -> None:
        self.grid.focus()

    def on_key(self, event: events.Key) -> None:
        if event.key == "ctrl+q":
            self.exit()


if __name__ == "__main__":
    app = RawApp(int(sys.argv[1]))
    app.run(mouse=False)
    fields = [column.field for column in app.source.register.columns]
    print("ROWS" + json.dumps(app.source.texts(*fields), ensure_ascii=False))
