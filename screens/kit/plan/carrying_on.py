"""What is done with the whole plan: a new one read, the term's summary written, the next term's begun."""

from __future__ import annotations

from pathlib import Path

from data.formats.saving import save_bytes
from data.words import t
from models.actions.desk import Desk
from models.actions.plan_editing import why_not_edit
from models.actions.plan_next import NoNextTerm, begin_next, next_term_name
from models.actions.plan_reading import CannotRead, NewPlan, read_new_plan, take_over
from models.actions.plan_summary import ENDING, print_summary, why_not_summary
from models.rules.rights import REMOTE
from models.rules.terms import BadTerm
from screens.kit.dialogs import Ask
from screens.kit.importing.paths import OpenPath, SavePath, shown_path
from screens.kit.page import Page
from screens.kit.plan.proposals import ProposalsScreen


class CarriesOn(Page):
    """Mixed into the plan's screen."""

    @property
    def desk(self) -> Desk:
        raise NotImplementedError

    def changed(self) -> None:
        """Something was written just now, or may have been."""
        raise NotImplementedError

    def why_not_plan_next(self) -> str:
        return why_not_edit(self.desk)

    def why_not_plan_read(self) -> str:
        return why_not_edit(self.desk) or self._why_no_files()

    async def do_plan_read(self) -> None:
        """Read a plan from its file, and take over its words and the promises that are wanted."""
        plan = await self._read()
        accepted = await self.app.push_screen_wait(ProposalsScreen(self.desk, plan)) if plan else None
        if plan is None or accepted is None:
            return
        done = take_over(self.desk, plan, accepted)
        self.changed()
        self.host.say(t("plan_book.taken_over", clauses=done.clauses, changed=done.changed, added=done.added))

    def why_not_plan_inspect(self) -> str:
        return self.desk.why_not_see("inspection")

    def do_plan_inspect(self) -> None:
        """The papers for inspectors."""
        # Imported with its first use: it brings every paper along.
        from screens.kit.inspecting import open_inspecting

        open_inspecting(self)

    def why_not_plan_summary(self) -> str:
        return why_not_summary(self.desk) or self._why_no_files()

    async def do_plan_summary(self) -> None:
        """The term's summary, drafted from the numbers, into a file."""

        def save(path: Path) -> None:
            save_bytes(path, print_summary(self.desk))

        term = self.desk.term
        name = t("plan_paper.file_name", school=self.desk.school_name, term=term.label if term else "")
        plain = "".join("_" if mark in '/\\:*?"<>|' else mark for mark in name)
        dialog = SavePath(t("paper.save_as"), shown_path(Path.cwd() / f"{plain}{ENDING}"), (ENDING,), save)
        if path := await self.app.push_screen_wait(dialog):
            self.host.say(t("paper.printed", path=shown_path(path)))

    async def do_plan_next(self) -> None:
        """Begin the next term's plan with this one's clauses."""
        typed, why = next_term_name(self.desk), t("plan_book.next_text")
        while (answer := await self.app.push_screen_wait(Ask(t("plan_book.next_title"), why, typed))) is not None:
            try:
                done = begin_next(self.desk, answer)
            except (BadTerm, NoNextTerm) as error:
                typed, why = answer, str(error)
                continue
            self.changed()
            self.host.say(t("plan_book.begun", term=done.term, clauses=done.clauses, missed=len(done.missed)))
            return

    def _why_no_files(self) -> str:
        """Why files cannot be named here; ''. The disk is the server's for somebody who has come in from elsewhere."""
        return t("plan_book.stream") if self.desk.store.actor.origin.startswith(REMOTE) else ""

    async def _read(self) -> NewPlan | None:
        typed, problem = "", ""
        while path := await self.app.push_screen_wait(OpenPath(t("plan_book.which_file"), typed, problem)):
            try:
                return read_new_plan(path)
            except CannotRead as error:
                typed, problem = str(path), str(error)
        return None
