"""What is pinned up and handed out about observing says what the store says, to whom it may be said."""

from __future__ import annotations

from datetime import date

from models.actions.desk import Desk
from models.actions.observing_papers import notice, notice_rows, slip_rows, slips
from models.actions.observing_summaries import summaries
from models.actions.open_lessons import opened_lessons
from models.actions.standing import standings
from models.journal.writing import update_record
from models.store import Actor
from models.tables.lessons import OpenLesson
from models.tables.people import Teacher

AHEAD, PAST = date(2026, 11, 25), date(2026, 11, 18)


def test_the_notice_names_every_lesson_of_the_open_day_ahead_with_everybody_who_observes(past_desk: Desk):
    page = notice(past_desk)
    assert "第13周 11月25日(周三)" in page.title
    opened = opened_lessons(past_desk, "2026-11-25", "2026-11-25")
    rows = [row for block in page.blocks for row in block.rows]
    assert len(rows) == len(opened) == 14
    told = [name for row in rows for name in row[-1].partition(" 还可坐")[0].split("、")]
    assert len([*filter(None, told)]) == sum(len(one.observers) for one in opened)
    assert [block.heading[:3] for block in page.blocks] == [f"第{n}节" for n in range(1, 7)]


def test_namesakes_are_told_apart_and_a_cancelled_lesson_says_so(past_desk: Desk):
    lesson = opened_lessons(past_desk, "2026-11-25", "2026-11-25")[0]
    with past_desk.store.change("lessons.test"):
        update_record(OpenLesson, lesson.id, {"status": "cancelled", "reason": "停电"})
    rows = [row for block in notice(past_desk, AHEAD).blocks for row in block.rows]
    assert [row[-1] for row in rows].count("【取消】") == 1
    text = " ".join(map(" ".join, rows))
    assert "王芳(041)" in text
    assert "王芳 " not in text


def test_a_day_without_open_lessons_says_so(past_desk: Desk):
    page = notice(past_desk, date(2026, 12, 9))
    assert page.blocks == ()
    assert page.notes == ("这一天还没有开放课。",)


def test_rows_of_the_notice_carry_codes_and_numbers(past_desk: Desk):
    row = next(one for one in notice_rows(past_desk, AHEAD) if one["class"] == "6-4")
    assert (row["held_on"], row["period"], row["starts_at"]) == ("2026-11-25", 1, "08:30")
    assert (row["teacher"], row["subject"]) == ("026", "chinese")
    assert all(number.isdecimal() for number in row["observers"])


def test_a_slip_tells_what_to_observe_who_comes_and_what_is_owed(past_desk: Desk):
    rows = slip_rows(past_desk, AHEAD)
    planned = {one for lesson in opened_lessons(past_desk, "2026-11-25", "2026-11-25") for one in lesson.observers}
    assert {row["staff_no"] for row in rows if row["role"] == "observes"} == planned
    owing = {one.staff_no: one.tally.owing_forms for one in standings(past_desk) if one.tally.owing_forms}
    found: dict[str, int] = {}
    for row in rows:
        if row["role"] == "owes_form":
            found[row["staff_no"]] = found.get(row["staff_no"], 0) + 1
    assert found == owing
    page = next(one for one in slips(past_desk, AHEAD) if one.title.startswith("单国平"))
    assert [block.heading for block in page.blocks] == ["11月25日(周三)请听", "11月25日(周三)来听您的课的"]


def test_who_has_nothing_to_do_gets_no_slip(past_desk: Desk):
    everybody = slips(past_desk, date(2026, 12, 9))
    assert len(everybody) == sum(one.tally.owing_forms > 0 for one in standings(past_desk))
    assert all(page.blocks for page in everybody)


def test_the_summary_adds_up(past_desk: Desk):
    school, *groups = summaries(past_desk)
    assert [page.name for page in groups] == ["语文组", "数学组", "英语组", "艺体组", "综合组"]
    *parts, total = school.blocks[0].rows
    for column in (1, 2, 4, 5, 6, 7):
        assert sum(int(row[column]) for row in parts) == int(total[column])
    assert sum(len(page.blocks[0].rows) for page in groups) == 60
    [english] = summaries(past_desk, "英语组")
    assert {row[0] for row in english.blocks[0].rows} >= {"Emma Clark"}


def test_a_teacher_sees_the_own_slip_and_a_head_the_groups(past_desk: Desk):
    past_desk.store.actor = Actor("覃小芳", "test", "teacher", None, Teacher.get(Teacher.staff_no == "044").id)
    assert {row["staff_no"] for row in slip_rows(past_desk, AHEAD)} == {"044"}
    past_desk.store.actor = Actor("组长", "test", "head", None, Teacher.get(Teacher.staff_no == "044").id)
    assert {row["staff_no"] for row in slip_rows(past_desk, AHEAD)} >= {"044", "045"}
    names = [page.name for page in summaries(past_desk)]
    assert "数学组" not in names
    past_desk.store.actor = Actor("来访者", "test", "viewer")
    with_all = summaries(past_desk)
    assert len(with_all) == 6


def test_everybody_may_read_the_notice(past_desk: Desk):
    past_desk.store.actor = Actor("何雨晴", "test", "teacher", None, Teacher.get(Teacher.staff_no == "016").id)
    assert len(notice(past_desk, AHEAD).blocks) == 6
