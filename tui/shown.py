"""What the terminal shows, so that an update carries only what differs from it.

Textual sends a changed region from the widget's left edge on, each time with all its colours; over SSH most of that is
what stands there already. Screen programs in the terminal's own language (curses) compare first, and so does this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat

Cell = tuple[str, str]
"""A character and the codes of its style; the second half of a wide character holds no character."""

_TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|([^\x00-\x1f\x7f]+)|\n")
_UPDATE = re.compile(r"\x1b\[\d+;\d+H")
_WIDE = (
    "\u2e80-\u2fdf\u3000-\u3029\u302e-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\u3247\u3250-\u4dbf\u4e00-\ua48c"
    "\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6"
)
_SURE = re.compile(rf"[\x20-\x7e{_WIDE}]*")
"""Text whose width every terminal sees alike: ASCII is one cell, CJK two. Cells behind anything else are unknown."""
_GAP = 4  # cells between two changes that cost less than going around them
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27"}
_NO_CELL: Cell = ("", "\0")


@dataclass(slots=True)
class Span:
    """A piece of an update: where it begins, its cells, and the rest as it came from the first character on that not
    all terminals draw equally wide."""

    y: int
    x: int
    cells: list[Cell] = field(default_factory=list)
    unsure: str = ""

    def add(self, text: str, style: str) -> None:
        """More text behind it."""
        if self.unsure:
            self.unsure += text
            return
        sure = text if text.isascii() else _sure_part(text)
        if sure.isascii():
            self.cells.extend(zip(sure, repeat(style)))
        else:
            for character in sure:
                self.cells.append((character, style))
                if not character.isascii():
                    self.cells.append(("", style))
        if len(sure) < len(text):
            self.unsure = f"\x1b[{style}m{text[len(sure) :]}"


class Shown:
    """The cells of a terminal of ``width`` by ``height``, as far as they are known.

    A repaint of the whole screen goes out whole: it puts right whatever else has written on the terminal.
    """

    def __init__(self, width: int, height: int) -> None:
        self.size = width, height
        self._rows: dict[int, list[Cell]] = {}
        self._cursor = (0, 0)

    def forget(self) -> None:
        """Nothing is known any more."""
        self._rows.clear()
        self._cursor = (0, 0)

    def only_changes(self, data: str) -> str:
        """What must be sent for ``data`` to show; '' where it shows already. What is no update is left as it is."""
        if not _UPDATE.match(data):
            if "\x1b[?2026" not in data:  # the brackets around an update change nothing
                self.forget()
            return data
        spans = _spans(data)
        if not spans:
            self.forget()
            return data
        if sum(span.x == 1 for span in spans) >= self.size[1]:
            self.forget()
            for span in spans:
                self._put(span)
            return data
        return self._differences(spans)

    def _differences(self, spans: list[Span]) -> str:
        pen = _Pen()
        for span in spans:
            old = self._rows.get(span.y, [])[span.x - 1 : span.x - 1 + len(span.cells)]
            for start, end in _changed(old, span.cells):
                pen.write(span.y, span.x + start, span.cells[start:end])
            if span.unsure:
                pen.copy(span.y, span.x + len(span.cells), span.unsure)
            self._put(span)
        # The last place is where the cursor stays, for the window of an input method.
        cursor = spans[-1].y, spans[-1].x
        if pen.parts or cursor != self._cursor:
            pen.go(*cursor)
        self._cursor = cursor
        return pen.text()

    def _put(self, span: Span) -> None:
        row, start = self._rows.setdefault(span.y, []), span.x - 1
        row += [_NO_CELL] * (start - len(row))
        row[start : start + len(span.cells)] = span.cells
        if span.unsure:
            # Where that text ends is the terminal's secret.
            del row[start + len(span.cells) :]


class _Pen:
    """Writes cells with as few codes as will do, beginning and ending in the terminal's plain style."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._style = ""
        self._at = (0, 0)

    def go(self, y: int, x: int) -> None:
        if (y, x) == self._at:
            return
        same_row, ahead = y == self._at[0], x - self._at[1]
        self.parts.append(f"\x1b[{ahead}C" if same_row and ahead > 0 else f"\x1b[{y};{x}H")
        self._at = (y, x)

    def write(self, y: int, x: int, cells: list[Cell]) -> None:
        self.go(y, x)
        for character, style in cells:
            if style != self._style:
                self.parts.append(_change(self._style, style))
                self._style = style
            self.parts.append(character)
        self._at = (y, x + len(cells))

    def copy(self, y: int, x: int, raw: str) -> None:
        """Send text with its styles as it came."""
        self._plain()
        self.go(y, x)
        self.parts.append(raw)
        self._at = (0, 0)

    def text(self) -> str:
        self._plain()
        return "".join(self.parts)

    def _plain(self) -> None:
        if self._style:
            self.parts.append("\x1b[0m")
            self._style = ""


