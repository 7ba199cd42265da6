"""Texts with words in them that stand out: wrapped to a width, or on one line of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from models.rules.search_words import Excerpt
from screens.kit.prose import wrapped
from screens.kit.width import CLIP

_BEHIND = 12  # cells that are wanted behind a marked place
Marks = Sequence[tuple[int, int]]


def marked_lines(text: str, marks: Marks, width: int, style: Style) -> list[Text]:
    """The text on lines of so many cells, the marked places in that style."""
    within = {place for start, end in marks for place in range(start, end)}
    lines: list[Text] = []
    at = 0
    for line in wrapped(text, width):
        made = Text(no_wrap=True, end="")
        for character in line:
            while at < len(text) and text[at] != character:
                at += 1  # what a line's end has swallowed
            made.append(character, style if at in within else None)
            at += 1
        lines.append(made)
    return lines


def first_marked(lines: Iterable[Text]) -> int:
    """The number of the first line with something marked; 0 when there is none."""
    return next((number for number, line in enumerate(lines) if line.spans), 0)


def segments(excerpt: Excerpt, width: int, base: Style, style: Style) -> list[Segment]:
    """The excerpt on one line of so many cells, cut so that the first marked place is seen."""
    text, marks = _shifted(excerpt, width)
    parts: list[Segment] = []
    room, last = width, 0
    for start, end in (*marks, (len(text), len(text))):
        for piece, look in ((text[last:start], base), (text[start:end], base + style)):
            cut = _cut(piece, room)
            parts.append(Segment(cut, look))
            room -= cell_len(cut)
        last = end
    return [*parts, Segment(" " * max(0, room), base)]


def _shifted(excerpt: Excerpt, width: int) -> tuple[str, Marks]:
    """Without its beginning where the first marked place would be cut off otherwise."""
    if not excerpt.marks or cell_len(excerpt.text[: excerpt.marks[0][1]]) <= width - _BEHIND:
        return excerpt.text, excerpt.marks
    away = 0
    while away < excerpt.marks[0][0] and cell_len(excerpt.text[away : excerpt.marks[0][1]]) > width // 2:
        away += 1
    return excerpt.text[away:], tuple((start - away, end - away) for start, end in excerpt.marks)


def _cut(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    kept, used = "", 0
    for character in text:
        used += cell_len(character)
        if used > room - len(CLIP):
            return kept + CLIP if room > 0 else ""
        kept += character
    return kept
