"""How every pair stands in this term, who is furthest behind or quiet first, over the whole screen."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.pairing_duties import standings
from models.registers.choosing import label_of
from models.rules.pairing import SUBJECT
from models.rules.pairing_duties import PairStanding
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.overlay import Overlay
from screens.kit.pairing.pair_sheet import PairSheet
from screens.kit.width import clipped, fitted

_NAME, _SHARE, _DAYS = 9, 8, 8


class PaceSheet(Overlay):
    """Enter opens a pair. Raises NotAllowed for whoever may see nothing of it."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    PaceSheet #sheet-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    PaceSheet #sheet-heads { height: 1; background: $surface; text-style: bold; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.found: list[PairStanding] = standings(desk)

    def compose(self) -> ComposeResult:
        words = (
            fitted(t("pairing_board.to_mentor"), _NAME),
            fitted(t("pairing_board.to_mentee"), _NAME),
            fitted(t("pairing_board.share"), _SHARE),
            fitted(t("pairing_board.pace"), _SHARE),
            fitted(t("pairing_board.silent"), _DAYS),
        )
        yield Static(id="sheet-line", markup=False)
        yield Static(Text(" " + "".join(words) + t("pairing_board.behind"), no_wrap=True), id="sheet-heads")
        yield LineList(self._line)
        yield FootLine()

    def on_mount(self) -> None:
        self._show()

    def help_text(self) -> str:
        return t("pairing_board.pace_help")

    def take_in_others(self) -> None:
        """Others have written."""
        self._again()

    async def do_pairing_open(self) -> None:
        index = self.query_one(LineList).index
        if index is not None:
            pair = self.found[index].pair
            await self.app.push_screen_wait(PairSheet(self.desk, pair.topic, pair.id))
            self._again()

    def do_pairing_back(self) -> None:
        self.dismiss(None)

    def _again(self) -> None:
        self.found = standings(self.desk)
        self._show()

    def _show(self) -> None:
        quiet = sum(one.is_quiet for one in self.found)
        title = t("pairing_board.pace_title", count=len(self.found), quiet=quiet)
        self.query_one("#sheet-line", Static).update(Text(title, no_wrap=True))
        shown = self.query_one(LineList)
        shown.show(len(self.found), shown.index or 0)

    def _line(self, index: int, width: int) -> ListLine:
        one = self.found[index]
        people, choices = self.desk.lists.people(), self.desk.lists.choices("pairing_duty")
        names = [person.name if (person := people.numbered(n)) else n for n in (one.pair.mentor, one.pair.mentee)]
        behind = [f"{label_of(choices, state.duty)} {state.done}/{state.due}" for state in one.duties if state.behind]
        # Most pairs are about a subject: only the others say so.
        topics = self.desk.lists.choices("pairing_topic")
        topic = [] if one.pair.topic == SUBJECT else [f"({label_of(topics, one.pair.topic)})"]
        silent = t("pairing_board.days", days=one.silent_days) + (t("pairing_board.is_quiet") if one.is_quiet else "")
        cells = [(name, _NAME) for name in names]
        cells += [(f"{one.completion}%", _SHARE), (f"{one.pace}%", _SHARE), (silent, _DAYS)]
        line = " " + "".join(fitted(text, size - 1) + " " for text, size in cells) + "  ".join([*topic, *behind])
        return ListLine(clipped(line, width))
