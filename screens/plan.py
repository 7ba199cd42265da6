"""计划: the plan by its clauses, beside each how it stands now; Enter leads to whoever owes it, and to the rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import language, t
from models.actions.desk import Desk
from models.actions.news import newest_change
from models.actions.owed.progress import Progress
from models.actions.plan_book import Clause, Figure, Link, clauses, counted_of, rows_behind, unplaced
from models.actions.plan_editing import set_reason, set_words, tie, why_not_edit
from models.actions.plan_kept import kept_plan
from models.actions.today import MOST_PEOPLE
from models.actions.undoing import step_back, step_forward
from models.registers.source import Outcome
from screens.kit.credits.opens import open_credits, why_not_credits
from screens.kit.dialogs import Ask, Choose
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.owed_screen import OwedScreen
from screens.kit.page import Page
from screens.kit.pictures.opens import open_pictures, why_not_pictures
from screens.kit.plan.carrying_on import CarriesOn
from screens.kit.plan.lines import choice_line, clause_line, told_in_full
from screens.kit.plan.rows import RowsBehind
from screens.kit.plan.ties import TiesScreen
from screens.kit.plan.words import ClauseWords


class PlanScreen(CarriesOn, Page):
    """The clauses, and below them the one under the cursor in full."""

    PLACE: ClassVar[str] = "plan"
    CSS_PATH: ClassVar[Any] = "plan.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "LineList"

    def __init__(self) -> None:
        super().__init__()
        self._clauses: list[Clause] = []
        self._as_of: tuple[object, ...] = ()

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    def body(self) -> ComposeResult:
        yield Static(id="plan-line", markup=False)
        yield LineList(self._line, id="clauses")
        yield Static(id="plan-told", markup=False)

    def do_app_refresh(self) -> None:
        """Count anew, however many people that is."""
        self._as_of = ()
        self.refresh_page(however_many=True)

    def refresh_page(self, however_many: bool = False) -> None:
        """Count anew where anything was written since; what is owed by thousands only where somebody asks for it."""
        as_of = (newest_change(self.desk.store), self.desk.today, language())
        if as_of == self._as_of or not self.query(LineList):
            return
        self._as_of = as_of
        at = self.chosen.number if self.chosen else None
        plan = kept_plan(self.desk)
        counts = however_many or self.desk.list_sizes()[0] <= MOST_PEOPLE
        self._clauses = clauses(self.desk, plan=plan, counts=counts)
        numbers = [one.number for one in self._clauses]
        first = next((place for place, one in enumerate(self._clauses) if one.figures), 0)
        self.query_one(LineList).show(len(numbers), numbers.index(at) if at in numbers else first)
        items = [one for one in self._clauses if not one.is_heading]
        owing = sum(any(figure.owing for figure in one.figures) for one in items)
        bare = sum(one.needs_measure for one in items)
        words = t("plan_book.line", title=plan.title, term=plan.term, count=len(items), owing=owing, bare=bare)
        if not plan.is_of_now:
            words += t("plan_book.of_before")
        if lost := unplaced(self._clauses):
            words += t("plan_book.unplaced", count=len(lost))
        if whose := counted_of(self.desk):
            words += f"  {whose}"
        self.query_one("#plan-line", Static).update(Text(words, no_wrap=True))
        self._tell()

    def on_line_list_moved(self) -> None:
        self._tell()

    def on_resize(self) -> None:
        self._tell()

    def help_text(self) -> str:
        return t("plan_book.help")

    def spot(self) -> Mapping[str, Any]:
        return {"clause": self.chosen.number} if self.chosen else {}

    async def come_back_to(self, spot: Mapping[str, Any]) -> None:
        numbers = [one.number for one in self._clauses]
        if spot.get("clause") in numbers:
            self.query_one(LineList).show(len(numbers), numbers.index(str(spot["clause"])))

    @property
    def chosen(self) -> Clause | None:
        """The clause under the cursor."""
        found = next(iter(self.query(LineList)), None)
        at = found.index if found else None
        return self._clauses[at] if at is not None and at < len(self._clauses) else None

    # -- what is behind a clause ------------------------------------------------------------------------------------

    def why_not_plan_open(self) -> str:
        return "" if self.chosen and self.chosen.figures else t("plan_book.nothing_behind")

    why_not_plan_rows = why_not_plan_open

    async def do_plan_open(self) -> None:
        """Who owes what of it; of a register its rows."""
        if (figure := await self._one_figure()) is None:
            return
        if figure.link.kind == "register":
            await self._show_rows(figure.link)
            return
        await self.app.push_screen_wait(OwedScreen(self.desk, figure.link.target))
        self.refresh_page()

    async def do_plan_rows(self) -> None:
        """The rows that the number was counted from."""
        if figure := await self._one_figure():
            await self._show_rows(figure.link)

    def do_plan_next_open(self) -> None:
        """The next clause of which somebody owes something, or that nothing measures."""
        at = self.query_one(LineList).index or 0
        order = [*range(at + 1, len(self._clauses)), *range(at + 1)]
        wanting = [one for one in order if _wants_a_look(self._clauses[one])]
        if wanting:
            self.query_one(LineList).show(len(self._clauses), wanting[0])
        else:
            self.host.say(t("plan_book.nothing_open"))

    def why_not_plan_pictures(self) -> str:
        return why_not_pictures(self.desk)

    async def do_plan_pictures(self) -> None:
        """Progress, pace, points and load as pictures."""
        await open_pictures(self, self.desk)

    def why_not_plan_credits(self) -> str:
        return why_not_credits(self.desk)

    async def do_plan_credits(self) -> None:
        """What the records have earned, for assessments and lists."""
        await open_credits(self, self.desk)
        self.refresh_page()

    # -- changing a clause ------------------------------------------------------------------------------------------

    def why_not_plan_words(self) -> str:
        return "" if self.chosen else t("plan_book.empty")

    async def do_plan_words(self) -> None:
        """The whole clause, to be read or changed."""
        if clause := self.chosen:
            number, why_not = clause.number, why_not_edit(self.desk)
            room = ClauseWords(number, clause.body, lambda words: set_words(self.desk, number, words), why_not)
            await self.app.push_screen_wait(room)
            self.changed()

    def why_not_plan_reason(self) -> str:
        return why_not_edit(self.desk) or self.why_not_plan_words()

    why_not_plan_tie = why_not_plan_reason

    async def do_plan_reason(self) -> None:
        """Why nothing measures it, in the school's own words."""
        clause = self.chosen
        if clause is None:
            return
        title = t("plan_book.reason_of", number=clause.number)
        answer = await self.app.push_screen_wait(Ask(title, t("plan_book.reason_text"), clause.unmeasured))
        if answer is not None:
            set_reason(self.desk, clause.number, answer[:400])
            self.changed()

    async def do_plan_tie(self) -> None:
        """What the clause rests on."""
        clause = self.chosen
        wanted = await self.app.push_screen_wait(TiesScreen(self.desk, clause)) if clause else None
        if clause and wanted is not None:
            tie(self.desk, clause.number, wanted)
            self.changed()

    def do_app_undo(self) -> None:
        self._stepped(step_back(self.desk.store, self.desk.table("obligations")))

    def do_app_redo(self) -> None:
        self._stepped(step_forward(self.desk.store, self.desk.table("obligations")))

    # -- inside ------------------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Something was written just now, or may have been."""
        if newest_change(self.desk.store) != self._as_of[0]:
            self.host.saved()
        self.refresh_page()

    def _stepped(self, outcome: Outcome) -> None:
        if outcome.change_id is not None:
            self.host.saved()
            self.refresh_page()
        self.host.say(outcome.message)

    async def _one_figure(self) -> Figure | None:
        """The figure that is meant: the only one, or the one chosen."""
        figures = self.chosen.figures if self.chosen else ()
        if len(figures) < 2:
            return next(iter(figures), None)
        options = [(str(at), choice_line(one)) for at, one in enumerate(figures)]
        answer = await self.app.push_screen_wait(Choose(t("plan_book.which_figure"), options))
        return figures[int(answer)] if answer else None

    async def _show_rows(self, link: Link) -> None:
        progress = None if link.kind == "register" else Progress(self.desk)
        found = [one for one in rows_behind(self.desk, link, progress) if not self.desk.why_not_see(one.register)]
        if not found:
            self.host.say(t("plan_book.no_rows"))
            return
        behind = found[0]
        if len(found) > 1:
            options = [(one.register, t(f"register.{one.register}")) for one in found]  # family register.*
            answer = await self.app.push_screen_wait(Choose(t("plan_book.which_register"), options))
            if not answer:
                return
            behind = next(one for one in found if one.register == answer)
        await self.app.push_screen_wait(RowsBehind(behind, link.title))
        self.refresh_page()

    def _line(self, index: int, width: int) -> ListLine:
        clause = self._clauses[index]
        return ListLine(clause_line(clause, width), faint=clause.is_heading and not clause.figures)

    def _tell(self) -> None:
        pane, clause = self.query_one("#plan-told", Static), self.chosen
        width, height = max(20, self.size.width - 2), max(3, pane.size.height)
        lines = told_in_full(clause, width, height) if clause else [t("plan_book.empty")]
        pane.update(Text("\n".join(lines), no_wrap=True))
        self.query_one(FootLine).refresh()


def _wants_a_look(clause: Clause) -> bool:
    return (clause.needs_measure and not clause.unmeasured) or any(one.owing for one in clause.figures)
