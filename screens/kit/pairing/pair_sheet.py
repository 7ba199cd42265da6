"""A pair, two people or one person over the whole screen, with everything that can be done to a pair."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.pairing import Pair
from models.actions.pairing_board import Board
from models.rules.mentoring import SUBJECT
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.overlay import Overlay
from screens.kit.pairing.columns import Spot
from screens.kit.pairing.deeds import PairDeeds
from screens.kit.pairing.lines import Wording
from screens.kit.pairing.sheet_lines import pair_lines, person_lines


class PairSheet(PairDeeds, Overlay):
    """Of the pair ``pair_id``, or of ``person``. ``told`` is what was done, '' for nothing that goes on elsewhere."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    PairSheet #sheet-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, desk: Desk, topic: str = SUBJECT, pair_id: int = 0, person: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.told = ""
        self._topic = topic
        self._pair_id = pair_id
        self._person = person
        self._lines: list[str] = []
        self.board = Board(desk, topic)

    @property
    def chosen_pair(self) -> Pair | None:
        return self.board.pair(self._pair_id)

    @property
    def chosen_person(self) -> str:
        return self._person

    @property
    def chosen_couple(self) -> tuple[str, str] | None:
        pair = self.chosen_pair
        return (pair.mentor, pair.mentee) if pair else None

    def compose(self) -> ComposeResult:
        yield Static(id="sheet-line", markup=False)
        yield LineList(lambda index, width: ListLine(f" {self._lines[index]}"))
        yield FootLine()

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        self._show()

    def help_text(self) -> str:
        return t("pairing_board.pair_help")

    def take_in_others(self) -> None:
        """Others have written."""
        self._show()

    def after_more(self) -> None:
        self._show()

    def noted(self, words: str) -> None:
        self.host.saved()
        self._show()
        self.host.say(words)

    def done(self, words: str, spot: Spot | None = None) -> None:
        self.told = words
        self.dismiss(None)

    def do_pairing_back(self) -> None:
        self.dismiss(None)

    def _show(self) -> None:
        self.board = Board(self.desk, self._topic)
        said, width = Wording(self.desk, self.board), max(40, self.size.width - 2)
        if pair := self.chosen_pair:
            title = t("pairing_board.paired", mentor=said.name(pair.mentor), mentee=said.name(pair.mentee))
            self._lines = pair_lines(said, pair, width)
        else:
            title = said.name(self._person)
            self._lines = person_lines(said, self._person, self.board.can_mentor(self._person), width)
        self.query_one("#sheet-line", Static).update(Text(title, no_wrap=True))
        shown = self.query_one(LineList)
        shown.show(len(self._lines), shown.index or 0)
