"""The grid with its hint line: what a screen puts into itself."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from screens.kit.grid.grid import Grid
from screens.kit.grid.hint import GridHint, Hint


class GridPane(Vertical):
    """A `Grid` with the line under it that follows its cursor; the keyboard goes to the grid."""

    # Nothing of the pane itself is to be seen, so that no key pays for painting it.
    DEFAULT_CSS = """
    GridPane { height: 1fr; visibility: hidden; }
    GridPane > * { visibility: visible; }
    """

    def __init__(self, grid: Grid, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.grid = grid
        self._line = GridHint()

    def compose(self) -> ComposeResult:
        yield self.grid
        yield self._line

    def on_mount(self) -> None:
        # At once, not by a message: the line is painted together with the cell.
        self.watch(self.grid, "hint", self._show)

    def _show(self, hint: Hint) -> None:
        self._line.hint = hint
