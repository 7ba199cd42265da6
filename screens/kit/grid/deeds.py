"""What this person has done since they came, newest first; the latest can be taken back from there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from data.words import t
from models.registers.manners import Deed, Telling
from screens.kit.dialogs import Dialog
from screens.kit.grid.entry import Way
from screens.kit.grid.rowwork import GridRows
from screens.kit.keymap import keys_of
from screens.kit.width import clipped, fitted

_TITLE, _WHOSE = 16, 12
_EDGES = 6  # cells that the box needs for itself


class DeedsDialog(Dialog[bool]):
    """Dismissed with True when the latest deed is to be taken back."""

    DEFAULT_CSS = "DeedsDialog OptionList { height: 1fr; } DeedsDialog .dialog { width: 100%; height: 80%; }"
    AUTO_FOCUS: ClassVar[str | None] = "OptionList"

    def __init__(self, deeds: Sequence[Deed]) -> None:
        super().__init__(t("manners.deeds_title"))
        self.deeds = deeds

    def answers(self) -> ComposeResult:
        width = self.app.size.width - _EDGES
        yield OptionList(*(Option(_line(deed, width)) for deed in self.deeds), compact=True, markup=False)

    def hint(self) -> str:
        return t("manners.deeds_hint")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        latest = next((at for at, deed in enumerate(self.deeds) if not deed.undone), None)
        if event.option_index == latest:
            self.dismiss(True)
        else:
            words = t("manners.already_undone") if self.deeds[event.option_index].undone else t("manners.only_latest")
            self.query_one(".dialog-hint", Static).update(Text(words))


class GridDeeds(GridRows):
    """The log of the session, as far as the source can tell it."""

    def do_grid_deeds(self) -> None:
        self.commit(Way.STAY, ask=False)
        if not isinstance(self.source, Telling):
            return
        if deeds := self.source.deeds():
            self.app.push_screen(DeedsDialog(deeds), lambda taken: self.do_app_undo() if taken else None)
        else:
            self.say(t("manners.no_deeds"))

    def why_not_grid_deeds(self) -> str:
        return "" if isinstance(self.source, Telling) else t("manners.deeds_unknown", key=keys_of("app.undo")[0])


def _line(deed: Deed, width: int) -> Text:
    """When, what, whose and what became of it; of one that is undone, that it is."""
    undone = t("manners.undone") + "  " if deed.undone else ""
    told = deed.change if deed.rows == 1 else f"{deed.change}  {t('manners.rows', count=deed.rows)}"
    words = f"{deed.at}  {fitted(deed.title, _TITLE)}  {fitted(deed.whose, _WHOSE)}  {undone}{told}"
    return Text(clipped(words, width), style="dim" if deed.undone else "", no_wrap=True)
