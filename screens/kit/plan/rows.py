"""The rows that a figure of the plan was counted from, in the grid; Esc leads back to the plan."""

from __future__ import annotations

from typing import ClassVar

from data.words import t
from models.actions.plan_book import Behind
from models.actions.rows_only import rows_source
from models.actions.store_source import StoreSource
from screens.kit.bar import Bar
from screens.kit.grid import Grid
from screens.kit.grid.entry import Way
from screens.kit.register_page import RegisterPage


class RowsBehind(RegisterPage):
    """A register, or the part of it that counts."""

    PLACE: ClassVar[str] = "plan"

    def __init__(self, behind: Behind, of: str) -> None:
        super().__init__(behind.register)
        self._behind = behind
        self._of = of

    def rows_of(self, register_id: str) -> StoreSource:
        if self.past or register_id != self._behind.register:
            return super().rows_of(register_id)
        return rows_source(self.desk, register_id, self._behind.rows)

    def grid_over(self, source: StoreSource) -> Grid:
        return _LeavableGrid(source)

    def do_plan_back(self) -> None:
        """Leave the cell, and back to the plan."""
        if self.query_one(Grid).commit(Way.STAY, ask=False):
            self.dismiss()

    def do_app_plan(self) -> None:
        self.do_plan_back()

    def on_bar_chosen(self, event: Bar.Chosen) -> None:
        if event.name == self.PLACE:
            self.do_plan_back()
        else:
            super().on_bar_chosen(event)

    def counted(self) -> list[str]:
        of = [t("plan_book.counted_for", what=self._of)] if self._behind.rows is not None else []
        return [*super().counted(), *of, t("plan_book.way_back")]


class _LeavableGrid(Grid):
    """Esc with nothing open, chosen or to come back to leads out."""

    def do_grid_cancel(self) -> None:
        if self.editor or self.range:
            super().do_grid_cancel()
        elif not self.come_back() and isinstance(self.screen, RowsBehind):
            self.screen.do_plan_back()
