"""Workbooks (.xlsx, .xls, .xlsb, .ods) as sheets of text, through calamine."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from data.formats.problem import FileProblem
from data.formats.sheet import Cell, CellKind, Merge, Sheet
from data.words import t

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_ROWS = 200_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(data: bytes, name: str) -> list[Sheet]:
    """The visible worksheets of a workbook. ``name`` is for the sentences. Raises FileProblem."""
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    if _ENCRYPTED in data[: 1 << 20]:
        raise FileProblem(t("formats.encrypted", name=name))
    try:
        with load_workbook(io.BytesIO(data)) as book:
            wanted = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]
            return [_sheet(book.get_sheet_by_name(sheet), name) for sheet in wanted]
    except PasswordError:
        raise FileProblem(t("formats.encrypted", name=name)) from None
    except CalamineError as error:
        # calamine says "Cannot detect file format" or "file not found" for an archive that is no workbook.
        known = "Cannot detect" in str(error) or "not found" in str(error)
        words = t("formats.not_a_workbook", name=name) if known else t("formats.broken", name=name)
        raise FileProblem(words) from error


def _sheet(source: CalamineSheet, name: str) -> Sheet:
    if source.total_height > MOST_ROWS:
        raise FileProblem(
            t("formats.too_many_rows", name=name, sheet=source.name, rows=source.total_height, most=MOST_ROWS)
        )
    rows = [
        [_cell(value, y, x) for x, value in enumerate(row)]
        for y, row in enumerate(source.to_python(skip_empty_area=False))
    ]
    merged = tuple(source.merged_cell_ranges or ())
    _fill_down(rows, merged)
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return Sheet(source.name, rows, merged)


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


def number_text(value: float) -> str:
    """'13285970256' for 13285970256.0 and '87.5' for 87.5: no '.0', no power of ten, no noise in the last digits."""
    if value.is_integer():
        return str(int(value))
    return format(Decimal(format(value, ".15g")), "f") if value == value else ""
