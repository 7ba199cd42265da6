"""A grid in the smallest app, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import cast

from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from models.registers.source import RowSource
from screens.kit.grid import Grid, GridHint, GridPane
from tests.screens.grid.memory_source import MemorySource, sample

HAND = 0.2  # seconds between two keys of a hand


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class GridApp(App[None], inherit_bindings=False):
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, source: MemorySource) -> None:
        super().__init__()
        self.clock = Clock()
        self.source = source
        self.grid = Grid(source, clock=self.clock)
        self.unused: list[str] = []
        self.messages: list[object] = []

    def compose(self) -> ComposeResult:
        yield GridPane(self.grid)

    def on_mount(self) -> None:
        self.grid.focus()

    def on_key(self, event: events.Key) -> None:
        self.unused.append(event.key)

    def on_grid_changed(self, event: Grid.Changed) -> None:
        self.messages.append(event)


class Desk:
    """What a test does and sees: keys in, texts and the hint line out."""

    def __init__(self, app: GridApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.grid = app.grid
        self.source = app.source

    async def press(self, *keys: str, gap: float = HAND) -> None:
        """Keys by Textual's names, ``gap`` seconds apart."""
        for key in keys:
            self.app.clock.now += gap
            await self.pilot.press(key)

    async def type(self, text: str, gap: float = HAND) -> None:
        """Every character as the terminal driver would send it, in its own key event."""
        names = {" ": "space", "+": "plus", "/": "slash", "*": "asterisk", "\t": "tab", "\r": "enter", ".": "full_stop"}
        for character in text:
            self.app.clock.now += gap
            self.app.post_message(events.Key(names.get(character, character), character if character >= " " else None))
            await self.pilot.pause()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def at(self, row: int, field: str) -> None:
        """Put the cursor there, row 0 the first."""
        column = self.grid.column_index(field)
        assert column is not None
        self.grid.move_to(row, column)
        await self.pilot.pause()

    @property
    def cursor(self) -> tuple[int | None, str]:
        return self.grid.cursor

    @property
    def hint(self) -> str:
        return " ".join(filter(None, (self.app.query_one(GridHint).hint.title, self.app.query_one(GridHint).hint.text)))

    def cell(self, row: int, field: str) -> str:
        return self.source.row(row).texts[field]

    def lines(self) -> list[str]:
        """The grid as it stands on the screen."""
        return [self.grid.render_line(y).text for y in range(self.grid.size.height)]


@asynccontextmanager
async def over(source: RowSource, size: tuple[int, int] = (120, 24)) -> AsyncIterator[Desk]:
    """An open grid over that source."""
    app = GridApp(cast(MemorySource, source))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Desk(app, pilot)


@asynccontextmanager
async def desk(rows: Sequence[dict[str, str]] | int = 3, size: tuple[int, int] = (120, 24)) -> AsyncIterator[Desk]:
    """An open grid over that many sample rows, or over the given ones."""
    async with over(MemorySource(sample(rows) if isinstance(rows, int) else rows), size) as it:
        yield it
