"""Workbooks as a school prints them, fills them in and corrects them: .xlsx through xlsxwriter."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from data.formats.saving import save_bytes
from data.formats.sheet import column_name, number_text
from data.words import t

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_TEMPLATE_ROWS = 500  # how far down lists and text formats reach in a blank form
_NUMBER = re.compile(r"-?(?=.{1,15}$)[0-9]+(\.[0-9]+)?")  # a spreadsheet keeps 15 digits
_RED = "#FFC7CE"


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column to write. ``width`` in terminal cells; ``kind`` 'number' lets digits be summed up, 'text' keeps every
    digit as it stands. ``help`` becomes a comment, ``choices`` a list to choose from in a blank form."""

    heading: str
    width: int
    kind: Literal["text", "number"] = "text"
    required: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()


def write_table(
    path: Path,
    title: str,
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[object]],
    subtitle: str = "",
    replace: bool = True,
) -> None:
    """Write a table to print: the title over all columns, bordered cells, headings that stay in sight and come again
    on every page, A4 across, as many columns to a page as there are. Raises FileProblem when it cannot be written."""
    save_bytes(path, table_bytes(title, columns, rows, subtitle), replace=replace)


def table_bytes(
    title: str,
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[object]],
    subtitle: str = "",
    made_on: date | None = None,
) -> bytes:
    """The same as a file's content; made on a day, the same table is the same bytes."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        top = _titles(book, sheet, title, subtitle, len(columns))
        looks = _Looks(book)
        for x, column in enumerate(columns):
            sheet.set_column(x, x, _width(column))
            sheet.write_string(top, x, column.heading, looks.heading)
        y = top
        for y, row in enumerate(rows, top + 1):
            for x, (column, value) in enumerate(zip(columns, row, strict=True)):
                _write(sheet, y, x, value, column, looks)
        _for_print(sheet, top, y, len(columns))

    return _made(title, fill, made_on)


def write_template(path: Path, title: str, columns: Sequence[OutColumn], replace: bool = True) -> None:
    """Write a blank form: required headings with a star, a comment on each heading, lists to choose from.

    The lists stand on a hidden sheet, since one inside a cell's rule may have 255 characters only. Raises FileProblem.
    """

    def fill(book: Workbook, sheet: Worksheet) -> None:
        top = _titles(book, sheet, title, "", len(columns))
        looks = _Looks(book)
        lists = book.add_worksheet(t("formats.list_sheet")) if any(column.choices for column in columns) else None
        for x, column in enumerate(columns):
            sheet.set_column(x, x, _width(column), looks.plain_number if column.kind == "number" else looks.plain_text)
            heading = f"{column.heading}*" if column.required else column.heading
            sheet.write_string(top, x, heading, looks.required if column.required else looks.heading)
            if comment := _comment(column):
                sheet.write_comment(top, x, comment, {"x_scale": 1.6})
            if column.choices and lists is not None:
                _offer(lists, sheet, x, top + 1, column)
        if lists is not None:
            lists.hide()
        _for_print(sheet, top, top + 30, len(columns))

    _make(path, title, fill, replace)


def write_problems(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    notes: Mapping[tuple[int, int], str],
    replace: bool = True,
) -> None:
    """Write rows that could not be used, to be corrected and sent again: the cells in ``notes``, by (row, column) from
    0 below the headings, are red and say why in a comment. Raises FileProblem when it cannot be written."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        looks = _Looks(book)
        kept = [[str(value) for value in row] for row in rows]
        for x, heading in enumerate(headings):
            texts = [heading, *(row[x] for row in kept if x < len(row))]
            sheet.set_column(x, x, min(40, max(8, 2 + max(map(_cells, texts)))))
            sheet.write_string(0, x, heading, looks.heading)
        for y, row in enumerate(kept):
            for x, value in enumerate(row):
                sheet.write_string(y + 1, x, value, looks.red if (y, x) in notes else looks.text)
        for (y, x), reason in notes.items():
            if x >= (len(kept[y]) if y < len(kept) else 0):
                sheet.write_blank(y + 1, x, None, looks.red)
            sheet.write_comment(y + 1, x, reason, {"x_scale": 2})
        _for_print(sheet, 0, len(kept), len(headings))

    _make(path, t("formats.problem_sheet"), fill, replace)


