"""What of a reflection stands in others: the others in a list, and under it the passages of both, side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.likeness import Like, Likeness, Pair, likeness_of, told
from models.actions.reflection_pieces import pieces
from models.actions.reflections_finding import prepare
from models.registers.choosing import label_of
from screens.kit.footer import FootLine
from screens.kit.inbox.marked import marked_lines
from screens.kit.line_list import LineList, ListLine
from screens.kit.own_help import OwnHelp
from screens.kit.prose import Prose
from screens.kit.width import fitted

_MARK = Style(bold=True, underline=True)
_BETWEEN = " | "


class LikeList(LineList, inherit_bindings=False):
    """Arrows go from one to the next; the pages are the passages'."""

    BINDINGS: ClassVar = [
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]


class LikenessSheet(OwnHelp, ModalScreen[None]):
    """Of one reflection. Raises NotAllowed when it is made for somebody who is neither its author nor the office."""

    AUTO_FOCUS: ClassVar[str | None] = "LikeList"
    DEFAULT_CSS = """
    LikenessSheet { align: left top; background: $background; }
    LikenessSheet #like-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    LikenessSheet #like-method { padding: 0 1; color: $text-muted; }
    LikenessSheet LikeList { height: auto; max-height: 7; }
    LikenessSheet #like-heads { height: 1; padding: 0 1; background: $surface; text-style: bold; }
    LikenessSheet #like-scroll { height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
    LikenessSheet #like-pairs { height: auto; }
    """

    def __init__(self, desk: Desk, reflection: int) -> None:
        super().__init__()
        self.desk = desk
        self.reflection = reflection
        self._named = ""
        self.found: Likeness | None = likeness_of(desk, reflection)

    @property
    def likes(self) -> Sequence[Like]:
        return self.found.likes if self.found else ()

    def compose(self) -> ComposeResult:
        yield Static(id="like-line", markup=False)
        yield Prose(id="like-method")
        yield LikeList(self._line)
        yield Static(id="like-heads", markup=False)
        with VerticalScroll(id="like-scroll", can_focus=False):
            yield Static(id="like-pairs", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self._show()
        if self.found is None:
            self.run_worker(self._prepare(), exit_on_error=True)

    def on_resize(self) -> None:
        self.call_after_refresh(self._tell)

    def on_line_list_moved(self) -> None:
        self._tell()

    def help_text(self) -> str:
        return t("likeness.help")

    # -- commands ----------------------------------------------------------------------------------------------------

    def do_likeness_leave(self) -> None:
        self.dismiss(None)

    def do_likeness_on(self) -> None:
        self._turn(1)

    def do_likeness_back(self) -> None:
        self._turn(-1)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _turn(self, pages: int) -> None:
        scroll = self.query_one("#like-scroll", VerticalScroll)
        scroll.scroll_relative(y=pages * max(1, scroll.size.height - 1), animate=False, force=True)

    async def _prepare(self) -> None:
        """Make the index beside, and compare when it is there."""
        if await asyncio.to_thread(prepare, self.desk):
            self.found = likeness_of(self.desk, self.reflection)
            self._show()
        else:
            self.query_one("#like-line", Static).update(t("find.not_rebuilt"))

    def _show(self) -> None:
        found = self.found
        piece = next(iter(pieces(self.desk, [self.reflection])), None)
        self._named = "  ".join(filter(None, (t("likeness.this"), piece.name, piece.title))) if piece else ""
        words = told(found) if found else t("likeness.comparing")
        self.query_one("#like-line", Static).update(Text(words, no_wrap=True))
        self.query_one(Prose).words = found.method if found else ""
        self.query_one(LikeList).show(len(self.likes))
        self._tell()

    def _line(self, index: int, width: int) -> ListLine:
        like = self.likes[index]
        whose = t(f"likeness.relation.{like.relation}")  # family likeness.relation.*
        named = (like.piece.name, like.piece.title) if like.piece else ()
        kind = label_of(self.desk.lists.choices("reflection_kind"), like.kind) if like.kind else ""
        later = t("likeness.later") if like.is_later else ""
        count = t("likeness.passages", count=len(like.pairs), characters=like.characters)
        parts = (f"{like.percent:>4}%", fitted(whose, 10), like.month, kind, *named, count, later)
        return ListLine(" ".join(filter(None, parts)), faint=like.is_later)

    def _tell(self) -> None:
        """Show the passages of the one under the cursor."""
        index = self.query_one(LikeList).index
        heads, shown = self.query_one("#like-heads", Static), self.query_one("#like-pairs", Static)
        if index is None:
            heads.update("")
            shown.update("")
            return
        scroll = self.query_one("#like-scroll", VerticalScroll)
        width = max(10, (scroll.size.width - 2 - len(_BETWEEN)) // 2)
        other = self.likes[index].piece
        named = "  ".join(filter(None, (t("likeness.other"), *((other.name, other.title) if other else ()))))
        heads.update(Text(fitted(self._named, width) + _BETWEEN + fitted(named, width), no_wrap=True))
        lines: list[Text] = []
        for pair in self.likes[index].pairs:
            lines += [*_side_by_side(pair, width), Text("")]
        shown.update(Text("\n").join(lines))
        scroll.scroll_to(y=0, animate=False, force=True)


def _side_by_side(pair: Pair, width: int) -> list[Text]:
    left = marked_lines(pair.own.text, pair.own.marks, width, _MARK)
    right = marked_lines(pair.other.text, pair.other.marks, width, _MARK)
    lines = []
    for own, other in zip_longest(left, right, fillvalue=Text("")):
        line = own.copy()
        line.append(" " * max(0, width - own.cell_len))
        line.append(_BETWEEN)
        line.append_text(other)
        lines.append(line)
    return lines
