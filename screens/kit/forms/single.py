"""One observer's form stood upright, filled in while observing or from paper."""

from __future__ import annotations

from data.words import t
from models.actions.desk import Desk
from models.actions.forms import hand_in
from models.actions.registers.form_sheet import form_sheet
from screens.kit.dispatch import Offer
from screens.kit.forms.course import CourseScreen
from screens.kit.grid.entry import Way
from screens.kit.grid.form_screen import FormScreen

_OWN = ("form_sheet.hand_in", "form_sheet.course")


class OneForm(FormScreen):
    """All items in their own words, the three texts, and what they come to."""

    def __init__(self, desk: Desk, lesson: int, observation: int) -> None:
        self.desk = desk
        self.observation = observation
        super().__init__(form_sheet(desk, lesson, upright=True), observation, "item1")

    def do_form_sheet_hand_in(self) -> None:
        self.form.commit(Way.STAY, ask=False)
        done = hand_in(self.desk, [self.observation])
        self.take_in_others()
        self.form.reload()
        why = done.refused.get(self.observation)
        self.form.say(why or t("forms.handed_in", count=1), alarm=bool(why))

    def do_form_sheet_course(self) -> None:
        """The lesson's course; what it proposes stands in the form when it has been accepted."""

        def came_back(_nothing: None) -> None:
            self.take_in_others()
            self.form.reload()

        self.form.commit(Way.STAY, ask=False)
        self.app.push_screen(CourseScreen(self.desk, self.observation), came_back)

    def help_text(self) -> str:
        return t("forms.one_help")

    def fits_here(self, offer: Offer) -> bool:
        return super().fits_here(offer) or offer.command.id in _OWN
