"""``yanxiu plan observations`` from a folder of files: what it prints, what it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.planning.reading import read_folder, read_plan
from data.planning.writing import write_folder
from tests.support.plans import tiny
from tui.cli import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_folder(tmp_path / "school", tiny(3))
    return tmp_path / "school"


def test_a_folder_is_planned_without_a_store(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "made" / "plan"
    status = main(
        ["--store", str(tmp_path / "none.db"), "plan", "observations", "--data", str(folder), "--out", str(out)]
    )
    shown = capsys.readouterr()
    assert "人次听课" in shown.out
    assert "已证明没有更好的安排" in shown.out
    assert status == (1 if "还差" in shown.out else 0)
    given = read_folder(out)
    assert given == read_folder(folder)
    assert f"共 {len(read_plan(out / 'plan.csv', given))} 人次" in shown.out
    assert not (tmp_path / "none.db").exists()


def test_the_summary_is_data_too(folder: Path, capsys: pytest.CaptureFixture[str]):
    main(["plan", "observations", "--data", str(folder), "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    values = {(row["section"], row["item"]): row["value"] for row in rows}
    assert values["plan", "bound"] == values["plan", "score"] + values["plan", "gap"]
    assert values["plan", "score"] == sum(value for (section, _), value in values.items() if section == "points")


def test_what_cannot_be_planned_is_a_sentence(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["plan", "observations", "--data", str(tmp_path / "nothing")]) == 2
    assert "没有 teachers.csv" in capsys.readouterr().err
    assert main(["plan", "observations", "--data", str(folder), "--weeks", "3-99"]) == 2
    assert "周次「3-99」看不懂" in capsys.readouterr().err
