"""A week's timetable as schools lay it out: weekdays across, periods down, a sheet for each class, teacher or room."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.formats.headings import ColumnMatch, heading_key
from data.formats.reading import read_sheets
from data.formats.sheet import Cell, Sheet
from data.formats.tabular import SkippedRow, Table, TableRow
from data.formats.week_cells import CellLesson, class_in, is_room, lessons_in
from data.words import t

FIELDS = ("class_group", "weekday", "period", "subject", "teacher", "room", "weeks")
"""The fields of each lesson that is read, in the order of the table's columns."""

_WEEKDAY = re.compile(r"(?:星期|周|礼拜)?\s*([一二三四五六日天])|(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?", re.IGNORECASE)
_LATIN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PERIOD = re.compile(r"(?:第\s*)?(\d{1,2}|[一二三四五六七八九]|十[一二]?)\s*(?:节|$|(?=[\s(（:：]))")
_CLOCK = re.compile(r"\d{1,2}\s*[:：]\s*\d{2}")
_NUMERALS = "一二三四五六七八九十"
_KINDS = ("class", "teacher", "room")
_SEARCHED = 12  # rows in which the weekdays may stand
_FEWEST = 3  # weekdays that make a heading
_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_ABOUT_TITLES = re.compile(
    r"\S*(?:小学|学校|中学|中心校)|课程表|课表|功课表|任课|授课|总表|教师|老师|班级|教室|姓名|星期|上午|下午|\d{4}|学年度?|学期|第[一二]|[秋春]季?|[:：()（）\-_\s]"
)


class PlacedCell(Cell):
    """A cell that also says which sheet it is of."""

    sheet = ""

    @property
    def address(self) -> str:
        plain = Cell(self.text, self.kind, self.row, self.column).address
        return f"{self.sheet}!{plain}" if self.sheet else plain


@dataclass(frozen=True, slots=True)
class Known:
    """What the school knows, to tell words apart: spellings of subjects and names of people in the form of
    `heading_key`, names as they are written."""

    subjects: Collection[str]
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Heading:
    row: int
    weekdays: Mapping[int, int]
    """The weekday (1 Monday) of each column that has one."""


def find_weeks(path: Path, known: Known, titles: Mapping[str, str]) -> tuple[Table, str] | None:
    """The lessons of every sheet that is somebody's week, one row a lesson, and whose weeks most of them are ('class',
    'teacher' or 'room'); None where no sheet is.

    ``titles`` are the headings to give the fields. Raises FileProblem for a file that cannot be read.
    """
    rows: list[TableRow] = []
    skipped: list[SkippedRow] = []
    used: list[str] = []
    kinds: Counter[str] = Counter()
    first = 0
    for sheet in read_sheets(path):
        heading = _heading(sheet)
        if heading is None:
            continue
        whose = _whose(sheet, heading, known)
        lessons = list(_lessons(sheet, heading, whose, known, skipped))
        if not lessons:
            continue
        used.append(sheet.name)
        kinds[next(kind for kind, words in zip(_KINDS, whose, strict=True) if words)] += 1
        first = first or heading.row + 1
        rows += [TableRow(len(rows) + number, cells) for number, cells in enumerate(lessons, 1)]
    if not rows:
        return None
    columns = tuple(ColumnMatch(index, titles[field], field) for index, field in enumerate(FIELDS))
    name = used[0] if len(used) == 1 else t("formats.several_sheets", first=used[0], count=len(used))
    return Table(name, first, columns, tuple(rows), tuple(skipped)), kinds.most_common(1)[0][0]


def _heading(sheet: Sheet) -> _Heading | None:
    """The row of weekdays."""
    for index, row in enumerate(sheet.rows[:_SEARCHED]):
        days = {cell.column: day for cell in row if (day := _weekday(cell.text))}
        if len(set(days.values())) >= _FEWEST and len(days) == len(set(days.values())):
            return _Heading(index, days)
    return None


