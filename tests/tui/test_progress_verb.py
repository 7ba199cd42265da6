"""``yanxiu progress`` and ``yanxiu remind`` as a person or a script calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tui.cli import main
from tui.status import DONE, NO_SENSE


@pytest.fixture
def file(past_file: Path, tmp_path: Path) -> str:
    copy = tmp_path / "past.db"
    shutil.copyfile(past_file, copy)
    return str(copy)


def test_progress_prints_an_obligation_a_line(file: str, capsys: pytest.CaptureFixture[str]):
    assert main(["--store", file, "progress", "--format", "json"]) == DONE
    rows = json.loads(capsys.readouterr().out)
    assert [row["code"] for row in rows][:3] == ["O1", "O2", "O3"]
    observed = next(row for row in rows if row["code"] == "O3")
    assert observed["bound"] == 50
    assert observed["done"] <= observed["number"]


def test_who_owes_one_obligation_is_listed_with_the_week_of_completion(file: str, capsys: pytest.CaptureFixture[str]):
    assert main(["--store", file, "progress", "--obligation", "听课", "--owing", "--group", "数学组"]) == DONE
    printed = capsys.readouterr().out
    assert "沈志强" in printed
    assert "语文组" not in printed


def test_one_person_is_found_by_initials(file: str, capsys: pytest.CaptureFixture[str]):
    assert main(["--store", file, "progress", "--teacher", "szq", "--format", "json"]) == DONE
    rows = json.loads(capsys.readouterr().out)
    assert {row["who"] for row in rows} == {"034"}


def test_an_unknown_obligation_is_told_which_there_are(file: str, capsys: pytest.CaptureFixture[str]):
    assert main(["--store", file, "progress", "--obligation", "O99"]) == NO_SENSE
    assert "O3(听课)" in capsys.readouterr().err


def test_pictures_are_printed_as_signs_as_rows_and_for_word(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["--store", file, "progress", "--picture"]) == DONE
    assert "###" in capsys.readouterr().out
    for name in ("pace", "spread", "load"):
        assert main(["--store", file, "report", name, "--format", "json"]) == DONE
        assert {"chart", "label", "number", "mark", "words"} == json.loads(capsys.readouterr().out)[0].keys()
    paper = tmp_path / "进度.docx"
    assert main(["--store", file, "report", "pace", "--obligation", "听课", "--out", str(paper)]) == DONE
    assert paper.read_bytes()[:2] == b"PK"
    assert main(["--store", file, "report", "load", "--out", str(tmp_path / "a.pdf")]) == NO_SENSE


def test_reminders_are_printed_once(file: str, capsys: pytest.CaptureFixture[str]):
    assert main(["--store", file, "remind", "--group", "数学组", "--dry-run"]) == DONE
    looked = capsys.readouterr()
    assert main(["--store", file, "remind", "--group", "数学组"]) == DONE
    assert capsys.readouterr().out == looked.out
    assert main(["--store", file, "remind", "--group", "数学组"]) == DONE
    last = capsys.readouterr()
    assert last.out == ""
    assert "没有要提醒的" in last.err
