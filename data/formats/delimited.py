"""Text files with a table in them: which encoding, which delimiter, which cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from data.formats.problem import FileProblem
from data.formats.sheet import Cell, Sheet
from data.formats.xlsx_parts import MOST_ROWS
from data.words import t

DELIMITERS = ",\t;|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")
_AS_TEXT = re.compile(r"""="([^"]*)"|'(\d+)""")  # how Excel and people keep the noughts of a number in a CSV


def read_delimited(data: bytes, path: Path) -> Sheet:
    """The table in a text file; the sheet is named after the file. Raises FileProblem when it is no text."""
    text = decode(data)
    if text is None:
        raise FileProblem(t("formats.not_text", name=path.name))
    rows = split_rows(text)
    if len(rows) > MOST_ROWS:
        raise FileProblem(t("formats.too_many_rows", name=path.name, sheet=path.stem, rows=len(rows), most=MOST_ROWS))
    return Sheet(path.stem, as_cells(rows))


def decode(data: bytes) -> str | None:
    """The text behind the bytes: by byte order mark, else UTF-8, UTF-16 without a mark, GB18030; None when it is none.

    No statistics: on short Chinese texts they guess wrong where this order does not.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    # Every second byte of Latin letters, digits, commas and line ends is 0 in UTF-16, and 0 is in no other text.
    if b"\0" in data:
        head = data[:4096]
        encoding = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        return _decoded(data, encoding)
    return _decoded(data, "utf-8") or _decoded(data, "gb18030")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    # Bytes of a picture or program may happen to decode; text has hardly any control characters.
    if "\0" in text or len(_CONTROLS.findall(text)) > len(text) // 500:
        return None
    return text.strip("\ufeff\x1a")


def split_rows(text: str) -> list[list[str]]:
    """The table in the text, with the delimiter that makes most of its first lines alike."""
    lines = text.splitlines()[:50]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return _parsed(text.split("\n", 1)[1] if "\n" in text else "", lines[0][4])
    return _parsed(text, max(DELIMITERS, key=lambda mark: _alike("\n".join(lines), mark)))


def _alike(text: str, delimiter: str) -> tuple[int, int]:
    """How many lines the delimiter parts into the commonest number of cells above one, and that number."""
    counts = [len(row) for row in _parsed(text, delimiter) if len(row) > 1]
    if not counts:
        return (0, 0)
    commonest = max(set(counts), key=lambda count: (counts.count(count), count))
    return (counts.count(commonest), commonest)


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        # A stray quotation mark: take every line as it is.
        return [line.split(delimiter) for line in text.splitlines()]


def as_cells(rows: Sequence[Sequence[str]]) -> list[list[Cell]]:
    """The rows as cells, equally long, without the blank ones at the end."""
    width = max(map(len, rows), default=0)
    cells = [[_cell(row[x] if x < len(row) else "", y, x) for x in range(width)] for y, row in enumerate(rows)]
    while cells and not any(cell.text for cell in cells[-1]):
        cells.pop()
    return cells


def _cell(text: str, y: int, x: int) -> Cell:
    text = text.strip()
    if text[:1] in ("=", "'") and (kept := _AS_TEXT.fullmatch(text)):
        text = kept.group(1) or kept.group(2) or ""
    return Cell(text, "text" if text else "blank", y, x)
