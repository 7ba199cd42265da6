"""The printed timetable: rows, a week as on paper, a day by the calendar, clashes, files that come back unchanged."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from wcwidth import wcswidth

from tui.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a verb on a store of its own that holds the sample school: (status, stdout, stderr)."""
    place = str(tmp_path / "school.db")

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(["--store", place, *arguments])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        out, err = capfdbinary.readouterr()
        return status, out.decode("utf-8", "replace"), err.decode("utf-8")

    from models.actions.sample import found_sample
    from models.store import Actor

    found_sample(place, Actor("office", "test")).close()
    return run


def data(run: Run, *arguments: str) -> list[dict[str, object]]:
    status, out, _ = run("timetable", *arguments, "--as-of", "2026-11-24", "--format", "json")
    assert status == 0
    return json.loads(out)


def test_one_class_has_its_week_on_a_page(run: Run) -> None:
    status, out, _ = run("timetable", "--class", "三2", "--as-of", "2026-11-24")
    lines = out.splitlines()
    assert status == 0
    assert "三(2)班课程表" in lines[0]
    assert max(wcswidth(line) for line in lines) <= 78
    head = next(line for line in lines if line.startswith("节次"))
    assert head.split() == ["节次", "星期一", "星期二", "星期三", "星期四", "星期五"]
    first = next(line for line in lines if line.startswith("1 "))
    assert [wcswidth(first[: first.index(first.split()[1])]), first.split()[1]] == [
        wcswidth(head[: head.index("星期一")]),
        "语文",
    ]


def test_one_teacher_and_one_room_by_what_is_quick_to_type(run: Run) -> None:
    facts = data(run, "--teacher", "caolei")
    assert {row["teacher"] for row in facts} == {facts[0]["teacher"]}
    assert {row["subject"] for row in facts} == {"math", "labour"}
    assert {row["class_group"] for row in data(run, "--class", "32")} == {"3-2"}
    assert {row["room"] for row in data(run, "--room", "机房")} == {"机房"}
    assert len(data(run)) > 600


def test_several_or_nobody_ends_with_the_choice(run: Run) -> None:
    status, _, err = run("timetable", "--teacher", "王芳")
    assert status == 2
    assert "王芳(009)" in err
    assert "王芳(041)" in err
    status, _, err = run("timetable", "--class", "九9")
    assert status == 2
    assert "三(2)班" in err
    assert run("timetable", "--class", "32", "--room", "机房")[0] == 2


def test_a_day_follows_the_calendar(run: Run) -> None:
    saturday = data(run, "--day", "2026-10-10")
    assert {row["weekday"] for row in saturday} == {"wed"}
    assert data(run, "--day", "2026-10-01") == []
    assert len(data(run, "--day", "周三")) == len(saturday)
    status, _, err = run("timetable", "--day", "明年")
    assert status == 2
    assert "周三" in err


def test_what_was_before_a_change_is_still_there(run: Run) -> None:
    def who(day: str) -> set[object]:
        _, out, _ = run("timetable", "--class", "33", "--as-of", day, "--format", "json")
        return {row["teacher"] for row in json.loads(out) if row["subject"] == "chinese"}

    assert who("2026-10-07") == {"023"}
    assert who("2026-10-08") == {"020"}


def test_clashes_are_listed_and_end_with_1(run: Run, tmp_path: Path) -> None:
    status, out, err = run("timetable", "--clashes")
    assert (status, out, err.strip()) == (0, "", "没有冲突")
    path = tmp_path / "冲突.csv"
    path.write_text("班级,星期,节次,学科,教师\n三2,周三,1,语文,曹磊\n三3,周三,1,数学,曹磊\n", "utf-8")
    assert run("import", "timetable", str(path), "--yes")[0] == 0
    status, out, err = run("timetable", "--clashes")
    assert status == 1
    assert "曹磊这一节还在三(3)班上数学" in out
    status, out, _ = run("timetable", "--clashes", "--format", "json")
    assert status == 1
    assert json.loads(out)[0].keys() >= {"what", "weekday", "period", "class", "sentence"}


@pytest.mark.parametrize("kind", ["class", "teacher", "room"])
def test_weeks_in_a_workbook_come_back_without_a_change(run: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "课表.xlsx"
    assert run("timetable", "--each", kind, "--format", "xlsx", "--out", str(path))[0] == 0
    sheet = load_workbook(path).worksheets[0]
    assert sheet.page_setup.paperSize == 9
    assert "课程表" in str(sheet["A1"].value)
    status, out, err = run("import", "timetable", str(path), "--dry-run", "--format", "json")
    rows = json.loads(out)
    assert status == 0, err
    assert {row["action"] for row in rows} == {"same"}
    assert len(rows) > 600


def test_a_new_timetable_from_a_day_on(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "调课.csv"
    path.write_text("班级,星期,节次,学科,教师\n三2,周三,1,数学,曹磊\n", "utf-8")
    assert run("import", "timetable", str(path), "--yes", "--from", "2026-12-07")[0] == 0

    def lesson(day: str) -> list[str]:
        _, out, _ = run("timetable", "--class", "32", "--as-of", day, "--format", "json")
        return [r["subject"] for r in json.loads(out) if (r["weekday"], r["period"]) == ("wed", 1)]

    assert lesson("2026-12-06") == ["chinese"]
    assert lesson("2026-12-07") == ["math"]
    assert run("import", "roster", str(path), "--from", "2026-12-07")[0] == 2
    assert run("undo")[0] == 0
    assert lesson("2026-12-07") == ["chinese"]


def test_for_the_browser_and_the_editor(run: Run) -> None:
    status, out, _ = run("timetable", "--class", "32", "--format", "html")
    assert status == 0
    assert "<h2>" in out
    assert "<table>" in out
    _, out, _ = run("timetable", "--class", "32", "--format", "markdown")
    assert out.startswith("## ")