class _Looks:
    """The cell formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        def cell(**facts: object) -> Format:
            return book.add_format({"valign": "vcenter", **facts})

        boxed = {"border": 1, "text_wrap": True}
        self.heading = cell(bold=True, align="center", bg_color="#E8EEF4", num_format="@", **boxed)
        self.required = cell(
            bold=True, align="center", bg_color="#E8EEF4", font_color="#B00020", num_format="@", **boxed
        )
        self.text = cell(num_format="@", **boxed)
        self.number = cell(align="center", **boxed)
        self.red = cell(num_format="@", bg_color=_RED, **boxed)
        self.plain_text = cell(num_format="@")
        self.plain_number = cell()


def _make(path: Path, sheet_name: str, fill: Callable[[Workbook, Worksheet], None], replace: bool) -> None:
    save_bytes(path, _made(sheet_name, fill), replace=replace)


def _made(sheet_name: str, fill: Callable[[Workbook, Worksheet], None], made_on: date | None = None) -> bytes:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        if made_on is not None:
            book.set_properties({"created": datetime(made_on.year, made_on.month, made_on.day)})
        fill(book, book.add_worksheet(_sheet_name(sheet_name)))
    return out.getvalue()


def _sheet_name(title: str) -> str:
    """The title as a sheet may be called: up to 31 characters, none of []:*?/\\ and no quotation mark at an end."""
    return "".join("_" if mark in "[]:*?/\\" else mark for mark in title).strip("' ")[:31] or "Sheet1"


def _titles(book: Workbook, sheet: Worksheet, title: str, subtitle: str, width: int) -> int:
    """Write the title and the line under it; the row for the headings."""
    lines = [(title, {"bold": True, "font_size": 16, "align": "center"}, 30)]
    if subtitle:
        lines.append((subtitle, {"align": "right"}, 18))
    for y, (text, facts, height) in enumerate(lines):
        look = book.add_format({"valign": "vcenter", **facts})
        sheet.set_row(y, height)
        if width > 1:
            sheet.merge_range(y, 0, y, width - 1, text, look)
        else:
            sheet.write_string(y, 0, text, look)
    return len(lines)


def _write(sheet: Worksheet, y: int, x: int, value: object, column: OutColumn, looks: _Looks) -> None:
    text = "" if value is None else str(value)
    if column.kind == "number" and _is_number(text):
        sheet.write_number(y, x, float(text), looks.number)
    elif text:
        sheet.write_string(y, x, text, looks.text)
    else:
        sheet.write_blank(y, x, None, looks.text)


def _is_number(text: str) -> bool:
    """Whether a spreadsheet gives the digits back as they are: no noughts before or behind, not too many."""
    return _NUMBER.fullmatch(text) is not None and number_text(float(text)) == text


def _offer(lists: Worksheet, sheet: Worksheet, x: int, first: int, column: OutColumn) -> None:
    """Put the column's choices on the sheet of lists and let its cells be chosen from them."""
    lists.write_string(0, x, column.heading)
    lists.write_column(1, x, column.choices)
    name, letter = t("formats.list_sheet"), column_name(x)
    sheet.data_validation(
        first,
        x,
        first + _TEMPLATE_ROWS - 1,
        x,
        {
            "validate": "list",
            "source": f"='{name}'!${letter}$2:${letter}${len(column.choices) + 1}",
            "error_title": t("formats.list_error_title"),
            "error_message": t("formats.list_error"),
            # A word that the list lacks may still be one that the program knows: warn, do not refuse.
            "error_type": "warning",
        },
    )


def _comment(column: OutColumn) -> str:
    lines = [column.help, t("formats.comment_required") if column.required else ""]
    lines.append(t("formats.comment_list") if column.choices else "")
    return "\n".join(filter(None, lines))


def _for_print(sheet: Worksheet, header: int, last: int, width: int) -> None:
    sheet.freeze_panes(header + 1, 0)
    sheet.repeat_rows(header)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&C{t('formats.page')}")
    sheet.center_horizontally()
    if width:
        sheet.print_area(0, 0, max(last, header), width - 1)


def _width(column: OutColumn) -> float:
    """A column wide enough for its cells and, with its star, its heading."""
    return max(column.width, _cells(column.heading) + 2) + 1


def _cells(text: str) -> int:
    """Roughly how many Latin letters wide the text is."""
    return max((sum(2 if ord(mark) > 0x2E7F else 1 for mark in line) for line in text.split("\n")), default=0)
