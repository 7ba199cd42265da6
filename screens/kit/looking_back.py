"""What a page with a grid can do with the past: tell one cell's history, and show the register as of a day."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from data.words import t
from models.actions.cell_past import cell_values
from models.actions.desk import Desk
from models.actions.past import Past, PastSource, past_day
from models.actions.store_source import StoreSource
from models.registers.problem import Unreadable
from models.registers.source import CellEdit, why_read_only
from screens.kit.cell_history import CellHistory
from screens.kit.dialogs import Ask, Confirm, Tell
from screens.kit.grid import Grid
from screens.kit.page import Page


class LooksBack(Page):
    """A page with one grid. It shows `rows_of` a register, which are of `past_day` when somebody looks back."""

    past: Past | None = None

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    @abstractmethod
    async def show_register(self, register_id: str) -> None:
        """Put a new grid over `rows_of` that register in place of the one there."""

    def rows_of(self, register_id: str) -> StoreSource:
        """The register's rows: those of now, or of the day that is looked back to."""
        return PastSource(self.past, self.desk, register_id) if self.past else self.desk.source(register_id)

    @property
    def past_line(self) -> str:
        """A sentence for the page's head while it shows the past; '' for now."""
        return t("history.as_of_line", day=self.past.day) if self.past else ""

    @property
    def read_only(self) -> str:
        """Why nothing can be written on this page now; '' when it can."""
        return why_read_only(self.query_one(Grid).source)

    def on_unmount(self) -> None:
        self._leave_past()

    def spot(self) -> Mapping[str, Any]:
        grid = next(iter(self.query(Grid)), None)
        if grid is None:  # just being made anew
            return {}
        row_id, field = grid.cursor
        return {"register": grid.source.register.id, "row": row_id, "field": field}

    async def come_back_to(self, spot: Mapping[str, Any]) -> None:
        if not self.query(Grid):
            return  # the page has been left before it was quite there
        register, row_id, field = spot.get("register"), spot.get("row"), spot.get("field")
        if isinstance(register, str) and register != self.query_one(Grid).source.register.id:
            try:
                await self.show_register(register)
            except KeyError:  # an older or newer program's
                return
        grid = self.query_one(Grid)
        known = isinstance(field, str) and grid.column_index(field) is not None
        if row_id is None or isinstance(row_id, int):
            grid.go_to(row_id, str(field) if known else "")

    def show_others(self, typing: Mapping[int, str]) -> None:
        """Others are typing in those rows, by id, of the register that is shown."""
        for grid in self.query(Grid):
            grid.show_others({} if self.past else typing)

    # -- one cell --------------------------------------------------------------------------------------------------

    async def do_grid_cell_history(self) -> None:
        """What the cell under the cursor held before; an old value can be put back."""
        grid = self.query_one(Grid)
        row, column, register = grid.current, grid.column, grid.source.register
        if row is None:
            return
        values = cell_values(self.desk, register.id, row.id, column.field)
        name = next((text for field in ("name", "teacher") if (text := row.texts.get(field))), "")
        title = t("history.cell_title", whose=name, title=column.title) if name else column.title
        if not values:
            await self.app.push_screen_wait(Tell(title, t("history.cell_never")))
            return
        chosen = await self.app.push_screen_wait(CellHistory(title, values))
        if chosen is None or chosen == 0:
            return
        old = values[chosen].text
        if reason := self.read_only or ("" if column.editable else t("grid.computed")):
            grid.say(reason, alarm=True)
            return
        now = row.texts.get(column.field, "")
        words = t("history.put_back_text", old=old or t("store.empty"), now=now or t("store.empty"))
        if await self.app.push_screen_wait(Confirm(t("history.put_back_title", title=title), words)):
            grid.write([CellEdit(row.id, column.field, old, now)], "restore")

    def why_not_grid_cell_history(self) -> str:
        reason = self.desk.sight.why_not("others_deeds")
        return reason or ("" if self.query_one(Grid).current else t("grid.no_row_here"))

    # -- a day -----------------------------------------------------------------------------------------------------

    async def do_grid_as_of(self) -> None:
        """The register as its records stood at the end of a day."""
        typed, why = self.past.day.isoformat() if self.past else "", ""
        while True:
            text = "\n".join(filter(None, (t("history.as_of_text"), why)))
            answer = await self.app.push_screen_wait(Ask(t("history.as_of_title"), text, typed))
            if answer is None:
                return
            try:
                day = past_day(answer, self.desk.today)
            except Unreadable as error:
                typed, why = answer, str(error)
                continue
            await self._look_at(day)
            return

    async def do_grid_now(self) -> None:
        """Back to now from the past."""
        await self._look_at(None)

    def why_not_grid_now(self) -> str:
        return "" if self.past else t("history.is_now")

    async def _look_at(self, day: date | None) -> None:
        register_id = self.query_one(Grid).source.register.id
        before, self.past = self.past, Past(self.desk.store, day) if day else None
        await self.show_register(register_id)
        if before:
            before.close()
        self.host.say(t("history.as_of_shown", day=day) if day else t("history.now_shown"))

    def _leave_past(self) -> None:
        if self.past:
            self.past.close()
            self.past = None
