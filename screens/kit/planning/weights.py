"""What the planner aims at: the school's points and limits, each with what it means, moved by the arrow keys."""

from __future__ import annotations

from typing import ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.plan_proposal_rules import LIMITS, Number, planning_numbers, set_planning_numbers
from screens.kit.dialogs import Ask
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.own_help import OwnHelp
from screens.kit.page import Host
from screens.kit.width import fitted

_NAME, _VALUE = 22, 6


class WeightsScreen(OwnHelp, ModalScreen[bool]):
    """Answers whether anything is different now."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    WeightsScreen { align: left top; background: $background; }
    WeightsScreen #weights-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    WeightsScreen #weights-told { height: 3; padding: 0 1; background: $surface; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.numbers: list[Number] = planning_numbers(desk)
        self.values: dict[str, int] = {one.name: one.value for one in self.numbers}

    @property
    def host(self) -> Host:
        return cast(Host, self.app)

    def compose(self) -> ComposeResult:
        yield Static(id="weights-line", markup=False)
        yield LineList(self._line)
        yield Static(id="weights-told", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self.query_one("#weights-line", Static).update(Text(t("planner.weights_heading"), no_wrap=True))
        self.query_one(LineList).show(len(self.numbers))

    def on_line_list_moved(self) -> None:
        self._tell()

    def help_text(self) -> str:
        return t("planner.weights_help")

    # -- commands ----------------------------------------------------------------------------------------------------

    def do_weights_less(self) -> None:
        self._set(self._chosen, self.values[self._chosen.name] - 1)

    def do_weights_more(self) -> None:
        self._set(self._chosen, self.values[self._chosen.name] + 1)

    async def do_weights_type(self) -> None:
        """Type the number; of what is yes or no the other one."""
        one = self._chosen
        if one.is_yes_or_no:
            self._set(one, 1 - self.values[one.name])
            return
        typed, why = str(self.values[one.name]), t("planner.number_text", least=one.least, most=one.most)
        while True:
            answer = await self.app.push_screen_wait(Ask(_title(one), why, typed))
            if answer is None or not answer.strip():
                return
            word = answer.strip()
            if word.isdecimal() and one.least <= int(word) <= one.most:
                self._set(one, int(word))
                return
            typed, why = answer, t("planner.number_bad", text=word, least=one.least, most=one.most)

    def do_weights_usual(self) -> None:
        self._set(self._chosen, self._chosen.usual)

    def do_weights_keep(self) -> None:
        """Keep them for the school, and leave."""
        self.dismiss(set_planning_numbers(self.desk, self.values))

    def why_not_weights_keep(self) -> str:
        return self.desk.sight.why_not_write("planning")

    def do_weights_leave(self) -> None:
        self.dismiss(False)

    # -- inside ------------------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> Number:
        return self.numbers[self.query_one(LineList).index or 0]

    def _set(self, one: Number, value: int) -> None:
        if one.least <= value <= one.most:
            self.values[one.name] = value
            lines = self.query_one(LineList)
            lines.show(len(self.numbers), lines.index or 0)
        else:
            self.host.say(t("planner.number_text", least=one.least, most=one.most))

    def _line(self, index: int, width: int) -> ListLine:
        one = self.numbers[index]
        value = self.values[one.name]
        shown = _shown(one, value)
        kind = t("planner.limit") if one.name in LIMITS else t("planner.points")
        changed = "" if value == one.usual else t("planner.usual", usual=_shown(one, one.usual))
        return ListLine(f" {fitted(kind, 6)} {fitted(_title(one), _NAME)} {fitted(shown, _VALUE)} {changed}")

    def _tell(self) -> None:
        words = t(f"planner.number_told.{self._chosen.name}")  # family planner.number_told.*
        self.query_one("#weights-told", Static).update(Text(words))


def _title(one: Number) -> str:
    return t(f"planner.number.{one.name}")  # family planner.number.*


def _shown(one: Number, value: int) -> str:
    return (t("history.yes") if value else t("history.no")) if one.is_yes_or_no else str(value)