def _lessons(
    sheet: Sheet, heading: _Heading, whose: tuple[str, str, str], known: Known, skipped: list[SkippedRow]
) -> Iterator[tuple[PlacedCell, ...]]:
    first = min(heading.weekdays)
    class_, teacher, room = whose
    counter = _Periods()
    for row in sheet.rows[heading.row + 1 :]:
        texts = [cell.text for cell in row[:first]]
        period = counter.number(texts)
        filled = [cell for cell in row if cell.column in heading.weekdays and cell.text.strip()]
        if not filled:
            continue
        if not period:
            words = next((text.strip() for text in texts if text.strip()), filled[0].text.strip())
            skipped.append(SkippedRow(row[0].row + 1, words, t("formats.skipped_no_period")))
            continue
        for cell in filled:
            for lesson in lessons_in(cell.text, known.subjects, with_classes=not class_):
                lesson.class_ = class_ or lesson.class_
                lesson.teacher = teacher or lesson.teacher
                lesson.room = lesson.room or room
                yield _row(sheet.name, cell, heading.weekdays[cell.column], period, lesson)


def _row(sheet: str, cell: Cell, weekday: int, period: int, lesson: CellLesson) -> tuple[PlacedCell, ...]:
    texts = (
        lesson.class_,
        str(weekday),
        str(period),
        lesson.subject,
        lesson.teacher,
        lesson.room,
        lesson.weeks,
    )
    return tuple(_placed(sheet, text, cell) for text in texts)


def _placed(sheet: str, text: str, cell: Cell) -> PlacedCell:
    made = PlacedCell(text, "text" if text else "blank", cell.row, cell.column)
    made.sheet = sheet
    return made


def _whose(sheet: Sheet, heading: _Heading, known: Known) -> tuple[str, str, str]:
    """Whose week the sheet is: a class, a teacher or a room; the others ''."""
    corner = " ".join(cell.text for cell in sheet.rows[heading.row][: min(heading.weekdays)])
    above = " ".join([*(cell.text for row in sheet.rows[: heading.row] for cell in row), corner])
    body, name = _body(sheet, heading), sheet.name
    for text in (above, name):
        if class_ := class_in(text):
            return class_, "", ""
        key = heading_key(text)
        person = max((spelling for spelling in known.people if spelling in key), key=len, default="")
        if person:
            return "", known.people[person], ""
    own = "" if _UNNAMED.fullmatch(name.strip()) else name.strip()
    words = own or _ABOUT_TITLES.sub("", above).strip()
    if sum(1 for text in body if class_in(text)) * 2 >= len(body):
        # Whoever has several classes is a room, or a teacher: one whom the school does not know.
        return ("", "", words) if is_room(words) else ("", words, "")
    return words or name, "", ""


def _body(sheet: Sheet, heading: _Heading) -> list[str]:
    return [
        cell.text
        for row in sheet.rows[heading.row + 1 :]
        for cell in row
        if cell.column in heading.weekdays and cell.text.strip()
    ]


class _Periods:
    """Reads the periods down the left side; those of the afternoon go on counting where papers begin at 1 again."""

    def __init__(self) -> None:
        self._last = 0
        self._shift = 0

    def number(self, texts: Sequence[str]) -> int:
        found = next((number for text in reversed(texts) if (number := _period(text))), 0)
        if not found:
            return 0
        if found + self._shift <= self._last and found == 1:
            self._shift = self._last
        self._last = max(self._last, found + self._shift)
        return found + self._shift


def _period(text: str) -> int:
    words = _CLOCK.sub("", text).strip()
    words = re.sub(r"^(上午|下午|晚上|晨|午)\s*", "", words).strip(" -~至")
    found = _PERIOD.match(words)
    if not found:
        return 0
    if found[1].isdecimal():
        return int(found[1])
    return 10 + _NUMERALS.index(found[1][1]) + 1 if len(found[1]) == 2 else _NUMERALS.index(found[1]) + 1


def _weekday(text: str) -> int:
    found = _WEEKDAY.fullmatch(text.strip())
    if found is None:
        return 0
    if found[2]:
        return _LATIN.index(found[2].lower()) + 1
    return "一二三四五六日".index("日" if found[1] == "天" else found[1]) + 1
