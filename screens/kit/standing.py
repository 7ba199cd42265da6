"""Who is behind with observing: everybody's count against the pace, over the whole screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.standing import Standing, standing_row, standings, titles
from screens.kit.dialogs import Choose
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.own_help import OwnHelp
from screens.kit.width import fitted

_WIDTHS = {"name": 10, "group": 8, "forecast": 12}
_EVERYBODY = "*"


class StandingScreen(OwnHelp, ModalScreen[None]):
    """A line for each person, who is furthest behind first; a group by F3."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    StandingScreen { align: left top; background: $background; }
    StandingScreen #standing-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    StandingScreen #standing-heads { height: 1; background: $surface; text-style: bold; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.group: str | None = None
        self.people: Sequence[Standing] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="standing-line", markup=False)
        yield Static(id="standing-heads", markup=False)
        yield LineList(self._line)
        yield FootLine()

    def on_mount(self) -> None:
        self._list()

    def help_text(self) -> str:
        return t("standing.help")

    async def do_standing_group(self) -> None:
        options = [(_EVERYBODY, t("standing.everybody")), *((name, name) for name in self.desk.groups())]
        chosen = await self.app.push_screen_wait(Choose(t("standing.which_group"), options))
        if chosen:
            self.group = None if chosen == _EVERYBODY else chosen
            self._list()

    def do_standing_leave(self) -> None:
        self.dismiss(None)

    def _list(self) -> None:
        self.people = standings(self.desk, self.group)
        behind = sum(1 for one in self.people if one.tally.behind)
        words = t(
            "standing.heading", group=self.group or t("standing.everybody"), count=len(self.people), behind=behind
        )
        self.query_one("#standing-line", Static).update(Text(words, no_wrap=True))
        heads = " " + " ".join(_cell(name, title, title) for name, title in titles())
        self.query_one("#standing-heads", Static).update(Text(heads, no_wrap=True))
        self.query_one(LineList).show(len(self.people))

    def _line(self, index: int, width: int) -> ListLine:
        row = standing_row(self.people[index])
        cells = [_cell(name, title, "" if row[name] in (0, "") else str(row[name])) for name, title in titles()]
        return ListLine(" " + " ".join(cells), faint=not self.people[index].tally.behind)


def _cell(name: str, title: str, text: str) -> str:
    width = max(_WIDTHS.get(name, 0), cell_len(title))
    if name in _WIDTHS:
        return fitted(text, width)
    return " " * (width - cell_len(text)) + text
