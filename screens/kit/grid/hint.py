"""The line under the grid: what may be typed here, what is wrong with it, and what to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from data.words import t
from models.registers.column import Column, Context, Kind
from models.registers.source import Row
from screens.kit.grid.editors import Candidate, TextEditor
from screens.kit.grid.painter import HARD, cell_text
from screens.kit.width import clipped

_GAP = "  "
_FEW = 3  # fewer entries than this, cut off a list, tell less than they confuse
_REVERSED = Style(reverse=True)


class Hint(NamedTuple):
    """A line in two parts: ``title`` stands out, ``text`` follows; ``alarm`` is for what must be mended.

    ``caret`` is where typing goes on inside the line, in characters of ``text``; None when it goes on in the grid.
    """

    title: str = ""
    text: str = ""
    alarm: bool = False
    caret: int | None = None


def cell_hint(column: Column, row: Row | None, context: Context, width: int, shown: int, default: str) -> Hint:
    """The hint of a cell that is not being typed; ``shown`` is how many cells of the text the screen shows."""
    text = row.texts.get(column.field, "") if row else ""
    problem = row.problems.get(column.field) if row else None
    title = column.title
    full = text if cell_len(text) > shown else ""
    if problem:
        sign = HARD if problem.hard else "?"
        return Hint(f"{sign} {title}", _GAP.join(filter(None, (problem.message, full))), problem.hard)
    if not column.editable:
        return Hint(title, _GAP.join(filter(None, (full, column.help or t("grid.computed")))))
    parts = [full, t("grid.default", text=default) if default and not text else ""]
    room = width - cell_len(title) - sum(cell_len(part) + 2 for part in parts)
    parts.append(what_to_type(column, context, room))
    return Hint(title, _GAP.join(filter(None, parts)))


def editor_hint(editor: TextEditor, width: int) -> Hint:
    """The hint while a cell is typed: what to choose from, or how the text will be read."""
    column = editor.column
    room = width - cell_len(column.title) - 2
    if editor.candidates:
        return Hint(column.title, candidate_page(editor.candidates, editor.page, room))
    if editor.reading:
        return Hint(column.title, t("grid.reads_as", text=editor.reading))
    if not editor.text:
        return Hint(column.title, what_to_type(column, editor.context, room))
    return Hint(column.title, column.help if column.kind in (Kind.CODE, Kind.CODES) else "")


def what_to_type(column: Column, context: Context, room: int) -> str:
    """The codes of a list as far as ``room`` cells go, or the column's own words."""
    if column.choices:
        codes = _beginning([f"{choice.digits}{choice.label}" for choice in context.choices(column.choices)], room)
        return f"{codes}{_GAP}{column.help}".rstrip() if cell_len(codes + column.help) + 2 <= room else codes
    if column.help:
        return clipped(column.help, max(room, 0))
    how = {
        Kind.PARTIAL_DATE: t("grid.type_partial_date"),
        Kind.DAY: t("grid.type_day"),
        Kind.PERSON: t("grid.type_person"),
        Kind.INTEGER: t("grid.type_integer"),
        Kind.SCORE: t("grid.type_score", largest=column.largest),
        Kind.HONOURS: t("grid.type_honours"),
        Kind.CLOCK: t("grid.type_clock"),
    }
    return clipped(how.get(column.kind, ""), max(room, 0))


def candidate_page(candidates: Sequence[Candidate], page: int, room: int) -> str:
    """As many of '1王小明 2王晓梅' as fit; where some do not, a word says so and ``page`` turns to them."""
    pages = _pages([f"{found.key}{found.label}" for found in candidates], room, t("grid.more", page=99, pages=99))
    if not pages:
        return ""
    shown = " ".join(pages[page % len(pages)])
    return shown if len(pages) == 1 else f"{shown} {_more(page, pages)}"


def candidate_parts(groups: Sequence[Sequence[Candidate]], room: int, word: str) -> list[tuple[int, str]]:
    """All the pages of several groups of candidates, each as its group's number and its text; ``word`` is the word's id
    that tells the page. No page holds two groups."""
    told = t(word, page=99, pages=99)
    alone = len(groups) == 1
    whole = room if alone else room - cell_len(told) - 1
    pages = [
        (number, page)
        for number, group in enumerate(groups)
        for page in _pages([f"{found.key}{found.label}" for found in group], whole, told if alone else "")
    ]
    return [
        (number, " ".join([*page, *([t(word, page=at, pages=len(pages))] if len(pages) > 1 else [])]))
        for at, (number, page) in enumerate(pages, 1)
    ]


def _beginning(entries: Sequence[str], room: int) -> str:
    """The whole list, or its beginning with a word on how to see the rest."""
    pages = _pages(entries, room, t("grid.more_list"))
    if len(pages) < 2:
        return " ".join(pages[0]) if pages else ""
    return " ".join([*(pages[0] if len(pages[0]) >= _FEW else []), t("grid.more_list")])


def _more(page: int, pages: Sequence[Sequence[str]]) -> str:
    return t("grid.more", page=page % len(pages) + 1, pages=len(pages))


def _pages(entries: Sequence[str], room: int, word: str) -> list[list[str]]:
    """The entries in parts of at most ``room`` cells; where there are several, ``word`` has room behind each."""
    if sum(cell_len(entry) + 1 for entry in entries) <= room + 1:
        return [list(entries)] if entries else []
    room -= cell_len(word) + 1
    pages: list[list[str]] = [[]]
    taken = 0
    for entry in entries:
        size = cell_len(entry) + 1
        if pages[-1] and taken + size > room + 1:
            pages.append([])
            taken = 0
        pages[-1].append(entry)
        taken += size
    return pages


class GridHint(Widget):
    """One line of plain text; no layout and nothing to press."""

    DEFAULT_CSS = """
    GridHint { height: 1; background: $surface; color: $foreground; }
    GridHint > .hint--title { text-style: bold; }
    GridHint > .hint--text { color: $foreground; }
    GridHint > .hint--alarm { color: $error; text-style: bold; }
    """
    COMPONENT_CLASSES = {"hint--title", "hint--text", "hint--alarm"}

    hint: reactive[Hint] = reactive(Hint())

    def __init__(self) -> None:
        super().__init__()
        self._styles: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"hint--{name}")
        return self._styles[name]

    def watch_hint(self, hint: Hint) -> None:
        """An input method's window belongs where the typing goes on."""
        if hint.caret is not None:
            before = clipped(hint.title, self.size.width) + (_GAP if hint.title else "") + hint.text[: hint.caret]
            self.app.cursor_position = self.content_region.offset + Offset(cell_len(before), 0)

    def render_line(self, y: int) -> Strip:
        hint, width = self.hint, self.size.width
        title = clipped(hint.title, width)
        text = cell_text(hint.text if not title else _GAP + hint.text, max(0, width - cell_len(title)))
        text_style = self._style("alarm" if hint.alarm else "text")
        segments = [Segment(title, self._style("title"))]
        if hint.caret is None:
            return Strip([*segments, Segment(text, text_style)], width)
        at = hint.caret + (len(_GAP) if title else 0)
        segments += [Segment(text[:at], text_style), Segment(text[at : at + 1], text_style + _REVERSED)]
        return Strip([*segments, Segment(text[at + 1 :], text_style)])
