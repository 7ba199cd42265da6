"""The sheet of one lesson's evaluation forms, observers below each other, over the whole screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.filled_forms import FormRefused
from models.actions.form_templates import templates
from models.actions.forms import HandedIn, choose_template, hand_in, strike_out
from models.actions.lesson_facts import lesson
from models.actions.registers.form_sheet import FormSheet, form_sheet
from screens.kit.dialogs import Ask, Choose
from screens.kit.footer import FootLine
from screens.kit.forms.single import OneForm
from screens.kit.grid import Grid, GridPane
from screens.kit.grid.entry import Way
from screens.kit.own_help import OwnHelp


class FormGrid(Grid):
    """Esc with nothing open or chosen leaves the sheet; the form of one row has the items' own words."""

    class Left(Message):
        """Nothing more to fill in."""

    class OneWanted(Message):
        """Show the form of that observation alone."""

        def __init__(self, observation: int) -> None:
            super().__init__()
            self.observation = observation

    def on_mount(self) -> None:
        self.move_to(0, self._first(0))

    def open_cell(self, text: str | None = None, caret_mode: bool = False) -> bool:
        if self.current is None:
            self.say(t("forms.no_new_row"))
            return False
        return super().open_cell(text, caret_mode)

    def do_grid_cancel(self) -> None:
        if self.editor or self.range:
            super().do_grid_cancel()
        else:
            self.post_message(self.Left())

    def do_grid_form(self) -> None:
        self.commit(Way.STAY, ask=False)
        if self.current:
            self.post_message(self.OneWanted(self.current.id))


class FormSheetScreen(OwnHelp, ModalScreen[None]):
    """Digits run along the items; sum and band stand at the end of each row."""

    AUTO_FOCUS: ClassVar[str | None] = "FormGrid"
    DEFAULT_CSS = """
    FormSheetScreen { align: left top; background: $background; }
    FormSheetScreen #sheet-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, desk: Desk, lesson_id: int) -> None:
        super().__init__()
        self.desk = desk
        self.lesson = lesson(lesson_id)
        self.control = False
        self.source = form_sheet(desk, lesson_id)

    def compose(self) -> ComposeResult:
        yield Static(id="sheet-line", markup=False)
        yield GridPane(FormGrid(self.source))
        yield FootLine()

    def on_mount(self) -> None:
        self._head()

    @property
    def grid(self) -> FormGrid:
        return self.query_one(FormGrid)

    def on_screen_resume(self) -> None:
        self.grid.show_caret()

    def on_grid_changed(self, event: Grid.Changed) -> None:
        self._head()

    def on_form_grid_left(self) -> None:
        self.dismiss(None)

    def on_form_grid_one_wanted(self, event: FormGrid.OneWanted) -> None:
        def came_back(_cell: object) -> None:
            self.take_in_others()

        self.app.push_screen(OneForm(self.desk, self.lesson.id, event.observation), came_back)

    def take_in_others(self) -> None:
        """Others have written."""
        if self.grid.take_in_others():
            self._head()

    def show_others(self, typing: Mapping[int, str]) -> None:
        """Others are typing in those rows."""
        self.grid.show_others(typing)

    # -- commands --------------------------------------------------------------------------------------------------

    def do_form_sheet_hand_in(self) -> None:
        """Every form that is complete; the first that is not is named."""
        self.grid.commit(Way.STAY, ask=False)
        rows = [self.source.row(index) for index in range(len(self.source))]
        done = hand_in(self.desk, [row.id for row in rows if row.texts["form_total"]], from_paper=True)
        self.take_in_others()
        self.grid.say(handed_in_words(done, {row.id: row.texts["observer"] for row in rows}), bool(done.refused))

    async def do_form_sheet_control(self) -> None:
        """Whether the way stops at the total on the paper."""
        self.control = not self.control
        await self._sheet_again()
        self.grid.say(t("forms.control_on") if self.control else t("forms.control_off"))

    async def do_form_sheet_template(self) -> None:
        options = [(str(one.id), one.title) for one in templates()]
        chosen = await self.app.push_screen_wait(Choose(t("forms.which_template"), options))
        if chosen:
            try:
                choose_template(self.desk, self.lesson.id, int(chosen))
            except FormRefused as refused:
                self.grid.say(str(refused), alarm=True)
                return
            await self._sheet_again()

    async def do_form_sheet_void(self) -> None:
        row = self.grid.current
        if row is None:
            return
        reason = await self.app.push_screen_wait(Ask(t("forms.void_title", observer=row.texts["observer"])))
        if reason is None:
            return
        try:
            strike_out(self.desk, row.id, reason)
        except FormRefused as refused:
            self.grid.say(str(refused), alarm=True)
            return
        await self._sheet_again()

    def help_text(self) -> str:
        items = "\n".join(
            t("forms.item", number=one.seq, item=one.words, most=one.most_x10 // 10)
            for one in self.source.template.items
        )
        return t("forms.sheet_help", items=items)

    def doers(self) -> list[Widget]:
        return [self.grid, self]

    # -- inside ----------------------------------------------------------------------------------------------------

    async def _sheet_again(self) -> None:
        self.source = form_sheet(self.desk, self.lesson.id, control=self.control)
        pane, before = GridPane(FormGrid(self.source)), self.query_one(GridPane)
        await before.remove()
        await self.mount(pane, before=self.query_one(FootLine))
        pane.grid.focus()
        self._head()

    def _head(self) -> None:
        self.query_one("#sheet-line", Static).update(sheet_line(self.lesson.title(self.desk.lists), self.source))


def sheet_line(title: str, source: FormSheet) -> str:
    """The lesson, its form, and how many are in."""
    rows = [source.row(index) for index in range(len(source))]
    handed_in = sum(bool(row.values.get("from_paper")) for row in rows)
    return f"{title}  {source.template.title}  {t('forms.in_of', done=handed_in, count=len(rows))}"


def handed_in_words(done: HandedIn, names: Mapping[int, str]) -> str:
    """What came of handing in."""
    words = t("forms.handed_in", count=len(done.done)) if done.done or not done.refused else ""
    for observation, why in done.refused.items():
        words += "  " * bool(words) + t("forms.not_handed_in", observer=names[observation], why=why)
        break
    return words
