"""Who owes what of a month: insights by teacher, reflections by lesson, exchanges by group; and the text about it."""

from __future__ import annotations

from models.actions.desk import Desk
from models.actions.reflection_counts import exchanges, lessons_owed, owings
from models.actions.reflection_reminders import reminders
from models.actions.reflections import give_back, hand_in, save_draft
from models.journal.writing import insert_record
from models.registers.source import CellEdit
from models.tables.people import Activity, ActivityRecord, StaffGroup, Teacher
from tests.support.lessons import open_lesson, staff
from tests.support.small_school import HEAD, MEMBER, OTHER, small_school


def written(desk: Desk, number: str, month: str = "2026-11", **bound: int) -> int:
    kind = "after_lesson" if "lesson" in bound else "exchange" if "activity" in bound else "insight"
    made = save_draft(desk, teacher=number, kind=kind, month=month, body="写了一些", **bound).id
    hand_in(desk, [made])
    return made


def in_group(desk: Desk, numbers: list[str], name: str) -> None:
    source = desk.source("roster")
    for index in range(len(source)):
        row = source.row(index)
        if row.values["staff_no"] in numbers:
            source.edit([CellEdit(row.id, "research_group", name, row.texts["research_group"])], "type")


def test_who_owes_most_comes_first_and_what_is_not_due_is_only_to_come(desk: Desk):
    staff(desk)
    for _ in range(2):
        written(desk, "002")
    give_back(desk, [written(desk, "003")], "太短")
    found = {one.staff_no: one for one in owings(desk, "2026-11")}
    assert [(found[n].tally.owed, found[n].tally.missing) for n in ("001", "002", "003")] == [(1, 2), (0, 0), (1, 2)]
    assert found["003"].tally.returned == 1
    assert found["002"].tally.late == 1  # handed in on the 24th, the first was due on the 13th
    assert owings(desk, "2026-11")[-1].staff_no == "002"
    assert all(one.tally.owed == 2 for one in owings(desk, "2026-10"))


def test_a_lesson_before_others_waits_for_its_reflection_and_an_open_day_does_not(desk: Desk):
    people = staff(desk)
    shown, _ = open_lesson(desk, people[0], people[1:3], kind="demonstration")
    open_lesson(desk, people[1], people[2:4], kind="open_day")
    open_lesson(desk, people[2], people[3:5], kind="report", status="came", held_on="2026-11-25")  # tomorrow
    found = lessons_owed(desk, "2026-11")
    assert [(one.lesson.id, one.due_on, one.state) for one in found] == [(shown, "2026-11-20", "")]
    assert [len(one.lessons) for one in owings(desk) if one.staff_no == "001"] == [1]
    written(desk, "001", lesson=shown)
    assert lessons_owed(desk, "2026-11")[0].is_there
    assert [len(one.lessons) for one in owings(desk) if one.staff_no == "001"] == [0]


def test_a_group_has_exchanged_when_somebody_of_it_wrote_about_its_meeting(desk: Desk):
    staff(desk)
    in_group(desk, ["001", "002"], "语文组")
    group = StaffGroup.get(StaffGroup.name == "语文组").id
    with desk.store.change("test.activity"):
        meetings = [insert_record(Activity, {"held_on": day, "title": "交流"}) for day in ("2026-11-05", "2026-11-19")]
        for meeting in meetings:
            insert_record(ActivityRecord, {"activity": meeting, "group": group, "minutes": 40})
    written(desk, "001", activity=meetings[0])
    written(desk, "002", activity=meetings[0])
    held = next(one for one in exchanges(desk, "2026-11") if one.group == "语文组")
    assert held.held == (("2026-11-05", "交流", 2),)
    assert held.missing == 1


def test_the_reminder_names_people_by_what_they_owe_and_only_groups_that_owe(desk: Desk):
    people = staff(desk)
    in_group(desk, ["001", "002", "003"], "语文组")
    in_group(desk, ["004"], "数学组")
    written(desk, "001")
    give_back(desk, [written(desk, "003")], "太短")
    for _ in range(2):
        written(desk, "004")
    open_lesson(desk, people[1], [], kind="report", topic="桥")
    found = dict(reminders(desk, "2026-11", "语文组"))
    assert list(found) == ["语文组"]
    text = found["语文组"]
    assert "心得还差1篇：王强、陈静" in text
    assert "退回待改：陈静" in text
    assert "王强（11-18《桥》）" in text
    assert "2026-11-30" in text
    assert "数学组" not in dict(reminders(desk, "2026-11"))


def test_a_head_sees_the_group_and_a_teacher_oneself(desk: Desk):
    school = small_school(desk)
    names = {role: {one.name for one in owings(school.enter(role))} for role in ("office", "head", "teacher")}
    assert names == {"office": {HEAD, MEMBER, OTHER}, "head": {HEAD, MEMBER}, "teacher": {MEMBER}}


def test_drafts_of_others_are_not_counted(desk: Desk):
    school = small_school(desk)
    number = Teacher.get(Teacher.name == MEMBER).staff_no
    save_draft(school.enter("teacher"), teacher=number, kind="insight", body="写到一半")
    drafts = {role: sum(one.tally.drafts for one in owings(school.enter(role))) for role in ("office", "teacher")}
    assert drafts == {"office": 0, "teacher": 1}
