"""The history of one cell: what stood there, who wrote it and when; an old value can be put back."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from data.words import t
from models.actions.cell_past import CellValue
from models.actions.wording import action_title
from models.journal.history import local_time
from screens.kit.dialogs import Dialog
from screens.kit.width import clipped, fitted

_WHO = 10
_TEXT = 24
_WIDTH = 72
_UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), " ")


class CellHistory(Dialog[int]):
    """The values, newest first; dismissed with the index of the one chosen, None when given up."""

    DEFAULT_CSS = """
    CellHistory OptionList { max-height: 14; }
    """

    def __init__(self, title: str, values: Sequence[CellValue]) -> None:
        super().__init__(title)
        self.values = values

    def answers(self) -> ComposeResult:
        yield OptionList(
            *(Option(Text(_line(value), no_wrap=True), id=str(at)) for at, value in enumerate(self.values)),
            compact=True,
        )

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0
        self.query_one(".dialog").styles.width = _WIDTH + 6  # wider than the questions that the frame's look is for

    def hint(self) -> str:
        return t("history.cell_hint")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(int(event.option.id or 0))


def _line(value: CellValue) -> str:
    """A short value in one line with who wrote it, a long one above that."""
    text = value.text.translate(_UNPRINTABLE) or t("store.empty")
    at, title = f"{local_time(value.at):%Y-%m-%d %H:%M}", action_title(value.action)
    by = f"{at}  {fitted(value.actor, _WHO)}  "
    if cell_len(text) <= _TEXT:
        return f"{fitted(text, _TEXT)}  {by}{clipped(title, _WIDTH - _TEXT - cell_len(by) - 2)}"
    return f"{clipped(text, _WIDTH)}\n  {by}{clipped(title, _WIDTH - cell_len(by) - 2)}"
