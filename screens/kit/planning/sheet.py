"""The planner's sheet: what is asked for, the proposal that came of it, and how both are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.planning.values import Entry
from data.words import t
from models.actions.desk import Desk
from models.actions.observing_words import person_words
from models.actions.plan_proposal import Proposal, Wishes, job_for
from models.actions.plan_proposal_basis import Basis
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList
from screens.kit.overlay import Overlay
from screens.kit.planning.views import VIEWS, Line, Views
from screens.kit.planning.working import EVERY, Failed, Working, three_lines
from screens.kit.width import clipped


@dataclass
class Looking:
    """What of the proposal is looked at; '' and 0 for everybody and every week."""

    view: str = VIEWS[0]
    person: str = ""
    week: int = 0


class PlannerSheet(Overlay):
    """``wishes`` are what is asked for first; the proposal on show stays until another one is there."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    PlannerSheet #planner-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    PlannerSheet #planner-sum { height: 3; padding: 0 1; background: $surface; }
    PlannerSheet #planner-heads { height: 1; background: $panel; text-style: bold; }
    PlannerSheet #planner-told { height: 5; padding: 0 1; background: $surface; }
    """

    def __init__(self, desk: Desk, basis: Basis, wishes: Wishes) -> None:
        super().__init__()
        self.desk, self.basis, self.wishes = desk, basis, wishes
        self.proposal: Proposal | None = None
        self.working = Working()
        self.looking = Looking()
        self.lines: list[Line] = []
        self.views: Views | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="planner-line", markup=False)
        yield Static(id="planner-sum", markup=False)
        yield Static(id="planner-heads", markup=False)
        yield LineList(lambda index, width: self.lines[index].shown(width))
        yield Static(id="planner-told", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self.set_interval(EVERY, self._look)
        self.plan(self.wishes)
        self.show()

    def on_unmount(self) -> None:
        self.working.end()

    def on_resize(self) -> None:
        self.heads()
        self.tell()

    def on_line_list_moved(self) -> None:
        self.tell()

    def help_text(self) -> str:
        return t("planner.help")

    def take_in_others(self) -> None:
        """Others have written: the proposal stays as it is, and says that it is of before."""
        self.sums()

    @property
    def chosen(self) -> Line | None:
        index = self.query_one(LineList).index
        return None if index is None else self.lines[index]

    # -- planning ----------------------------------------------------------------------------------------------------

    def plan(self, wishes: Wishes) -> None:
        """Work a proposal out for those wishes."""
        self.run_worker(self._planned(wishes), exit_on_error=True)

    async def _planned(self, wishes: Wishes) -> None:
        self.wishes, basis = wishes, self.basis
        job = job_for(basis, wishes)
        try:
            change = await self.working.ask(job, a_plan=True)
        except Failed as error:
            self.host.say(t("planner.failed", why=error), warning=True)
            change = None
        if not self.is_mounted:
            return
        if change is None or wishes is not self.wishes:
            self.sums()
            return
        old, chosen = self.proposal, self.chosen
        self.proposal = Proposal(basis, wishes, job, change)
        self.views = Views(self.desk, self.proposal)
        if self.looking.view == VIEWS[0] and not self.proposal.changes_anything:
            self.looking.view = "lacking" if self.proposal.plan.shortfalls else "all"
        self.show(chosen.row.entry if chosen and chosen.row else None)
        if old is not None:
            self.host.say(compared_words(old, self.proposal))

    async def ask(self, job: Any) -> Any:
        """The answer to a question about the proposal; None where it was given up."""
        try:
            found = await self.working.ask(job)
        except Failed as error:
            self.host.say(t("planner.failed", why=error), warning=True)
            found = None
        self.sums()
        return found

    def _look(self) -> None:
        if self.working.look():
            self.sums()

    # -- showing -----------------------------------------------------------------------------------------------------

    def show(self, entry: Entry | None = None) -> None:
        """Everything anew; the cursor goes to that observation where it is shown, else to the nearest after it."""
        looking = self.looking
        self.lines = self.views.lines(looking.view, looking.person, looking.week) if self.views else []
        at = 0
        if entry is not None:
            later = (n for n, line in enumerate(self.lines) if line.row and line.row.entry[1:] >= entry[1:])
            same = (n for n, line in enumerate(self.lines) if line.row and line.row.entry == entry)
            at = next(same, next(later, 0))
        self.query_one(LineList).show(len(self.lines), at)
        self.heads()
        self.sums()
        self.tell()

    def heads(self) -> None:
        """The line on top and the columns' heads."""
        weeks, looking = self.wishes.weeks, self.looking
        title = t("planner.title_mend") if self.wishes.mend else t("planner.title")
        first, last = min(weeks), max(weeks)
        span = t("week.week", week=first) if first == last else t("planner.weeks", first=first, last=last)
        parts = [title, span, t(f"planner.view.{looking.view}")]  # family planner.view.*
        if looking.week:
            parts.append(t("planner.only", what=t("week.week", week=looking.week)))
        if looking.person:
            parts.append(t("planner.only", what=person_words(self.desk, looking.person)))
        parts.append(t("planner.not_written"))
        self.query_one("#planner-line", Static).update(Text("  ".join(parts), no_wrap=True))
        heads = self.views.heads(looking.view, self.size.width) if self.views else ""
        self.query_one("#planner-heads", Static).update(Text(heads, no_wrap=True))

    def sums(self) -> None:
        """How far the planning is, or what the proposal comes to."""
        lines = self.working.told() if self.working.is_busy else self._summary()
        self.query_one("#planner-sum", Static).update(three_lines(lines))

    def _summary(self) -> list[str]:
        proposal = self.proposal
        if proposal is None:
            return [t("planner.nothing_yet")]
        counts = proposal.counts
        facts = {name: counts[name] for name in ("new", "moved", "dropped", "kept")}
        found = [t("planner.sum", opened=len(proposal.opened), **facts)]
        found.append(quality_words(proposal))
        if self.basis.change != self.desk.store.latest_change():
            found.append(t("planner.others_wrote"))
        elif self.lacks:
            last, whole = max(proposal.weeks), self.basis.last_week
            lacks = t("planner.lacks", count=proposal.plan.missing)
            found.append(lacks if last >= whole else t("planner.lacks_by", week=last, lacks=lacks))
        else:
            found.append(t("planner.all_there"))
        if self.wishes.any_by_hand:
            wishes = self.wishes
            found[1] += "  " + t("planner.by_hand", fixed=len(wishes.pins), barred=len(wishes.barred | wishes.apart))
        return found

    @property
    def lacks(self) -> bool:
        return bool(self.proposal and (self.proposal.plan.shortfalls or self.proposal.plan.lost))

    def tell(self) -> None:
        """Everything about the chosen line."""
        line = self.chosen if self.lines else None
        if line is not None and self.views is not None:
            words = self.views.detail(line)
        else:
            words = [] if self.proposal is None else [t("planner.view_empty")]
        width = max(20, self.size.width - 2)
        text = "\n".join(clipped(one, width) for one in words)
        self.query_one("#planner-told", Static).update(Text(text, no_wrap=True))


def quality_words(proposal: Proposal) -> str:
    """How good it is: proven best, or how much better a plan could be at the most."""
    plan = proposal.plan
    if proposal.wishes.mend:
        broken = len(proposal.basis.broken)
        others = max(0, proposal.counts["moved"] + proposal.counts["dropped"] - broken)
        return (
            t("planner.fewest_others", broken=broken, others=others) if others else t("planner.fewest", broken=broken)
        )
    if plan.is_best:
        return t("planner.best", score=plan.score)
    share = f"{100 * plan.gap / plan.bound:.1f}" if plan.bound > 0 else "-"
    return t("planner.could_be_better", score=plan.score, gap=plan.gap, percent=share)


def compared_words(old: Proposal, new: Proposal) -> str:
    """What is different in a proposal from the one before."""
    before, after = set(old.plan.entries), set(new.plan.entries)
    if before == after:
        return t("planner.same_again")
    count = len(after - before)
    if (old.given.rules, old.weeks) != (new.given.rules, new.weeks):  # their points cannot be compared
        return t("planner.planned_otherwise", count=count)
    return t("planner.planned_again", count=count, score=f"{new.plan.score - old.plan.score:+}")
