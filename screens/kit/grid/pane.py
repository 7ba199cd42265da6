"""The grid with its hint line: what a screen puts into itself."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from screens.kit.grid.grid import Grid
from screens.kit.grid.hint import GridHint


class GridPane(Vertical):
    """A `Grid` with the line under it that follows its cursor; the keyboard goes to the grid."""

    DEFAULT_CSS = "GridPane { height: 1fr; }"

    def __init__(self, grid: Grid, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.grid = grid
        self._line = GridHint()

    def compose(self) -> ComposeResult:
        yield self.grid
        yield self._line

    def on_grid_hint_changed(self, event: Grid.HintChanged) -> None:
        event.stop()
        self._line.hint = event.hint
