"""The school's own numbers over the whole screen: what each says, what is usual, and Enter to type another."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.own_rules import OwnRule, own_rules, set_own_rule, why_not_set
from models.actions.pairing_rules import BadRule
from models.store.errors import NotAllowed, StoreError
from screens.kit.dialogs import Ask
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.own_help import OwnHelp
from screens.kit.page import Host
from screens.kit.width import fitted

_TITLE, _VALUE = 40, 18


class RulesScreen(OwnHelp, ModalScreen[None]):
    """Every rule in a line, by area."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    RulesScreen { align: left top; background: $background; }
    RulesScreen #rules-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._lines: list[OwnRule | str] = []

    def compose(self) -> ComposeResult:
        yield Static(Text(t("own_rules.heading"), no_wrap=True), id="rules-line", markup=False)
        yield LineList(self._line)
        yield FootLine()

    def on_mount(self) -> None:
        self._list(1)

    def help_text(self) -> str:
        return t("own_rules.help")

    def why_not_own_rules_type(self) -> str:
        if self._chosen is None:
            return t("own_rules.choose")
        return why_not_set(self.desk)

    why_not_own_rules_usual = why_not_own_rules_type

    async def do_own_rules_type(self) -> None:
        """Type another value; what cannot be is said, and the typed text stays."""
        one = self._chosen
        if one is None:
            return
        typed, why = one.value, t("own_rules.usual", usual=one.usual)
        while (answer := await self.app.push_screen_wait(Ask(one.title, why, typed))) is not None:
            typed, why = answer, self._put(one, answer)
            if not why:
                return

    def do_own_rules_usual(self) -> None:
        """Let it be as usual again."""
        if (one := self._chosen) is not None and (why := self._put(one, "")):
            self._host.say(why, warning=True)

    def do_own_rules_leave(self) -> None:
        self.dismiss(None)

    @property
    def _host(self) -> Host:
        return cast(Host, self.app)

    @property
    def _chosen(self) -> OwnRule | None:
        at = self.query_one(LineList).index
        line = self._lines[at] if at is not None and at < len(self._lines) else ""
        return line if isinstance(line, OwnRule) else None

    def _put(self, one: OwnRule, text: str) -> str:
        """Set it; the sentence why it cannot be, ''."""
        try:
            set_own_rule(self.desk, one.name, text)
        except (BadRule, NotAllowed, StoreError) as error:
            return str(error)
        self._host.saved()
        self._list(self.query_one(LineList).index or 0)
        return ""

    def _list(self, at: int) -> None:
        self._lines = []
        for area, rules in groupby(own_rules(self.desk), key=lambda rule: rule.area):
            self._lines += [t(f"own_rules.area.{area}"), *rules]  # family own_rules.area.*
        self.query_one(LineList).show(len(self._lines), at)

    def _line(self, index: int, width: int) -> ListLine:
        line = self._lines[index]
        if isinstance(line, str):
            return ListLine(f" {line}", faint=True)
        usual = "" if line.usual == line.value else t("own_rules.usual", usual=line.usual)
        return ListLine(f"   {fitted(line.title, _TITLE)} {fitted(line.value, _VALUE)} {usual}")
