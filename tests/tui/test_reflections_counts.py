"""``yanxiu reflections --owed`` and its like."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tui.cli import main


@pytest.fixture
def file(past_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(past_file, tmp_path / "school.db"))


def asked(capsys: pytest.CaptureFixture[str], file: Path, *arguments: str) -> tuple[int, str, str]:
    status = main(["--store", str(file), "reflections", *arguments])
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def test_each_teacher_lesson_and_group_is_counted(file: Path, capsys: pytest.CaptureFixture[str]):
    status, out, _ = asked(capsys, file, "--owed", "--month", "2026-10", "--format", "json")
    people = json.loads(out)
    assert (status, len(people)) == (0, 60)
    assert all(one["owed"] == max(0, one["asked"] - one["there"]) for one in people)
    assert [one["asked"] for one in people].count(2) == 59, "who is on a long leave is asked for none"
    lessons = json.loads(asked(capsys, file, "--lessons", "--month", "2026-10", "--format", "json")[1])
    assert {one["state"] for one in lessons} <= {"", "handed_in", "returned", "again", "read", "filed"}
    groups = json.loads(asked(capsys, file, "--exchanges", "--month", "2026-10", "--format", "json")[1])
    assert {one["group"] for one in groups} == {"语文组", "数学组", "英语组", "艺体组", "综合组"}


def test_the_reminder_is_a_text_for_each_group(file: Path, capsys: pytest.CaptureFixture[str]):
    status, out, _ = asked(capsys, file, "--remind", "--month", "2026-10", "--group", "语文组")
    assert status == 0
    assert out.startswith("【语文组】10月")
    assert "心得还差" in out


def test_a_group_that_there_is_not_is_said(file: Path, capsys: pytest.CaptureFixture[str]):
    status, _, err = asked(capsys, file, "--owed", "--group", "体育组")
    assert status == 2
    assert "体育组" in err
