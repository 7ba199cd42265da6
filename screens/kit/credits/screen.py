"""学分: everybody's points over the whole screen, and behind each the statement of which every line leads on."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.credit_candidates import Tried, adopt, propose, ranked, tried
from models.actions.credit_closing import CLOSED, ClosingRefused, close, closings, differences, reopen, standing_closing
from models.actions.credits import Statement, credit_rules, register_of, statements
from models.actions.desk import Desk
from models.actions.wording import action_title
from models.registers.source import CellEdit
from models.rules.credits import LISTS, TRAINING, points_of, shown_points
from models.rules.rights import why_not_do
from screens.kit.credits.lines import line_heads, line_line, person_heads, person_line, tried_heads, tried_line
from screens.kit.dialogs import Ask, Choose, Confirm, Tell
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.own_help import OwnHelp

_EVERYBODY = "*"


class CreditsScreen(OwnHelp, ModalScreen[None]):
    """People by points; Enter opens a statement, there the record behind a line. A tried rule shows whom it moves."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    CreditsScreen { align: left top; background: $background; }
    CreditsScreen #credits-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    CreditsScreen #credits-heads { height: 1; background: $surface; text-style: bold; }
    CreditsScreen #credits-note { height: 1; padding: 0 1; background: $surface; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.list_kind = TRAINING
        self.group: str | None = None
        self.one: Statement | None = None
        self.trial: dict[str, int] = {}
        self._people: list[tuple[int, Statement]] = []
        self._tried: list[Tried] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Static(id="credits-line", markup=False)
        yield Static(id="credits-heads", markup=False)
        yield LineList(self._line)
        yield Static(id="credits-note", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self._count()

    def on_resize(self) -> None:
        if self._people:
            self._show()

    def help_text(self) -> str:
        return t("credits.help")

    # -- looking -----------------------------------------------------------------------------------------------------

    def why_not_credits_open(self) -> str:
        there = self.one.lines if self.one else self._people
        return t("credits.nothing_there") if self.trial or not there else ""

    async def do_credits_open(self) -> None:
        at = self.query_one(LineList).index
        if at is None:
            return
        if self.one is None:
            self._at = at
            self.one = self._people[at][1]
            self._show()
            return
        line = self.one.lines[at]
        register = register_of(line.source_table)
        if not register or self.desk.why_not_see(register):
            await self.app.push_screen_wait(Tell(line.rule_title, line.what))
            return
        from models.actions.plan_book import Behind
        from screens.kit.plan.rows import RowsBehind

        behind = Behind(register, frozenset({line.source_row}))
        await self.app.push_screen_wait(RowsBehind(behind, line.rule_title))
        self._count(at)

    async def do_credits_list(self) -> None:
        """Another list: training, or one of candidates."""
        options = [(kind, t(f"credits.kind.{kind}")) for kind in (TRAINING, *LISTS)]  # family credits.kind.*
        chosen = await self.app.push_screen_wait(Choose(t("credits.which_kind"), options))
        if chosen:
            self.list_kind, self.one, self.trial = chosen, None, {}
            self._count()

    async def do_credits_group(self) -> None:
        options = [(_EVERYBODY, t("standing.everybody")), *((name, name) for name in self.desk.groups())]
        chosen = await self.app.push_screen_wait(Choose(t("standing.which_group"), options))
        if chosen:
            self.group, self.one = None if chosen == _EVERYBODY else chosen, None
            self._count()

    def do_credits_leave(self) -> None:
        """From a trial or a statement back to everybody, from there to where one came from."""
        if self.trial or self.one:
            self.trial, self.one = {}, None
            self._count(self._at)
        else:
            self.dismiss(None)

    # -- a rule tried --------------------------------------------------------------------------------------------------

    def why_not_credits_try(self) -> str:
        return self._why_not("credit_rules.adopt")

    async def do_credits_try(self) -> None:
        """What other points for one rule would do to everybody; nothing is written."""
        rules = [rule for rule in credit_rules() if rule.list_kind == self.list_kind]
        options = [(rule.code, f"{rule.code} {rule.title}  {shown_points(rule.points_x100)}") for rule in rules]
        code = await self.app.push_screen_wait(Choose(t("credits.which_rule"), options))
        if not code:
            return
        now = next(rule for rule in rules if rule.code == code)
        typed = await self.app.push_screen_wait(
            Ask(t("credits.try_title", rule=now.title), t("credits.try_text"), shown_points(now.points_x100))
        )
        if typed is None:
            return
        try:
            self.trial[code] = points_of(typed.strip())
        except ValueError as error:
            await self.app.push_screen_wait(Tell(t("credits.try_title", rule=now.title), str(error)))
            return
        self.one = None
        self._show()

    def why_not_credits_adopt(self) -> str:
        return "" if self.trial else t("credits.try_first")

    def do_credits_adopt(self) -> None:
        """Let the tried points be the school's from now on."""
        adopt(self.desk, self.trial)
        self.notify_saved(t("credits.adopted", codes=" ".join(self.trial)))
        self.trial = {}
        self._count()

    # -- people decide -------------------------------------------------------------------------------------------------

    def why_not_credits_propose(self) -> str:
        if self.list_kind == TRAINING:
            return t("credits.choose_list")
        return self._why_not("candidates.propose")

    async def do_credits_propose(self) -> None:
        """Write the list of candidates as the points propose it; the decisions are typed into its register."""
        typed = await self.app.push_screen_wait(Ask(t("credits.propose_title"), t("credits.propose_text"), "5"))
        if typed is None:
            return
        if not (typed.strip().isascii() and typed.strip().isdecimal()):
            await self.app.push_screen_wait(Tell(t("credits.propose_title"), t("credits.propose_bad", text=typed)))
            return
        count = propose(self.desk, self.list_kind, int(typed))
        self.notify_saved(t("credits.proposed", count=count))

    def why_not_credits_appeal(self) -> str:
        if self.one is None:
            return t("credits.choose_person")
        return self._why_not("credit_appeals.type")

    async def do_credits_appeal(self) -> None:
        """What the person says against the statement; the office answers in the register of appeals."""
        one = self.one
        assert one is not None
        title = t("credits.appeal_title", name=one.name)
        typed = await self.app.push_screen_wait(Ask(title, t("credits.appeal_text")))
        if not typed or not typed.strip():
            return
        about = t(f"credits.kind.{self.list_kind}")  # family credits.kind.*
        cells = {"teacher": one.staff_no, "credit_list": about, "credit_appeal": typed.strip()[:1000]}
        source = self.desk.source("credit_appeals")
        outcome = source.edit([CellEdit(-1, field, text, "") for field, text in cells.items()], "type")
        self.notify_saved(outcome.message or t("credits.appealed"))

    # -- closing -------------------------------------------------------------------------------------------------------

    def why_not_credits_close(self) -> str:
        return self._why_not("credits.close")

    async def do_credits_close(self) -> None:
        """Close the term's credits, or reopen them with a reason."""
        term = self.desk.term
        if term is None:
            return
        try:
            if standing_closing(term):
                reason = await self.app.push_screen_wait(Ask(t("credits.reopen_title"), t("credits.reopen_reason")))
                if reason is None:
                    return
                reopen(self.desk, term, reason)
                self.notify_saved(t("credits.reopened", term=term.label))
            else:
                asked = Confirm(t("credits.close_title", term=term.label), t("credits.close_text"), dangerous=True)
                if not await self.app.push_screen_wait(asked):
                    return
                count = close(self.desk, term)
                self.notify_saved(t("credits.closed", term=term.label, count=count))
        except ClosingRefused as refused:
            await self.app.push_screen_wait(Tell(t("credits.close_title", term=term.label), str(refused)))
        self._count()

    # -- inside --------------------------------------------------------------------------------------------------------

    def notify_saved(self, words: str) -> None:
        self._note(words)

    def _why_not(self, action: str) -> str:
        return why_not_do(self.desk.store.actor.role, action, action_title(action))

    def _count(self, at: int = 0) -> None:
        kept = self.one.teacher_id if self.one else None
        found = [one for one in statements(self.desk, self.list_kind) if self.group in (None, one.group)]
        self._people = ranked(found)
        self.one = next((one for one in found if one.teacher_id == kept), None) if kept else None
        self._show(at)

    def _show(self, at: int = 0) -> None:
        width = self.size.width
        kind = t(f"credits.kind.{self.list_kind}")  # family credits.kind.*
        place = self.group or t("standing.everybody")
        if self.trial:
            self._tried = tried(self.desk, self.trial, self.list_kind)
            codes = " ".join(f"{code}={shown_points(points)}" for code, points in self.trial.items())
            words, heads, count = t("credits.heading_tried", codes=codes, count=len(self._tried)), tried_heads(), 0
            count = len(self._tried)
        elif self.one:
            words = t("credits.heading_one", kind=kind, name=self.one.name, counted=shown_points(self.one.counted_x100))
            heads, count = line_heads(width), len(self.one.lines)
        else:
            below = sum(not one.reached for _, one in self._people)
            key = "credits.heading" if self.list_kind == TRAINING else "credits.heading_list"
            words = t(key, kind=kind, place=place, count=len(self._people), below=below)
            heads, count = person_heads(self.list_kind == TRAINING), len(self._people)
        self.query_one("#credits-line", Static).update(Text(words, no_wrap=True))
        self.query_one("#credits-heads", Static).update(Text(heads, no_wrap=True))
        self.query_one(LineList).show(count, min(at, max(0, count - 1)))
        self._note(self._standing_note())
        self.query_one(FootLine).refresh()

    def _standing_note(self) -> str:
        """Whether the term is closed, with what changed since, or was reopened and why."""
        if self.trial:
            return t("credits.only_tried_here")
        term = self.desk.term
        last = closings(term)[-1:] if term else []
        if not term or not last:
            return t("credits.proposals_only") if self.list_kind != TRAINING else ""
        one = last[0]
        key = "credits.was_closed" if one.state == CLOSED else "credits.was_reopened"
        words = t(key, day=one.on_day, who=one.by_name, reason=one.reason)
        moved = len(differences(self.desk, term)) if one.state == CLOSED else 0
        return words + (t("credits.moved_since", count=moved) if moved else "")

    def _note(self, words: str) -> None:
        self.query_one("#credits-note", Static).update(Text(words, no_wrap=True))

    def _line(self, index: int, width: int) -> ListLine:
        if self.trial:
            return ListLine(tried_line(self._tried[index]))
        if self.one:
            line = self.one.lines[index]
            return ListLine(line_line(line, width), faint=bool(line.why))
        place, one = self._people[index]
        return ListLine(person_line(place, one), faint=one.reached and self.list_kind == TRAINING)
