"""The list of a register's columns, to be ticked, moved, frozen and widened."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from data.words import t
from models.registers.arrangement import Arrangement
from models.registers.column import Column
from models.registers.register import Register
from screens.kit.dialogs import Dialog
from screens.kit.keys import folded
from screens.kit.width import fitted

_TITLE = 20


class ColumnsDialog(Dialog[Arrangement]):
    """Dismissed with the arrangement on Enter, with None on Esc. Digits and signs work with an input method on."""

    DEFAULT_CSS = "ColumnsDialog OptionList { height: 1fr; } ColumnsDialog .dialog { height: 90%; }"
    AUTO_FOCUS: ClassVar[str | None] = "OptionList"

    def __init__(self, register: Register, arrangement: Arrangement, field: str) -> None:
        super().__init__(t("manners.columns_title", register=register.title))
        self.register = register
        self.arrangement = arrangement
        self._field = field

    def answers(self) -> ComposeResult:
        yield OptionList(compact=True, markup=False)

    def hint(self) -> str:
        return t("manners.columns_hint")

    def on_mount(self) -> None:
        self._show()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._field = event.option.id or self._field

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self.arrangement)

    def on_key(self, event: events.Key) -> None:
        register, field, now = self.register, self._field, self.arrangement
        match folded(event.key):
            case "space" | "ideographic_space":
                changed = now.toggled(register, field)
            case "plus":
                changed = now.moved(register, field, 1)
            case "minus":
                changed = now.moved(register, field, -1)
            case "1":
                changed = now.frozen_up_to(register, field)
            case "2":
                changed = now.widened(register, field, 2)
            case "3":
                changed = now.widened(register, field, -2)
            case "4":
                changed = now.confirmed(field)
            case "0":
                changed = Arrangement()
            case _:
                return
        event.stop()
        event.prevent_default()
        self.arrangement = changed
        self._show()

    def _show(self) -> None:
        listed = self.query_one(OptionList)
        columns = self.arrangement.columns(self.register, hidden=True)
        field = self._field
        with listed.prevent(OptionList.OptionHighlighted):
            listed.clear_options()
            listed.add_options([Option(self._line(column), id=column.field) for column in columns])
            listed.highlighted = next((at for at, column in enumerate(columns) if column.field == field), 0)
        self._field = columns[listed.highlighted or 0].field

    def _line(self, column: Column) -> Text:
        says = [t("manners.width", cells=column.width)]
        says += [t("manners.frozen")] if column.frozen and column.shown else []
        says += [t("manners.confirms")] if column.field in self.arrangement.confirm else []
        tick = "x" if column.shown else " "
        return Text(f"[{tick}] {fitted(column.title, _TITLE)} {'  '.join(says)}", no_wrap=True)
