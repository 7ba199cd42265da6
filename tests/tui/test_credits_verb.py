"""`yanxiu credits` as people type it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tui.cli import main


@pytest.fixture
def place(past_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(past_file, tmp_path / "school.db"))


def test_everybody_one_person_a_trial_and_closing(place: Path, capsys: pytest.CaptureFixture[str]):
    store = ["--store", str(place)]
    assert main([*store, "credits", "--format", "json"]) == 0
    people = json.loads(capsys.readouterr().out)
    assert len(people) == 60
    assert people[0]["place"] == 1
    assert people[0]["counted"] == max(one["counted"] for one in people)
    first = people[0]
    assert main([*store, "credits", first["name"], "--format", "json"]) == 0
    said = capsys.readouterr()
    lines = json.loads(said.out)
    assert round(sum(line["counted"] for line in lines), 2) == first["counted"]
    assert first["name"] in said.err
    assert main([*store, "credits", "--what-if", "C8=0"]) == 0
    assert "试算" in capsys.readouterr().err
    assert main([*store, "credits", "--close"]) == 0
    assert main([*store, "credits", "--close"]) == 1
    assert main([*store, "credits", "--reopen", "登记有误"]) == 0
    assert main([*store, "credits", first["name"]]) == 0
    said = capsys.readouterr()
    assert "登记有误" in said.err, "later prints show why it was reopened"
    assert "学分" in said.out or "小时" in said.out or "计入" in said.out


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["--what-if", "C99=1"], 2, "C99"),
        (["--what-if", "C1=x"], 2, "0.25"),
        (["--propose", "3"], 2, "award"),
        (["没有这个人"], 2, "没有这个人"),
        (["--off"], 0, "停用"),
    ],
)
def test_what_cannot_be_is_said(
    place: Path, capsys: pytest.CaptureFixture[str], words: list[str], status: int, told: str
):
    assert main(["--store", str(place), "credits", *words]) == status
    assert told in capsys.readouterr().err


def test_a_school_that_has_not_switched_them_on(school_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    place = shutil.copyfile(school_file, tmp_path / "school.db")
    assert main(["--store", str(place), "credits"]) == 1
    assert "--on" in capsys.readouterr().err
