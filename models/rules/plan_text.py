"""A plan's text by its clauses: '四' is a section, '二(一)' a part of one, '四.3' an item, as people cite them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

_CHINESE = "一二三四五六七八九十"
_SECTION = re.compile(rf"\s*(?:第)?([{_CHINESE}]{{1,3}})(?:部分)?\s*[、.,:]\s*(.+)")
_PART = re.compile(rf"\s*\(([{_CHINESE}]{{1,3}})\)\s*[、.,]?\s*(.+)")
_ITEM = re.compile(r"\s*(\d{1,2})\s*(?:[、,]|\.(?!\d))\s*(.+)")
_LOST = re.compile(r"\s*[、.,]\s*(?![、.,])(\S.+)")
_LONGEST = 4000
_TITLE = 40
"""Cells of a first line that may be the plan's title."""

PREAMBLE = ""
"""The number of what stands before the first section."""


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One clause as it was read. ``guessed`` says that its number had got lost and was found by its neighbours."""

    number: str
    body: str
    guessed: bool = False

    @property
    def is_heading(self) -> bool:
        return is_heading(self.number)


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan as it was read: ``title`` is '' where it has none."""

    title: str
    parts: tuple[PlanPart, ...]


def is_heading(number: str) -> bool:
    """Whether it is a section's or part's number, and no item's."""
    return "." not in number


def section_of(number: str) -> str:
    """'四' of '四.3', '二' of '二(一)'."""
    return re.split(r"[.(]", number, maxsplit=1)[0]


def title_of(body: str) -> str:
    """How a clause is called in one line: its first line, up to where its first sentence or its own title ends."""
    return re.split(r"[。：；:;]", body.partition("\n")[0], maxsplit=1)[0].strip()


def read_plan_text(text: str) -> PlanText:
    """The clauses in their order. Lines without a number of their own belong to the clause before them; an item whose
    number was lost ('、积极引导…') follows the one before it. Punctuation may be full or half width. What is longer
    than a clause may be is cut."""
    # A heading of a Word file is read with '# ' before it.
    lines = [line.strip().removeprefix("# ").strip() for line in text.replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    title = ""
    if lines and len(lines[0]) <= _TITLE and _begins(lines[0]) is None and lines[0][-1] not in "。；;：:":
        title = lines.pop(0)
    return PlanText(title, tuple(replace(one, body=one.body[:_LONGEST]) for one in _parts(lines)))


def _parts(lines: list[str]) -> Iterator[PlanPart]:
    reader = _Reader()
    for line in lines:
        reader.take(line)
    yield from (part for part in reader.parts if part.number or part.body)


class _Reader:
    def __init__(self) -> None:
        self.parts: list[PlanPart] = []
        self._section, self._part, self._item = "", "", 0
        self._taken: set[str] = set()
        self._names_part = False

    def take(self, line: str) -> None:
        kind, label, words = _begins(line) or ("", "", line)
        if not self._section and kind in ("part", "item", "lost"):
            kind, words = "", line  # before the first section nothing is numbered
        match kind:
            case "section":
                self._section, self._part, self._item, self._names_part = label, "", 0, False
                self._begin(label, words)
            case "part":
                self._part, self._item, self._names_part = label, 0, False
                self._begin(f"{self._section}({label})", words)
            case "item" | "lost":
                self._item = int(label) if kind == "item" else self._item + 1
                self._begin(self._number(), words, kind == "lost")
            case _ if self.parts:
                last = self.parts[-1]
                self.parts[-1] = replace(last, body=f"{last.body}\n{words}")
            case _:
                self._begin(PREAMBLE, words)

    def _number(self) -> str:
        """'二.9'; with the part, '二(二).1', only where another part of the section counts from 1 too."""
        plain = f"{self._section}.{self._item}"
        self._names_part |= bool(self._part) and plain in self._taken
        return f"{self._section}({self._part}).{self._item}" if self._names_part else plain

    def _begin(self, number: str, words: str, guessed: bool = False) -> None:
        while number in self._taken:  # somebody numbered two alike
            number += "*"
        self._taken.add(number)
        self.parts.append(PlanPart(number, words, guessed))


def _begins(line: str) -> tuple[str, str, str] | None:
    """What the line begins: ('section', '四', its words), 'part', 'item', or 'lost' for one without its number."""
    folded = _folded(line)
    for kind, pattern in (("section", _SECTION), ("part", _PART), ("item", _ITEM)):
        if found := pattern.match(folded):
            return kind, found[1], line[found.start(2) :].strip()
    if found := _LOST.match(folded):
        return "lost", "", line[found.start(1) :].strip()
    return None


def _folded(line: str) -> str:
    """Half-width signs for full-width ones, one for one, so that places in it are places in the line."""
    return "".join(one if len(one) == 1 else character for character in line for one in [_half(character)])


def _half(character: str) -> str:
    return unicodedata.normalize("NFKC", character)
