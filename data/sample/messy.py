"""The sample school's staff as a real school would have them in a spreadsheet: usable, and untidy in every way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from data.sample import spelling
from data.sample.school import SampleTeacher, sample_school

HEADER_ROW = 4
"""The sheet's row, counted from 1, in which the headings stand: two title rows and a row of sections are above."""

HEADINGS = (
    "序号", "教师编号", "姓  名*", "性别", "出生时间", "民族", "政治面貌", "最高学历", "毕业院校及专业",
    "参加工作\n时间", "从教时间", "到校时间", "现任职称 ", "科组", "任课学科", "所教班级", "班主任", "行政职务",
    "骨干教师", "手机号", "备注",
)  # fmt: skip
_SECTIONS = ((0, 8, "基本情况"), (9, 11, "工作经历"), (12, 18, "任教情况"), (19, 20, "其他"))
_WIDTHS = (5, 9, 10, 5, 13, 6, 10, 10, 22, 12, 12, 12, 15, 8, 16, 24, 12, 12, 34, 14, 22)
_GROUP_ORDER = ("语文组", "数学组", "英语组", "艺体组", "综合组")
_TWO_ROWS = "006"
_NO_SEX, _NO_SUCH_MONTH, _VAGUE_RANK, _SHORT_PHONE, _NO_SUCH_SUBJECT = "019", "035", "026", "046", "052"


@dataclass(frozen=True, slots=True)
class MessyRoster:
    """What was written: ``people`` on ``rows`` rows from row ``first_row`` on, and ``problems``, the cells that cannot
    be read or lack something, as {address: why} with Chinese reasons."""

    path: Path
    header_row: int
    first_row: int
    rows: int
    people: int
    problems: dict[str, str]


def write_messy_roster(path: Path) -> MessyRoster:
    """Write the workbook to ``path`` (.xlsx), the same bytes every time.

    It has two title rows and a row of sections above the headings; headings by other names, one with a star, one with
    spaces inside, one broken over two lines; people by group with merged group and subject cells; dates as date cells
    and as text in five shapes; telephones as numbers; spaces inside names, numbers behind namesakes; one person on two
    rows; former rank names; an empty row, a total, a note and signatures at the end; and five cells that somebody has
    to mend. Raises OSError where the file cannot be written.
    """
    from xlsxwriter import Workbook

    book = Workbook(str(path))
    # The moment of writing would make every file different.
    book.set_properties({"author": "教导处", "created": datetime(2026, 9, 5, 10, 0)})
    try:
        sheet = _Sheet(book)
        sheet.write_head()
        people = _people()
        rows = _rows(people)
        for number, row in enumerate(rows):
            sheet.write_row(HEADER_ROW + number, row)
        sheet.merge_down(rows, HEADINGS.index("科组"))
        sheet.merge_down(rows, HEADINGS.index("任课学科"))
        sheet.write_foot(HEADER_ROW + len(rows), len(people))
    finally:
        book.close()
    return MessyRoster(path, HEADER_ROW, HEADER_ROW + 1, len(rows), len(people), _problems(rows))


def _people() -> list[SampleTeacher]:
    staff = sorted(sample_school().teachers, key=lambda person: _GROUP_ORDER.index(person.research_group))
    return [person for person in staff if person.research_group]


def _rows(people: Sequence[SampleTeacher]) -> list[dict[str, Any]]:
    """One row a person by heading, two for whoever holds two posts."""
    namesakes: dict[str, list[str]] = {}
    for person in people:
        namesakes.setdefault(person.name, []).append(person.staff_no)
    rows: list[dict[str, Any]] = []
    for person in people:
        for part in _parts(person):
            cells = _cells(part, namesakes[person.name])
            rows.append(dict(zip(HEADINGS, [len(rows) + 1, *cells], strict=True)))
    return rows


def _parts(person: SampleTeacher) -> list[SampleTeacher]:
    if person.staff_no != _TWO_ROWS:
        return [person]
    second = replace(person, subjects=person.subjects[1:], classes=person.classes[4:], remark="兼综合实践", position="")
    return [replace(person, subjects=person.subjects[:1], classes=person.classes[:4]), second]


