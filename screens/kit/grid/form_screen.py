"""The form over the whole screen, for as long as somebody looks at one person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget

from data.words import t
from models.registers.source import Outcome, RowSource
from screens.kit.dispatch import Offer
from screens.kit.footer import FootLine
from screens.kit.grid.form import HERE, Form
from screens.kit.grid.grid import Grid
from screens.kit.grid.pane import GridPane
from screens.kit.own_help import OwnHelp


class FormScreen(OwnHelp, ModalScreen[tuple[int | None, str]]):
    """Dismissed with the cell to go back to. ``last`` is what the last action in it did."""

    AUTO_FOCUS: ClassVar[str | None] = "Form"
    DEFAULT_CSS = "FormScreen { align: left top; background: $background; }"

    def __init__(self, source: RowSource, row_id: int | None, field: str) -> None:
        super().__init__()
        self.form = Form(source, row_id, field)
        self.last: Outcome | None = None

    def compose(self) -> ComposeResult:
        yield GridPane(self.form)
        yield FootLine()

    def on_screen_resume(self) -> None:
        self.form.show_caret()

    def on_grid_changed(self, event: Grid.Changed) -> None:
        if event.outcome.change_id is not None:
            self.last = event.outcome

    def on_form_left(self) -> None:
        self.dismiss(self.form.cursor)

    def help_text(self) -> str:
        """What this is, for F1."""
        return t("form.help")

    def doers(self) -> list[Widget]:
        return [self.form, self]

    def fits_here(self, offer: Offer) -> bool:
        """Only what can be done for one row."""
        return offer.command.id in HERE

    def take_in_others(self) -> None:
        """Others have written."""
        self.form.take_in_others()

    def show_others(self, typing: Mapping[int, str]) -> None:
        """Others are typing in those rows."""
        self.form.show_others(typing)
