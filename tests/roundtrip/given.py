"""The files that the spreadsheet program gets: registers of the sample school, some edited as a person would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.actions.desk import Desk
from models.actions.exporting import export_register
from models.actions.registers.attendance import attendance_sheet
from models.registers.source import CellEdit

REGISTERS = ("roster", "honours", "groups", "experts", "codes", "activities", "attendance")
EDITS: Mapping[tuple[str, str], object] = {
    ("001", "职称"): "正高级教师",
    ("002", "电话"): 13800001111,  # a number, as Excel makes of it
    ("003", "出生年月"): datetime(1980, 5, 6),  # a real date
    ("004", "备注"): "负责 [图书室]，“每周三”",
    ("005", "从教年月"): "2003.9",
}


def hold_a_meeting(desk: Desk) -> None:
    """An activity with its attendance, which the sample school lacks."""
    facts = {"held_on": "2026-11-18", "activity_title": "集体备课", "activity_kind": "集体备课"}
    desk.source("activities").edit([CellEdit(-1, name, text) for name, text in facts.items()], "type")
    sheet, _ = attendance_sheet(desk, desk.source("activities").row(0).id)
    sheet.edit([CellEdit(sheet.row(4).id, "attendance_status", "病假", "到")], "type")


def make_files(desk: Desk, folder: Path) -> list[Path]:
    """Every file that some test has saved again, by a name of its own."""
    return [
        *(exported(desk, folder / f"{register_id}.xlsx", register_id) for register_id in REGISTERS),
        exported(desk, folder / "roster_text.csv"),
        _edited(desk, folder / "edited.xlsx", lambda sheet: _change(sheet, EDITS)),
        _edited(
            desk, folder / "emptied.xlsx", lambda sheet: _change(sheet, {("001", "电话"): None, ("002", "学历"): ""})
        ),
        _edited(desk, folder / "longer.xlsx", _lengthen),
    ]


def exported(desk: Desk, path: Path, register_id: str = "roster") -> Path:
    source = desk.source(register_id)
    rows = [source.row(index) for index in range(len(source))]
    export_register(desk, source.register, rows, path, source.register.columns)
    return path


def _edited(desk: Desk, path: Path, edit: Callable[[Worksheet], None]) -> Path:
    book = load_workbook(exported(desk, path))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    edit(sheet)
    book.save(path)
    return path


def _change(sheet: Worksheet, cells: Mapping[tuple[str, str], object]) -> None:
    """Give cells other values: {(staff number, heading): value}."""
    heading = next(row for row in sheet.iter_rows() if any(cell.value == "工号" for cell in row))
    columns = {str(cell.value): cell.column for cell in heading}
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows(min_row=heading[0].row + 1)}
    for (number, title), value in cells.items():
        sheet.cell(rows[number], columns[title]).value = value  # type: ignore[assignment]


def _lengthen(sheet: Worksheet) -> None:
    sheet.append(["098", "苏小妹", "女", "1999-01"])
    sheet.append(["填表人：李老师"])
    sheet.append([])
