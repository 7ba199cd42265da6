"""The folder of files that a plan is made from: written and read again it is the same; bad lines are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.formats.problem import FileProblem
from data.planning.reading import read_folder, read_plan
from data.planning.values import Entry, GroupLesson
from data.planning.writing import write_folder, write_plan
from tests.support.plans import tiny

FEW = "teacher,name,quota\nt1,李芳,2\nt2,王强,2\n"
ONE = "teacher,day,period,class,grade,subject,room,cap,weeks\nt1,周三,第2节,1班,1,语文,101,6,odd\n"


@pytest.mark.parametrize("seed", range(20))
def test_what_is_written_is_read_again(seed: int, tmp_path: Path):
    given = replace(
        tiny(seed),
        away_slots=frozenset({("t0", 1, 1, 2)}),
        pins=(Entry("t0", 1, 1, 2, "t1"),),
        forbidden=frozenset({("t1", "t0")}),
        group_lessons=(GroupLesson("g", 1, 1, 1, "t0"),),
        demands=frozenset({("t0", "t1", 3)}),
        barred=frozenset({Entry("", 1, 1, 1, "t0"), Entry("t0", 1, 1, 2, "t1")}),
    )
    write_folder(tmp_path, given)
    assert read_folder(tmp_path) == given


def test_a_plan_is_read_again_whoever_is_named(tmp_path: Path):
    given = tiny(1)
    write_plan(tmp_path, given, [Entry("t0", 1, 1, 2, "t1")])
    assert read_plan(tmp_path / "plan.csv", given) == [Entry("t0", 1, 1, 2, "t1")]
    (tmp_path / "typed.csv").write_text("听课人,周次,星期,节次,授课人\n老师0,第1周,周一,第2节,老师1\n", "utf-8-sig")
    assert read_plan(tmp_path / "typed.csv", given) == [Entry("t0", 1, 1, 2, "t1")]


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("timetable.csv", None, "没有 timetable.csv"),
        ("timetable.csv", "teacher,day\nt9,1\n", "timetable.csv 第 2 行：teachers.csv 里没有「t9」"),
        ("timetable.csv", ONE.replace("周三", "周八"), "timetable.csv 第 2 行：星期「周八」看不懂"),
        ("timetable.csv", ONE.replace("odd", "soon"), "timetable.csv 第 2 行：周次「soon」看不懂"),
        ("timetable.csv", ONE.replace("第2节", "午"), "timetable.csv 第 2 行：period 一栏「午」不是数字"),
        ("teachers.csv", "name\n李芳\n", "teachers.csv 缺这几列：teacher"),
        ("pins.csv", "observer,week\nt1,3\n", "pins.csv 缺这几列：day、period、lesson_teacher"),
        ("rules.json", '{"weeks": "twenty"}', "rules.json 里的规则看不懂"),
        ("rules.json", "[", "rules.json 里的规则看不懂"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(file: str, text: str | None, says: str, tmp_path: Path):
    for name, usual in (("teachers.csv", FEW), ("timetable.csv", ONE)):
        (tmp_path / name).write_text(usual, "utf-8")
    if text is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(FileProblem) as problem:
        read_folder(tmp_path)
    assert says in str(problem.value)
