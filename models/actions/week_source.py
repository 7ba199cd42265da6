"""The rows of the week for the grid: as many as there are periods, no more and no fewer."""

from __future__ import annotations

from collections.abc import Sequence

from data.words import t
from models.actions.source import RegisterSource
from models.registers.source import CellEdit, Outcome


class WeekSource(RegisterSource):
    """`RowSource` over `WeekMatrix`. Whatever anybody writes, the whole week is read anew: a lesson may have moved."""

    def edit(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        fitting = [edit for edit in edits if edit.row_id > 0]
        if not fitting:
            return Outcome(message=t("teaching.no_such_time"))
        outcome = super().edit(fitting, gesture)
        return outcome if len(fitting) == len(edits) else _with(outcome, t("teaching.no_such_time"))

    def insert(self, before: int | None) -> Outcome:
        return Outcome(message=t("teaching.no_such_time"))

    def delete(self, row_ids: Sequence[int]) -> Outcome:
        return Outcome(message=t("teaching.no_such_time"))

    def _catch_up(self, now: tuple[int, int, int]) -> None:
        self.reload()


def _with(outcome: Outcome, message: str) -> Outcome:
    from dataclasses import replace

    return replace(outcome, message=outcome.message or message)