def _cells(person: SampleTeacher, namesakes: list[str]) -> list[Any]:
    number = person.staff_no
    school = f"{person.graduated_from} {person.major}" if int(number) % 4 == 0 else person.graduated_from
    return [
        number,
        spelling.name(person, namesakes),
        "" if number == _NO_SEX else spelling.label("sex", person.sex),
        "1990年13月" if number == _NO_SUCH_MONTH else _born(person),
        spelling.ethnicity(person),
        spelling.political(person),
        spelling.qualification(person),
        school,
        spelling.month(person.working_since, person),
        spelling.month(person.teaching_since, person),
        spelling.day(person.joined_on) or spelling.month(person.joined_on, person),
        "初级" if number == _VAGUE_RANK else spelling.rank(person),
        person.research_group,
        "体育、珠算" if number == _NO_SUCH_SUBJECT else spelling.subjects(person),
        spelling.classes(person.classes, person),
        spelling.classes((person.head_of_class,), person) if person.head_of_class else "",
        spelling.label("position", person.position),
        spelling.honours(person.honours),
        _phone(person),
        person.remark,
    ]


def _born(person: SampleTeacher) -> date | str:
    known = spelling.day(person.born_on)
    return known if known and int(person.staff_no) % 2 else spelling.month(person.born_on, person)


def _phone(person: SampleTeacher) -> int | str:
    if person.staff_no == _SHORT_PHONE:
        return int(person.phone[:10])
    spaced = f"{person.phone[:3]} {person.phone[3:7]} {person.phone[7:]}"
    return spaced if int(person.staff_no) % 6 == 0 else int(person.phone)


def _problems(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    wrong = {
        _NO_SEX: ("性别", "没有填性别"),
        _NO_SUCH_MONTH: ("出生时间", "没有13月"),
        _VAGUE_RANK: ("现任职称 ", "初级可能是二级或三级"),
        _SHORT_PHONE: ("手机号", "少一位"),
        _NO_SUCH_SUBJECT: ("任课学科", "珠算不在学科表里"),
    }
    found = {}
    for index, row in enumerate(rows, HEADER_ROW + 1):
        if row["教师编号"] in wrong:
            heading, why = wrong[row["教师编号"]]
            found[f"{chr(ord('A') + HEADINGS.index(heading))}{index}"] = why
    return found


class _Sheet:
    """The one sheet of the workbook, with a school's taste in borders."""

    def __init__(self, book: Any) -> None:
        box = {"border": 1, "font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
        self._sheet = book.add_worksheet("教师花名册")
        self._title = book.add_format({"bold": True, "font_name": "黑体", "font_size": 18, "align": "center"})
        self._line = book.add_format({"font_name": "宋体", "font_size": 10})
        self._head = book.add_format({**box, "bold": True, "align": "center"})
        self._cell = book.add_format(box)
        self._date = book.add_format({**box, "num_format": "yyyy/m/d"})
        self._number = book.add_format({**box, "num_format": "0"})

    def write_head(self) -> None:
        last = len(HEADINGS) - 1
        school = sample_school()
        self._sheet.merge_range(0, 0, 0, last, f"{school.name}2026-2027学年度第一学期教师花名册", self._title)
        self._sheet.merge_range(
            1, 0, 1, last, f"填报单位：{school.name}（盖章）        填报时间：2026年9月5日", self._line
        )
        for first, end, words in _SECTIONS:
            self._sheet.merge_range(2, first, 2, end, words, self._head)
        for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
            self._sheet.write_string(HEADER_ROW - 1, column, heading, self._head)
            self._sheet.set_column(column, column, width)

    def write_row(self, row: int, cells: dict[str, Any]) -> None:
        for column, value in enumerate(cells.values()):
            if isinstance(value, date):
                self._sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self._date)
            elif isinstance(value, int):
                self._sheet.write_number(row, column, value, self._number)
            else:
                self._sheet.write_string(row, column, value, self._cell)

    def merge_down(self, rows: Sequence[dict[str, Any]], column: int) -> None:
        """Merge runs of equal cells, as people do to avoid repeating themselves; not across groups."""
        heading = HEADINGS[column]
        start = 0
        for end in range(1, len(rows) + 1):
            same = end < len(rows) and all(rows[end][h] == rows[start][h] for h in {heading, "科组"})
            if same:
                continue
            if end - start > 1:
                first, last = HEADER_ROW + start, HEADER_ROW + end - 1
                self._sheet.merge_range(first, column, last, column, rows[start][heading], self._cell)
            start = end

    def write_foot(self, row: int, people: int) -> None:
        # A row is left empty, as under a sum.
        self._sheet.write_string(row + 1, 0, "合计", self._cell)
        self._sheet.write_number(row + 1, 2, people, self._cell)
        self._sheet.write_string(row + 2, 0, "说明：1.职称填现任职称；2.班主任填所带班级；3.电话请核对。", self._line)
        self._sheet.write_string(row + 3, 0, "填表人：何雨晴", self._line)
        self._sheet.write_string(row + 3, 6, "审核人：郑海燕", self._line)
        self._sheet.write_string(row + 3, 12, "填表日期：2026.9.5", self._line)
