"""The week typed class by class: short entries, clashes, changes from a day on, one step of undo."""

from __future__ import annotations

from datetime import date

import pytest

from data import words
from models.actions.desk import Desk
from models.actions.rule_check import rule_findings
from models.actions.teaching import slots
from models.actions.week import week_source
from models.actions.week_source import WeekSource
from models.registers.source import CellEdit, Row
from models.rules.slots import Slot
from models.tables.lessons import TeachingSlot
from tests.conftest import TODAY
from tests.models.actions.teaching.conftest import add, rows, write

WEDNESDAY_2 = 302


def field(source: WeekSource, class_: str) -> str:
    return next(column.field for column in source.register.columns if column.heading == class_)


def typed(source: WeekSource, class_: str, text: str, row_id: int = WEDNESDAY_2) -> Row:
    return write(source, row_id, field(source, class_), text)


def lessons() -> list[tuple[str, str, str, str, str, str]]:
    found: list[Slot] = slots(TODAY)
    return [(s.class_code, s.subject, s.teacher, s.weeks, s.starts_on, s.ends_on) for s in found]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("lifang", "语 李芳"),
        ("001", "语 李芳"),
        ("5 wq", "科 王强"),
        ("科学wq", "科 王强"),
        ("王强 科学", "科 王强"),
        ("语文(李芳)", "语 李芳"),
        ("语文\n李芳", "语 李芳"),
        ("语李芳", "语 李芳"),
        ("1", "语 李芳"),
        ("语", "语 李芳"),
        ("道法 lifang", "道 李芳"),
        ("7", "音"),
    ],
)
def test_what_may_be_typed_for_a_lesson(small: Desk, text: str, shown: str):
    source = week_source(small)
    if "\n" in text:
        text = text.replace("\n", " ")
    row = typed(source, "三(2)", text)
    assert row.texts[field(source, "三(2)")] == shown


def test_in_english_a_cell_says_as_much(small: Desk):
    words.use("en")
    source = week_source(small)
    name = next(column.field for column in source.register.columns if column.about == "3-2")
    row = write(source, WEDNESDAY_2, name, "lifang")
    assert row.texts[name] == "Chi 李芳"
    row = write(source, WEDNESDAY_2, name, "Sci 王强 odd")
    assert row.texts[name] == "Sci 王强 odd"


def test_two_lessons_in_turn_share_a_cell(small: Desk):
    source = week_source(small)
    row = typed(source, "三(1)", "音 zt 单;科学 wq 双")
    assert row.texts[field(source, "三(1)")] == "音 周婷 单；科 王强 双"
    assert not row.problems
    assert [lesson[1:4] for lesson in lessons()] == [("music", "003", "odd"), ("science", "002", "even")]
    row = typed(source, "三(1)", "音 周婷")
    assert row.texts[field(source, "三(1)")] == "音 周婷"
    assert [lesson[1:4] for lesson in lessons()] == [("music", "003", "all")]


def test_what_cannot_be_read_waits_red_and_says_what_to_do(small: Desk):
    source = week_source(small)
    row = typed(source, "三(1)", "lf")
    problem = row.problems[field(source, "三(1)")]
    assert problem.hard
    assert problem.waiting
    assert "李芳(001)" in problem.message
    assert "刘帆(004)" in problem.message
    assert [found.who for found in rule_findings(small) if found.register == "课程表（按班级）"] == ["周三 2"]
    add(small, "roster", {"staff_no": "009", "name": "何晓东"})
    source.refresh()
    row = typed(source, "三(1)", "hxd")
    assert "何晓东" in row.problems[field(source, "三(1)")].message


def test_somebody_in_two_classes_at_once_is_red_and_stays(small: Desk):
    source = week_source(small)
    typed(source, "三(1)", "lifang")
    row = typed(source, "三(2)", "lifang")
    for here, other in (("三(1)", "三(2)班"), ("三(2)", "三(1)班")):
        problem = row.problems[field(source, here)]
        assert problem.hard
        assert not problem.waiting
        assert problem.message == f"李芳这一节还在{other}上语文"
    assert source.next_problem(None) == (WEDNESDAY_2, field(source, "三(1)"))
    assert not typed(source, "三(2)", "wq").problems


