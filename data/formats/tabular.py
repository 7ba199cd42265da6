"""A table in a spreadsheet as somebody else laid it out: its headings, its rows, and what only surrounds them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.formats.headings import SEARCHED_ROWS, ColumnMatch, Header, find_header, heading_key, is_heading_again
from data.formats.problem import FileProblem
from data.formats.reading import read_sheets
from data.formats.sheet import Cell, Sheet
from data.words import t

__all__ = ["ColumnMatch", "SkippedRow", "Table", "TableRow", "find_table", "heading_key", "parse_tsv_block", "table_in"]

_TOTAL = re.compile(r"(合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|total\b|共\s*\d+\s*人)", re.IGNORECASE)
_NOTE = re.compile(
    r"(说\s*明|备\s*注|填表说明|填\s*表|填\s*报|制\s*表|审\s*核|负责人|校\s*长|联系人|单位|盖\s*章|签\s*[字名]"
    r"|日\s*期|注|附|note\b|prepared by|signed)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(填表|填报|制表|审核|统计|经办)\s*(人|日期|时间|说明|单位|部门)")
_SECTION_WIDTH = 3  # a title merged across this many columns is no person's row


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row under the headings: ``number`` as the spreadsheet counts it, from 1; ``cells`` by column index from 0."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that holds no record: its number from 1, its first words, and why it was left out, in a few words."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was understood. ``header_row`` counts from 1 and is the last row of headings."""

    sheet: str
    header_row: int
    columns: tuple[ColumnMatch, ...]
    rows: tuple[TableRow, ...]
    skipped: tuple[SkippedRow, ...] = ()


def find_table(path: Path, known: Mapping[str, str]) -> Table:
    """The table of the file's sheet with most known headings, and of equals with most rows.

    ``known`` maps headings, in the form of `heading_key`, to fields. Raises FileProblem for a file that cannot be read
    or in whose first 15 rows no heading is known.
    """
    tables = [table for sheet in read_sheets(path) if (table := table_in(sheet, known))]
    if not tables:
        examples = "、".join([heading for heading in known if not heading.isascii()][:4] or list(known)[:4])
        raise FileProblem(t("formats.no_header", name=path.name, rows=SEARCHED_ROWS, headings=examples))
    return max(tables, key=lambda table: (sum(1 for column in table.columns if column.field), len(table.rows)))


def table_in(sheet: Sheet, known: Mapping[str, str]) -> Table | None:
    """The table in one sheet; None when none of its first rows holds a known heading."""
    header = find_header(sheet, known)
    if header is None:
        return None
    wide = _wide_titles(sheet)
    rows: list[TableRow] = []
    skipped: list[SkippedRow] = []
    for index in range(header.last_row + 1, len(sheet.rows)):
        cells = tuple(sheet.rows[index])
        filled = [cell for cell in cells if cell.text.strip()]
        if not filled:
            continue
        reason = _reason_to_skip(cells, filled, header, index in wide)
        if reason:
            skipped.append(SkippedRow(index + 1, filled[0].text.strip(), reason))
        else:
            rows.append(TableRow(index + 1, cells))
    return Table(sheet.name, header.last_row + 1, header.columns, tuple(rows), tuple(skipped))


def _reason_to_skip(cells: Sequence[Cell], filled: Sequence[Cell], header: Header, wide: bool) -> str:
    """Why the row is no record, in a few words; '' for a record."""
    if is_heading_again(cells, header):
        return t("formats.skipped_heading")
    first = filled[0].text.strip()
    known = [cells[column.index] for column in header.columns if column.field and column.index < len(cells)]
    answered = sum(1 for cell in known if cell.text.strip())
    few = answered <= max(1, len(known) // 2)
    if few and _TOTAL.match(first):
        return t("formats.skipped_total")
    if _SIGNATURE.match(first):
        return t("formats.skipped_note")
    # A note fills one cell, or is a word and a name in a row that is otherwise empty.
    if few and len(filled) <= 4 and _NOTE.match(first):
        return t("formats.skipped_note")
    if len(filled) == 1 and (wide or not answered):
        return t("formats.skipped_section") if len(first) <= 20 else t("formats.skipped_note")
    return ""


def _wide_titles(sheet: Sheet) -> set[int]:
    """The rows (from 0) that begin with a cell merged across several columns."""
    return {
        row
        for (top, left), (bottom, right) in sheet.merged
        if right - left + 1 >= _SECTION_WIDTH
        for row in range(top, bottom + 1)
    }


def parse_tsv_block(text: str) -> list[list[str]]:
    """The cells of a block pasted from a spreadsheet, row by row; [] for nothing.

    Terminals send line ends as \\r\\n, \\n, \\r or, through tmux, \\r\\r. Cells with line breaks come quoted; when
    reading quotes would leave the rows of different lengths, quotation marks are taken as ordinary letters.
    """
    text = _one_line_end(text)
    if not text.strip("\n"):
        return []
    text = text.removesuffix("\n")
    plain = [line.split("\t") for line in text.split("\n")]
    if '"' not in text:
        return plain
    try:
        quoted = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return plain
    return quoted if len({len(row) for row in quoted}) == 1 else plain


def _one_line_end(text: str) -> str:
    """The text with \\n only. Where every line end is doubled, as tmux makes them of \\r\\n, one of the two goes."""
    if "\r" in text and "\n" not in text and text.count("\r\r") * 2 == text.count("\r"):
        text = text.replace("\r\r", "\n")
    return text.replace("\r\n", "\n").replace("\r", "\n")
