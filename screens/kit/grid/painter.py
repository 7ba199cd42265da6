"""Rows, header and cursor as strips of text: the only place where a value becomes something on the screen.

Values go into segments as they are, never through markup.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from models.registers.column import Column
from models.registers.source import Row
from screens.kit.grid.layout import MARK, Layout, Place
from screens.kit.width import clipped, fitted

HARD, SOFT, OWING, DOUBT, NOTE, STICKY = "!", "?", "_", "*", "#", "="
"""Signs in front of a cell: cannot stay so, looks odd, still missing, somebody doubts it, has a note; behind a heading:
carried into new rows."""

_UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), " ")
_MOST_ROWS = 512


@lru_cache(8192)
def cell_text(text: str, width: int) -> str:
    """``text`` on one line in exactly ``width`` cells; what would steer the terminal becomes a space."""
    return fitted(text.translate(_UNPRINTABLE), width)


def mark_of(row: Row | None, column: Column) -> str:
    """The sign for the gravest thing to say about a cell; ' ' for nothing."""
    if row is None:
        return " "
    problem = row.problems.get(column.field)
    if problem and problem.hard:
        return HARD
    if column.field in row.doubtful:
        return DOUBT
    if problem:
        return OWING if column.required and not row.texts.get(column.field) else SOFT
    return NOTE if column.field in row.notes else " "


class Painter:
    """Paints with the styles that ``style`` names ('cell', 'hard', …), and remembers the strips of whole rows."""

    def __init__(self, style: Callable[[str], Style]) -> None:
        self._style = style
        self._strips: dict[int, Strip] = {}
        self._revision: object = None

    def forget(self) -> None:
        self._strips.clear()

    def row(self, index: int, row: Row | None, layout: Layout, revision: object, sticky: Collection[str]) -> Strip:
        """The row at ``index`` without its cursor; None is the empty row behind the last."""
        if revision != self._revision:
            self._strips.clear()
            self._revision = revision
        strip = self._strips.get(index)
        if strip is None:
            if len(self._strips) >= _MOST_ROWS:
                self._strips.clear()
            strip = self._strips[index] = self._paint(index, row, layout, sticky)
        return strip

    def header(self, layout: Layout, sorted_by: Mapping[str, bool], sticky: Collection[str]) -> Strip:
        """The headings; ^ and v show the order, numbered where several columns count, < and > that there is more."""
        text = " " * layout.number_width
        places = {field: number for number, field in enumerate(sorted_by, 1)}
        for place in layout.places:
            column = layout.columns[place.column]
            sign = {None: "", False: "^", True: "v"}[sorted_by.get(column.field)]
            sign += STICKY if column.field in sticky else ""
            first_scrolled = place.column == layout.frozen + layout.left
            number = places.get(column.field) if len(places) > 1 else None
            text += str(number % 10) if number else "<" if layout.more_left and first_scrolled else " "
            text += clipped(column.title, place.width - len(sign)) + sign
            text += " " * (place.x + place.width - cell_len(text))
        if layout.more_right:
            text = set_cell_size(text, layout.width - 1) + ">"
        return Strip([Segment(cell_text(text, layout.width), self._style("header"))], layout.width)

    def over(self, strip: Strip, place: Place, text: str, style: str) -> Strip:
        """The strip with one cell painted over, its sign left as it is."""
        segment = Segment(cell_text(text, place.width), self._style(style))
        return self._splice(strip, place.x, [segment], place.width)

    def sign(self, strip: Strip, x: int, sign: str) -> Strip:
        """The strip with one cell of another text."""
        return self._splice(strip, x, [Segment(sign, self._style("cell"))], 1)

    def marked(self, strip: Strip, first: Place, last: Place, style: str) -> Strip:
        """The strip with the cells from ``first`` to ``last`` in that style."""
        start, end = first.x - MARK, last.x + last.width
        segment = Segment(strip.crop(start, end).text, self._style(style))
        return self._splice(strip, start, [segment], end - start)

    def typed(self, strip: Strip, x: int, width: int, text: str, caret: int) -> tuple[Strip, int]:
        """The strip with the cell being typed, scrolled so that the caret shows; and the caret's x."""
        text = text.translate(_UNPRINTABLE)
        start = 0
        while cell_len(text[start:caret]) > width - 2 and start < caret:
            start += 1
        before = text[start:caret]
        under = text[caret : caret + 1] or " "
        rest = width - cell_len(before) - cell_len(under)
        after = text[caret + 1 :]
        editor, marked = self._style("editor"), self._style("caret")
        segments = [Segment(before, editor), Segment(under, marked), Segment(cell_text(after, max(0, rest)), editor)]
        return self._splice(strip, x, segments, width), x + cell_len(before)

    def _paint(self, index: int, row: Row | None, layout: Layout, sticky: Collection[str]) -> Strip:
        number = "+" if row is None else str(index + 1)
        # In the style of the cells: a colour of its own would be sent with every key.
        pieces: list[tuple[str, str]] = [("cell", number.rjust(layout.number_width - 1) + " ")]
        end = layout.number_width
        for place in layout.places:
            column = layout.columns[place.column]
            mark = mark_of(row, column)
            text = row.texts.get(column.field, "") if row else ""
            name = _NAMES.get(mark) or ("sticky" if column.field in sticky else "cell")
            pieces.append((name, mark + cell_text(text, place.width)))
            end = place.x + place.width
        pieces.append(("cell", " " * (layout.width - end)))
        return Strip(self._joined(pieces), layout.width)

    def _joined(self, pieces: Sequence[tuple[str, str]]) -> list[Segment]:
        """Neighbours of one style in one segment: a style change costs more bytes than the text."""
        segments: list[Segment] = []
        run, name = "", pieces[0][0]
        for piece_name, text in pieces:
            if piece_name != name:
                segments.append(Segment(run, self._style(name)))
                run, name = "", piece_name
            run += text
        segments.append(Segment(run, self._style(name)))
        return segments

    @staticmethod
    def _splice(strip: Strip, x: int, segments: list[Segment], width: int) -> Strip:
        end = strip.cell_length
        return Strip.join([strip.crop(0, x), Strip(segments, width), strip.crop(min(end, x + width), end)])


_NAMES = {HARD: "hard", SOFT: "soft", OWING: "owing", DOUBT: "soft"}
