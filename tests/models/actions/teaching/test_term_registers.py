"""Terms, special days, bell times and absences: typed, imported, undone, told."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from models.actions.desk import Desk
from models.actions.importing import apply_import, plan_import
from models.actions.teaching import bells, calendar_of
from models.rules.bells import periods_of
from models.tables.lessons import TeachingSlot
from tests.models.actions.teaching.conftest import add, rows, write


def test_the_next_term_proposes_itself(desk: Desk):
    row_id = add(desk, "terms", {"school_year": "2026"})
    row = desk.source("terms").row_by_id(row_id)
    assert row is not None
    assert [row.texts[name] for name in ("school_year", "term_number", "starts_on", "ends_on")] == [
        "2026",
        "2",
        "2027-02-20",
        "2027-07-05",
    ]
    assert desk.term is not None
    assert desk.term.number == 1


def test_a_term_cannot_be_there_twice_and_says_so(desk: Desk):
    row_id = add(desk, "terms", {"school_year": "2026"})
    row = write(desk.source("terms"), row_id, "term_number", "1")
    assert row.texts["term_number"] == "1"
    assert row.problems["term_number"].hard
    assert row.values["term_number"] == 2


def test_lessons_of_the_whole_term_follow_its_days(small: Desk):
    add(small, "timetable", {"class_group": "三2", "weekday": "3", "period": "2", "subject": "1", "teacher": "李芳"})
    slot = TeachingSlot.get()
    assert (slot.starts_on, slot.ends_on) == ("2026-09-01", "2027-01-20")
    source = small.source("terms")
    write(source, source.row(0).id, "ends_on", "2027-01-27")
    assert TeachingSlot.get().ends_on == "2027-01-27"
    source.undo()
    assert TeachingSlot.get().ends_on == "2027-01-20"


def test_a_saturday_follows_wednesday(desk: Desk):
    row_id = add(desk, "calendar", {"on_day": "2026-10-10", "calendar_kind": "补课"})
    source = desk.source("calendar")
    row = source.row_by_id(row_id)
    assert row is not None
    assert row.texts["falls_on"] == "星期六"
    assert not row.problems["acts_as"].hard
    row = write(source, row_id, "acts_as", "3")
    assert row.texts["acts_as"] == "星期三"
    assert not row.problems
    assert desk.term is not None
    from datetime import date

    assert calendar_of(desk.term).taught_as(date(2026, 10, 10)) == 3


def test_a_day_is_in_the_calendar_once(desk: Desk):
    add(desk, "calendar", {"on_day": "2026-10-10", "calendar_kind": "补课"})
    row_id = add(desk, "calendar", {"on_day": "2026-10-10"})
    row = desk.source("calendar").row_by_id(row_id)
    assert row is not None
    assert row.problems["on_day"].hard
    assert "2026-10-10" in row.problems["on_day"].message


def test_bell_times_for_some_grades_and_one_day(desk: Desk):
    add(desk, "bells", {"period": "1", "starts_at": "0830", "ends_at": "9:10"})
    row_id = add(
        desk, "bells", {"bell_day": "2", "first_grade": "1", "last_grade": "2", "period": "1", "starts_at": "0840"}
    )
    source = desk.source("bells")
    row = write(source, row_id, "ends_at", "0820")
    assert row.texts["bell_day"] == "星期二"
    assert not row.problems["ends_at"].hard
    write(source, row_id, "ends_at", "０９２０")
    assert periods_of(bells(), 2, 1)[1].starts_at == "08:40"
    assert periods_of(bells(), 3, 1)[1].ends_at == "09:10"
    row = write(source, row_id, "starts_at", "25点")
    assert row.problems["starts_at"].hard
    assert row.texts["starts_at"] == "25点"


def test_bell_times_from_a_workbook_twice(desk: Desk, tmp_path: Path):
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["作息时间表"])
    sheet.append(["节次", "上课时间", "下课时间"])
    sheet.append(["第一节", "8:30", "9:10"])
    sheet.append(["第二节", "9：20", "1000"])
    book.save(tmp_path / "bells.xlsx")
    plan = plan_import(desk, "bells", tmp_path / "bells.xlsx")
    assert [row.problems for row in plan.rows] == [(), ()]
    assert apply_import(desk, plan).added == 2
    assert [(bell.period, bell.starts_at, bell.ends_at) for bell in bells()] == [
        (1, "08:30", "09:10"),
        (2, "09:20", "10:00"),
    ]
    assert plan_import(desk, "bells", tmp_path / "bells.xlsx").count("same") == 2


def test_an_absence_names_somebody_on_the_staff(small: Desk):
    row_id = add(small, "absences", {"teacher": "lf", "first_day": "2026-11-25", "last_day": "2026-11-20"})
    source = small.source("absences")
    row = source.row_by_id(row_id)
    assert row is not None
    assert row.problems["teacher"].hard
    assert "李芳(001)" in row.problems["teacher"].message
    assert not row.problems["last_day"].hard
    row = write(source, row_id, "teacher", "lifang")
    assert row.texts["teacher"] == "李芳"
    assert len(rows(source)) == 1
