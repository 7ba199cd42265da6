"""Some of a register's rows in a grid: those that a number was counted from."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from models.actions.desk import Desk
from models.actions.source import RegisterSource
from models.actions.store_source import StoreSource


class SomeRows(RegisterSource):
    """`RegisterSource` that shows only the rows of those ids, and what is added here."""

    def __init__(self, desk: Desk, register_id: str, rows: Collection[int]) -> None:
        self._only = set(rows)
        super().__init__(desk.store, desk.table(register_id), desk.lists)

    def _arrange(self) -> None:
        super()._arrange()
        self._shown = [row_id for row_id in self._shown if row_id in self._only]
        self._number()

    def _place(self, row_ids: Sequence[int], before: int | None) -> None:
        self._only.update(row_ids)
        super()._place(row_ids, before)


def rows_source(desk: Desk, register_id: str, rows: Collection[int] | None) -> StoreSource:
    """The rows of those ids for a grid, of a register that has them; None: all of them. Raises NotAllowed."""
    return desk.source(register_id) if rows is None else SomeRows(desk, register_id, rows)
