"""The untidy workbook is the same every time and untidy in the ways that its description promises."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from data.sample.messy import HEADINGS, MessyRoster, write_messy_roster


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> MessyRoster:
    return write_messy_roster(tmp_path_factory.mktemp("messy") / "花名册.xlsx")


@pytest.fixture(scope="module")
def cells(written: MessyRoster) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(written.path).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def column(cells: list[tuple[object, ...]], heading: str) -> list[object]:
    return [row[HEADINGS.index(heading)] for row in cells[4:65]]


def test_the_same_bytes_every_time(written: MessyRoster, tmp_path: Path):
    assert write_messy_roster(tmp_path / "again.xlsx").path.read_bytes() == written.path.read_bytes()


def test_the_headings_stand_below_titles(written: MessyRoster, cells: list[tuple[object, ...]]):
    assert cells[written.header_row - 1] == HEADINGS
    assert "花名册" in str(cells[0][0])
    assert (written.first_row, written.rows, written.people) == (5, 61, 60)


def test_dates_come_as_dates_and_in_five_shapes_of_text(cells: list[tuple[object, ...]]):
    dates = [value for row in cells[4:65] for value in row[8:12]] + column(cells, "出生时间")
    shapes = {re.sub(r"\d", "9", str(value)) for value in dates if isinstance(value, str)}
    assert {"9999.99", "999999", "9999年9月", "9999-99", "9999/9"} <= shapes
    assert any(isinstance(value, datetime) for value in dates)


def test_names_telephones_and_ranks_are_as_people_write_them(cells: list[tuple[object, ...]]):
    names = [str(name) for name in column(cells, "姓  名*")]
    assert {"王芳1", "王芳2"} <= set(names)
    assert any("　" in name for name in names)
    assert any(" " in name.strip() and "Emma" not in name for name in names)
    assert {type(phone) for phone in column(cells, "手机号")} == {int, str}
    assert {"小学高级教师", "中学高级", "小学一级"} <= {str(rank) for rank in column(cells, "现任职称 ")}


def test_cells_are_merged_and_one_person_has_two_rows(cells: list[tuple[object, ...]]):
    assert column(cells, "科组").count(None) > 40
    assert None in column(cells, "任课学科")
    assert column(cells, "教师编号").count("006") == 2


def test_the_cells_to_mend_are_where_it_says(written: MessyRoster):
    sheet = openpyxl.load_workbook(written.path).active
    assert sheet is not None
    assert {address: sheet[address].value for address in written.problems} == {
        "D17": "",
        "M24": "初级",
        "E35": "1990年13月",
        "T46": 1390000730,
        "O53": "体育、珠算",
    }


def test_notes_stand_below_the_people(cells: list[tuple[object, ...]]):
    below = [str(value) for row in cells[65:] for value in row if value is not None]
    assert {"合计", "填表人：何雨晴"} <= set(below)
