"""Workbooks (.xlsx, .xls, .xlsb, .ods) as sheets of text, through calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from data.formats.ods_parts import ods_merges
from data.formats.problem import FileProblem
from data.formats.sheet import Cell, CellKind, Merge, Sheet, number_text
from data.formats.xlsx_parts import MOST_ROWS, UNREADABLE, month_cells
from data.words import t

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EXCEL_ZERO = date(1899, 12, 30)
_FEWEST_MONTHS = 3


def read_workbook(data: bytes, name: str) -> list[Sheet]:
    """The visible worksheets of a workbook. ``name`` is for the sentences. Raises FileProblem."""
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    if _ENCRYPTED in data[: 1 << 20]:
        raise FileProblem(t("formats.encrypted", name=name))
    months, merges = month_cells(data, name), ods_merges(data)
    try:
        with load_workbook(io.BytesIO(data)) as book:
            wanted = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]
            return [
                _sheet(book.get_sheet_by_name(sheet), name, months.get(sheet), merges.get(sheet)) for sheet in wanted
            ]
    except PasswordError:
        raise FileProblem(t("formats.encrypted", name=name)) from None
    except CalamineError as error:
        words = t("formats.not_a_workbook", name=name) if _is_something_else(data) else t("formats.broken", name=name)
        raise FileProblem(words) from error


def _is_something_else(data: bytes) -> bool:
    """Whether the file is whole but of another kind: a document, a presentation, an archive of files."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return not any(part.startswith("xl/") or part == "content.xml" for part in archive.namelist())
        except UNREADABLE:
            return False
    return any(part.encode("utf-16-le") in data for part in ("WordDocument", "PowerPoint Document"))


def _sheet(
    source: CalamineSheet,
    name: str,
    months: Collection[tuple[int, int]] | None,
    merged: tuple[Merge, ...] | None,
) -> Sheet:
    """``months`` are the cells known to show a month only, ``merged`` the ranges; None where calamine must tell, or
    the dates themselves."""
    if source.total_height > MOST_ROWS:
        raise FileProblem(
            t("formats.too_many_rows", name=name, sheet=source.name, rows=source.total_height, most=MOST_ROWS)
        )
    rows = [
        [_cell(value, y, x) for x, value in enumerate(row)]
        for y, row in enumerate(source.to_python(skip_empty_area=False))
    ]
    for y, x in _looking_like_months(rows) if months is None else months:
        if y < len(rows) and x < len(rows[y]):
            rows[y][x] = _month(rows[y][x])
    merged = merged if merged is not None else tuple(source.merged_cell_ranges or ())
    _fill_down(rows, merged)
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return Sheet(source.name, rows, merged)


def _looking_like_months(rows: Sequence[list[Cell]]) -> Iterator[tuple[int, int]]:
    """The dates of every column that has some and all of them on the first of a month: nobody's birthdays do that."""
    for x in range(max(map(len, rows), default=0)):
        dates = [row[x] for row in rows if x < len(row) and row[x].kind == "date"]
        if len(dates) >= _FEWEST_MONTHS and all(len(cell.text) == 10 and cell.text.endswith("-01") for cell in dates):
            yield from ((cell.row, cell.column) for cell in dates)


def _month(cell: Cell) -> Cell:
    """The cell with its date as a month; a day other than the first was typed, and stays."""
    text = cell.text
    # calamine does not know the Chinese built-in formats: it gives such a date as the number of its day.
    if cell.kind == "number" and len(text) == 5 and text.isdecimal():
        text = (_EXCEL_ZERO + timedelta(days=int(text))).isoformat()
    elif cell.kind != "date":
        return cell
    return Cell(text.removesuffix("-01") if len(text) == 10 else text, "date", cell.row, cell.column)


def _fill_down(rows: Sequence[list[Cell]], merged: Sequence[Merge]) -> None:
    """Put the value of every range merged over several rows into its first column's cells."""
    for (top, left), (bottom, _right) in merged:
        if bottom == top or top >= len(rows) or left >= len(rows[top]):
            continue
        head = rows[top][left]
        for y in range(top + 1, min(bottom + 1, len(rows))):
            rows[y][left] = Cell(head.text, head.kind, y, left)


def _cell(value: Any, y: int, x: int) -> Cell:
    # The commonest first: this runs once per cell.
    if value.__class__ is str:
        return Cell(value, "text" if value else "blank", y, x)
    if value.__class__ is float:
        return Cell(number_text(value), "number", y, x)
    text, kind = _shown(value)
    return Cell(text, kind, y, x)


def _shown(value: Any) -> tuple[str, CellKind]:
    match value:
        case bool():
            return ("TRUE" if value else "FALSE"), "bool"
        case datetime():
            if value.time() == time():
                return value.date().isoformat(), "date"
            return value.isoformat(" ", "minutes" if not value.second else "seconds"), "date"
        case date() | time():
            return value.isoformat(), "date"
        case timedelta():
            return str(value), "date"
        case None:
            return "", "blank"
        case int():
            return str(value), "number"
        case _:
            return str(value), "text"
