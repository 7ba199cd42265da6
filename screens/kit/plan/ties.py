"""What one clause rests on: every obligation, target and register in a line, those that are tied with a mark."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.plan_book import Clause, Link
from models.actions.plan_editing import tieable
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.own_help import OwnHelp
from screens.kit.width import fitted

Ties = frozenset[tuple[str, str]]


class TiesScreen(OwnHelp, ModalScreen[Ties | None]):
    """Dismissed with what the clause is to rest on; None where it stays as it was."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    TiesScreen { align: left top; background: $background; }
    TiesScreen #ties-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, desk: Desk, clause: Clause) -> None:
        super().__init__()
        self.clause = clause
        self.chosen = {(link.kind, link.target) for link in clause.links}
        self._before = frozenset(self.chosen)
        self._lines = _by_kind(tieable(desk), self.chosen)

    def compose(self) -> ComposeResult:
        words = t("plan_book.ties_of", number=self.clause.number)
        yield Static(Text(words, no_wrap=True), id="ties-line", markup=False)
        yield LineList(self._line)
        yield FootLine()

    def on_mount(self) -> None:
        self.query_one(LineList).show(len(self._lines), 1)

    def help_text(self) -> str:
        return t("plan_book.ties_help")

    def do_clause_ties_turn(self) -> None:
        """Tie it, or let it go."""
        at = self.query_one(LineList).index
        line = self._lines[at] if at is not None else ""
        if isinstance(line, Link):
            self.chosen ^= {(line.kind, line.target)}
            self.query_one(LineList).refresh()

    def do_clause_ties_keep(self) -> None:
        self.dismiss(frozenset(self.chosen) if self.chosen != self._before else None)

    def do_clause_ties_leave(self) -> None:
        self.dismiss(None)

    def _line(self, index: int, width: int) -> ListLine:
        line = self._lines[index]
        if not isinstance(line, Link):
            return ListLine(f" {line}", faint=True)
        mark = "[x]" if (line.kind, line.target) in self.chosen else "[ ]"
        code = "" if line.kind == "register" else line.target
        return ListLine(f"  {mark} {fitted(code, 6)} {line.title}")


def _by_kind(links: list[Link], chosen: set[tuple[str, str]]) -> list[Link | str]:
    """The kinds with their titles; what is tied already stands first in each."""
    lines: list[Link | str] = []
    for kind in dict.fromkeys(link.kind for link in links):
        own = [link for link in links if link.kind == kind]
        lines.append(t(f"plan_book.kind_{kind}"))  # family plan_book.kind_*
        lines += sorted(own, key=lambda link: (link.kind, link.target) not in chosen)
    return lines
