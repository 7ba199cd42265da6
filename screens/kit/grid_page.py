"""A main screen that is one register in a grid with a line above it: what such screens share."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.store_source import StoreSource
from screens.kit.grid import Grid, GridPane
from screens.kit.grid.entry import Way
from screens.kit.looking_back import LooksBack


class GridPage(LooksBack):
    """A subclass says which register it begins with, and what its line counts."""

    DEFAULT_CSS: ClassVar[str] = """
    GridPage .page-body { padding: 0; visibility: hidden; }
    GridPage .page-body > * { visibility: visible; }
    GridPage .page-body > GridPane { visibility: hidden; }
    GridPage #register-line { height: 1; padding: 0 1; color: $text-muted; }
    GridPage #register-line.-past { color: $warning; text-style: bold reverse; }
    GridPage Grid { height: 1fr; }
    """

    def __init__(self, register_id: str) -> None:
        super().__init__()
        self._register = register_id

    @property
    def source(self) -> StoreSource:
        return cast(StoreSource, self.query_one(Grid).source)

    @abstractmethod
    def counted(self) -> list[str]:
        """What the line above the grid counts, after the register's title."""

    def grid_over(self, source: StoreSource) -> Grid:
        """A new grid over those rows."""
        return Grid(source)

    def body(self) -> ComposeResult:
        yield Static(id="register-line", markup=False)
        yield GridPane(self.grid_over(self.rows_of(self._register)))

    def on_mount(self) -> None:
        self.tell_head()

    def column_help(self) -> str:
        """A line for each column that needs one."""
        return "".join(
            "\n" + t("import.problem_line", cell=c.title, reason=c.help) for c in self.source.register.columns if c.help
        )

    def refresh_page(self) -> None:
        self.source.refresh()
        self.query_one(Grid).reload()
        self.tell_head()

    def take_in_others(self) -> None:
        if any(grid.take_in_others() for grid in self.query(Grid)):
            self.tell_head()

    def on_grid_changed(self, event: Grid.Changed) -> None:
        if event.outcome.change_id is not None:
            self.host.saved()
        self.tell_head()

    def on_screen_resume(self) -> None:
        self.query_one(Grid).show_caret()

    def on_screen_suspend(self) -> None:
        # Going to another main screen leaves the cell; a dialog on top of this one does not.
        if not isinstance(self.app.screen, ModalScreen):
            self.query_one(Grid).commit(Way.STAY, ask=False)

    async def show_register(self, register_id: str) -> None:
        self._register = register_id
        pane, before = GridPane(self.grid_over(self.rows_of(register_id))), self.query_one(GridPane)
        # There is a grid at every moment: the look at what others write does not wait for this.
        await self.query_one(".page-body").mount(pane)
        await before.remove()
        pane.grid.focus()
        self.tell_head()

    def tell_head(self) -> None:
        """Say in the line above the grid what is shown, and how much of it."""
        words = "  ".join([*filter(None, [self.past_line]), self.source.register.title, *self.counted()])
        line = self.query_one("#register-line", Static)
        line.set_class(bool(self.past), "-past")
        if words != line.content:
            line.update(words, layout=False)  # a new layout would paint the whole screen
