"""The roster as the office has it open: the whole app over a real store, worked by keys."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from screen_text import screen_text
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from models.actions.desk import Desk
from models.actions.store_source import StoreSource
from models.registers.source import Row
from models.store import Store
from screens.kit.dialogs import Choose, Dialog
from screens.kit.footer import FootLine
from screens.kit.grid import Grid, GridHint
from screens.roster import RosterScreen
from tui.app import YanxiuApp

NAMES = {" ": "space", "+": "plus", "/": "slash", "\t": "tab", "\r": "enter", ".": "full_stop", "~": "tilde"}
ROOT = Path(__file__).parents[3]


class Office:
    """What a test does and sees."""

    def __init__(self, app: YanxiuApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> RosterScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, RosterScreen))

    @property
    def grid(self) -> Grid:
        return self.screen.query_one(Grid)

    @property
    def source(self) -> StoreSource:
        return self.screen.source

    @property
    def hint(self) -> str:
        line = self.screen.query_one(GridHint).hint
        return " ".join(filter(None, (line.title, line.text)))

    @property
    def message(self) -> str:
        """What the bottom line says instead of the keys."""
        return self.app.screen.query_one(FootLine).message

    @property
    def shown(self) -> str:
        return screen_text(self.app)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def type(self, text: str) -> None:
        """Every character as the terminal's driver sends it: a key of its own."""
        for character in text:
            self.app.post_message(events.Key(NAMES.get(character, character), character if character >= " " else None))
            await self.pilot.pause()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, wanted: type[Any]) -> Any:
        """Wait for a screen of that kind in front."""
        for _ in range(500):
            if isinstance(self.app.screen, wanted):
                await self.pilot.pause()
                return self.app.screen
            await self.pilot.pause(0.01)
        raise AssertionError(f"{wanted.__name__} never came: {self.app.screen}\n{self.shown}")

    async def choose(self, *options: str) -> None:
        """Answer one question after another with an option of that id."""
        for option in options:
            dialog = await self.until(Choose)
            dialog.dismiss(option)
            for _ in range(500):
                if self.app.screen is not dialog:
                    break
                await self.pilot.pause(0.01)
            await self.settle()

    async def command(self, words: str) -> None:
        """A command by its name in the palette."""
        await self.press("f12")
        await self.type(words)
        await self.press("enter")

    async def line(self, text: str) -> None:
        """Put a text into the dialog's one line, in place of what stands there, and press Enter."""
        dialog = await self.until(Dialog)
        dialog.query_one(Input).value = ""
        await self.paste(text)
        await self.press("enter")

    async def at(self, name: str, field: str) -> None:
        """Put the cursor on that person's cell."""
        assert self.grid.go_to(self.row(name).id, field)
        await self.settle()

    async def at_end(self, field: str) -> None:
        """Put the cursor on the empty row behind the last."""
        assert self.grid.go_to(None, field)
        await self.settle()

    def rows(self) -> Iterator[Row]:
        return (self.source.row(index) for index in range(len(self.source)))

    def row(self, name: str, field: str = "name") -> Row:
        return next(row for row in self.rows() if row.texts[field] == name)

    def names(self) -> list[str]:
        return [row.texts["name"] for row in self.rows()]


@asynccontextmanager
async def office(desk: Desk, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Office]:
    """The app on the roster."""
    app = YanxiuApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.press("2")
        await pilot.pause()
        opened = Office(app, pilot)
        await opened.until(RosterScreen)
        yield opened


def read_back(desk: Desk, register: str = "roster") -> StoreSource:
    """The register read from the store anew, as the next start would."""
    return desk.source(register)


def somebody_else(store: Store, work: str) -> None:
    """Another person's program changes the open store: ``work`` is Python with ``desk`` and ``CellEdit`` at hand."""
    script = (
        "import sys\n"
        "from models.actions.desk import Desk\n"
        "from models.registers.source import CellEdit\n"
        "from models.store import Actor, Store\n"
        "store = Store.open(sys.argv[1], Actor('副主任', 'other'))\n"
        "desk = Desk(store)\n"
        f"{work}\n"
        "store.close()\n"
    )
    subprocess.run([sys.executable, "-c", script, str(store.place)], check=True, cwd=ROOT)
