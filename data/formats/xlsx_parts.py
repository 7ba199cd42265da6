"""What an .xlsx file knows and calamine does not tell: how far its sheets reach, and which dates are only months.

'1985年3月' in a cell is the number of 1 March 1985 with a format that shows no day. To take the day for known would
make it up, and most birth dates in schools' files are such months.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import join, normpath
from xml.etree import ElementTree

from data.formats.problem import FileProblem
from data.formats.sheet import column_name
from data.words import t

MOST_ROWS = 200_000
_MOST_CELLS = 5_000_000  # calamine keeps the whole rectangle up to the last cell in memory, some 30 bytes a cell
_LARGEST_UNPACKED = 600_000_000  # bytes
_DIMENSION = re.compile(rb'<dimension ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>/]*>\s*<(?:v|is|f)\b')
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
# The built-in formats 'mmm-yy' and, in Chinese editions, 'yyyy"年"m"月"' (ECMA-376 part 1, 18.8.30).
_BUILT_IN_MONTHS = {17, 27, 36, 50, 52, 57}


UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError),
    *(KeyError, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError, OSError),
)
"""What reading the parts of a spoilt archive raises."""


def month_cells(data: bytes, name: str) -> dict[str, set[tuple[int, int]]]:
    """The cells, by sheet name and as (row, column) from 0, whose format shows a year and a month but no day.

    {} for other kinds of files. ``name`` is for the sentences. Raises FileProblem for a workbook that would fill the
    machine's memory: unpacked too large, or with a stray cell far from its table.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > _LARGEST_UNPACKED:
                raise FileProblem(
                    t(
                        "formats.too_large",
                        name=name,
                        megabytes=unpacked // 1_000_000,
                        most=_LARGEST_UNPACKED // 1_000_000,
                    )
                )
            if "xl/workbook.xml" not in archive.namelist():
                return {}
            styles = _month_styles(archive)
            cells: dict[str, set[tuple[int, int]]] = {}
            for sheet, part in _sheets(archive):
                content = archive.read(part)
                _check_reach(content, name, sheet)
                cells[sheet] = _cells_of(content, styles)
            return cells
    except FileProblem:
        raise
    except UNREADABLE:
        # Whether the file can be used at all is for calamine to say.
        return {}


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of every sheet and of its part in the archive."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    present = set(archive.namelist())
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        part = normpath(join("xl", targets.get(link, ""))).lstrip("/")
        if part in present:
            yield sheet.get("name", ""), part


def _month_styles(archive: zipfile.ZipFile) -> list[int]:
    """The numbers of the cell styles whose number format is a month."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    months = set(_BUILT_IN_MONTHS)
    for entry in styles.iterfind("{*}numFmts/{*}numFmt"):
        number = int(entry.get("numFmtId", "0"))
        (months.add if shows_month(entry.get("formatCode", "")) else months.discard)(number)
    return [
        index
        for index, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
        if int(style.get("numFmtId", "0")) in months
    ]


def shows_month(code: str) -> bool:
    """Whether a number format shows a year and a month, but neither a day nor a time: 'yyyy"年"m"月"', 'mmm-yy'."""
    letters = set(_NOT_SHOWN.sub("", code.split(";")[0]).lower())
    return {"y", "m"} <= letters and not letters & {"d", "h", "s"}


def _check_reach(content: bytes, name: str, sheet: str) -> None:
    """Refuse a sheet whose last filled cell lies too far out. The stated dimension is believed when it is modest."""
    stated = _DIMENSION.search(content, 0, 4096)
    if stated and _fits(_column_number(stated.group(1)) + 1, int(stated.group(2))):
        return
    rows = columns = 0
    for found in _FILLED.finditer(content):
        rows, columns = max(rows, int(found.group(2))), max(columns, _column_number(found.group(1)) + 1)
    if not _fits(columns, rows):
        if rows > MOST_ROWS and columns * MOST_ROWS <= _MOST_CELLS:
            raise FileProblem(t("formats.too_many_rows", name=name, sheet=sheet, rows=rows, most=MOST_ROWS))
        raise FileProblem(t("formats.too_wide", name=name, sheet=sheet, cell=f"{column_name(columns - 1)}{rows}"))


def _fits(columns: int, rows: int) -> bool:
    return rows <= MOST_ROWS and columns * rows <= _MOST_CELLS


def _cells_of(content: bytes, styles: list[int]) -> set[tuple[int, int]]:
    if not styles:
        return set()
    numbers = b"|".join(str(style).encode() for style in styles)
    wanted = re.compile(rb'<c r="([A-Z]{1,3})(\d+)" s="(?:' + numbers + rb')"')
    return {(int(found.group(2)) - 1, _column_number(found.group(1))) for found in wanted.finditer(content)}


def _column_number(letters: bytes) -> int:
    """0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
