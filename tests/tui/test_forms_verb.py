"""``yanxiu forms``: results as tables, paper forms filed by their code, forms printed in three kinds of file."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from models.actions.desk import Desk
from models.rules.paper_code import code_of
from tests.support.lessons import open_lesson, staff
from tui.cli import main

Run = Callable[..., tuple[int, str, str]]
SCORES = "5454545454 5454 945-5"


@pytest.fixture
def seen(desk: Desk) -> list[int]:
    """Six observers of 李芳's lesson."""
    people = staff(desk)
    return open_lesson(desk, people[0], people[1:7])[1]


@pytest.fixture
def run(desk: Desk, seen: list[int], capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    place = str(desk.store.place)

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(["--store", place, *arguments])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        out, err = capfdbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return run


def test_a_paper_form_is_filed_in_one_line(run: Run, seen: list[int]):
    status, out, err = run("forms", "file", code_of(seen[0]), *SCORES.split(), "=86")
    assert (status, out, err) == (0, "", "已归档：王强 评 2026-11-18 第2节 李芳 语文《荷花》，得分 90.5\n")
    status, _, err = run("forms", "file", code_of(seen[0]), *SCORES.split())
    assert status == 1
    assert "已经交过了" in err


def test_many_are_filed_from_standard_input_and_the_bad_ones_named(
    run: Run, seen: list[int], monkeypatch: pytest.MonkeyPatch
):
    lines = [f"{code_of(one)} {SCORES}" for one in seen[:3]]
    lines[1] = f"{code_of(seen[1])} 5 4"
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join([*lines, ""])))
    status, _, err = run("forms", "file", "-")
    assert status == 1
    assert err.count("已归档") == 2
    assert "写了 2 个分数，这张表有 19 项" in err


def test_results_are_listed_by_lesson_and_by_observer(run: Run, seen: list[int]):
    for one, first in zip(seen[:5], "54321", strict=True):
        run("forms", "file", code_of(one), first + SCORES[1:])
    status, out, _ = run("forms", "--format", "json", "--trimmed")
    (lesson,) = json.loads(out)
    assert status == 0
    assert (lesson["teacher"], lesson["forms"], lesson["band"], lesson["adjusted"]) == ("001", 5, "good", None)
    assert (lesson["mean"], lesson["trimmed"], lesson["lowest"], lesson["highest"]) == (88.4, 88.4, 86.3, 90.5)
    status, out, _ = run("forms", "--lesson", str(lesson["lesson"]), "--trimmed")
    assert status == 0
    assert "平均 88.4 分，良（5 张表，共 6 人听课，最低 86.3，最高 90.5）" in out
    assert "去掉一个最高分和一个最低分：88.4 分" in out
    assert "评课表太少，不算校正分" in out
    assert "目标具体、可检测，合课标、合学情" in out
    assert run("forms", "--teacher", "王强")[1].splitlines()[2:] == []
    assert run("forms", "--lesson", "99")[0] == 2


def test_blank_forms_carry_the_code_by_which_they_are_filed(run: Run, seen: list[int], tmp_path: Path):
    status, out, _ = run("forms", "blank", "--lesson", "1")
    assert status == 0
    pages = out.split("\f")
    assert len(pages) == 6
    for page, one in zip(pages, seen, strict=True):
        assert f"表号 {code_of(one)}" in page
        assert "19  应变与课堂调控" in page
    path = tmp_path / "blank.docx"
    assert run("forms", "blank", "--lesson", "1", "--out", str(path))[0] == 0
    document = Document(str(path))
    assert len(document.tables) == 6
    assert document.tables[0].rows[1].cells[2].text == "目标具体、可检测，合课标、合学情"


def test_filled_forms_are_printed_as_text_workbook_and_document(run: Run, seen: list[int], tmp_path: Path):
    run("forms", "file", code_of(seen[0]), *SCORES.split())
    _, out, _ = run("forms", "print", "--lesson", "1")
    assert "满分 100　得分 90.5　等级 优" in out
    assert max(map(len, out.splitlines())) <= 78
    book_path, document_path = tmp_path / "filled.xlsx", tmp_path / "filled.docx"
    run("forms", "print", "--lesson", "1", "--out", str(book_path))
    run("forms", "print", "--lesson", "1", "--out", str(document_path))
    sheet = load_workbook(book_path).worksheets[0]
    assert sheet["A1"].value == "有效教学课堂评价表"
    assert [sheet.cell(row, 5).value for row in range(5, 24)][:3] == [5, 4, 5]
    assert "90.5 优" in [sheet.cell(24, 5).value]
    cells = [cell.text for row in Document(str(document_path)).tables[0].rows for cell in row.cells]
    assert cells[-1] == "90.5 优"


def test_another_kind_of_file_and_nothing_to_print_are_said(run: Run, tmp_path: Path):
    status, _, err = run("forms", "blank", "--lesson", "1", "--out", str(tmp_path / "form.pdf"))
    assert (status, err) == (2, "yanxiu: 评课表可以存成：.txt .xlsx .docx\n")
    status, _, err = run("forms", "print", "--lesson", "1")
    assert (status, err) == (1, "没有可以印的评课表\n")


def test_the_forms_themselves_can_be_printed_without_a_lesson(run: Run):
    status, out, _ = run("forms", "blank")
    assert status == 0
    assert "有效教学课堂评价表" in out
    assert "「先学后教、当堂训练」评价表" in out
    assert "表号" not in out
