"""Naming somebody by a few letters at the foot of the board, with everybody who may be meant and how well they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from data.words import t
from models.registers.column import Person
from screens.kit.keys import folded
from screens.kit.width import clipped

_MOST = 9


class PersonLine(ModalScreen[str]):
    """Dismissed with a staff number, None when given up. ``meant`` gives the people that a text may mean, ``told`` what
    to say of each behind the name."""

    AUTO_FOCUS: ClassVar[str | None] = "Input"
    DEFAULT_CSS = """
    PersonLine > Vertical { dock: bottom; height: auto; max-height: 14; background: $surface; padding: 0 1; }
    PersonLine Static { height: auto; }
    PersonLine #asked { text-style: bold; }
    PersonLine Input { border: none; height: 1; padding: 0 1; background: $primary-muted; }
    PersonLine #hint { color: $text-muted; }
    """

    def __init__(
        self,
        title: str,
        meant: Callable[[str], Sequence[Person]],
        told: Callable[[str], str] = lambda number: "",
        begun: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._meant = meant
        self._told = told
        self._begun = begun
        self._found: Sequence[Person] = ()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Text(self._title), id="asked")
            yield Input(self._begun, compact=True, select_on_focus=False)
            yield Static(id="found", markup=False)
            yield Static(Text(t("pairing_board.person_hint")), id="hint")

    def on_mount(self) -> None:
        self.query_one(Input).cursor_position = len(self._begun)
        self._look(self._begun)

    def on_input_changed(self, event: Input.Changed) -> None:
        # A digit behind letters chooses; behind digits it goes on with a staff number.
        typed, key = event.value[:-1].strip(), folded(event.value[-1:])
        if typed and not typed.isdecimal() and key in "123456789"[: len(self._found)]:
            self.dismiss(self._found[int(key) - 1].staff_no)
        else:
            self._look(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._found:
            self.dismiss(self._found[0].staff_no)

    def do_dialog_cancel(self) -> None:
        self.dismiss(None)

    def _look(self, typed: str) -> None:
        self._found = self._meant(typed)[:_MOST] if typed.strip() else ()
        width = max(20, self.size.width - 2)
        lines = [
            clipped(f"{at} {person.name}({person.staff_no})  {self._told(person.staff_no)}", width)
            for at, person in enumerate(self._found, 1)
        ]
        if typed.strip() and not lines:
            lines = [t("pairing_board.nobody_called", text=typed)]
        self.query_one("#found", Static).update(Text("\n".join(lines), no_wrap=True))
