"""The promises found in a new plan, one a line: to take over, to change first, or to leave out."""

from __future__ import annotations

from typing import ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.plan_reading import NewPlan, edited, proposal_words
from models.rules.obligations import PERIODS
from models.rules.plan_promises import SAME, Proposal
from screens.kit.dialogs import Ask, Choose
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.own_help import OwnHelp
from screens.kit.page import Host
from screens.kit.prose import wrapped
from screens.kit.width import fitted

_NONE = "-"
_MOST = 100_000


class ProposalsScreen(OwnHelp, ModalScreen[list[Proposal] | None]):
    """Dismissed with what is taken over with the plan's words; None where nothing is."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    ProposalsScreen { align: left top; background: $background; }
    ProposalsScreen #proposals-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    ProposalsScreen #proposals-told { height: 5; padding: 0 1; background: $surface; }
    """

    def __init__(self, desk: Desk, plan: NewPlan) -> None:
        super().__init__()
        self.desk = desk
        self.plan = plan
        self.proposals = list(plan.proposals)
        self.left_out: set[int] = set()

    def compose(self) -> ComposeResult:
        yield Static(id="proposals-line", markup=False)
        yield LineList(self._line)
        yield Static(id="proposals-told", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self.query_one(LineList).show(len(self.proposals))
        self._tell()

    def on_line_list_moved(self) -> None:
        self._tell()

    def help_text(self) -> str:
        return t("plan_book.proposals_help")

    def why_not_promises_turn(self) -> str:
        return "" if self.proposals else t("plan_book.no_promises")

    why_not_promises_edit = why_not_promises_turn

    def do_promises_turn(self) -> None:
        """Take it over, or leave it out."""
        if (at := self._at) is not None:
            self.left_out ^= {at}
            self.query_one(LineList).refresh()
            self._tell()

    async def do_promises_edit(self) -> None:
        """Change what is promised before it is taken over."""
        at = self._at
        if at is None:
            return
        promise = self.proposals[at].promise
        parts = ("number", "per", "measure", "title")
        options = [(part, t(f"plan_book.edit_{part}")) for part in parts]  # family plan_book.edit_*
        match await self.app.push_screen_wait(Choose(promise.words, options)):
            case "number":
                number = await self._ask_number(promise.number)
                self._put(at, number=number)
            case "per":
                codes = [(one, t(f"plan_book.per_{one}")) for one in PERIODS]  # family plan_book.per_*
                self._put(at, per=await self.app.push_screen_wait(Choose(t("plan_book.edit_per"), codes)))
            case "measure":
                choices = self.desk.lists.choices("measure")
                codes = [(one.code, one.label) for one in choices] + [(_NONE, t("plan_book.unmeasured"))]
                chosen = await self.app.push_screen_wait(Choose(t("plan_book.edit_measure"), codes))
                self._put(at, measure="" if chosen == _NONE else chosen)
            case "title":
                title = await self.app.push_screen_wait(Ask(t("plan_book.edit_title"), "", promise.title))
                self._put(at, title=(title or "").strip()[:60] or None)

    def do_promises_keep(self) -> None:
        """Take over the plan's words and every promise that is marked."""
        self.dismiss([one for at, one in enumerate(self.proposals) if at not in self.left_out])

    def do_promises_leave(self) -> None:
        self.dismiss(None)

    @property
    def _at(self) -> int | None:
        return self.query_one(LineList).index

    async def _ask_number(self, number: int) -> int | None:
        typed, why = str(number), ""
        while (answer := await self.app.push_screen_wait(Ask(t("plan_book.edit_number"), why, typed))) is not None:
            text = answer.strip()
            if text.isascii() and text.isdecimal() and 0 < int(text) <= _MOST:
                return int(text)
            typed, why = answer, t("plan_book.bad_number", most=_MOST)
        return None

    def _put(
        self,
        at: int,
        number: int | None = None,
        per: str | None = None,
        measure: str | None = None,
        title: str | None = None,
    ) -> None:
        if (number, per, measure, title) == (None, None, None, None):
            return
        old = self.proposals[at].promise
        self.proposals[at] = edited(
            self.proposals[at],
            old.title if title is None else title,
            old.number if number is None else number,
            old.per if per is None else per,
            old.measure if measure is None else measure,
        )
        self.left_out.discard(at)
        self.query_one(LineList).refresh()
        self._tell()

    def _tell(self) -> None:
        clauses, kept = self.plan.clauses, len(self.proposals) - len(self.left_out)
        head = t("plan_book.proposals_line", name=self.plan.file_name, clauses=clauses, found=len(self.proposals))
        self.query_one("#proposals-line", Static).update(Text(f"{head}  {t('plan_book.marked', count=kept)}"))
        at = self._at
        told = ""
        if at is not None:
            promise = self.proposals[at].promise
            body = next((part.body for part in self.plan.text.parts if part.number == promise.clause), "")
            told = t("plan_book.found_in", clause=promise.clause, words=promise.words) + "\n" + body
        width = max(20, self.size.width - 2)
        self.query_one("#proposals-told", Static).update(Text("\n".join(wrapped(told, width)[:5]), no_wrap=True))
        cast(Host, self.app).say("")
        self.query_one(FootLine).refresh()

    def _line(self, index: int, width: int) -> ListLine:
        one = self.proposals[index]
        mark = "[ ]" if index in self.left_out else "[x]"
        row = (
            mark,
            fitted(one.promise.clause, 6),
            fitted(one.promise.words, max(18, width - 58)),
            proposal_words(self.desk, one),
        )
        return ListLine(" " + " ".join(row), faint=one.state == SAME or index in self.left_out)
