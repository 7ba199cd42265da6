"""课表: the school's weekly timetable, typed class by class, and the week of any class, teacher or room."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from data.formats.problem import FileProblem
from data.words import t
from models.actions.desk import Desk
from models.actions.importing import plan_import
from models.actions.looking_up import read_day
from models.actions.store_source import StoreSource
from models.actions.week import print_weeks, week_source
from models.actions.week_view_source import WeekViewSource
from models.actions.week_views import Weeks, Whose
from models.registers.problem import Unreadable
from screens.kit.dialogs import Ask, Choose
from screens.kit.dispatch import perform
from screens.kit.grid import Grid, GridPane
from screens.kit.grid.entry import Way
from screens.kit.grid_of_weeks import WeeksGrid
from screens.kit.importing.files import ask_for_spreadsheet
from screens.kit.importing.paths import SavePath, shown_path
from screens.kit.importing.view import ImportView
from screens.kit.page import Page

_WHICH_DAY = ("teaching.which_day", "teaching.which_day_text")
_WHICH_FROM = ("teaching.which_from", "teaching.which_from_text")
_LEAST, _BESIDE = 10, 22  # cells of a day's column, and of what stands left of the days


class TeachingScreen(Page):
    """One grid: the whole school's week to type in, or one week to look at."""

    PLACE: ClassVar[str] = "teaching"
    CSS_PATH: ClassVar[Any] = "teaching.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._whose: Whose | None = None
        self._day: date | None = None  # None: today, whenever that is
        self._from_day = ""
        self._weeks: Weeks | None = None

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    @property
    def source(self) -> StoreSource:
        return cast(StoreSource, self.grid.source)

    @property
    def grid(self) -> WeeksGrid:
        return self.query_one(WeeksGrid)

    @property
    def weeks(self) -> Weeks:
        """Everybody's week as it is now; read anew after something was written."""
        if self._weeks is None:
            self._weeks = Weeks(self.desk, self._day)
        return self._weeks

    def body(self) -> ComposeResult:
        yield Static(id="week-line", markup=False)
        yield self._pane()

    def on_mount(self) -> None:
        self.grid.move_to(0, 1)
        self._head()

    def help_text(self) -> str:
        return t("teaching.help")

    def refresh_page(self) -> None:
        self._weeks = None
        self.source.refresh()
        self.grid.reload()
        self._head()

    def take_in_others(self) -> None:
        self._weeks = None
        if self.grid.take_in_others():
            self._head()

    def on_grid_changed(self, event: Grid.Changed) -> None:
        self._weeks = None
        if event.outcome.change_id is not None:
            self.host.saved()
        self._head()

    def on_screen_suspend(self) -> None:
        if not isinstance(self.app.screen, ModalScreen):
            self.grid.commit(Way.STAY, ask=False)

    async def on_weeks_grid_asked(self, event: WeeksGrid.Asked) -> None:
        await self._show(event.whose)

    async def on_weeks_grid_turned(self, event: WeeksGrid.Turned) -> None:
        if self._whose is None:
            return
        others = self.weeks.all_of(self._whose.kind)
        at = others.index(self._whose) if self._whose in others else 0
        await self._show(others[(at + event.steps) % len(others)] if others else None)

    async def on_weeks_grid_entered(self) -> None:
        """From one week to the cell of the whole school's in which it is written."""
        row_id, field = self.grid.cursor
        lesson = self.weeks.at(self._whose, int(field.removeprefix("day_")), row_id or 0) if "day_" in field else None
        class_code = self._whose.key if self._whose and self._whose.kind == "class" else lesson and lesson.class_code
        weekday = int(field.removeprefix("day_")) if "day_" in field else 1
        await self._show(None)
        columns = {column.about: column.field for column in self.grid.columns}
        self.grid.go_to(weekday * 100 + (row_id or 1), columns.get(class_code or "", ""))

    # -- commands ----------------------------------------------------------------------------------------------------

    async def do_teaching_menu(self) -> None:
        names = ("from_day", "day", "import", "export", "whole")
        options = [(f"teaching.{name}", t(f"cmd_teaching.{name}.help")) for name in names]  # family cmd
        chosen = await self.app.push_screen_wait(Choose(t("teaching.menu"), options))
        if chosen:
            perform(self.app, chosen)

    async def do_teaching_whole(self) -> None:
        await self._show(None)

    def why_not_teaching_whole(self) -> str:
        return "" if self._whose else t("teaching.is_whole")

    async def do_teaching_day(self) -> None:
        """The timetable as it is in force on another day."""
        answered, day = await self._ask_day(_WHICH_DAY, self.weeks.day.isoformat())
        if answered:
            self._day, self._from_day = day, ""
            await self._show(self._whose)

    async def do_teaching_from_day(self) -> None:
        """What is typed from now on counts from a day on; what was before stays."""
        answered, day = await self._ask_day(_WHICH_FROM, self._from_day)
        if answered:
            self._day, self._from_day = day, day.isoformat() if day else ""
            await self._show(None)

    def why_not_teaching_from_day(self) -> str:
        return self._why_not_write()

    async def do_teaching_import(self) -> None:
        plan, problem, typed = None, "", ""
        while plan is None:
            path = await ask_for_spreadsheet(self.app, problem, typed)
            if path is None:
                return
            try:
                plan = plan_import(self.desk, "timetable", path, from_day=self._from_day, whole=True)
            except FileProblem as unusable:
                problem, typed = str(unusable), str(path)
        if plan.left_over:
            options = [("keep", t("teaching.keep_left")), ("end", t("teaching.end_left"))]
            title = t("import.left_over", count=len(plan.left_over))
            chosen = await self.app.push_screen_wait(Choose(title, options))
            if chosen is None:
                return
            plan = plan if chosen == "end" else replace(plan, left_over=())
        done = await self.app.push_screen_wait(ImportView(self.desk, plan))
        if done is None:
            return
        if done.result.change_id is not None:
            self.host.saved()
        words = [t("import.done", added=done.result.added, changed=done.result.changed)]
        words += [t("import.done_left", count=len(done.result.left_out))] if done.result.left_out else []
        words += [t("import.ended", count=done.result.ended)] if done.result.ended else []
        words += filter(None, [done.problems_said])
        # Classes that nobody had before may have columns of their own now.
        await self._show(self._whose)
        self.host.say(" ".join(words))

    def why_not_teaching_import(self) -> str:
        return self._why_not_write()

    async def do_teaching_export(self) -> None:
        """Weeks as they are printed, into a workbook or as text."""
        options = [
            (kind, t(f"teaching.each.{kind}")) for kind in ("class", "teacher", "room")
        ]  # family teaching.each.*
        if self._whose:
            options.insert(0, ("this", self.weeks.title(self._whose)))
        chosen = await self.app.push_screen_wait(Choose(t("teaching.export"), options))
        if chosen is None:
            return
        whose = [self._whose] if chosen == "this" and self._whose else self.weeks.all_of(chosen)
        title = self.weeks.title(whose[0]) if len(whose) == 1 else t(f"teaching.each.{chosen}")

        def save(path: Path) -> None:
            print_weeks(self.weeks, whose, path)

        if path := await self._save_as(f"{self.desk.school_name}{title}-{self.weeks.day}.xlsx", save):
            self.host.say(t("teaching.exported", count=len(whose), path=shown_path(path)))

    def why_not_teaching_export(self) -> str:
        return "" if self.weeks.slots else t("teaching.nothing_yet")

    # -- inside ------------------------------------------------------------------------------------------------------

    def _pane(self) -> GridPane:
        if self._whose:
            width = max(_LEAST, (self.app.size.width - _BESIDE) // 5 - 1)
            source: StoreSource = WeekViewSource(self.desk, self.weeks, self._whose, width)
        else:
            source = week_source(self.desk, self._day, self._from_day)
        return GridPane(WeeksGrid(source, lambda typed: self.weeks.meant(typed), self._whose is not None))

    async def _show(self, whose: Whose | None) -> None:
        self._whose, self._weeks = whose, None
        pane, before = self._pane(), self.query_one(GridPane)
        before.remove_class("-shown")
        await self.query_one(".page-body").mount(pane)
        await before.remove()
        pane.grid.focus()
        pane.grid.move_to(0, 1)
        self._head()

    async def _ask_day(self, question: tuple[str, str], typed: str) -> tuple[bool, date | None]:
        """Whether the question was answered, and the day; None for an empty answer."""
        title, text = map(t, question)
        why = ""
        while True:
            words = "\n".join(filter(None, (text, why)))
            answer = await self.app.push_screen_wait(Ask(title, words, typed))
            if answer is None:
                return False, None
            try:
                return True, read_day(answer, self.desk.today)
            except Unreadable as error:
                typed, why = answer, str(error)

    async def _save_as(self, name: str, save: Callable[[Path], None]) -> Path | None:
        folder = next((each for each in (Path.cwd(), Path.home()) if os.access(each, os.W_OK)), Path.cwd())
        endings = (".xlsx", ".txt")
        return await self.app.push_screen_wait(SavePath(t("roster.save_as"), shown_path(folder / name), endings, save))

    def _why_not_write(self) -> str:
        return self.desk.sight.why_not_write("timetable")

    def _is_empty(self) -> bool:
        """Whether nobody has a lesson yet; by what is on show, which costs nothing."""
        rows = (self.source.row(index).values for index in range(len(self.source)))
        return not any(lessons for row in rows for lessons in row.values() if isinstance(lessons, tuple))

    def _head(self) -> None:
        parts = [self.weeks.title(self._whose) if self._whose else t("teaching.whole"), str(self.weeks.day)]
        if self._whose:
            parts.append(t("teaching.lessons_a_week", count=self.weeks.week(self._whose).grid.count))
        elif self._is_empty():
            parts.append(t("teaching.nothing_yet"))
        if self._from_day:
            parts.append(t("teaching.counts_from", day=self._from_day))
        elif self._day and not self._whose:
            parts.append(t("teaching.counts_always"))
        found = self.source.findings()
        if found.hard:
            parts.append(t("roster.hard", count=found.hard))
        if found.soft:
            parts.append(t("roster.soft", count=found.soft))
        line = self.query_one("#week-line", Static)
        line.set_class(bool(self._from_day), "-from")
        line.update("  ".join(parts), layout=False)
