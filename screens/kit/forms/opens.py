"""What a page with open lessons can do with their evaluation forms."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import cast

from data.formats.saving import save_bytes
from data.words import t
from models.actions.desk import Desk
from models.actions.filled_forms import FormRefused, may_fill_in
from models.actions.form_papers import blank_papers, print_papers
from models.actions.lesson_facts import lesson, observers
from screens.kit.dialogs import Choose
from screens.kit.forms.course import CourseScreen
from screens.kit.forms.filing import FilingScreen
from screens.kit.forms.results import ResultsScreen, save_papers
from screens.kit.forms.sheet import FormSheetScreen
from screens.kit.page import Page


class OpensForms(Page):
    """A page on which an open lesson is chosen: its sheet, its results, its course, and the filing of any paper."""

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    @abstractmethod
    def lesson_here(self) -> int | None:
        """The open lesson under the cursor; None for none."""

    async def do_forms_fill(self) -> None:
        chosen = self.lesson_here()
        if chosen is not None:
            await self.app.push_screen_wait(FormSheetScreen(self.desk, chosen))
            self.host.saved()
            self.refresh_page()

    def why_not_forms_fill(self) -> str:
        return "" if self.lesson_here() is not None else t("forms.no_lesson_here")

    async def do_forms_results(self) -> None:
        chosen = self.lesson_here()
        if chosen is None:
            return
        try:
            screen = ResultsScreen(self.desk, chosen)
        except FormRefused as refused:
            self.host.say(str(refused), warning=True)
            return
        await self.app.push_screen_wait(screen)
        self.refresh_page()

    why_not_forms_results = why_not_forms_fill

    async def do_forms_course(self) -> None:
        """Of one's own observation, or of one that is chosen."""
        chosen = self.lesson_here()
        found = [one for one in observers([chosen]) if may_fill_in(self.desk.store, one)] if chosen else []
        found = [one for one in found if one.status in ("planned", "came")]
        if not found:
            self.host.say(t("forms.nobody_observes"), warning=True)
            return
        mine = [one for one in found if one.teacher_id and one.teacher_id == self.desk.store.actor.teacher_id]
        observation: int | None = (mine or found)[0].observation
        if not mine and len(found) > 1:
            options = [(str(one.observation), one.name) for one in found]
            picked = await self.app.push_screen_wait(Choose(t("forms.whose_course"), options))
            observation = int(picked) if picked else None
        if observation is not None:
            await self.app.push_screen_wait(CourseScreen(self.desk, observation))
            self.refresh_page()

    why_not_forms_course = why_not_forms_fill

    async def do_forms_file(self) -> None:
        count = await self.app.push_screen_wait(FilingScreen(self.desk))
        if count:
            self.host.saved()
        self.refresh_page()

    async def do_forms_blank(self) -> None:
        """Blank forms with their codes, one for everybody who observes."""
        chosen = self.lesson_here()
        if chosen is None:
            return
        papers = blank_papers(self.desk, chosen)
        if not papers:
            self.host.say(t("forms.nothing_to_print"), warning=True)
            return

        def save(path: Path) -> None:
            save_bytes(path, print_papers(papers, path.suffix))

        name = t("forms.blank_name", lesson=lesson(chosen).title(self.desk.lists))
        await save_papers(self.app.push_screen_wait, name, save, len(papers), self.host.say)
        self.refresh_page()

    why_not_forms_blank = why_not_forms_fill
