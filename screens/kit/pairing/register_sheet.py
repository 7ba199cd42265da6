"""One of the registers about pairs in a grid over the whole screen: opened from the board and left with Esc."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.store_source import StoreSource
from screens.kit.footer import FootLine
from screens.kit.grid import Grid, GridPane
from screens.kit.own_help import OwnHelp
from screens.kit.page import Host


class LeavableGrid(Grid):
    """Esc with nothing open or chosen leaves the sheet."""

    class Left(Message):
        """Nothing more to type."""

    def do_grid_cancel(self) -> None:
        if self.editor or self.range:
            super().do_grid_cancel()
        else:
            self.post_message(self.Left())


class RegisterSheet(OwnHelp, ModalScreen[None]):
    """``words`` filter the rows; a ``source`` has its own. Raises NotAllowed for a register that the person may not
    see."""

    AUTO_FOCUS: ClassVar[str | None] = "LeavableGrid"
    DEFAULT_CSS = """
    RegisterSheet { align: left top; background: $background; }
    RegisterSheet #sheet-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, desk: Desk, register_id: str, words: str = "", source: StoreSource | None = None) -> None:
        super().__init__()
        self.source: StoreSource = source or desk.source(register_id)
        self._words = words
        if words:
            self.source.filter(words)

    def compose(self) -> ComposeResult:
        yield Static(id="sheet-line", markup=False)
        yield GridPane(self.grid_over(self.source))
        yield FootLine()

    def grid_over(self, source: StoreSource) -> Grid:
        """A new grid over those rows."""
        return LeavableGrid(source)

    def on_mount(self) -> None:
        self._head()

    def on_screen_resume(self) -> None:
        self.query_one(Grid).show_caret()

    def on_grid_changed(self, event: Grid.Changed) -> None:
        if event.outcome.change_id is not None:
            cast(Host, self.app).saved()
        self._head()

    def on_leavable_grid_left(self) -> None:
        self.dismiss(None)

    def take_in_others(self) -> None:
        """Others have written."""
        for grid in self.query(Grid):  # none yet, or no more, while the sheet comes and goes
            if grid.take_in_others():
                self._head()

    def show_others(self, typing: Mapping[int, str]) -> None:
        """Others are typing in those rows."""
        for grid in self.query(Grid):
            grid.show_others(typing)

    def help_text(self) -> str:
        columns = "".join(
            "\n" + t("import.problem_line", cell=c.title, reason=c.help) for c in self.source.register.columns if c.help
        )
        return t("pairing_board.sheet_help") + columns

    def doers(self) -> list[Widget]:
        return [self.query_one(Grid), self]

    def _head(self) -> None:
        filtered = t("pairing_board.filtered", words=self._words) if self._words else ""
        parts = (self.source.register.title, t("roster.rows", count=len(self.source)), filtered)
        self.query_one("#sheet-line", Static).update("  ".join(filter(None, parts)))
