"""The merged cells of an OpenDocument spreadsheet, which calamine does not tell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from data.formats.sheet import Merge
from data.formats.xlsx_parts import UNREADABLE

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def ods_merges(data: bytes) -> dict[str, tuple[Merge, ...]]:
    """The merged ranges by sheet name; {} for other kinds of files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "content.xml" not in archive.namelist():
                return {}
            content = archive.read("content.xml")
        # Most sheets have none: a search is much cheaper than a parse.
        if b"-spanned=" not in content:
            return {}
        tables = ElementTree.fromstring(content).iter(f"{_TABLE}table")
        return {table.get(f"{_TABLE}name", ""): tuple(_merges(table)) for table in tables}
    except UNREADABLE:
        # Whether the file can be used at all is for calamine to say.
        return {}


def _merges(table: ElementTree.Element) -> Iterator[Merge]:
    y = 0
    for row in table.iter(f"{_TABLE}table-row"):
        x = 0
        for cell in row:
            down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if down > 1 or across > 1:
                yield (y, x), (y + down - 1, x + across - 1)
            x += _count(cell, "number-columns-repeated")
        y += _count(row, "number-rows-repeated")


def _count(element: ElementTree.Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return int(text) if text.isascii() and text.isdecimal() else 1
