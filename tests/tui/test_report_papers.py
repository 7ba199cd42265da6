"""``yanxiu report notice|slips|observing`` on a terminal, into files for Word and Excel, as rows; by real processes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from docx import Document


@pytest.fixture
def place(past_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(past_file, tmp_path / "past.db"))


def yanxiu(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tui.cli", "--lang", "zh", "--store", str(place), "report", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_notice_is_printed_and_written_for_word(place: Path, tmp_path: Path):
    printed = yanxiu(place, "notice", "--day", "2026-11-25")
    assert (printed.returncode, printed.stderr) == (0, "")
    assert "第13周 11月25日(周三) 教学开放日听课安排" in printed.stdout
    written = yanxiu(place, "notice", "--day", "2026-11-25", "--out", str(tmp_path / "notice.docx"))
    assert written.returncode == 0
    assert len(Document(str(tmp_path / "notice.docx")).tables) == 6


def test_slips_as_rows_and_summaries_as_sheets(place: Path, tmp_path: Path):
    rows = json.loads(yanxiu(place, "slips", "--day", "2026-11-25", "--format", "json").stdout)
    assert {row["role"] for row in rows} == {"observes", "gives", "owes_form"}
    assert yanxiu(place, "observing", "--out", str(tmp_path / "all.xlsx")).returncode == 0
    assert len(openpyxl.load_workbook(tmp_path / "all.xlsx").sheetnames) == 6
    people = json.loads(yanxiu(place, "observing", "--group", "英语组", "--format", "json").stdout)
    assert [one["staff_no"] for one in people] == ["043", "044", "045", "046", "047"]
    assert isinstance(people[0]["counted"], int)


def test_another_ending_is_refused_with_those_that_do(place: Path, tmp_path: Path):
    refused = yanxiu(place, "notice", "--out", str(tmp_path / "notice.pdf"))
    assert refused.returncode == 2
    assert ".docx .xlsx .txt" in refused.stderr
    assert not (tmp_path / "notice.pdf").exists()


def test_the_leading_group_and_the_network_below_it(place: Path, tmp_path: Path):
    rows = json.loads(yanxiu(place, "leading", "--format", "json").stdout)
    top = [row for row in rows if row["level"] == 0]
    assert [row["position"] for row in top if row["role"] == "head"] == ["principal"]
    assert [row["role"] for row in top] == sorted((row["role"] for row in top), key=["head", "deputy", "member"].index)
    assert {row["group"] for row in rows if row["level"] == 1} >= {"语文组", "数学组"}
    assert yanxiu(place, "leading", "--out", str(tmp_path / "leading.docx")).returncode == 0
    document = Document(str(tmp_path / "leading.docx"))
    assert len(document.tables[0].rows) == 1 + len(top)
