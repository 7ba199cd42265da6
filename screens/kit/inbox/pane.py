"""The list of reflections with the text of the one under the cursor: beside it where there is room, else below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.reflection_pages import ReflectionPages
from models.actions.reflection_pieces import Piece
from models.rules.reflections import TO_READ, outline_of
from screens.kit.inbox.lines import PieceLines
from screens.kit.line_list import LineList, ListLine
from screens.kit.prose import wrapped


class PieceList(LineList, inherit_bindings=False):
    """Arrows go from piece to piece; the pages are the text's."""

    BINDINGS: ClassVar = [
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]


class PiecePane(Container):
    """Shows `pages`; posts `Chosen` when the cursor comes to another piece."""

    SCOPED_CSS = False  # the screen says how wide it is
    DEFAULT_CSS = """
    PiecePane { height: 1fr; layout: vertical; }
    PiecePane #piece-left { height: 7; width: 100%; }
    PiecePane #piece-heads { height: 1; background: $panel; text-style: bold; }
    PiecePane #piece-right { height: 1fr; width: 1fr; padding: 0 1; background: $surface; }
    PiecePane #piece-head { height: auto; max-height: 8; }
    PiecePane #piece-scroll { height: 1fr; scrollbar-gutter: stable; }
    PiecePane #piece-text { height: auto; }
    .-tall PiecePane #piece-left { height: 12; }
    .-wide PiecePane { layout: horizontal; }
    .-wide PiecePane #piece-left { height: 1fr; width: 54; }
    """

    @dataclass
    class Chosen(Message):
        """The cursor stands on that piece now; None where there is none."""

        piece: Piece | None

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, PiecePane.Chosen)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines = PieceLines(desk)
        self._rows: Sequence[int] = ()
        self._told: tuple[int, int, int] = (0, 0, 0)
        self._begin: int | None = 0
        self.pages: ReflectionPages | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="piece-left"):
            yield Static(id="piece-heads", markup=False)
            yield PieceList(self._line)
        with Vertical(id="piece-right"):
            yield Static(id="piece-head", markup=False)
            with VerticalScroll(id="piece-scroll", can_focus=False):
                yield Static(id="piece-text", markup=False)

    def on_mount(self) -> None:
        """What was to be shown before there was anything to show it with."""
        begin, self._begin = self._begin, None
        if self.pages is not None:
            self.show(self.pages, begin or 0)

    @property
    def index(self) -> int | None:
        return None if self._begin is not None else self.query_one(PieceList).index

    @property
    def piece(self) -> Piece | None:
        index = self.index
        return None if index is None or self.pages is None else self.pages.piece(index)

    @property
    def lines(self) -> PieceLines:
        return self._lines

    def show(self, pages: ReflectionPages, index: int = 0) -> None:
        """Show these pages, with the cursor at that place."""
        self.pages = pages
        if self._begin is not None:
            self._begin = index
            return
        self._told = (0, 0, 0)
        self._lines = PieceLines(self._desk)
        self.query_one(PieceList).show(len(pages), index)
        self.on_resize()

    def go_to(self, index: int) -> None:
        if self.pages is not None:
            self.query_one(PieceList).show(len(self.pages), index)

    def read_again(self) -> None:
        """Something was written: every piece stays in its place."""
        if self.pages is not None:
            self.pages.read_again()
            self._told = (0, 0, 0)
            self.go_to(self.index or 0)
            self._tell()

    def scroll_text(self, pages: int) -> bool:
        """Turn the text by so many pages; False when it was at its end already."""
        scroll = self.query_one("#piece-scroll", VerticalScroll)
        if pages > 0 and scroll.scroll_y >= scroll.max_scroll_y:
            return False
        scroll.scroll_relative(y=pages * max(1, scroll.size.height - 1), animate=False, force=True)
        return True

    @property
    def outline(self) -> list[tuple[int, str]]:
        """The headings of the text, each with its line."""
        piece = self.piece
        return outline_of(self._body(piece)) if piece is not None else []

    def scroll_to_line(self, line: int) -> None:
        """Bring that line of the text to the top."""
        if line < len(self._rows):
            scroll = self.query_one("#piece-scroll", VerticalScroll)
            scroll.scroll_to(y=self._rows[line], animate=False, force=True)

    def on_line_list_moved(self) -> None:
        self._tell()

    def on_resize(self) -> None:
        if self._begin is None:
            self.call_after_refresh(self._tell)

    def _line(self, index: int, width: int) -> ListLine:
        piece = self.pages.piece(index) if self.pages else None
        if piece is None:
            return ListLine(" " + t("reflections.gone_line"), faint=True)
        return ListLine(self._lines.line(piece, width), faint=piece.state not in TO_READ)

    def _body(self, piece: Piece) -> str:
        if self.pages is None or not piece.readable:
            return ""
        return self.pages.text(piece)

    def _tell(self) -> None:
        heads = self.query_one("#piece-heads", Static)
        left = self.query_one(PieceList).size.width
        heads.update(Text(self._lines.headings(left), no_wrap=True))
        piece, width = self.piece, max(20, self.query_one("#piece-scroll").scrollable_content_region.width)
        key = (piece.id, piece.version, width) if piece else (0, 0, width)
        if key == self._told:
            return
        moved = key[0] != self._told[0]
        self._told = key
        head, text = self.query_one("#piece-head", Static), self.query_one("#piece-text", Static)
        if piece is None:
            head.update("")
            text.update(Text(t("reflections.box_empty")))
        else:
            head.update(self._lines.head(piece, width))
            text.update(self._text(piece, width))
        if moved:
            self.query_one("#piece-scroll", VerticalScroll).scroll_home(animate=False)
            self.post_message(self.Chosen(piece))

    def _text(self, piece: Piece, width: int) -> Text:
        """The text in lines of that width, headings bold; and where each line of it begins."""
        if not piece.readable:
            return Text("\n".join(wrapped(t("reflections.not_shared", who=piece.name), width)))
        told, rows, at = Text(no_wrap=True), [], 0
        told.append("\n")
        at += 1
        for line in self._body(piece).splitlines():
            rows.append(at)
            is_heading = bool(outline_of(line))
            parts = wrapped(line.lstrip("#").strip() if is_heading else line, width)
            told.append("\n".join(parts) + "\n", style="bold" if is_heading else "")
            at += len(parts)
        self._rows = rows
        return told if rows else Text("\n".join(wrapped(t("reflections.no_text"), width)))
