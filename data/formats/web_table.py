"""Tables that web systems save as '.xls': an HTML page, or Excel's XML of 2003."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree

from data.formats.delimited import as_cells, decode
from data.formats.problem import FileProblem
from data.formats.sheet import Merge, Sheet
from data.formats.xlsx_parts import MOST_ROWS
from data.words import t

_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_WIDEST = 1000  # columns that a span may reach


def is_web_table(data: bytes) -> bool:
    """Whether the file is a web page or XML with a table in it."""
    head = data[:4096].lower().replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    return head.startswith(b"<") and any(mark in head for mark in (b"<table", b"<html", _SPREADSHEET_XML))


def read_web_table(data: bytes, name: str) -> list[Sheet]:
    """The tables of the file, each as a sheet; a cell that spans several rows counts for each. Raises FileProblem."""
    if _SPREADSHEET_XML in data[:4096].lower().replace(b"\0", b""):
        return _xml_sheets(data, name)
    reader = _TableReader(name)
    reader.feed(_text(data))
    reader.close()
    return [table.sheet(f"{place}") for place, table in enumerate(reader.tables, 1)]


def _text(data: bytes) -> str:
    """The page's text, in the encoding that it names; gb2312 is read as its superset."""
    named = _CHARSET.search(data[:4096])
    encoding = named.group(1).decode("ascii").lower() if named else ""
    if encoding.startswith("gb"):
        return data.decode("gb18030", errors="replace")
    return decode(data) or data.decode("utf-8", errors="replace")


class _Grid:
    """Cells put where their spans leave room."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._texts: dict[tuple[int, int], str] = {}
        self._merged: list[Merge] = []
        self.row = -1
        self._column = 0

    def start_row(self, number: int | None = None) -> None:
        self.row = self.row + 1 if number is None else number
        self._column = 0
        if self.row >= MOST_ROWS:
            raise FileProblem(
                t("formats.too_many_rows", name=self._name, sheet=self._name, rows=self.row + 1, most=MOST_ROWS)
            )

    def add(self, text: str, down: int = 1, across: int = 1, column: int | None = None) -> None:
        """A cell over ``down`` rows and ``across`` columns, in that column or the next free one."""
        self.row = max(0, self.row)
        x = self._column if column is None else column
        while column is None and (self.row, x) in self._texts:
            x += 1
        down, across = max(1, min(down, 1000)), max(1, min(across, _WIDEST - min(x, _WIDEST - 1)))
        for y in range(self.row, self.row + down):
            for place in range(x, x + across):
                self._texts[y, place] = text if place == x else ""
        if down > 1 or across > 1:
            self._merged.append(((self.row, x), (self.row + down - 1, x + across - 1)))
        self._column = x + across

    def sheet(self, name: str) -> Sheet:
        height = max((y for y, _x in self._texts), default=-1) + 1
        width = max((x for _y, x in self._texts), default=-1) + 1
        rows = [[self._texts.get((y, x), "") for x in range(width)] for y in range(height)]
        return Sheet(name, as_cells(rows), tuple(self._merged))


class _TableReader(HTMLParser):
    """Collects the tables of a page; a table inside a cell is read as text of that cell."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self.tables: list[_Grid] = []
        self._depth = 0
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(_Grid(self._name))
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].start_row()
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            facts = dict(attrs)
            self._span = (_number(facts.get("rowspan")), _number(facts.get("colspan")))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._depth == 1 and tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table":
            self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(re.sub(r"\s+", " ", data))

    def _end_cell(self) -> None:
        if self._cell is not None:
            self.tables[-1].add("".join(self._cell).strip(), *self._span)
            self._cell = None


def _number(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _xml_sheets(data: bytes, name: str) -> list[Sheet]:
    try:
        book = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise FileProblem(t("formats.broken", name=name)) from error
    sheets: list[Sheet] = []
    for worksheet in book.iterfind("{*}Worksheet"):
        grid = _Grid(name)
        for row in worksheet.iterfind("{*}Table/{*}Row"):
            fact = _facts(row)
            grid.start_row(_number(fact("Index")) - 1 if fact("Index") else None)
            for cell in row.iterfind("{*}Cell"):
                fact = _facts(cell)
                column = _number(fact("Index")) - 1 if fact("Index") else None
                down, across = (int(fact(side) or 0) + 1 for side in ("MergeDown", "MergeAcross"))
                grid.add(_xml_text(cell), down, across, column)
        sheets.append(grid.sheet(_facts(worksheet)("Name")))
    return sheets


def _facts(element: ElementTree.Element) -> Callable[[str], str]:
    """An element's attributes by their names without the namespace; '' for one that it lacks."""
    values = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    return lambda name: values.get(name, "")


def _xml_text(cell: ElementTree.Element) -> str:
    data = cell.find("{*}Data")
    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = _facts(data)("Type")
    if kind == "DateTime":
        return text.replace("T", " ").removesuffix(" 00:00:00.000").removesuffix(":00.000")
    return text.removesuffix(".0") if kind == "Number" else text
