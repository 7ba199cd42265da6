"""``yanxiu plan observations --accept`` writes only when somebody agrees, and then as one step."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from models.actions.desk import Desk
from tui.cli import main
from tui.status import DONE, NO_SENSE, PROBLEMS


@pytest.fixture
def file(past_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "school.db"
    shutil.copyfile(past_file, path)
    monkeypatch.setenv("YANXIU_STORE", str(path))
    monkeypatch.setattr(Desk, "today", property(lambda _: date(2026, 11, 24)))
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        status = main(list(arguments))
    except SystemExit as end:
        status = int(end.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_it_asks_and_without_an_answer_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]):
    status, _, told = said(capsys, "plan", "observations", "--weeks", "16", "--accept")
    assert status == NO_SENSE
    assert "没有写入" in told
    assert "采纳听课安排" not in said(capsys, "history")[1]


def test_agreed_to_it_is_written_and_taken_back_in_one_step(file: Path, capsys: pytest.CaptureFixture[str]):
    status, out, told = said(capsys, "plan", "observations", "--weeks", "16", "--accept", "--yes")
    assert status in (DONE, PROBLEMS)
    assert "得分" in out
    assert "已安排" in told
    assert "采纳听课安排" in said(capsys, "history")[1]
    assert "采纳听课安排" in said(capsys, "undo")[2] + said(capsys, "history")[1]
    status, _, told = said(capsys, "plan", "observations", "--again", "--accept", "--yes")
    assert status == DONE
    assert "没有要写入的变动" in told


def test_what_does_not_go_with_it_is_refused(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    status, _, told = said(capsys, "plan", "observations", "--accept", "--out", str(tmp_path / "plan"))
    assert status == NO_SENSE
    assert "--accept 只能和" in told
    status, _, told = said(capsys, "plan", "observations", "--accept", "--weeks", "2")
    assert status == NO_SENSE
    assert "已经过去" in told
