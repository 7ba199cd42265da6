"""``yanxiu ladder``: lessons on their way, and who has used the touch panel, as tables and rows."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def place(past_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(past_file, tmp_path / "past.db"))


def ladder(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tui.cli", "--lang", "zh", "--store", str(place), "ladder", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_ladder_of_a_group_as_a_table_and_as_rows(place: Path):
    table = ladder(place, "--group", "数学组")
    assert table.returncode == 0
    assert "彭倩" in table.stdout
    assert "徐佳慧" not in table.stdout
    rows = json.loads(ladder(place, "--format", "json").stdout)
    assert len(rows) == 16
    [county] = [row for row in rows if row["stage"] == "county" and row["teacher"] == "徐佳慧"]
    assert county["outcome"] == "pending"
    [group] = [row for row in rows if row["stage"] == "group" and row["teacher"] == "冯丹"]
    assert (group["votes"], group["present"], group["attended"]) == (21, "23/24", "22/24")
    assert group["missing"] == ["023", "025"]


def test_the_touch_panels_coverage_counts_and_names(place: Path):
    told = ladder(place, "--panel", "--format", "json")
    rows = json.loads(told.stdout)
    assert (len(rows), sum(row["panel"] == "given" for row in rows)) == (60, 41)
    assert "60人中41人上过" in told.stderr


def test_a_group_that_there_is_not_is_refused(place: Path):
    assert ladder(place, "--group", "体育组").returncode == 2
