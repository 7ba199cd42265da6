"""The term over the whole screen: who observes when, and how everybody stands against the pace."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.term_map import TermMap, term_map
from screens.kit.dialogs import Choose
from screens.kit.footer import FootLine
from screens.kit.heat import HeatMap
from screens.kit.overlay import Overlay

_EVERYBODY = "*"


class TermScreen(Overlay):
    """A line for the school, each group and each person; F4 changes between the weeks and the pace alone."""

    AUTO_FOCUS: ClassVar[str | None] = "HeatMap"
    DEFAULT_CSS = """
    TermScreen #term-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    TermScreen #term-heads { height: 1; background: $surface; text-style: bold; }
    TermScreen #term-told { height: 1; padding: 0 1; background: $surface; }
    """

    def __init__(self, desk: Desk, plain: bool) -> None:
        super().__init__()
        self.desk = desk
        self.plain = plain
        self.group: str | None = None
        self.behind_first = False
        self.pace_only = False
        self.found: TermMap = term_map(desk)

    def compose(self) -> ComposeResult:
        yield Static(id="term-line", markup=False)
        yield Static(id="term-heads", markup=False)
        yield HeatMap()
        yield Static(id="term-told", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        self._heads()

    def on_line_list_moved(self) -> None:
        self._tell()

    def help_text(self) -> str:
        return t("term_map.help")

    async def do_term_group(self) -> None:
        options = [(_EVERYBODY, t("standing.everybody")), *((name, name) for name in self.desk.groups())]
        chosen = await self.app.push_screen_wait(Choose(t("standing.which_group"), options))
        if chosen:
            self.group = None if chosen == _EVERYBODY else chosen
            self._read()

    def do_term_pace(self) -> None:
        self.pace_only = not self.pace_only
        self._show(self.query_one(HeatMap).index or 0)

    def do_term_order(self) -> None:
        self.behind_first = not self.behind_first
        self._read()

    def do_term_leave(self) -> None:
        self.dismiss(None)

    def _read(self) -> None:
        self.found = term_map(self.desk, self.group, self.behind_first)
        self._show()

    def _show(self, index: int = 0) -> None:
        self.query_one(HeatMap).show_map(self.found, self.plain, self.pace_only, index)
        self._heads()
        self._tell()

    def _heads(self) -> None:
        order = t("term_map.behind_first") if self.behind_first else t("term_map.in_order")
        words = t("term_map.heading", group=self.group or t("standing.everybody"), week=self.found.now, order=order)
        self.query_one("#term-line", Static).update(Text(words, no_wrap=True))
        heads = self.query_one(HeatMap).headings(self.size.width) or t("term_map.pace_heads")
        self.query_one("#term-heads", Static).update(Text(heads, no_wrap=True))

    def _tell(self) -> None:
        index = self.query_one(HeatMap).index
        row = None if index is None else self.found.rows[index]
        words = t("term_map.told", label=row.label, told=row.told) if row else t("term_map.nobody")
        self.query_one("#term-told", Static).update(Text(words, no_wrap=True))
