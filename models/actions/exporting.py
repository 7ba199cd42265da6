"""Giving a register out again: as a workbook for print, as text for other programs, as a blank form to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from data.words import t
from models.actions.personal import note_personal
from models.actions.readers import columns_for, ensure_version, made_line, note_list, rows_for
from models.registers.column import Column, Kind
from models.registers.source import Row
from models.rules.readers import Reader

if TYPE_CHECKING:
    from data.formats.xlsx import OutColumn
    from models.actions.desk import Desk
    from models.actions.importing import ImportPlan
    from models.registers.register import Register

_AS_TEXT = (Kind.DIGITS, Kind.TEXT, Kind.NAME)


def out_columns(columns: Sequence[Column], desk: Desk | None = None) -> list[OutColumn]:
    """The columns as a workbook wants them; with the choices of their lists when the school's desk is given."""
    from data.formats.xlsx import OutColumn

    return [
        OutColumn(
            heading=column.title,
            width=column.width,
            kind="number" if column.kind in (Kind.INTEGER, Kind.COMPUTED) else "text",
            required=column.required,
            help=column.help,
            choices=_labels(desk, column),
        )
        for column in columns
    ]


def export_register(
    desk: Desk,
    register: Register,
    rows: Iterable[Row],
    path: Path,
    columns: Sequence[Column],
    why: str = "",
    reader: Reader | None = None,
) -> int:
    """Write the rows to ``path``, in the format that its ending names: .xlsx, .csv or .tsv. Returns how many.

    For a ``reader`` the columns and masks are theirs, the list says which version it is, and the history keeps that it
    was made and ``why``. Without one, personal fields that go elsewhere in full leave a mark in the history, with
    ``why``. Raises ValueError for another ending, NoSuchVersion, OSError where nothing can be written, StoreError.
    """
    subtitle = t("export.made_on", day=desk.today.isoformat())
    if reader is None:
        lines = [[row.texts[column.field] for column in columns] for row in rows]
    else:
        ensure_version(reader, register, why)
        columns = columns_for(reader, register, columns)
        lines = rows_for(desk, reader, register, columns, rows)
        subtitle = made_line(desk, reader, why)
    match path.suffix.lower():
        case ".xlsx":
            from data.formats.xlsx import write_table

            title = f"{desk.school_name}{register.title}"
            write_table(path, title, out_columns(columns), lines, subtitle=subtitle)
        case ".csv" | ".tsv":
            from data.formats.csvout import write_csv

            write_csv(path, [column.title for column in columns], lines, "\t" if path.suffix.lower() == ".tsv" else ",")
        case _:
            raise ValueError(t("export.ending", name=path.name))
    if reader is None:
        note_personal(desk, register, columns, len(lines), why=why)
    else:
        note_list(desk, register, reader, len(lines), why)
    return len(lines)


def export_template(desk: Desk, register: Register, path: Path) -> None:
    """Write a blank workbook with the register's columns, their lists to choose from and a note on each heading."""
    from data.formats.xlsx import write_template

    if path.suffix.lower() != ".xlsx":
        raise ValueError(t("export.template_ending", name=path.name))
    columns = [column for column in register.columns if column.editable]
    write_template(path, f"{desk.school_name}{register.title}", out_columns(columns, desk))


def export_problems(plan: ImportPlan, path: Path) -> int:
    """Write the rows that could not be taken in, as they stood in the file, with the reasons as comments on the cells.

    Returns how many rows.
    """
    from data.formats.xlsx import write_problems

    by_number = {row.number: row for row in plan.table.rows}
    lines: list[list[str]] = []
    notes: dict[tuple[int, int], str] = {}
    for row in plan.rows:
        if row.action != "problem":
            continue
        for number in row.numbers:
            cells = by_number[number].cells
            for address, reason in row.problems:
                index = next((i for i, cell in enumerate(cells) if cell.address == address), None)
                if index is not None or address == str(number):
                    place = (len(lines), index or 0)
                    notes[place] = "\n".join(filter(None, (notes.get(place, ""), reason)))
            lines.append([cell.text for cell in cells])
    write_problems(path, [match.heading for match in plan.columns], lines, notes)
    return len(lines)


def problem_file(path: Path) -> Path:
    """Where the problem rows of a file go: beside it, under a name that no file has yet."""
    stem = t("import.problem_name", name=path.stem)
    folder = path.parent
    names = (folder / f"{stem}{number or ''}.xlsx" for number in range(1000))
    return next(name for name in names if not name.exists())


def _labels(desk: Desk | None, column: Column) -> tuple[str, ...]:
    if desk is None or column.kind is not Kind.CODE:
        return ()
    return tuple(choice.label for choice in desk.lists.choices(column.choices))
