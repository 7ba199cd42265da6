"""One day's homework over the whole screen: class by class, two keys a subject, and the sum beside the limit."""

from __future__ import annotations

from datetime import date
from typing import cast

from textual.widgets import Static

from data.words import t
from models.actions.observing_words import day_words
from models.actions.registers.homework_day import HomeworkDay, homework_day
from models.actions.store_source import StoreSource
from models.registers.homework_day import SHEET_ID
from models.registers.problem import Unreadable
from models.rules.dates import parse_partial_date
from screens.kit.dialogs import Ask
from screens.kit.grid import Grid
from screens.kit.looking_back import LooksBack
from screens.kit.pairing.register_sheet import RegisterSheet


class HomeworkSheet(RegisterSheet):
    """The cursor begins in the first class that nobody has looked at."""

    def on_mount(self) -> None:
        super().on_mount()
        grid = self.query_one(Grid)
        rows = map(self.source.row, range(len(self.source)))
        empty = next((row.id for row in rows if row.values["minutes"] is None), None)
        first = next(column.field for column in self.source.register.columns if column.editable)
        grid.go_to(empty if empty is not None else self.source.row(0).id, first)

    def help_text(self) -> str:
        return t("homework.help")

    def _head(self) -> None:
        source = cast(HomeworkDay, self.source)
        noted, over = source.checked()
        words = t("homework.heading", day=day_words(source.day.isoformat()), noted=noted, all=len(source))
        if over:
            words += "  " + t("homework.over", count=len(over), classes=t("observing.list_comma").join(over))
        self.query_one("#sheet-line", Static).update(words)


class OpensHomework(LooksBack):
    """A page whose grid may hold the register of homework: a whole day is entered on a sheet of its own."""

    async def do_registers_homework_day(self) -> None:
        """Ask for the day, and open its sheet."""
        typed, why = self.desk.today.isoformat(), t("homework.which_day")
        while (answer := await self.app.push_screen_wait(Ask(t("homework.day_title"), why, typed))) is not None:
            try:
                day = self._day(answer)
            except Unreadable as error:
                typed, why = answer, str(error)
                continue
            await self.app.push_screen_wait(HomeworkSheet(self.desk, SHEET_ID, source=homework_day(self.desk, day)))
            cast(StoreSource, self.query_one(Grid).source).reload()
            self.refresh_page()
            return

    def why_not_registers_homework_day(self) -> str:
        if self.query_one(Grid).source.register.id != "homework":
            return t("homework.only_homework")
        return self.read_only or ("" if self.desk.lists.choices("class") else t("homework.no_classes"))

    def _day(self, text: str) -> date:
        """The day that was typed, today where nothing was. Raises Unreadable."""
        today = self.desk.today
        if not text.strip():
            return today
        found = parse_partial_date(text, earliest=None, latest=None, today=today, day_required=True)
        return date.fromisoformat(found)
