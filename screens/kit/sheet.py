"""The sheet of one activity, over the whole screen for as long as somebody notes who came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.registers.attendance import CAME, YES, attendance_sheet, note_everybodys_notes
from models.actions.source import RegisterSource
from models.registers.attendance import SHEET
from models.registers.source import why_read_only
from screens.kit.footer import FootLine
from screens.kit.grid import Grid, GridPane
from screens.kit.grid.entry import Way
from screens.kit.looking_back import LooksBack
from screens.kit.own_help import OwnHelp
from screens.kit.rollcall import FIELD, NOTES, RollGrid


class SheetGrid(RollGrid):
    """Esc with nothing open or chosen leaves the sheet."""

    class Left(Message):
        """Nothing more to note."""

    def on_mount(self) -> None:
        if not why_read_only(self.source):
            self.call_after_refresh(self.call if len(self.source) else self.call_came)

    def why_not_attendance_call(self) -> str:
        return why_read_only(self.source)

    why_not_attendance_notes = why_not_attendance_call

    class NotesIn(Message):
        """The notes of those who came were handed in."""

    def do_attendance_notes(self) -> None:
        self.commit(Way.STAY, ask=False)
        self.post_message(self.NotesIn())

    def do_grid_cancel(self) -> None:
        if self.editor or self.range:
            super().do_grid_cancel()
        else:
            self.post_message(self.Left())


class AttendanceSheet(OwnHelp, ModalScreen[None]):
    """Opens with the roll call begun."""

    AUTO_FOCUS: ClassVar[str | None] = "SheetGrid"
    DEFAULT_CSS = """
    AttendanceSheet { align: left top; background: $background; }
    AttendanceSheet #sheet-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, desk: Desk, source: RegisterSource, activity_id: int) -> None:
        super().__init__()
        self.source = source
        self.activity = desk.lists.activity_codes().get(activity_id, "")
        self._desk, self._activity_id = desk, activity_id

    def compose(self) -> ComposeResult:
        yield Static(id="sheet-line", markup=False)
        yield GridPane(SheetGrid(self.source, SHEET))
        yield FootLine()

    def on_mount(self) -> None:
        self._head()

    def on_screen_resume(self) -> None:
        self.query_one(SheetGrid).show_caret()

    def on_grid_changed(self, event: Grid.Changed) -> None:
        self._head()

    def take_in_others(self) -> None:
        """Others have written."""
        for grid in self.query(SheetGrid):  # none yet, or no more, while the sheet comes and goes
            if grid.take_in_others():
                self._head()

    def show_others(self, typing: Mapping[int, str]) -> None:
        """Others are typing in those rows."""
        for grid in self.query(SheetGrid):
            grid.show_others(typing)

    def on_sheet_grid_notes_in(self) -> None:
        """Everybody who came is noted, then asked who has not."""
        count = note_everybodys_notes(self._desk, self._activity_id)
        grid = self.query_one(SheetGrid)
        self.source.reload()
        grid.reload()
        grid.call_notes(t("attendance.notes_all", count=count))
        self._head()

    def on_sheet_grid_left(self) -> None:
        self.dismiss(None)

    def help_text(self) -> str:
        return t("attendance.help")

    def doers(self) -> list[Widget]:
        return [self.query_one(SheetGrid), self]

    def _head(self) -> None:
        rows = [self.source.row(index) for index in range(len(self.source))]
        came = sum(row.values[FIELD] in CAME for row in rows)
        words = t("attendance.counted", expected=len(rows), came=came)
        if notes := sum(row.values[NOTES] == YES for row in rows):
            words += t("attendance.notes_counted", count=notes)
        self.query_one("#sheet-line", Static).update(f"{t('attendance.title', activity=self.activity)}  {words}")


def sheet_for(desk: Desk, activity: int) -> AttendanceSheet:
    """The screen for that activity. Raises LookupError when it is gone."""
    source, _ = attendance_sheet(desk, activity)
    return AttendanceSheet(desk, source, activity)


class OpensSheets(LooksBack):
    """A page whose grid may hold activities: the one under the cursor has a sheet."""

    async def do_attendance_open(self) -> None:
        row = self.query_one(Grid).current
        if row is None:
            return
        try:
            sheet = sheet_for(self.desk, row.id)
        except LookupError:
            self.host.say(t("attendance.gone"))
            return
        self.host.saved()
        await self.app.push_screen_wait(sheet)
        # How many came is counted from other records than the activity's own.
        cast(RegisterSource, self.query_one(Grid).source).reload()
        self.refresh_page()

    def why_not_attendance_open(self) -> str:
        grid = self.query_one(Grid)
        if grid.source.register.id != "activities":
            return t("attendance.only_activities")
        # Whoever may not write may look at a sheet all the same.
        past = t("history.past_read_only", day=self.past.day) if self.past else ""
        return past or ("" if grid.current else t("attendance.no_row"))
