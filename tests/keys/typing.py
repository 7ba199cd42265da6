"""A grid in the smallest app, driven by streams of keys as `tests.keys.stream` makes them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager

from models.registers.source import RowSource
from models.rules.statistics import Key, Word
from screens.kit.grid import Grid
from tests.screens.grid.harness import HAND, Desk, GridApp


class FieldsApp(GridApp):
    """The grid over any source, with the fields that are named."""

    def __init__(self, source: RowSource, fields: Sequence[str] | None) -> None:
        super().__init__(source)  # type: ignore[arg-type]  # any source will do
        self.grid = Grid(source, fields, clock=self.clock)


class Typist(Desk):
    """Presses the keys of a stream, a word out of an input method in one burst."""

    async def press_all(self, keys: Iterable[Key], gap: float = HAND) -> None:
        for key in keys:
            if isinstance(key, Word):
                self.app.clock.now += gap
                await self.type(key.text, gap=0.001)
            elif len(key) == 1 and not key.isalpha():
                await self.type(key, gap=gap)
            else:
                await self.press(key, gap=gap)


@asynccontextmanager
async def typing(source: RowSource, fields: Sequence[str] | None = None) -> AsyncIterator[Typist]:
    app = FieldsApp(source, fields)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        yield Typist(app, pilot)
