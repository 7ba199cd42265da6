"""台账: the registers by kind, with how much is in each and wants a look; Enter opens one in the grid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from data.words import language, t
from models.actions.desk import Desk
from models.actions.register_shelves import Shelved, shelved, wanting
from models.actions.store_source import StoreSource
from models.actions.undoing import step_back, step_forward
from models.registers.column import Kind
from models.registers.source import Outcome
from screens.kit.bar import Bar
from screens.kit.grid import Grid
from screens.kit.grid.entry import Way
from screens.kit.initials import initials
from screens.kit.line_list import LineList, ListLine
from screens.kit.page import Page
from screens.kit.register_page import RegisterPage
from screens.kit.width import fitted, right

_TITLE, _ROWS = 20, 10
_BETWEEN = 0.01
"""Seconds between two registers that are looked through, in which keys come first."""


class OneRegister(RegisterPage):
    """A register opened from the list, over it: another screen and back finds it still open."""

    PLACE: ClassVar[str] = "registers"

    def grid_over(self, source: StoreSource) -> Grid:
        return _LeavableGrid(source)

    def on_mount(self) -> None:
        """What is kept by its day is opened where the next one goes."""
        super().on_mount()
        grid = self.query_one(Grid)
        if grid.source.register.columns[0].kind is Kind.DAY and not self.read_only:
            began = grid.cursor
            self.call_after_refresh(lambda: grid.cursor == began and grid.go_to(None))  # unless somebody came back

    def do_registers_list(self) -> None:
        """Leave the cell, and back to the list."""
        if self.query_one(Grid).commit(Way.STAY, ask=False):
            self.dismiss()

    def do_app_registers(self) -> None:
        self.do_registers_list()

    def on_bar_chosen(self, event: Bar.Chosen) -> None:
        if event.name == self.PLACE:
            self.do_registers_list()

    def counted(self) -> list[str]:
        return [*super().counted(), t("registers.way_back")]


class _LeavableGrid(Grid):
    """Esc with nothing open, chosen or to come back to leads out of the register."""

    def do_grid_cancel(self) -> None:
        if self.editor or self.range:
            super().do_grid_cancel()
        elif not self.come_back() and isinstance(self.screen, OneRegister):
            self.screen.do_registers_list()


class RegistersScreen(Page):
    """The list. What wants a look is counted after the page is there, a register at a time."""

    PLACE: ClassVar[str] = "registers"
    AUTO_FOCUS: ClassVar[str | None] = "LineList"

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Shelved | str] = []
        self._wanting: dict[str, int] = {}
        self._to_count: list[str] = []
        self._counting: Timer | None = None
        self._seen = -1
        self._language = language()
        self._open = ""
        self._typed = ""

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    def body(self) -> ComposeResult:
        yield LineList(self._line, id="registers")

    def help_text(self) -> str:
        return t("registers.help")

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self._language != language():
            self._language = language()
            self.run_worker(self.speak_again())

    def refresh_page(self) -> None:
        """Count the rows anew where something was written, and what wants a look after that."""
        newest = self.desk.store.latest_change()
        if not self.query(LineList) or (newest == self._seen and self._lines):
            self._go_on_counting()
            return
        self._seen = newest
        chosen = self._chosen
        self._lines = _by_shelf(shelved(self.desk))
        self._to_count = [line.register for line in self._lines if isinstance(line, Shelved) and line.rows]
        self._wanting = {name: count for name, count in self._wanting.items() if name in self._to_count}
        self._show(self._open or (chosen.register if chosen else ""))
        self._go_on_counting()

    def on_screen_suspend(self) -> None:
        self._rest()

    async def speak_again(self) -> None:
        await super().speak_again()
        self._show(self._open)

    def spot(self) -> Mapping[str, Any]:
        chosen = self._chosen
        return {"listed": chosen.register} if chosen else {}

    async def come_back_to(self, spot: Mapping[str, Any]) -> None:
        register = spot.get("register", spot.get("listed"))
        if not isinstance(register, str) or self._at(register) is None or self.desk.why_not_see(register):
            return
        self._show(register)
        if "register" in spot:
            page = self._opened(register)
            await self.app.push_screen(page)
            await page.come_back_to(spot)

    # -- commands ----------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Letters lead to the register whose title begins so, as it is spoken."""
        letter = event.character if event.character and event.character.isascii() and event.character.isalpha() else ""
        self._typed = self._typed + letter.lower() if letter else ""
        if not letter:
            return
        event.stop()
        at = self._called(self._typed)
        if at is None:
            self._typed = letter.lower()
            at = self._called(self._typed)
        if at is not None:
            self.query_one(LineList).show(len(self._lines), at)

    def _called(self, typed: str) -> int | None:
        """The next line whose title begins so, from the cursor on; of one letter the one after it."""
        here = self.query_one(LineList).index or 0
        count = len(self._lines)
        for at in ((here + step) % count for step in range(1 if len(typed) == 1 else 0, count + 1)):
            line = self._lines[at]
            if isinstance(line, Shelved):
                title = t(f"register.{line.register}")  # family register.*
                if any(way.startswith(typed) for way in (title.lower(), *initials(title))):
                    return at
        return None

    def why_not_registers_open(self) -> str:
        chosen = self._chosen
        return chosen.why_not if chosen else t("registers.on_a_title")

    def do_registers_open(self) -> None:
        """The register under the cursor in the grid."""
        if chosen := self._chosen:
            self.app.push_screen(self._opened(chosen.register))

    def do_app_undo(self) -> None:
        self._stepped(step_back(self.desk.store, self.desk.table("activities")))

    def do_app_redo(self) -> None:
        self._stepped(step_forward(self.desk.store, self.desk.table("activities")))

    # -- inside ------------------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> Shelved | None:
        found = next(iter(self.query(LineList)), None)
        at = found.index if found else None
        line = self._lines[at] if at is not None and at < len(self._lines) else None
        return line if isinstance(line, Shelved) else None

    def _opened(self, register: str) -> OneRegister:
        self._open = register
        return OneRegister(register)

    def _at(self, register: str) -> int | None:
        names = [line.register if isinstance(line, Shelved) else "" for line in self._lines]
        return names.index(register) if register in names else None

    def _show(self, register: str) -> None:
        first = next((at for at, line in enumerate(self._lines) if isinstance(line, Shelved)), 0)
        at = self._at(register) if register else None
        self.query_one(LineList).show(len(self._lines), first if at is None else at)

    def _stepped(self, outcome: Outcome) -> None:
        if outcome.change_id is not None:
            self.host.saved()
            self.refresh_page()
        self.host.say(outcome.message)

    def _go_on_counting(self) -> None:
        if self._to_count and self._counting is None:
            self._counting = self.set_interval(_BETWEEN, self._count_one)

    def _count_one(self) -> None:
        if not self._to_count:
            self._rest()
            return
        register = self._to_count.pop(0)
        self._wanting[register] = wanting(self.desk, register)
        for lines in self.query(LineList):
            lines.refresh()

    def _rest(self) -> None:
        if self._counting:
            self._counting.stop()
            self._counting = None

    def _line(self, index: int, width: int) -> ListLine:
        line = self._lines[index]
        if isinstance(line, str):
            return ListLine(line, faint=True)
        title = fitted(t(f"register.{line.register}"), _TITLE)  # family register.*
        if line.why_not:
            return ListLine(f"  {title}  {line.why_not}", faint=True)
        count = self._wanting.get(line.register)
        want = t("registers.wanting", count=count) if count else ""
        rows = right(t("roster.rows", count=line.rows) if line.rows else t("registers.empty"), _ROWS)
        return ListLine(f"  {title}{rows}    {want}".rstrip())


def _by_shelf(registers: list[Shelved]) -> list[Shelved | str]:
    """The lines of the list: each kind's title, and the registers of it."""
    lines: list[Shelved | str] = []
    shelf = ""
    for one in registers:
        if one.shelf != shelf:
            shelf = one.shelf
            lines.append(t(f"registers.shelf_{shelf}"))  # family registers.shelf_*
        lines.append(one)
    return lines
