"""``yanxiu pairing suggest``: what it proposes, what it answers, and that it writes only where it is told to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tui.cli import main


@pytest.fixture
def suggest(sample_file: Path, tmp_path: Path):
    """The verb over a sample school of one's own."""
    file = tmp_path / "school.db"
    shutil.copyfile(sample_file, file)

    def run(*arguments: str) -> int:
        return main(["--store", str(file), "pairing", *arguments])

    return run


def test_the_best_pairs_are_proposed_and_nothing_is_written(suggest, capsys: pytest.CaptureFixture[str]):
    assert suggest("suggest") == 1  # somebody stays without
    shown = capsys.readouterr().out
    assert "人等师傅" in shown
    assert "已证明没有更好的" in shown
    assert "没有师傅，能带的都已带满" in shown
    assert "每位师傅都可带到3人" in shown
    suggest("--format", "json")
    assert json.loads(capsys.readouterr().out) == []


def test_the_proposal_is_data_too(suggest, capsys: pytest.CaptureFixture[str]):
    suggest("suggest", "--format", "json")
    rows = json.loads(capsys.readouterr().out)
    pairs = [row for row in rows if row["mentor_no"]]
    left = [row for row in rows if not row["mentor_no"]]
    assert len({row["mentee_no"] for row in rows}) == len(rows)
    assert pairs
    assert left
    assert all(row["parts"] and row["need"] for row in rows)


def test_it_is_written_where_somebody_agrees(suggest, capsys: pytest.CaptureFixture[str]):
    assert suggest("suggest", "--accept") == 2  # nobody is there to agree
    assert "没有写入" in capsys.readouterr().err
    suggest("suggest", "--accept", "--yes")
    shown = capsys.readouterr()
    assert "可撤销" in shown.err
    suggest("--format", "json")
    written = json.loads(capsys.readouterr().out)
    assert f"已写入 {len(written)} 对" in shown.err
    suggest("suggest", "--accept", "--yes")
    assert "没有要写的结对" in capsys.readouterr().err


def test_questions_are_answered(suggest, capsys: pytest.CaptureFixture[str]):
    assert suggest("suggest", "--why", "028", "--why-not", "009", "022") == 0
    shown = capsys.readouterr().out
    assert "带袁静怡" in shown
    assert "「王芳(009)带许若琳」" in shown
    assert suggest("suggest", "--why", "004") == 0
    assert "没有在等师傅" in capsys.readouterr().out


def test_whoever_cannot_be_told_apart_is_asked_for(suggest, capsys: pytest.CaptureFixture[str]):
    assert suggest("suggest", "--why", "王芳") == 2
    assert "可能是：王芳（009）、王芳（041）" in capsys.readouterr().err
    assert suggest("suggest", "--why-not", "没有此人", "022") == 2
    assert "找不到「没有此人」" in capsys.readouterr().err


def test_more_places_and_head_teachers(suggest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    suggest("suggest", "--usual", "4", "--format", "json")
    rows = json.loads(capsys.readouterr().out)
    assert all(row["mentor_no"] for row in rows)
    assert suggest("suggest", "--topic", "homeroom", "--best") in (0, 1)
    capsys.readouterr()
    monkeypatch.setenv("COLUMNS", "160")
    suggest("suggest", "--topic", "homeroom")
    assert "师傅也是班主任" in capsys.readouterr().out


def test_the_schools_rules_are_shown_and_set(suggest, capsys: pytest.CaptureFixture[str]):
    suggest("suggest", "--format", "json")
    before = json.loads(capsys.readouterr().out)
    assert suggest("rules") == 0
    assert "points.subject" in capsys.readouterr().out
    assert suggest("rules", "usual=3", "points.grade＝15", "--format", "json") == 0
    rows = {row["name"]: (row["value"], row["usual"]) for row in json.loads(capsys.readouterr().out)}
    assert rows == {"usual": ("3", "2"), "points.grade": ("15", "10")}
    suggest("suggest", "--format", "json")
    after = json.loads(capsys.readouterr().out)
    assert sum(not row["mentor_no"] for row in after) < sum(not row["mentor_no"] for row in before)
    assert suggest("rules", "usual") == 2
    assert suggest("rules", "usual=12") == 2
    assert "1 到 9" in capsys.readouterr().err
