"""The entry grid: one place for everything that is typed in bulk.

A screen holds a `GridPane` around a `Grid` over a `RowSource`; the grid knows the columns and nothing of a register.
"""

from __future__ import annotations

from screens.kit.grid.grid import Grid
from screens.kit.grid.hint import GridHint
from screens.kit.grid.pane import GridPane

__all__ = ["Grid", "GridHint", "GridPane"]
