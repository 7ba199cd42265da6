"""``yanxiu plan observations`` after something changed, and asked why: what it prints and what it refuses."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.planning.reading import read_folder, read_plan
from data.planning.values import Entry
from models.actions.desk import Desk
from models.actions.planning_source import plan_source
from models.journal.writing import insert_record
from models.store import Actor, Store
from models.tables.lessons import Absence
from models.tables.people import Teacher
from tests.support.plans import needs_judge, school
from tui.cli import main

pytestmark = needs_judge


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return school(tmp_path / "school", 24, 3)


def asked(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["plan", "observations", *arguments]) in (0, 1)
    return capsys.readouterr().out


def test_a_week_of_absence_moves_only_what_broke(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    asked("--data", str(folder), "--out", str(tmp_path / "old"), capsys=capsys)
    given = read_folder(folder)
    who = given.people[5].id
    with (folder / "absences.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{who},9,{day}\n" for day in range(1, 6))
    old = tmp_path / "old" / "plan.csv"
    shown = asked(
        "--data", str(folder), "--old", str(old), "--weeks", "9-", "--out", str(tmp_path / "new"), capsys=capsys
    )
    before = set(read_plan(old, given))
    after = set(read_plan(tmp_path / "new" / "plan.csv", given))
    gone = before - after
    assert gone
    assert all(entry.week == 9 and who in (entry.observer, entry.teacher) for entry in gone)
    assert f"保留 {len(before & after)} 次" in shown
    assert f"其中 {len(gone)} 次是本来就去不了的" in shown
    assert shown.count("改：「") == len(gone)


def test_three_whys(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    given = read_folder(folder)
    asked("--data", str(folder), "--out", str(tmp_path / "made"), capsys=capsys)
    entries = read_plan(tmp_path / "made" / "plan.csv", given)
    entry = entries[len(entries) // 2]
    name = {one.id: one.name for one in given.people}
    seen = {one.teacher for one in entries if (one.observer, one.week) == entry[:2]}
    other = next(one.id for one in given.people if one.id not in {entry.observer, *seen})
    shown = asked(
        *("--data", str(folder), "--why", name[entry.observer], str(entry.week), "--why", entry.observer),
        *("--why-not", entry.observer, other, str(entry.week)),
        *("--why-not", entry.observer, entry.teacher, str(entry.week)),
        capsys=capsys,
    )
    why, stands, why_not, there = shown.split("问：")[1:]
    assert f"{name[entry.observer]}：第{entry.week}周" in why
    assert re.search(r"共听 \d+ 节，任务 \d+ 节\n.*在开放日没去听的课有 \d+ 节", stands)
    assert re.search(r"少 \d+ 分|不可能|没有可以听的课", why_not)
    assert "已经在安排里" in there


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--why", "没有这人", "3"], "不是这份安排里的哪一个人"),
        (["--why", "S001T001", "x"], "「x」不是周次，请写 1 到 20 的数字"),
        (["--why", "S001T001", "3", "4"], "「3 4」不是周次"),
        (["--why-not", "S001T001", "S001T002", "21"], "「21」不是周次"),
    ],
)
def test_questions_that_make_no_sense(
    arguments: list[str], says: str, folder: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["plan", "observations", "--data", str(folder), *arguments]) == 2
    assert says in capsys.readouterr().err


def test_an_old_plan_goes_with_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["plan", "observations", "--old", str(tmp_path / "plan.csv")]) == 2
    assert "--again" in capsys.readouterr().err


def test_the_school_plans_again_after_an_absence(
    past_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Desk, "today", property(lambda _: date(2026, 11, 24)))
    file = tmp_path / "school.db"
    shutil.copyfile(past_file, file)
    with Store.open(file, Actor("office", "test")) as store:
        desk = Desk(store)
        slots = {(entry[1:], entry.observer) for entry in _ahead(desk)}
        assert slots
        teacher = Counter(entry[-1] for entry, _ in slots).most_common(1)[0][0]
        with store.change("test.absence"):
            days = {"first_day": desk.today.isoformat(), "last_day": (desk.today + timedelta(days=30)).isoformat()}
            insert_record(Absence, {"teacher": Teacher.get(Teacher.staff_no == teacher).id, **days})
        broken = len(plan_source(desk).broken)
    assert broken
    main(["--store", str(file), "plan", "observations", "--again"])
    assert f"其中 {broken} 次是本来就去不了的" in capsys.readouterr().out


def _ahead(desk: Desk) -> list[Entry]:
    source = plan_source(desk)
    return [pin for pin in source.given.pins if pin[1:3] >= (source.first_week, source.first_day)]
