"""A paragraph of Chinese or English, broken into lines as a printer would: no number in two, no line that begins with a
full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rich.cells import cell_len
from rich.text import Text
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

_PIECE = re.compile(r"\n|[ \t]+|[!-~]+|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：？！）」』》%")
_NEVER_LAST = frozenset("（「『《")


class Prose(Widget):
    """Shows ``words``, wrapped to its width and as high as it needs."""

    DEFAULT_CSS = "Prose { height: auto; }"

    words: reactive[str] = reactive("", layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(wrapped(self.words, width))

    def render(self) -> Text:
        return Text("\n".join(wrapped(self.words, self.size.width)), no_wrap=True, end="")


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` cells; breaks between Chinese characters and at spaces, inside a word only
    when it is wider than a line by itself. Line ends in the text stay."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if piece == "\n":
            lines.append(line.rstrip())
            line = ""
        elif cell_len(line + piece.rstrip()) <= width:
            line += piece if line or piece.strip() else ""
        else:
            if line:
                lines.append(line.rstrip())
            *whole, line = list(_cut(piece.lstrip(), width)) or [""]
            lines.extend(whole)
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """What must stay together: a word or number, a character with the marks that may not part from it."""
    kept = ""
    found = [*_PIECE.findall(text), "\n"]
    for piece, following in pairwise(found):
        kept += piece
        sticks = following[0] in _NEVER_FIRST or piece[-1] in _NEVER_LAST
        if piece == "\n" or following == "\n" or not sticks:
            yield kept
            kept = ""


def _cut(piece: str, width: int) -> Iterator[str]:
    """A piece in parts that fit; whole when it does."""
    part = ""
    for character in piece:
        if part and cell_len(part + character) > width:
            yield part
            part = ""
        part += character
    if part:
        yield part
