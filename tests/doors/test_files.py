"""Whatever file somebody hands in: it is read, or refused with one sentence, and nothing of the store changes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from data.formats.problem import FileProblem
from data.formats.reading import read_sheets
from data.formats.sheet import Sheet
from data.formats.tabular import parse_tsv_block
from data.formats.texts.reader import TextReader
from models.actions.desk import Desk
from models.actions.importing import plan_import
from models.actions.pasting import plan_block
from tests.doors.fuzz import TIMES, damaged, shaken
from tests.support.workbooks import ods_bytes

HEADINGS = ["工号", "姓名", "性别", "出生年月", "职称", "联系电话"]
TYPED = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for number in range(5):
        sheet.append([f"00{number}", "李芳", "女", "1985-03", "一级教师", "13800000000"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def letter() -> bytes:
    document = Document()
    document.add_heading("教学反思", 1)
    document.add_paragraph("这节课的目标达到了，学生会自己更正。" * 20)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


WEB_TABLE = ("<html><table><tr>" + "".join(f"<th>{name}</th>" for name in HEADINGS) + "</tr></table></html>").encode()
XML_BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY x SYSTEM "file:///etc/passwd">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet>
<Table><Row><Cell><Data>&e;&x;</Data></Cell></Row></Table></Worksheet></Workbook>"""


def outcome(file: Path) -> tuple[list[Sheet], str]:
    """What was read, or the sentence that refused it."""
    try:
        return read_sheets(file), ""
    except FileProblem as problem:
        return [], str(problem)


def bomb() -> bytes:
    """A workbook whose one part unpacks to far more than it weighs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        with zipfile.ZipFile(io.BytesIO(workbook())) as whole:
            for name in whole.namelist():
                if not name.startswith("xl/worksheets/sheet"):
                    parts.writestr(name, whole.read(name))
        parts.writestr("xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 300_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "whole",
    [
        workbook(),
        ods_bytes([HEADINGS, ["001", "李芳"]]),
        WEB_TABLE,
        XML_BOMB,
        "工号\t姓名\n001\t李芳\n".encode("gb18030"),
    ],
)
def test_a_spoilt_table_is_read_or_refused_with_a_sentence(whole: bytes, tmp_path: Path):
    file = tmp_path / "名册.xlsx"
    for spoilt in (whole, *damaged(whole, 40 * TIMES, seed=7)):
        file.write_bytes(spoilt)
        sheets, problem = outcome(file)
        assert all(sheet.rows for sheet in sheets)
        assert "root:" not in str(sheets), "a file of this machine was drawn in"
        assert sheets or ("名册.xlsx" in problem and "\n" not in problem)


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path):
    file = tmp_path / "名册.xlsx"
    file.write_bytes(bomb())
    with pytest.raises(FileProblem):
        read_sheets(file)


@shaken
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf\x00")
@example(b"PK\x03\x04")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
def test_any_bytes_at_all(tmp_path: Path, content: bytes):
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    sheets, problem = outcome(file)
    assert bool(sheets) != bool(problem)


def test_a_spoilt_letter_costs_only_itself():
    whole = letter()
    with TextReader(seconds=10) as reader:
        for spoilt in damaged(whole, 25 * TIMES, seed=11):
            found = reader.read("反思.docx", spoilt)
            assert found.text or found.problem
            assert "Traceback" not in found.problem
        assert "学生会自己更正" in reader.read("反思.docx", whole).text


@pytest.mark.parametrize("kind", ["roster", "timetable", "observations", "contests", "homework", "obligations"])
def test_a_table_of_nonsense_under_known_headings_changes_nothing(desk: Desk, tmp_path: Path, kind: str):
    titles = [column.title for column in desk.table(kind).register.columns if column.editable]
    odd = ["", "　", "=1+1", "-1", "99999999999999999999", "2026-02-30", "'; DROP TABLE teacher", "\u202e乱", "🙂" * 50]
    before = desk.store.latest_change()
    for turn in range(4):
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(titles)
        for row in range(12):
            sheet.append([odd[(row * 7 + turn + place) % len(odd)] for place in range(len(titles))])
        book.save(tmp_path / "x.xlsx")
        plan = plan_import(desk, kind, tmp_path / "x.xlsx")
        assert all(reason for row in plan.rows for _, reason in row.problems)
    assert desk.store.latest_change() == before


@shaken
@given(st.lists(st.lists(TYPED, max_size=6), max_size=6))
def test_any_block_that_is_pasted(desk: Desk, cells: list[list[str]]):
    pasted = "\n".join("\t".join(row) for row in cells)
    block = parse_tsv_block(pasted)
    plan = plan_block(desk, "roster", block)
    assert plan is None or all(reason for row in plan.rows for _, reason in row.problems)
    assert desk.store.latest_change() == desk.store.began