def _spans(data: str) -> list[Span]:
    """The pieces of an update; none when it holds anything but places, styles and text."""
    spans: list[Span] = []
    style, end = "", 0
    for token in _TOKEN.finditer(data):
        if token.start() != end:
            return []
        end = token.end()
        row, column, codes, text = token.groups()
        if row:
            spans.append(Span(int(row), int(column)))
        elif codes is not None:
            style = "" if codes == "0" else codes
            if spans[-1].unsure:
                spans[-1].unsure += token[0]
        elif text:
            spans[-1].add(text, style)
    return spans if end == len(data) else []


def _changed(old: list[Cell], new: list[Cell]) -> Iterator[tuple[int, int]]:
    """Where ``new`` differs: starts and ends, near ones taken together, no wide character cut in two."""
    if old == new:
        return
    old = old + [_NO_CELL] * (len(new) - len(old))
    places = [place for place, (was, now) in enumerate(zip(old, new, strict=True)) if was != now]
    start = last = places[0]
    for place in places[1:]:
        if place - last > _GAP:
            yield _whole(new, start, last + 1)
            start = place
        last = place
    yield _whole(new, start, last + 1)


def _whole(cells: list[Cell], start: int, end: int) -> tuple[int, int]:
    while start and not cells[start][0]:
        start -= 1
    while end < len(cells) and not cells[end][0]:
        end += 1
    return start, end


def _sure_part(text: str) -> str:
    found = _SURE.match(text)
    return found[0] if found else ""


@lru_cache(1024)
def _change(old: str, new: str) -> str:
    """The shortest code that leads from one style to another."""
    anew = f"\x1b[{'0;' if old else ''}{new}m" if new else "\x1b[0m"
    (was, was_on, was_behind), (attributes, on, behind) = _parts(old), _parts(new)
    gone = was - attributes
    if not gone <= _OFF.keys() or (was_on and not on) or (was_behind and not behind):
        return anew
    off = {_OFF[code] for code in gone}
    # Bold and dim end with one code.
    again = {code for code in attributes if _OFF.get(code) in off} | (attributes - was)
    codes = [*sorted(off), *sorted(again), on if on != was_on else "", behind if behind != was_behind else ""]
    less = f"\x1b[{';'.join(filter(None, codes))}m"
    return less if len(less) < len(anew) else anew


@lru_cache(1024)
def _parts(style: str) -> tuple[frozenset[str], str, str]:
    """A style's attributes, its colour and the colour behind it."""
    attributes: list[str] = []
    on = behind = ""
    codes = style.split(";") if style else []
    while codes:
        code = codes.pop(0)
        number = int(code or 0)
        if number in (38, 48):
            length = {"2": 4, "5": 2}.get(codes[0], 0) if codes else 0
            colour = ";".join((code, *codes[:length]))
            del codes[:length]
            on, behind = (colour, behind) if number == 38 else (on, colour)
        elif 30 <= number <= 39 or 90 <= number <= 97:
            on = code
        elif 40 <= number <= 49 or 100 <= number <= 107:
            behind = code
        else:
            attributes.append(code)
    return frozenset(attributes), on, behind
