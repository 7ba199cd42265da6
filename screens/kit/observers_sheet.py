"""The observers of one lesson in a grid over the whole screen: who, how it stands, score and remark."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.lesson_facts import LessonFacts
from models.actions.open_lessons import observing_rules
from models.actions.registers.observations import ObservationTable
from models.actions.source import RegisterSource
from screens.kit.footer import FootLine
from screens.kit.grid import Grid, GridPane
from screens.kit.inviting import invite
from screens.kit.own_help import OwnHelp

SHEET = ("observer", "observation_status", "score", "remark", "counted", "covered_by", "minutes")
"""The columns of a lesson's sheet: what the lesson itself says stands above it."""


class ObserversGrid(Grid):
    """Esc with nothing open or chosen leaves the sheet."""

    class Left(Message):
        """Nothing more to note."""

    def do_grid_cancel(self) -> None:
        if self.editor or self.range:
            super().do_grid_cancel()
        else:
            self.post_message(self.Left())


class ObserversSheet(OwnHelp, ModalScreen[None]):
    """Typed row by row, or several people at once by Insert."""

    AUTO_FOCUS: ClassVar[str | None] = "ObserversGrid"
    DEFAULT_CSS = """
    ObserversSheet { align: left top; background: $background; }
    ObserversSheet #sheet-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, desk: Desk, lesson: LessonFacts, source: RegisterSource) -> None:
        super().__init__()
        self.desk = desk
        self.lesson = lesson
        self.source = source

    def compose(self) -> ComposeResult:
        yield Static(id="sheet-line", markup=False)
        yield GridPane(ObserversGrid(self.source, SHEET))
        yield FootLine()

    def on_mount(self) -> None:
        self._head()

    def on_grid_changed(self, event: Grid.Changed) -> None:
        self._head()

    def on_observers_grid_left(self) -> None:
        self.dismiss(None)

    def help_text(self) -> str:
        return t("week.observers_help")

    async def do_observers_invite(self) -> None:
        if await invite(self.app, self.desk, self.lesson.id, status="came"):
            self.source.refresh()
            self.query_one(Grid).reload()
            self._head()

    def doers(self) -> list[Widget]:
        return [self.query_one(ObserversGrid), self]

    def _head(self) -> None:
        rows = [self.source.row(index) for index in range(len(self.source))]
        scores = [row.values["score"] for row in rows if row.values["score"] is not None]
        words = t("week.sheet_counted", people=len(rows), forms=len(scores))
        self.query_one("#sheet-line", Static).update(f"{self.lesson.title(self.desk.lists)}  {words}")


def observers_sheet(desk: Desk, lesson: LessonFacts) -> ObserversSheet:
    """The screen for that lesson."""
    table = ObservationTable(desk.lists, observing_rules(desk), lesson.id)
    return ObserversSheet(desk, lesson, RegisterSource(desk.store, table, desk.lists))
