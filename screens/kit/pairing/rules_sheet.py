"""The school's rules of pairing over the whole screen: who may be a mentor, who comes first, what counts how much."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.pairing_rules import BadRule, ShownRule, set_rules, shown_rules
from screens.kit.dialogs import Ask
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.overlay import Overlay
from screens.kit.width import fitted

_TITLE = 44


class RulesSheet(Overlay):
    """Enter types another value; an empty one lets the rule be as usual."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = "RulesSheet #sheet-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rules: list[ShownRule] = shown_rules(desk)

    def compose(self) -> ComposeResult:
        yield Static(Text(t("pairing_board.rules"), no_wrap=True), id="sheet-line", markup=False)
        yield LineList(self._line)
        yield FootLine()

    def on_mount(self) -> None:
        self._show()

    def help_text(self) -> str:
        return t("pairing_board.rules_help")

    def take_in_others(self) -> None:
        """Others have written."""
        self._show()

    async def do_pairing_open(self) -> None:
        """Type what the rule says from now on."""
        index = self.query_one(LineList).index
        if index is None:
            return
        rule = self.rules[index]
        typed, why = rule.value, t("pairing_board.rule_usual", usual=rule.usual)
        while True:
            answer = await self.app.push_screen_wait(Ask(rule.title, why, typed))
            if answer is None or answer == rule.value:
                return
            try:
                set_rules(self.desk, {rule.name: answer})
            except BadRule as error:
                typed, why = answer, str(error)
                continue
            self.host.saved()
            self._show()
            return

    def why_not_pairing_open(self) -> str:
        return self.desk.sight.why_not_write("pairing")

    def do_pairing_back(self) -> None:
        self.dismiss(None)

    def _show(self) -> None:
        self.rules = shown_rules(self.desk)
        shown = self.query_one(LineList)
        shown.show(len(self.rules), shown.index or 0)

    def _line(self, index: int, width: int) -> ListLine:
        rule = self.rules[index]
        own = "" if rule.value == rule.usual else t("pairing_board.rule_own")
        return ListLine(f" {fitted(rule.title, min(_TITLE, width // 2))} {rule.value}  {own}")
