"""``yanxiu plan observations`` from a folder of files or the store: what it prints, what it writes, what it refuses."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from data.planning.reading import read_folder, read_plan
from data.planning.writing import write_folder
from models.actions.desk import Desk
from models.store.library import sqlite3
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


def test_the_schools_own_plan_is_proposed_and_nothing_written(
    past_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "school.db"
    shutil.copyfile(past_file, file)
    main(["--store", str(file), "check"])  # so that today's copy is made before
    before = dump(file)
    out = tmp_path / "plan"
    capsys.readouterr()
    status = main(["--store", str(file), "plan", "observations", "--weeks", "20-", "--out", str(out)])
    shown = capsys.readouterr()
    assert status == 1  # two weeks are not enough for what is left of everybody's quota
    assert "还差" in shown.out
    assert "次听课不在课表里" in shown.err
    assert dump(file) == before
    assert len(read_plan(out / "plan.csv", read_folder(out))) > 600


def dump(file: Path) -> dict[str, list[object]]:
    """Every row of every table."""
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def test_without_a_timetable_nothing_is_planned(desk: Desk, capsys: pytest.CaptureFixture[str]):
    assert main(["--store", str(desk.store.place), "plan", "observations"]) == 2
    assert "还没有课表" in capsys.readouterr().err
