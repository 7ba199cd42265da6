"""A week's timetable on paper: as text on a page's width, or as a workbook with a sheet for each week."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.formats.form_paper import PAPER_WIDTH, cells
from data.words import t

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_A4 = 9
_NARROWEST = 8  # cells of a day's column


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One period: its number, its times ('' for unknown) and for each day the lines of its cell."""

    period: str
    time: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class WeekPaper:
    """A week as it is printed. ``name`` is whose it is, for the sheet's tab."""

    name: str
    title: str
    subtitle: str
    days: tuple[str, ...]
    lines: tuple[WeekLine, ...]
    foot: str = ""


def as_text(weeks: Sequence[WeekPaper], width: int = PAPER_WIDTH) -> str:
    """Weeks one after the other, a form feed between them."""
    return "\n\f\n".join("\n".join(_text_lines(week, width)) for week in weeks)


def as_workbook(weeks: Sequence[WeekPaper]) -> bytes:
    """A sheet for each week, each on one page of A4; what an import reads back."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        names: set[str] = set()
        for week in weeks:
            _sheet(book, week, _free_name(week.name, names))
    return out.getvalue()


# -- text --------------------------------------------------------------------------------------------------------------


def _text_lines(week: WeekPaper, width: int) -> list[str]:
    first = max(cells(t("teaching.time")), *(max(cells(line.period), cells(line.time)) for line in week.lines), 4) + 2
    room = max(_NARROWEST, (width - first) // max(1, len(week.days)))
    rule = "-" * min(width, first + room * len(week.days))
    lines = [_centred(week.title, width), _centred(week.subtitle, width), rule]
    lines += [_row([t("teaching.time"), *week.days], first, room), rule]
    for line in week.lines:
        blocks = [[line.period, *filter(None, [line.time])]]
        blocks += [[part for words in cell for part in _folded(words, room - 1)] for cell in line.cells]
        for y in range(max(map(len, blocks))):
            lines.append(_row([block[y] if y < len(block) else "" for block in blocks], first, room))
        lines.append(rule)
    return [line.rstrip() for line in [*lines, week.foot]]


def _row(texts: Sequence[str], first: int, room: int) -> str:
    return "".join(text + " " * max(0, (first if x == 0 else room) - cells(text)) for x, text in enumerate(texts))


def _centred(text: str, width: int) -> str:
    return " " * max(0, (width - cells(text)) // 2) + text


def _folded(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for mark in text:
        if cells(line + mark) > width:
            lines.append(line)
            line = ""
        line += mark
    return [*lines, line]


# -- workbook ----------------------------------------------------------------------------------------------------------


def _free_name(name: str, taken: set[str]) -> str:
    """The name as a sheet may be called, up to 31 characters, none of []:*?/\\, and no other sheet's."""
    plain = "".join("_" if mark in "[]:*?/\\" else mark for mark in name).strip("' ")[:28] or "1"
    free = next(each for each in (plain, *(f"{plain}_{n}" for n in range(2, 1000))) if each.lower() not in taken)
    taken.add(free.lower())
    return free


def _sheet(book: Workbook, week: WeekPaper, name: str) -> None:
    sheet = book.add_worksheet(name)
    box = {"border": 1, "text_wrap": True, "valign": "vcenter", "align": "center", "num_format": "@"}
    title = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
    under = book.add_format({"align": "right"})
    head = book.add_format({**box, "bold": True, "bg_color": "#E8EEF4"})
    cell, side = book.add_format({**box, "font_size": 12}), book.add_format(box)
    last = len(week.days)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, last, 14)
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, last, week.title, title)
    sheet.merge_range(1, 0, 1, last, week.subtitle, under)
    for x, words in enumerate((t("teaching.time"), *week.days)):
        sheet.write_string(2, x, words, head)
    for y, line in enumerate(week.lines, 3):
        sheet.set_row(y, 16 * max(3, *(len(words) for words in line.cells)) + 6)
        sheet.write_string(y, 0, "\n".join(filter(None, (line.period, line.time))), side)
        for x, words in enumerate(line.cells, 1):
            sheet.write_string(y, x, "\n".join(words), cell)
    sheet.merge_range(3 + len(week.lines), 0, 3 + len(week.lines), last, week.foot, under)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