def test_a_lesson_goes_to_the_room_where_the_class_has_that_subject(small: Desk):
    for period, subject, teacher, room in (
        ("1", "1", "001", "302"),
        ("3", "2", "002", "302"),
        ("4", "7", "003", "音乐室"),
    ):
        add(
            small,
            "timetable",
            {
                "class_group": "32",
                "weekday": "1",
                "period": period,
                "subject": subject,
                "teacher": teacher,
                "room": room,
                "seats": "6",
            },
        )
    source = week_source(small)
    typed(source, "三(2)", "音")
    typed(source, "三(2)", "科学 wq", 303)
    typed(source, "三(2)", "语 @报告厅", 304)
    rooms = {(slot.weekday, slot.period): (slot.room, slot.seats) for slot in slots(TODAY)}
    assert rooms[3, 2] == ("音乐室", 6)
    assert rooms[3, 3] == ("302", 6)
    assert rooms[3, 4] == ("报告厅", 0)
    typed(source, "三(2)", "语 lifang", 304)
    assert {(s.weekday, s.period): s.room for s in slots(TODAY)}[3, 4] == "报告厅"


def test_a_change_from_a_day_on_keeps_what_was(small: Desk):
    typed(week_source(small), "三(2)", "lifang")
    before = lessons()
    source = week_source(small, from_day="2026-12-07")
    row = typed(source, "三(2)", "数 wq")
    assert row.texts[field(source, "三(2)")] == "数 王强"
    assert lessons() == [
        ("3-2", "chinese", "001", "all", "2026-09-01", "2026-12-06"),
        ("3-2", "math", "002", "all", "2026-12-07", "2027-01-20"),
    ]
    then = week_source(small, date(2026, 12, 6))
    assert then.row(then.index_of(WEDNESDAY_2) or 0).texts[field(then, "三(2)")] == "语 李芳"
    # A slip of the same day is mended in place.
    typed(source, "三(2)", "音 zt")
    assert [lesson[1] for lesson in lessons()] == ["chinese", "music"]
    source.undo()
    source.undo()
    assert lessons() == before


def test_a_lesson_ends_from_a_day_on_and_another_begins(small: Desk):
    typed(week_source(small), "三(2)", "lifang")
    source = week_source(small, from_day="2026-12-07")
    typed(source, "三(2)", "")
    typed(source, "三(2)", "lifang", 303)
    assert sorted(lessons()) == [
        ("3-2", "chinese", "001", "all", "2026-09-01", "2026-12-06"),
        ("3-2", "chinese", "001", "all", "2026-12-07", "2027-01-20"),
    ]


def test_a_whole_block_is_one_step(small: Desk):
    source = week_source(small)
    name = field(source, "三(2)")
    texts = ["语 李芳", "数 王强", "音 周婷"]
    outcome = source.edit([CellEdit(301 + n, name, text) for n, text in enumerate(texts)], "paste")
    assert len(outcome.rows) == len(lessons()) == 3
    source.undo()
    assert lessons() == []
    source.redo()
    assert len(lessons()) == 3


def test_no_row_is_added_or_taken_away(small: Desk):
    source = week_source(small)
    count = len(source)
    name = field(source, "三(2)")
    outcome = source.edit([CellEdit(301, name, "1"), CellEdit(-1, name, "1")], "paste")
    assert "节次" in outcome.message
    assert len(source) == count
    assert TeachingSlot.select().count() == 1
    assert "节次" in source.delete([301]).message
    assert "节次" in source.insert(None).message


def test_what_others_change_is_seen(sample_desk: Desk):
    source = week_source(sample_desk)
    register = sample_desk.source("timetable")
    lesson = rows(register)[0]
    code = lesson.texts["class_group"].removesuffix("班")
    assert source.row(0).texts[field(source, code)]
    write(register, lesson.id, "weekday", "6")
    assert source.refresh()
    assert not source.row(0).texts[field(source, code)]
    assert source.row(len(source) - 1).texts["time"].startswith("周六")


def test_the_sample_schools_week_is_whole_and_without_clash(sample_desk: Desk):
    source = week_source(sample_desk)
    assert len(source.register.columns) == 25
    assert [row.texts["time"] for row in rows(source)][:7] == [
        "周一 1",
        "周一 2",
        "周一 3",
        "周一 4",
        "周一 5",
        "周一 6",
        "周二 1",
    ]
    assert not [row.problems for row in rows(source) if row.problems]
    assert rows(source)[0].texts[field(source, "三(2)")]
