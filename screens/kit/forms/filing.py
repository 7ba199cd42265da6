"""Filing paper forms one after the other: code and scores in one line, Enter, the next paper."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from data.words import t
from models.actions.desk import Desk
from models.actions.filled_forms import FormRefused
from models.actions.forms import file_paper
from models.rules.scores import show_tenths
from screens.kit.dialogs import Dialog

_SHOWN = 6


class FilingScreen(Dialog[int]):
    """What cannot be filed stays in the line with the reason above it. Dismissed with how many were filed."""

    AUTO_FOCUS: ClassVar[str | None] = "Input"

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("forms.filing_title"), t("forms.filing_text"))
        self.desk = desk
        self._filed: list[str] = []

    def answers(self) -> ComposeResult:
        with Vertical(classes="dialog-text"):
            yield Static(id="filed", markup=False)
            yield Static(id="refused", markup=False)
        yield Input(compact=True)

    def hint(self) -> str:
        return t("forms.filing_hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.dismiss(len(self._filed))
            return
        refused = self.query_one("#refused", Static)
        try:
            filed = file_paper(self.desk, event.value)
        except FormRefused as error:
            refused.update(Text(str(error), style="bold"))
            return
        said = {"observer": filed.observer, "lesson": filed.lesson, "score": show_tenths(filed.score_x10)}
        self._filed.append(t("forms.filed", **said))
        refused.update("")
        self.query_one("#filed", Static).update(Text("\n".join(self._filed[-_SHOWN:])))
        self.query_one(Input).value = ""

    def do_dialog_cancel(self) -> None:
        self.dismiss(len(self._filed))
