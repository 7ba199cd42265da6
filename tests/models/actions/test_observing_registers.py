"""Observations typed row by row: lessons are shared, filled in from the timetable, counted, and never lost."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.desk import Desk
from models.actions.open_lessons import Calendars
from models.journal.writing import insert_record
from models.registers.source import CellEdit
from models.store.errors import StoreError
from models.tables.lessons import EvaluationForm, FormItem, FormScore, FormTemplate, Observation, OpenLesson

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def rows(sample_desk: Desk):
    return sample_desk.source("observations")


def add(source, **texts: str) -> int:
    """Type a new row cell by cell, as fingers do; its id."""
    row_id = -1
    for field, text in texts.items():
        seen = source.row_by_id(row_id).texts[field] if row_id > 0 else ""
        done = source.edit([CellEdit(row_id, field, text, seen)], "type")
        assert not done.conflicts
        row_id = done.added[0] if done.added else row_id
    return row_id


def texts(source, row_id: int, *fields: str) -> list[str]:
    row = source.row_by_id(row_id)
    return [row.texts[field] for field in fields]


def slot(desk: Desk, teacher: str):
    return next(s for s in Calendars(desk).given(WEDNESDAY) if s.teacher == teacher)


def test_a_record_is_typed_in_six_cells_and_the_timetable_says_the_rest(sample_desk: Desk, rows):
    given = slot(sample_desk, "013")
    row_id = add(
        rows, observer="060", held_on_day="1125", class_group=given.class_code, lesson_teacher="sxm", score="92",
        topic="富饶的西沙群岛", remark="2",
    )  # fmt: skip
    assert texts(rows, row_id, "lesson_teacher", "score", "topic") == ["孙晓梅", "92", "富饶的西沙群岛"]
    only = [
        s for s in Calendars(sample_desk).given(WEDNESDAY) if (s.teacher, s.class_code) == ("013", given.class_code)
    ]
    assert texts(rows, row_id, "period") == [str(given.period) if len(only) == 1 else ""]
    assert texts(rows, row_id, "observation_status", "counted", "lesson_kind") == ["到", "计入", "推门"]
    assert OpenLesson.select().count() == 1


def test_observers_of_one_lesson_share_it_and_a_topic_typed_once_shows_in_all_rows(rows):
    first = add(rows, observer="060", held_on_day="1125", lesson_teacher="013", period="3")
    second = add(rows, observer="059", held_on_day="1125", lesson_teacher="013", period="3")
    assert OpenLesson.select().count() == 1
    add_topic = rows.edit([CellEdit(second, "topic", "海滨小城", "")], "type")
    assert add_topic.change_id
    assert texts(rows, first, "topic") == ["海滨小城"]


def test_correcting_ones_own_date_does_not_move_the_others(rows):
    first = add(rows, observer="060", held_on_day="1118", lesson_teacher="013", period="3", topic="甲")
    second = add(rows, observer="059", held_on_day="1118", lesson_teacher="013", period="3")
    rows.edit([CellEdit(second, "held_on_day", "1119", "2026-11-18")], "type")
    assert texts(rows, first, "held_on_day", "topic") == ["2026-11-18", "甲"]
    assert texts(rows, second, "held_on_day") == ["2026-11-19"]
    assert OpenLesson.select().count() == 2


def test_a_lesson_nobody_observes_any_more_leaves_nothing_behind(rows):
    row_id = add(rows, observer="060", held_on_day="1118", lesson_teacher="013", period="3")
    rows.delete([row_id])
    assert (Observation.select().count(), OpenLesson.select().count()) == (0, 0)
    rows.undo()
    assert texts(rows, row_id, "held_on_day", "lesson_teacher") == ["2026-11-18", "孙晓梅"]


def test_an_observation_without_a_score_owes_its_form_and_a_score_settles_it(rows):
    row_id = add(rows, observer="060", held_on_day="1118", lesson_teacher="013", period="3")
    assert texts(rows, row_id, "counted") == ["缺表 补录"]  # six days after the lesson
    rows.edit([CellEdit(row_id, "score", "88", "")], "type")
    assert texts(rows, row_id, "counted", "score") == ["计入 补录", "88"]
    rows.edit([CellEdit(row_id, "score", "", "88")], "clear")
    assert texts(rows, row_id, "counted", "score") == ["缺表 补录", ""]
    rows.edit([CellEdit(row_id, "score", "91", "")], "type")
    with pytest.raises(StoreError, match="不能删除"):
        rows.delete([row_id])
    assert [form.total_x10 for form in EvaluationForm.select()] == [910]


def test_whoever_scored_a_lesson_was_there(rows):
    row_id = add(rows, observer="060", held_on_day="1125", lesson_teacher="013", observation_status="计划")
    assert texts(rows, row_id, "counted") == ["计划"]
    done = rows.edit([CellEdit(row_id, "score", "88", "")], "type")
    assert done.change_id
    assert texts(rows, row_id, "observation_status", "counted") == ["到", "计入"]
    rows.undo()
    assert texts(rows, row_id, "observation_status", "score", "counted") == ["计划", "", "计划"]


def test_a_score_of_somebody_who_stayed_away_is_pointed_out(rows):
    row_id = add(rows, observer="060", held_on_day="1125", lesson_teacher="013", observation_status="未到")
    assert not rows.row_by_id(row_id).problems
    rows.edit([CellEdit(row_id, "score", "88", "")], "type")
    assert texts(rows, row_id, "observation_status", "score") == ["未到", "88"]
    assert "却有得分" in rows.row_by_id(row_id).problems["observation_status"].message


def test_a_record_struck_out_without_a_reason_is_pointed_out_until_there_is_one(rows):
    row_id = add(rows, observer="060", held_on_day="1125", lesson_teacher="013", observation_status="作废")
    assert "写明原因" in rows.row_by_id(row_id).problems["observation_status"].message
    rows.edit([CellEdit(row_id, "remark", "记错了人", "")], "type")
    assert not rows.row_by_id(row_id).problems


def test_own_lessons_and_own_classes_meanwhile_are_pointed_out(sample_desk: Desk, rows):
    own = add(rows, observer="013", held_on_day="1125", lesson_teacher="013")
    assert "自己的课不算听课" in rows.row_by_id(own).problems["lesson_teacher"].message
    assert texts(rows, own, "counted") == ["自己的课"]
    given = slot(sample_desk, "013")
    busy = next(s for s in Calendars(sample_desk).given(WEDNESDAY) if s.period == given.period and s.teacher != "013")
    row_id = add(rows, observer=busy.teacher, held_on_day="1125", lesson_teacher="013", period=str(given.period))
    assert "自己要上" in rows.row_by_id(row_id).problems["period"].message


def test_a_form_with_points_of_its_own_is_neither_overwritten_nor_deleted(sample_desk: Desk, rows):
    row_id = add(rows, observer="060", held_on_day="1125", lesson_teacher="013", period="3")
    with sample_desk.store.change("forms.file"):
        template = insert_record(FormTemplate, {"code": "own", "title_zh": "表"})
        item = insert_record(FormItem, {"template": template, "seq": 1, "item": "目标", "max_x10": 50})
        form = insert_record(EvaluationForm, {"observation": row_id, "template": template, "status": "handed_in"})
        insert_record(FormScore, {"form": form, "item": item, "points_x10": 45})
    rows.refresh()
    assert texts(rows, row_id, "score") == ["90"]
    rows.edit([CellEdit(row_id, "score", "80", "90")], "type")
    assert "逐项得分" in rows.row_by_id(row_id).problems["score"].message
    with pytest.raises(StoreError, match="不能删除"):
        rows.delete([row_id])
    assert Observation.select().count() == 1


def test_open_lessons_say_how_many_observe_how_many_forms_are_in_and_their_mean(sample_desk: Desk, rows):
    given = slot(sample_desk, "013")
    for number, score in (("060", "90"), ("059", "85"), ("058", "")):
        cells = {"observer": number, "held_on_day": "1125", "lesson_teacher": "013", "period": str(given.period)}
        add(rows, **cells | ({"score": score} if score else {}))
    lessons = sample_desk.source("lessons")
    assert len(lessons) == 1
    row = lessons.row(0)
    assert [row.texts[n] for n in ("observers_count", "forms_count", "mean_score")] == ["3/8", "2/3", "87.5"]
    with pytest.raises(StoreError, match="已有评价表"):
        lessons.delete([row.id])


def test_a_lesson_typed_by_day_period_and_class_gets_its_teacher_subject_and_room(sample_desk: Desk):
    given = slot(sample_desk, "013")
    lessons = sample_desk.source("lessons")
    row_id = add(lessons, held_on_day="1125", period=str(given.period), class_group=given.class_code)
    assert texts(lessons, row_id, "lesson_teacher", "room", "seats") == ["孙晓梅", given.room, str(given.seats)]
    lessons.undo()


def test_last_terms_records_are_shown_with_everybody_only(sample_desk: Desk):
    source = sample_desk.source("observations")
    row_id = add(source, observer="060", held_on_day="2026-05-13", lesson_teacher="013")
    assert row_id not in [
        sample_desk.source("observations").row(i).id for i in range(len(sample_desk.source("observations")))
    ]
    assert len(sample_desk.source("observations", everybody=True)) == 1


def test_somebody_who_teaches_or_observes_is_not_deleted_and_the_sentence_says_where_they_are_named(sample_desk: Desk):
    roster = sample_desk.source("roster")
    row = next(roster.row(index) for index in range(len(roster)) if roster.row(index).values["staff_no"] == "013")
    with pytest.raises(StoreError, match="孙晓梅还在课表11处"):
        roster.delete([row.id])
    assert roster.row_by_id(row.id) == row
