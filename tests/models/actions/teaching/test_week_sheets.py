"""Timetables as schools lay them out, a sheet for each class or each teacher: understood, previewed, taken in once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.actions.desk import Desk
from models.actions.importing import apply_import, plan_import
from models.actions.teaching import slots
from tests.conftest import TODAY
from tests.models.actions.teaching.conftest import add

DAYS = ["星期一", "星期二", "星期三", "星期四", "星期五"]


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[str | int]]], merges: Sequence[str] = ()) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
        for merge in merges:
            sheet.merge_cells(merge)
    book.save(path)
    return path


def read(desk: Desk) -> dict[tuple[str, int, int], tuple[str, str, str, str]]:
    return {(s.class_code, s.weekday, s.period): (s.subject, s.teacher, s.room, s.weeks) for s in slots(TODAY)}


def take_in(desk: Desk, path: Path) -> None:
    plan = plan_import(desk, "timetable", path)
    assert [row.problems for row in plan.rows if row.problems] == []
    assert apply_import(desk, plan).added == len(plan.rows) > 0
    again = plan_import(desk, "timetable", path)
    assert again.count("same") == len(again.rows) == len(plan.rows)


def test_a_sheet_for_each_class(small: Desk, tmp_path: Path):
    path = workbook(
        tmp_path / "班级课表.xlsx",
        {
            "3-2": [
                ["青禾小学2026-2027学年第一学期三(2)班课程表"],
                ["节次", "", *DAYS],
                ["上午", "第一节", "语文\n李芳", "数学(王强)", "", "语文 李芳", "语文"],
                ["", "第二节", "音乐\n周婷\n音乐室1", "", "体育 操场", "", ""],
                ["", "大课间", "", "", "", "", ""],
                ["下午", "第一节", "", "", "科学 王强", "", "音乐 周婷(单)\n科学 王强(双)"],
                ["班主任：李芳"],
            ],
            "说明": [["三年级用新课表"]],
            "三年级1班": [["", *DAYS], [1, "国学 李芳", "语文李芳", "", "", ""], [2, "语文/李芳", "", "", "", "-"]],
        },
        ["A3:A4"],
    )
    plan = plan_import(small, "timetable", path)
    assert plan.table.sheet == "3-2等 2 张表"
    wrong = [row.problems for row in plan.rows if row.problems]
    assert len(wrong) == 1
    assert wrong[0][0][0] == "三年级1班!B2"
    assert "国学" in wrong[0][0][1]
    apply_import(small, plan)
    found = read(small)
    assert found["3-2", 1, 1] == ("chinese", "001", "", "all")
    assert found["3-2", 2, 1] == ("math", "002", "", "all")
    assert found["3-2", 5, 1] == ("chinese", "001", "", "all"), "the class's own teacher goes without saying"
    assert found["3-2", 1, 2] == ("music", "003", "音乐室1", "all")
    assert found["3-1", 2, 1] == ("chinese", "001", "", "all")
    waiting = [s for s in slots(TODAY, incomplete=True) if not s.teacher]
    assert [(s.subject, s.room) for s in waiting] == [("pe", "操场")], "nobody is known to teach it"
    assert found["3-2", 3, 3] == ("science", "002", "", "all"), "the afternoon goes on counting"
    assert {s.weeks for s in slots(TODAY) if (s.class_code, s.weekday, s.period) == ("3-2", 5, 3)} == {"odd", "even"}
    assert found["3-1", 1, 2] == ("chinese", "001", "", "all")
    assert plan_import(small, "timetable", path).count("same") == len(plan.rows) - 1


def test_a_sheet_for_each_teacher(small: Desk, tmp_path: Path):
    path = workbook(
        tmp_path / "教师课表.xlsx",
        {
            "Sheet1": [
                ["教师课程表"],
                ["姓名：李芳", *DAYS],
                ["1\n8:30-9:10", "三(2) 语文", "3.1 语文", "", "", "三（2）班\n语文\n302"],
                ["2\n9:20-10:00", "", "", "302语文", "", "三(2)班"],
            ],
            "王强": [
                ["", "周一", "周二", "周三", "周四", "周五"],
                ["第1节", "", "三年级2班 数学", "", "", ""],
                ["第2节", "", "三(2)班科学 双周", "", "", ""],
            ],
        },
    )
    take_in(small, path)
    found = read(small)
    assert found["3-2", 1, 1] == ("chinese", "001", "", "all")
    assert found["3-1", 2, 1] == ("chinese", "001", "", "all")
    assert found["3-2", 5, 1] == ("chinese", "001", "302", "all")
    assert found["3-2", 3, 2] == ("chinese", "001", "", "all")
    assert found["3-2", 5, 2] == ("chinese", "001", "", "all"), "the teacher's own subject goes without saying"
    assert found["3-2", 2, 1] == ("math", "002", "", "all")
    assert found["3-2", 2, 2][0] == "science"


def test_a_teacher_whom_nobody_knows_is_named(small: Desk, tmp_path: Path):
    path = workbook(
        tmp_path / "课表.xlsx", {"赵敏": [["赵敏老师课表"], ["", *DAYS], ["1", "三(2) 语文", "", "", "", ""]]}
    )
    row = plan_import(small, "timetable", path).rows[0]
    assert row.action == "problem"
    assert "赵敏" in row.problems[0][1]
    assert row.key == "三(2)班 星期一 1"


def test_a_new_timetable_from_a_day_on_keeps_the_old_one(small: Desk, tmp_path: Path):
    add(small, "timetable", {"class_group": "32", "weekday": "1", "period": "1", "subject": "1", "teacher": "001"})
    path = workbook(
        tmp_path / "新课表.xlsx",
        {"三(2)班": [["", *DAYS], ["1", "数学 王强", "", "", "", ""], ["2", "语文 李芳", "", "", "", ""]]},
    )
    plan = plan_import(small, "timetable", path, from_day="2026-12-07")
    assert (plan.count("change"), plan.count("new")) == (1, 1)
    apply_import(small, plan)
    found = [(s.subject, s.period, s.starts_on, s.ends_on) for s in slots(TODAY)]
    assert sorted(found) == [
        ("chinese", 1, "2026-09-01", "2026-12-06"),
        ("chinese", 2, "2026-12-07", "2027-01-20"),
        ("math", 1, "2026-12-07", "2027-01-20"),
    ]
    again = plan_import(small, "timetable", path, from_day="2026-12-07")
    assert again.count("same") == 2


def test_the_next_terms_timetable_leaves_this_terms_alone(small: Desk, tmp_path: Path):
    add(small, "timetable", {"class_group": "32", "weekday": "1", "period": "1", "subject": "1", "teacher": "001"})
    add(small, "terms", {"school_year": "2026"})
    path = workbook(tmp_path / "春季.xlsx", {"三(2)班": [["", *DAYS], ["1", "语文 李芳", "", "", "", ""]]})
    plan = plan_import(small, "timetable", path, from_day="2027-02-20")
    assert plan.count("new") == 1
    apply_import(small, plan)
    assert [(s.starts_on, s.ends_on) for s in slots(TODAY)] == [
        ("2026-09-01", "2027-01-20"),
        ("2027-02-20", "2027-07-05"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_week_in_a_text_file(small: Desk, tmp_path: Path, encoding: str):
    path = tmp_path / "三(2)班课程表.csv"
    path.write_bytes("三(2)班课程表\n节次,一,二,三,四,五\n1,语文 李芳,,,数学 王强,\n".encode(encoding))
    take_in(small, path)
    assert read(small)["3-2", 4, 1] == ("math", "002", "", "all")


def test_a_whole_file_ends_what_it_lacks_and_nothing_else(small: Desk, tmp_path: Path):
    facts = {"class_group": "32", "weekday": "1", "subject": "1", "teacher": "001"}
    for period in ("1", "2", "3"):
        add(small, "timetable", {**facts, "period": period})
    add(small, "timetable", {**facts, "class_group": "31", "period": "4"})
    lines = [["", *DAYS], ["1", "语文 李芳", "", "", "", ""], ["2", "书画", "", "", "", ""]]
    path = workbook(tmp_path / "全.xlsx", {"三(2)班": lines})
    assert plan_import(small, "timetable", path).left_over == ()
    plan = plan_import(small, "timetable", path, from_day="2026-12-07", whole=True)
    assert len(plan.left_over) == 1
    assert apply_import(small, plan).ended == 1
    found = {(s.class_code, s.period): s.ends_on for s in slots(TODAY)}
    assert found == {
        ("3-2", 1): "2027-01-20",
        ("3-2", 2): "2027-01-20",
        ("3-2", 3): "2026-12-06",
        ("3-1", 4): "2027-01-20",
    }


def test_a_whole_file_of_a_teacher_leaves_the_others_lessons(small: Desk, tmp_path: Path):
    add(small, "timetable", {"class_group": "32", "weekday": "1", "period": "1", "subject": "1", "teacher": "001"})
    add(small, "timetable", {"class_group": "32", "weekday": "2", "period": "1", "subject": "2", "teacher": "002"})
    lines = [["", *DAYS], ["2", "三(2) 语文", "", "", "", ""]]
    path = workbook(tmp_path / "李芳.xlsx", {"李芳": lines})
    plan = plan_import(small, "timetable", path, whole=True)
    apply_import(small, plan)
    assert {(s.teacher, s.weekday, s.period) for s in slots(TODAY)} == {("001", 1, 2), ("002", 2, 1)}
