"""The weekly lessons as rows: typed, checked for clashes, imported as one row a lesson, told in the history."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.importing import apply_import, plan_import
from models.actions.telling import Teller
from models.journal.history import entries
from models.registers.source import CellEdit
from models.tables.lessons import TeachingSlot
from tests.models.actions.teaching.conftest import add, rows, write

_TOOL = Path("shared/tools/make_school.py")
TOOL = next((folder / _TOOL for folder in Path(__file__).parents if (folder / _TOOL).is_file()), _TOOL)
LESSON = {"class_group": "32", "weekday": "3", "period": "2", "subject": "1", "teacher": "001"}


def problems(desk: Desk) -> dict[int, dict[str, bool]]:
    """{row: {field: hard}} of every finding."""
    return {
        row.id: {name: found.hard for name, found in row.problems.items()}
        for row in rows(desk.source("timetable"))
        if row.problems
    }


def test_a_lesson_is_typed_by_digits_and_initials(small: Desk):
    row_id = add(small, "timetable", LESSON)
    row = small.source("timetable").row_by_id(row_id)
    assert row is not None
    shown = [row.texts[name] for name in ("class_group", "weekday", "period", "subject", "teacher", "weeks")]
    assert shown == ["三(2)班", "星期三", "2", "语文", "李芳", "每周"]
    assert TeachingSlot.get().weekday == 3
    assert not row.problems


def test_nobody_can_be_in_two_classes_at_once(small: Desk):
    first = add(small, "timetable", LESSON)
    source = small.source("timetable")
    second = source.edit([CellEdit(-1, n, text) for n, text in {**LESSON, "class_group": "31"}.items()], "type").added[
        0
    ]
    for row_id, other in ((first, "三(1)班"), (second, "三(2)班")):
        row = source.row_by_id(row_id)
        assert row is not None
        assert row.problems["teacher"].hard
        assert other in row.problems["teacher"].message
        assert row.texts["teacher"] == "李芳"
    write(source, second, "weeks", "双周")
    assert problems(small) == {first: {"teacher": True}, second: {"teacher": True}}
    row = write(source, first, "weeks", "单周")
    assert not row.problems
    other = source.row_by_id(second)
    assert other is not None
    assert not other.problems


def test_a_class_and_a_room_are_wanted_once_but_the_field_holds_many(small: Desk):
    add(small, "timetable", {**LESSON, "room": "操场"})
    add(small, "timetable", {**LESSON, "class_group": "31", "teacher": "002", "room": "操场"})
    assert problems(small) == {}
    third = add(small, "timetable", {**LESSON, "class_group": "41", "teacher": "004", "room": "音乐室"})
    fourth = add(small, "timetable", {**LESSON, "class_group": "42", "teacher": "003", "room": "音乐室"})
    assert problems(small) == {third: {"room": False}, fourth: {"room": False}}
    source = small.source("timetable")
    write(source, fourth, "class_group", "41")
    found = problems(small)
    assert found[fourth] == {"class_group": True, "room": False}
    source.refresh()
    source.delete([fourth])
    assert problems(small) == {}
    assert not any(row.problems for row in rows(source))


def test_clashes_are_found_one_after_another_and_by_check(small: Desk):
    from models.actions.rule_check import rule_findings

    first = add(small, "timetable", LESSON)
    second = add(small, "timetable", {**LESSON, "class_group": "31"})
    source = small.source("timetable")
    found = source.next_problem(None)
    assert found == (second, "teacher")
    assert source.next_problem(found) == (first, "teacher")
    told = [finding for finding in rule_findings(small) if finding.register == "课程表"]
    assert [finding.hard for finding in told] == [True, True]
    assert "三(2)班" in told[1].message or "三(2)班" in told[0].message


def test_the_history_tells_a_lesson_in_words(small: Desk):
    row_id = add(small, "timetable", LESSON)
    write(small.source("timetable"), row_id, "weekday", "5")
    teller = Teller(small.store, small.lists)
    latest = entries(limit=1)[0]
    assert teller.whose(latest) == "三(2)班 星期五 第2节"
    line = teller.lines(latest)[0]
    assert (line.field, line.old, line.new) == ("星期", "星期三", "星期五")


def test_lessons_are_sorted_filtered_and_found_like_any_register(small: Desk):
    add(small, "timetable", {**LESSON, "weekday": "5"})
    add(small, "timetable", {**LESSON, "class_group": "31", "period": "4", "teacher": "002"})
    source = small.source("timetable")
    assert [row.texts["weekday"] for row in rows(source)] == ["星期三", "星期五"]
    source.sort([("class_group", True)])
    assert [row.texts["class_group"] for row in rows(source)] == ["三(2)班", "三(1)班"]
    source.filter("wq 星期三")
    assert [row.texts["teacher"] for row in rows(source)] == ["王强"]


def _file(folder: Path, head: list[str], *lines: list[str]) -> Path:
    path = folder / "课表.csv"
    with path.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows([head, *lines])
    return path


def test_one_row_a_lesson_in_chinese_and_nobody_unknown_gets_in(small: Desk, tmp_path: Path):
    path = _file(
        tmp_path,
        ["班级", "星期", "节次", "课程", "任课教师", "教室"],
        ["三年级2班", "周三", "第二节", "语文", "李芳", "302"],
        ["3-1", "初三", "3", "数学", "002", ""],
        ["三(1)班", "星期四", "3", "音乐", "T099", ""],
    )
    plan = plan_import(small, "timetable", path)
    assert [row.action for row in plan.rows] == ["new", "problem", "problem"]
    assert plan.rows[0].key == "三(2)班 星期三 2"
    assert "「初三」" in plan.rows[1].problems[0][1]
    cell, reason = plan.rows[2].problems[0]
    assert (cell, "T099" in reason) == ("E4", True)
    assert apply_import(small, plan).added == 1
    assert [row.action for row in plan_import(small, "timetable", path).rows] == ["same", "problem", "problem"]


def test_of_a_changed_lesson_the_one_in_force_is_meant(small: Desk, tmp_path: Path):
    facts = {**LESSON, "ends_on": "2026-10-07"}
    add(small, "timetable", {**facts, "starts_on": "2026-09-01"})
    now = add(small, "timetable", {**LESSON, "teacher": "002", "starts_on": "2026-10-08"})
    path = _file(tmp_path, ["班级", "星期", "节次", "课程", "任课教师"], ["三2", "3", "2", "语文", "李芳"])
    row = plan_import(small, "timetable", path).rows[0]
    assert (row.action, row.row_id) == ("change", now)
    assert row.changes == {"teacher": ("002", "001")}


def test_an_export_taken_in_again_changes_nothing(sample_desk: Desk, tmp_path: Path):
    from models.actions.exporting import export_register

    source = sample_desk.source("timetable")
    path = tmp_path / "课程表.xlsx"
    count = export_register(sample_desk, source.register, rows(source), path, source.register.columns)
    plan = plan_import(sample_desk, "timetable", path)
    assert (plan.count("same"), len(plan.rows)) == (count, count)


def test_the_sample_school_has_no_clash(sample_desk: Desk):
    assert not any(row.problems for row in rows(sample_desk.source("timetable")))


def test_a_made_up_schools_file_goes_in_whole_and_changes_nothing_again(desk: Desk, tmp_path: Path):
    if not TOOL.is_file():
        pytest.skip("the generator of made-up schools lies beside the repository, and is not there")
    subprocess.run([sys.executable, TOOL, "--teachers", "24", "--out", tmp_path], check=True, capture_output=True)
    with (tmp_path / "teachers.csv").open(encoding="utf-8") as lines:
        people = list(csv.DictReader(lines))
    edits = [
        CellEdit(-n, field, person[key])
        for n, person in enumerate(people, 1)
        for field, key in (("staff_no", "teacher"), ("name", "name"), ("subjects", "subject"))
    ]
    desk.source("roster").edit(edits, "paste")
    path = tmp_path / "timetable.csv"
    plan = plan_import(desk, "timetable", path)
    assert plan.count("problem") == 0, [row.problems for row in plan.rows if row.problems][:3]
    assert apply_import(desk, plan).added == len(plan.rows) > 100
    again = plan_import(desk, "timetable", path)
    assert again.count("same") == len(plan.rows)
    assert not any(found["teacher"] for found in problems(desk).values() if "teacher" in found)
