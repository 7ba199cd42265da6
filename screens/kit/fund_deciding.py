"""Rewards and penalties that the records speak for, over the whole screen; and what is done with those in the fund."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.fund import APPROVED, REFUSED, amounts, answer, appeal, decide, fund_proposals, note_proposals
from models.actions.store_source import StoreSource
from models.actions.wording import action_title
from models.registers.choosing import label_of
from models.registers.column import People
from models.rules.rights import Scope, may_do, why_not_do
from models.store.errors import NotAllowed, StoreError
from screens.kit.dialogs import Ask, Choose
from screens.kit.footer import FootLine
from screens.kit.grid import Grid
from screens.kit.line_list import LineList, ListLine
from screens.kit.looking_back import LooksBack
from screens.kit.own_help import OwnHelp
from screens.kit.page import Host
from screens.kit.width import fitted, right

_LATER, _KEEP, _DROP = " ", "+", "-"
_NAME, _KIND, _YUAN = 10, 6, 7


class FundProposals(OwnHelp, ModalScreen[None]):
    """Each proposal in a line; nothing is written but what somebody has marked."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    FundProposals { align: left top; background: $background; }
    FundProposals #fund-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.found = fund_proposals(desk)
        self.marks = [_LATER] * len(self.found)

    def compose(self) -> ComposeResult:
        yield Static(id="fund-line", markup=False)
        yield LineList(self._line)
        yield FootLine()

    def on_mount(self) -> None:
        self.query_one(LineList).show(len(self.found), 0)
        self._head()

    def help_text(self) -> str:
        return t("fund.help")

    def do_fund_mark(self) -> None:
        """Propose it, drop it, or leave it for later; on to the next."""
        lines = self.query_one(LineList)
        at = lines.index
        if at is not None and at < len(self.marks):
            order = (_LATER, _KEEP, _DROP)
            self.marks[at] = order[(order.index(self.marks[at]) + 1) % len(order)]
            lines.refresh()
            self._head()

    def do_fund_all(self) -> None:
        """Propose every reward that has no mark yet."""
        for at, one in enumerate(self.found):
            if one.kind == "reward" and self.marks[at] == _LATER:
                self.marks[at] = _KEEP
        self.query_one(LineList).refresh()
        self._head()

    def why_not_fund_write(self) -> str:
        return "" if set(self.marks) - {_LATER} else t("fund.nothing_marked")

    def do_fund_write(self) -> None:
        kept, dropped = (
            [one for one, mark in zip(self.found, self.marks, strict=True) if mark == wanted]
            for wanted in (_KEEP, _DROP)
        )
        host = cast(Host, self.app)
        try:
            note_proposals(self.desk, kept, dropped)
        except (NotAllowed, StoreError) as error:
            host.say(str(error), warning=True)
            return
        host.saved()
        self.dismiss(None)
        host.say(t("fund.noted", kept=len(kept), dropped=len(dropped)))

    def do_fund_leave(self) -> None:
        self.dismiss(None)

    def _head(self) -> None:
        yuan = sum(one.yuan for one, mark in zip(self.found, self.marks, strict=True) if mark == _KEEP)
        words = t("fund.heading", count=len(self.found), kept=self.marks.count(_KEEP), yuan=yuan)
        self.query_one("#fund-line", Static).update(Text(words, no_wrap=True))
        self.query_one(FootLine).refresh()

    def _line(self, index: int, width: int) -> ListLine:
        one = self.found[index]
        person = People.of(self.desk.lists.people()).numbered(one.teacher)
        kind = label_of(self.desk.lists.choices("fund_kind"), one.kind)
        name = fitted(person.name if person else one.teacher, _NAME)
        mark = self.marks[index]
        words = f" [{mark}] {name} {fitted(kind, _KIND)} {right(str(one.yuan), _YUAN)}  {one.reason}"
        return ListLine(words, faint=mark == _DROP)


class DecidesFund(LooksBack):
    """A page whose grid may hold the fund."""

    async def do_registers_fund_propose(self) -> None:
        """List what the records speak for."""
        if not any(amounts(self.desk).values()):
            self.host.say(t("fund.no_amounts"), warning=True)
            return
        screen = FundProposals(self.desk)
        if not screen.found:
            self.host.say(t("fund.none"))
            return
        await self.app.push_screen_wait(screen)
        self._fund_anew()

    def why_not_registers_fund_propose(self) -> str:
        return self._why_no_fund("fund.propose", needs_row=False)

    def do_registers_fund_approve(self) -> None:
        """Approve what is chosen, in one's own name."""
        self._decide(APPROVED, "fund.approved")

    def why_not_registers_fund_approve(self) -> str:
        return self._why_no_fund("fund.approve")

    def do_registers_fund_refuse(self) -> None:
        """Refuse it, in one's own name."""
        self._decide(REFUSED, "fund.refused")

    def why_not_registers_fund_refuse(self) -> str:
        return self._why_no_fund("fund.refuse")

    async def do_registers_fund_appeal(self) -> None:
        """Write down what the person concerned says against it."""
        words = await self.app.push_screen_wait(Ask(t("fund.appeal_title"), t("fund.appeal_text")))
        if words is not None:
            self._do(lambda row_id: appeal(self.desk, row_id, words), "fund.appeal_noted")

    def why_not_registers_fund_appeal(self) -> str:
        return self._why_no_fund("fund.appeal")

    async def do_registers_fund_answer(self) -> None:
        """Answer the appeal, and keep or withdraw what was decided."""
        options = [("keep", t("fund.answer_keep")), ("withdraw", t("fund.answer_withdraw"))]
        chosen = await self.app.push_screen_wait(Choose(t("fund.answer_title"), options))
        words = await self.app.push_screen_wait(Ask(t("fund.answer_title"), t("fund.answer_text"))) if chosen else None
        if words is not None:
            self._do(lambda row_id: answer(self.desk, row_id, words, chosen == "withdraw"), "fund.answer_noted")

    def why_not_registers_fund_answer(self) -> str:
        return self._why_no_fund("fund.answer")

    def _decide(self, state: str, done: str) -> None:
        self._do(lambda row_id: decide(self.desk, [row_id], state), done)

    def _do(self, deed: Callable[[int], object], done: str) -> None:
        row = self.query_one(Grid).current
        if row is None:
            return
        try:
            deed(row.id)
        except (NotAllowed, StoreError) as error:
            self.host.say(str(error), warning=True)
            return
        self.host.saved()
        self._fund_anew()
        self.host.say(t(done))

    def _why_no_fund(self, action: str, needs_row: bool = True) -> str:
        grid = self.query_one(Grid)
        if grid.source.register.id != "fund":
            return t("fund.only_fund")
        if self.past:
            return t("history.past_read_only", day=self.past.day)
        role = self.desk.store.actor.role
        if may_do(role, action) is Scope.NONE:
            return why_not_do(role, action, action_title(action))
        return t("grid.no_row_here") if needs_row and grid.current is None else ""

    def _fund_anew(self) -> None:
        cast(StoreSource, self.query_one(Grid).source).reload()
        self.refresh_page()
