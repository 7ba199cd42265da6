"""One class's, teacher's or room's week as rows for the grid, to look at: a row a period, a column a weekday."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from data.words import t
from models.actions.desk import Desk
from models.actions.register_table import Stored
from models.actions.registers.week_matrix import weekday_short
from models.actions.source import RegisterSource
from models.actions.week_views import Weeks, Whose
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register

ID = "teaching_view"
_TIME = "time"


class WeekViewTable:
    """`RegisterTable` over one week; nothing can be written into it."""

    def __init__(self, weeks: Weeks, whose: Whose, width: int) -> None:
        self._weeks = weeks
        self._whose = whose
        self._week = weeks.week(whose)
        days = (
            Column(_day(weekday), Kind.TEXT, width, printed=True, heading=weekday_short(weekday))
            for weekday in self._week.grid.weekdays
        )
        time = Column(_TIME, Kind.TEXT, 13, frozen=True, printed=True, heading=t("teaching.time"))
        self.register = Register(ID, (time, *days), keys=((_TIME,),), row_rules=(self._problems,))

    def ids(self, everybody: bool = False) -> Sequence[int]:
        return list(self._week.grid.periods)

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        wanted = self.ids() if ids is None else [row_id for row_id in ids if row_id in set(self.ids())]
        return [Stored(period, 1, self._values(period)) for period in wanted]

    def look_again(self) -> None:
        """Take in what has been written."""
        self._weeks = Weeks(self._weeks.desk, self._weeks.day)
        self._week = self._weeks.week(self._whose)

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        raise LookupError(t("teaching.only_view"))

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        raise LookupError(t("teaching.only_view"))

    def delete(self, row_id: int) -> None:
        raise LookupError(t("teaching.only_view"))

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        return ""

    def written_in(self, row_id: int) -> Sequence[tuple[str, int]]:
        return [("teaching_slot", 0)]

    def row_of(self, table: str, row_id: int) -> int | None:
        return None

    def _values(self, period: int) -> dict[str, Any]:
        cells = {
            _day(weekday): " ".join(self._week.cells[weekday, period].brief)
            if (weekday, period) in self._week.cells
            else ""
            for weekday in self._week.grid.weekdays
        }
        return {_TIME: f"{period} {self._week.times.get(period, '')}".strip(), **cells}

    def _problems(self, row: Values, _context: Context) -> Sequence[Problem]:
        period = int(str(row[_TIME]).split()[0])
        return [
            Problem(_day(weekday), cell.problem, cell.grave)
            for (weekday, at), cell in self._week.cells.items()
            if at == period and cell.problem
        ]


class WeekViewSource(RegisterSource):
    """`RowSource` that shows a week and says where it is written."""

    def __init__(self, desk: Desk, weeks: Weeks, whose: Whose, width: int) -> None:
        self._view = WeekViewTable(weeks, whose, width)
        super().__init__(desk.store, self._view, desk.lists)

    @property
    def read_only(self) -> str:
        return t("teaching.only_view")

    def reload(self) -> None:
        self._lists.forget()
        self._view.look_again()
        super().reload()

    def _catch_up(self, now: tuple[int, int, int]) -> None:
        self.reload()


def _day(weekday: int) -> str:
    return f"day_{weekday}"
