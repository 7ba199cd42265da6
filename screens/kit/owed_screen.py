"""Who owes what, over the whole screen: an obligation a line, and behind each everybody who has it."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.owed.progress import Progress, Standing
from models.actions.owed.told import Summary, forecast, state_words, summaries, window_words
from models.rules.obligations import Pace
from screens.kit.dialogs import Choose
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.own_help import OwnHelp
from screens.kit.pictures.opens import open_pictures, why_not_pictures
from screens.kit.width import fitted, right

_EVERYBODY = "*"


class OwedScreen(OwnHelp, ModalScreen[None]):
    """The obligations; Enter lists who has one, who is furthest behind first. ``code`` begins with that one."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    OwedScreen { align: left top; background: $background; }
    OwedScreen #owed-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    OwedScreen #owed-heads { height: 1; background: $surface; text-style: bold; }
    """

    def __init__(self, desk: Desk, code: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.group: str | None = None
        self.everybody = False
        self.code = code
        self._began_with = code
        self._all: list[Summary] = []
        self._told: list[tuple[Standing, Pace]] = []

    def compose(self) -> ComposeResult:
        yield Static(id="owed-line", markup=False)
        yield Static(id="owed-heads", markup=False)
        yield LineList(self._line)
        yield FootLine()

    def on_mount(self) -> None:
        self._list()

    def help_text(self) -> str:
        return t("owed.help")

    def why_not_progress_open(self) -> str:
        if self.code:
            return t("owed.nothing_behind")
        return "" if self._all else t("owed.nothing_there")

    def do_progress_open(self) -> None:
        at = self.query_one(LineList).index
        if at is not None:
            self.code = self._all[at].obligation.code
            self._list()

    async def do_progress_group(self) -> None:
        options = [(_EVERYBODY, t("standing.everybody")), *((name, name) for name in self.desk.groups())]
        chosen = await self.app.push_screen_wait(Choose(t("standing.which_group"), options))
        if chosen:
            self.group = None if chosen == _EVERYBODY else chosen
            self._list()

    def why_not_progress_everybody(self) -> str:
        return "" if self.code else t("owed.choose_first")

    def do_progress_everybody(self) -> None:
        """Those too who owe nothing now, and back."""
        self.everybody = not self.everybody
        self._list()

    def why_not_progress_remind(self) -> str:
        return self.desk.why_not_see("reminders")

    async def do_progress_remind(self) -> None:
        from screens.kit.reminding import RemindScreen

        chosen = next((one.obligation.id for one in self._all if one.obligation.code == self.code), None)
        await self.app.push_screen_wait(RemindScreen(self.desk, self.group, chosen))

    def why_not_progress_pictures(self) -> str:
        return why_not_pictures(self.desk)

    async def do_progress_pictures(self) -> None:
        """What is shown as a picture: all of it, or the pace of the one obligation."""
        await open_pictures(self, self.desk, self.group, self.code)

    def do_progress_leave(self) -> None:
        """Back to the obligations, from there to where one came from."""
        if self.code and not self._began_with:
            self.code = ""
            self._list()
        else:
            self.dismiss(None)

    def _list(self) -> None:
        progress = Progress(self.desk)
        self._progress = progress
        self._all = summaries(progress, self.group)
        chosen = next((one for one in self._all if one.obligation.code == self.code), None)
        place = self.group or t("standing.everybody")
        if chosen is None:
            owing = sum(bool(one.owing) for one in self._all)
            words = t("owed.heading_all", place=place, count=len(self._all), owing=owing)
            heads, count = self._overview_heads(), len(self._all)
        else:
            standings = chosen.owing if not self.everybody else list(chosen.standings)
            self._told = [(one, pace) for one in standings for pace in _shown(one, self.everybody)]
            words = t("owed.heading_one", what=chosen.obligation.title, place=place, count=len(chosen.owing))
            heads, count = _each_heads(), len(self._told)
        self.query_one("#owed-line", Static).update(Text(words, no_wrap=True))
        self.query_one("#owed-heads", Static).update(Text(heads, no_wrap=True))
        self.query_one(LineList).show(count)
        self.query_one(FootLine).refresh()

    def _line(self, index: int, width: int) -> ListLine:
        if self.code:
            one, pace = self._told[index]
            return ListLine(_each_line(self._progress, one, pace), faint=not pace.owes)
        one = self._all[index]
        row = (
            fitted(one.obligation.code, 5),
            fitted(one.obligation.title, 22),
            right(f"{one.done}/{one.number}" if one.about else "", 11),
            right(str(len(one.owing) or ""), 6),
            right(str(one.behind or ""), 6),
            fitted(state_words(one.state), 10),
            one.obligation.clause,
        )
        return ListLine(" " + " ".join(row), faint=not one.owing)

    @staticmethod
    def _overview_heads() -> str:
        return " " + " ".join(
            (
                fitted(t("owed.column.code"), 5),
                fitted(t("owed.column.obligation"), 22),
                right(t("owed.column.done"), 11),
                right(t("owed.column.owing"), 6),
                right(t("owed.column.behind"), 6),
                fitted(t("owed.column.state"), 10),
                t("owed.column.clause"),
            )
        )


def _shown(one: Standing, everybody: bool) -> list[Pace]:
    """The windows that owe something; for somebody who owes nothing the present one."""
    owing = [pace for pace in one.paces if pace.owes]
    return owing or (list(one.paces[-1:]) if everybody else [])


def _each_heads() -> str:
    return " " + " ".join(
        (
            fitted(t("owed.column.name"), 10),
            fitted(t("owed.column.group"), 8),
            fitted(t("owed.column.window"), 9),
            right(t("owed.column.done"), 8),
            right(t("owed.column.due"), 8),
            right(t("owed.column.behind"), 6),
            fitted(t("owed.column.state"), 10),
            t("owed.column.done_on"),
        )
    )


def _each_line(progress: Progress, one: Standing, pace: Pace) -> str:
    row = (
        fitted(one.name, 10),
        fitted(one.group, 8),
        fitted(window_words(progress, one, pace), 9),
        right(f"{pace.done}/{pace.number}", 8),
        right(str(pace.due), 8),
        right(str(pace.behind or ""), 6),
        fitted(state_words(pace.state), 10),
        forecast(progress, pace),
    )
    return " " + " ".join(row)
