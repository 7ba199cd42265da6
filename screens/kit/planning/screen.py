"""The planner's commands: why, why not, what would help, wishes by hand, accepting. Nothing is written before that."""

from __future__ import annotations

from dataclasses import replace

from data.words import t
from models.actions.desk import Desk
from models.actions.plan_proposal import Wishes, read_basis
from models.actions.plan_proposal_accept import Accepted, accept
from models.actions.plan_proposal_basis import Basis
from models.actions.planning_source import CannotPlan
from screens.kit.dialogs import Confirm, Tell
from screens.kit.planning.asking import ask_edit, ask_entry, ask_person, ask_weeks, barred, fixed
from screens.kit.planning.sheet import PlannerSheet
from screens.kit.planning.views import VIEWS
from screens.kit.planning.weights import WeightsScreen
from screens.kit.planning.whys import relief_sentences, why_not_sentences, why_this_sentences

_MOST_TOLD = 12
"""Sentences about what was left out that are shown at once."""


class PlannerScreen(PlannerSheet):
    """Opened from the day of open lessons."""

    def __init__(self, desk: Desk, basis: Basis, wishes: Wishes) -> None:
        super().__init__(desk, basis, wishes)
        self.accepted = ""
        """What was written, in a sentence."""
        self._before: list[Wishes] = []

    # -- asking ------------------------------------------------------------------------------------------------------
    async def do_planner_why(self) -> None:
        """Why the chosen observation is as it is; while a plan is made: the best so far will do."""
        if self.working.is_busy:
            if self.working.asking_for_a_plan and self.working.progress and self.working.progress.score is not None:
                self.working.good_enough()
            return
        line, proposal = self.chosen, self.proposal
        if line is None or proposal is None or self.views is None:
            return
        if line.row is None or line.row.kind == "dropped":
            await self.app.push_screen_wait(Tell(t("planner.why_title"), "\n".join(self.views.detail(line))))
            return
        if (why := await self.ask(proposal.why_this(line.row.entry))) is not None:
            before = self.views.detail(line)[1:2] if line.row.kind == "moved" else []
            sentences = [*before, *why_this_sentences(proposal, line.row, why)]
            await self.app.push_screen_wait(Tell(t("planner.why_title"), "\n".join(sentences)))

    async def do_planner_why_not(self) -> None:
        """Why an observation is not in the proposal, and what it would cost; it may then be had all the same."""
        if (proposal := self.proposal) is None:
            return
        entry = await ask_entry(self.app, self.desk, proposal, t("planner.why_not_title"), self._person())
        if entry is None:
            return
        if entry in proposal.plan.entries:
            self.host.say(t("planner.is_in_it"))
            return
        if (why := await self.ask(proposal.why_not(entry))) is None:
            return
        text = "\n".join(why_not_sentences(proposal, entry, why))
        title = t("planner.why_not_title")
        if why.impossible:
            await self.app.push_screen_wait(Tell(title, text))
        elif await self.app.push_screen_wait(Confirm(title, f"{text}\n\n{t('planner.have_it_so')}")):
            self._wish(fixed(self.wishes, entry))

    async def do_planner_relief(self) -> None:
        """What is lacking, what is in the way and what would help."""
        proposal = self.proposal
        if proposal is None or (found := await self.ask(proposal.relief())) is None:
            return
        sentences = relief_sentences(proposal, *found)
        await self.app.push_screen_wait(Tell(t("planner.relief_title"), "\n".join(sentences)))

    def why_not_planner_relief(self) -> str:
        return self._why_no_proposal() or ("" if self.lacks else t("planner.nothing_lacks"))

    async def do_planner_edit(self) -> None:
        if (line := self.chosen) and line.row and self.proposal:
            self._wish(await ask_edit(self.app, self.desk, self.proposal, line.row, self.wishes))

    async def do_planner_add(self) -> None:
        if self.proposal and (entry := await ask_entry(self.app, self.desk, self.proposal, t("planner.add_title"))):
            self._wish(fixed(self.wishes, entry))

    def do_planner_fix(self) -> None:
        if (line := self.chosen) and line.row:
            self._wish(fixed(self.wishes, line.row.entry))

    def do_planner_bar(self) -> None:
        if (line := self.chosen) and line.row:
            self._wish(barred(self.wishes, line.row.entry))

    def why_not_planner_edit(self) -> str:
        return self._why_no_row()

    why_not_planner_fix = why_not_planner_bar = why_not_planner_edit

    def why_not_planner_add(self) -> str:
        return self._why_no_proposal()

    why_not_planner_why_not = why_not_planner_add

    async def do_planner_accept(self) -> None:
        """Write the proposal, after one more question."""
        proposal = self.proposal
        if proposal is None:
            return
        counts = proposal.counts
        facts = {"new": counts["new"], "moved": counts["moved"], "dropped": counts["dropped"]}
        text = t("planner.accept_text", opened=len(proposal.opened), **facts)
        if not await self.app.push_screen_wait(Confirm(t("planner.accept_title"), text)):
            return
        try:
            done = accept(self.desk, proposal)
        except CannotPlan as error:
            self.host.say(str(error), warning=True)
            return
        if done.change_id is not None:
            self.host.saved()
        await self._tell_accepted(done)
        self.dismiss(None)

    def why_not_planner_accept(self) -> str:
        if self.working.is_busy:
            return t("planner.still_planning")
        if reason := self._why_no_proposal() or self.desk.sight.why_not_write("planning"):
            return reason
        return "" if self.proposal and self.proposal.changes_anything else t("planner.nothing_changes")

    async def do_planner_weeks(self) -> None:
        """Plan other weeks, with what was wished by hand."""
        if wishes := await ask_weeks(self.app, self.basis):
            self.looking.week = 0
            self.plan(replace(self.wishes, weeks=wishes.weeks, mend=wishes.mend))

    def do_planner_again(self) -> None:
        """Plan anew from what is in the store now."""
        try:
            self.basis = read_basis(self.desk)
        except CannotPlan as error:
            self.host.say(str(error), warning=True)
            return
        still = tuple(week for week in self.wishes.weeks if week >= self.basis.first_week)
        self.plan(replace(self.wishes, weeks=still or tuple(range(self.basis.first_week, self.basis.last_week + 1))))

    async def do_planner_weights(self) -> None:
        """See the school's weights and limits, and change them."""
        if await self.app.push_screen_wait(WeightsScreen(self.desk)):
            self.host.saved()
            self.do_planner_again()

    def do_planner_view(self) -> None:
        self.looking.view = VIEWS[(VIEWS.index(self.looking.view) + 1) % len(VIEWS)]
        self.show()

    async def do_planner_person(self) -> None:
        found = await ask_person(self.app, self.desk)
        if found is not None:
            self.looking.person = found
            if found and self.looking.view not in ("all", "people"):
                self.looking.view = "all"
            self.show()

    def do_planner_earlier(self) -> None:
        self._go_week(-1)

    def do_planner_later(self) -> None:
        self._go_week(1)

    def do_app_undo(self) -> None:
        """Take the last wish back; what is in the store is not touched here."""
        if not self._before:
            self.host.say(t("planner.no_wish_left"))
            return
        self.plan(self._before.pop())

    async def do_planner_leave(self) -> None:
        """First stop what is being worked out, then show everything again, then leave."""
        if self.working.is_busy:
            self.working.give_up()
            if self.proposal is None:
                self.dismiss(None)
                return
            self.wishes = self.proposal.wishes
            self.sums()
            self.host.say(t("planner.stopped"))
        elif self.looking.person or self.looking.week:
            self.looking.person, self.looking.week = "", 0
            self.show()
        elif not (self.proposal and self.wishes.any_by_hand) or await self.app.push_screen_wait(
            Confirm(t("planner.leave_title"), t("planner.leave_text"))
        ):
            self.dismiss(None)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _wish(self, wishes: Wishes | None) -> None:
        """Plan anew around what was wished by hand."""
        if wishes is not None and wishes != self.wishes:
            self._before.append(self.wishes)
            self.plan(wishes)

    def _go_week(self, by: int) -> None:
        """All weeks, then one after the other."""
        weeks = [0, *self.wishes.weeks]
        at = weeks.index(self.looking.week) if self.looking.week in weeks else 0
        self.looking.week = weeks[(at + by) % len(weeks)]
        self.show()

    def _person(self) -> str:
        line = self.chosen if self.lines else None
        return line.person if line else self.looking.person

    def _why_no_proposal(self) -> str:
        return "" if self.proposal else t("planner.nothing_yet")

    def _why_no_row(self) -> str:
        line = self.chosen if self.lines else None
        return self._why_no_proposal() or ("" if line and line.row else t("planner.choose_a_row"))

    async def _tell_accepted(self, done: Accepted) -> None:
        facts = {"count": done.put_down, "opened": done.opened, "back": done.taken_back, "off": done.called_off}
        self.accepted = t("planner.accepted", **facts)
        if not done.left_out:
            return
        told = list(done.left_out[:_MOST_TOLD])
        if left := len(done.left_out) - len(told):
            told.append(t("planner.and_more", count=left))
        await self.app.push_screen_wait(Tell(self.accepted, "\n".join([t("planner.left_out_title"), *told])))
