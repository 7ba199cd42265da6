"""Headings of tables: how they are compared, and which row of a sheet holds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.formats.sheet import Cell, Sheet

SEARCHED_ROWS = 15
_NOTE = re.compile(r"[(（\[【〔<《].*?[)）\]】〕>》]")
_NUMBERED = re.compile(r"^\s*[(（]?\d{1,2}[)）、.．]\s*(?=\D)")


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """A heading as it is compared: letters and digits only, small and narrow. '* 学科\\n（按统计）' is '学科按统计'."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).lower()


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A column of the sheet by its index from 0, the heading it has there, and the field it was taken for, if any."""

    index: int
    heading: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """The headings found: the first and the last of their rows (from 0) and what each column is."""

    first_row: int
    last_row: int
    columns: tuple[ColumnMatch, ...]

    @property
    def known(self) -> int:
        """How many columns were recognised."""
        return sum(1 for column in self.columns if column.field)


def find_header(sheet: Sheet, known: Mapping[str, str]) -> Header | None:
    """The row, or pair of rows under group headings, with most known headings among the first 15; the upper one of
    equals. ``known`` maps headings in the form of `heading_key` to fields. None when no heading is known."""
    spread = _spread_groups(sheet)
    groups = {top for (top, left), (bottom, right) in sheet.merged if right > left and bottom == top}
    candidates: list[Header] = []
    last = min(SEARCHED_ROWS, len(sheet.rows)) - 1
    for row in range(last + 1):
        candidates.append(Header(row, row, _match([[cell.text] for cell in sheet.rows[row]], known)))
        if row < last:
            pairs = [
                [upper, lower.text] if lower.text != upper else [lower.text]
                for upper, lower in zip(spread[row], sheet.rows[row + 1], strict=False)
            ]
            if row in groups or _names_two(pairs, known):
                candidates.append(Header(row, row + 1, _match(pairs, known)))
    best = max(candidates, key=lambda header: (header.known, -header.last_row, header.first_row), default=None)
    return best if best and best.known else None


def _names_two(pairs: Sequence[Sequence[str]], known: Mapping[str, str]) -> bool:
    """Whether the lower of two rows holds headings of its own: a first row of data has one by chance at most."""
    return sum(1 for parts in pairs if len(parts) > 1 and parts[-1] and heading_key(parts[-1]) in known) > 1


def _match(headings: Sequence[Sequence[str]], known: Mapping[str, str]) -> tuple[ColumnMatch, ...]:
    """A field for every column, each field once: exact headings take precedence over those with a note in brackets."""
    fields: dict[int, str] = {}
    for spellings in zip(*(_spellings(parts) for parts in headings), strict=True):
        for index, spelling in enumerate(spellings):
            field = known.get(heading_key(spelling)) if spelling else None
            if field and index not in fields and field not in fields.values():
                fields[index] = field
    return tuple(
        ColumnMatch(index, " ".join(part.strip() for part in parts if part.strip()), fields.get(index))
        for index, parts in enumerate(headings)
    )


def _spellings(parts: Sequence[str]) -> tuple[str, ...]:
    """The ways to read a heading, the surest first: group and heading together, the heading, the heading without its
    notes, the group."""
    whole, last = "".join(parts), next((part for part in reversed(parts) if part.strip()), "")
    bare = _NUMBERED.sub("", _NOTE.sub("", last))
    return (whole, last, _NUMBERED.sub("", last), bare, parts[0])


def _spread_groups(sheet: Sheet) -> list[list[str]]:
    """The texts of the rows that may be group headings, with each heading merged across columns in all of them."""
    texts = [[cell.text for cell in row] for row in sheet.rows[:SEARCHED_ROWS]]
    for (top, left), (bottom, right) in sheet.merged:
        for y in range(top, min(bottom + 1, len(texts))):
            for x in range(left, min(right + 1, len(texts[y]))):
                texts[y][x] = texts[top][left]
    return texts


def is_heading_again(cells: Sequence[Cell], header: Header) -> bool:
    """Whether a row repeats the headings, as lists printed over several pages do."""
    same = [heading_key(cells[c.index].text) == heading_key(c.heading) for c in header.columns if c.field]
    return len(same) > 1 and all(same)
