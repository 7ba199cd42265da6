"""Reflections on their way through the office: every step an action to take back, seen by whom it concerns."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.actions.mine import everything_about
from models.actions.reflections import (
    Done,
    ReflectionRefused,
    Wanted,
    assign,
    begin,
    discard,
    file_away,
    flag,
    give_back,
    hand_in,
    inbox,
    mark_read,
    pieces,
    save_draft,
    share,
    steps_of,
    tag,
    take_out,
    text_of,
)
from models.journal.undo import undo
from models.rules.reflections import STATES
from models.store.errors import NotAllowed
from models.tables.people import Teacher
from models.tables.reflections import StoredFile
from tests.support.lessons import staff
from tests.support.small_school import HEAD, MEMBER, OTHER, School, small_school

BODY = "# 课题与班级\n三(2)班《荷花》\n# 发生了什么\n孩子们抢着说荷叶像什么。"


@pytest.fixture
def school(desk: Desk) -> School:
    return small_school(desk)


def draft(desk: Desk, number: str = "001", title: str = "荷花") -> int:
    return save_draft(desk, teacher=number, kind="insight", title=title, body=BODY).id


def handed_in(desk: Desk, number: str = "001", title: str = "荷花") -> int:
    made = draft(desk, number, title)
    hand_in(desk, [made])
    return made


def state(desk: Desk, reflection: int) -> str:
    return pieces(desk, [reflection])[0].state


def number_of(name: str) -> str:
    return Teacher.get(Teacher.name == name).staff_no


def test_a_piece_goes_its_way_back_and_through_and_every_step_says_who_and_why(desk: Desk):
    staff(desk)
    made = handed_in(desk)
    give_back(desk, [made], "请写一个具体片段")
    save_draft(desk, teacher="001", kind="insight", title="荷花", body=BODY + "\n小明说像伞。", reflection=made)
    assert state(desk, made) == "returned"
    hand_in(desk, [made])
    mark_read(desk, [made], "a", "片段很好")
    file_away(desk, [made])
    assert [(step.state, step.words) for step in steps_of(desk, made)] == [
        ("draft", ""),
        ("handed_in", ""),
        ("returned", "请写一个具体片段"),
        ("again", ""),
        ("read", "片段很好"),
        ("filed", ""),
    ]
    piece = pieces(desk, [made])[0]
    assert (piece.state, piece.grade, piece.answer, piece.name) == ("filed", "a", "片段很好", "李芳")
    assert text_of(desk, made).endswith("小明说像伞。")


def test_grading_files_at_once_where_asked_and_one_undo_takes_both_back(desk: Desk):
    staff(desk)
    made = handed_in(desk)
    done = mark_read(desk, [made], "excellent", file=True)
    assert state(desk, made) == "filed"
    assert done.change_id is not None
    undo(desk.store, done.change_id)
    piece = pieces(desk, [made])[0]
    assert (piece.state, piece.grade) == ("handed_in", "")
    assert [step.state for step in steps_of(desk, made)] == ["draft", "handed_in"]


def test_what_cannot_be_done_to_one_is_done_to_the_others_and_said(desk: Desk):
    staff(desk)
    waiting, read = draft(desk, "002"), handed_in(desk)
    done = mark_read(desk, [waiting, read], "b")
    assert done.done == (read,)
    assert "草稿" in done.refused[waiting]
    assert give_back(desk, [waiting], "太短").change_id is None
    with pytest.raises(ReflectionRefused, match="理由"):
        give_back(desk, [read], "  ")


def test_a_filed_one_can_be_taken_out_and_nothing_handed_in_is_thrown_away(desk: Desk):
    staff(desk)
    made, begun = handed_in(desk), draft(desk, "002")
    file_away(desk, [made])
    take_out(desk, [made])
    assert state(desk, made) == "read"
    with pytest.raises(ReflectionRefused, match="草稿"):
        discard(desk, made)
    discard(desk, begun)
    assert pieces(desk, [begun]) == []


def test_handing_in_asks_for_author_kind_and_text(desk: Desk):
    staff(desk)
    empty = save_draft(desk, teacher="001", kind="insight").id
    unkind = save_draft(desk, teacher="001", body="写了一点").id
    done = hand_in(desk, [empty, unkind])
    assert done.done == ()
    assert "正文" in done.refused[empty]
    assert "类别" in done.refused[unkind]


def test_what_waits_for_its_author_counts_as_handed_in_on_the_day_it_came(desk: Desk):
    staff(desk)
    with desk.store.change("test.take_in"):
        facts = {"received_at": "2026-11-13T01:00:00.000000Z", "handed_in_on": "2026-11-13", "file_name": "心得.docx"}
        made = begin(desk, facts, BODY, "waiting")
    assign(desk, [made], kind="insight")
    assert state(desk, made) == "waiting"
    assign(desk, [made], teacher="003", month="2026-11")
    piece = pieces(desk, [made])[0]
    assert (piece.state, piece.name, piece.handed_in_on, piece.late) == ("handed_in", "陈静", "2026-11-13", False)


def test_late_ones_are_marked_by_the_turn_in_which_they_came(desk: Desk):
    staff(desk)
    first, second = handed_in(desk), handed_in(desk)  # on the 24th: the first was due on the 13th
    assert [piece.late for piece in pieces(desk, [first, second])] == [True, False]


def test_the_inbox_comes_in_pages_by_place_and_filters(desk: Desk):
    staff(desk)
    made = [handed_in(desk, f"{number:03}") for number in range(1, 8)]
    tag(desk, made[2:4], "提问")
    flag(desk, [made[3]])
    first = inbox(desk, limit=3)
    assert [piece.id for piece in first] == made[:3]
    assert [piece.id for piece in inbox(desk, after=first[-1].place, limit=3)] == made[3:6]
    newest = Wanted(newest_first=True)
    page = inbox(desk, newest, limit=2)
    assert [piece.id for piece in inbox(desk, newest, after=page[-1].place, limit=2)] == [made[4], made[3]]
    assert [piece.id for piece in inbox(desk, Wanted(tag="提问"))] == made[2:4]
    assert [piece.consent for piece in inbox(desk, Wanted(flagged=True))] == ["asked"]
    assert [piece.name for piece in inbox(desk, Wanted(teachers=("005",)))] == ["孙丽"]
    assert inbox(desk, Wanted(month="2026-10")) == []
    tag(desk, made[2:4], "提问", on=False)
    assert inbox(desk, Wanted(tag="提问")) == []


# -- who sees and does what --------------------------------------------------------------------------------------------


def test_a_teacher_writes_and_hands_in_their_own_and_nobody_elses(school: School):
    desk = school.enter("teacher")
    made = handed_in(desk, number_of(MEMBER))
    with pytest.raises(NotAllowed, match=OTHER):
        draft(desk, number_of(OTHER))
    for deed in (lambda: mark_read(desk, [made], "excellent"), lambda: file_away(desk, [made])):
        with pytest.raises(NotAllowed):
            deed()
    assert state(desk, made) == "handed_in"


def test_a_draft_is_nobodys_business_but_the_authors(school: School):
    made = draft(school.enter("teacher"), number_of(MEMBER))
    everything = Wanted(states=STATES)
    assert [piece.id for piece in inbox(school.desk, everything)] == [made]
    assert inbox(school.enter("office"), everything) == []
    with pytest.raises(LookupError):
        text_of(school.desk, made)


def test_a_groups_head_sees_how_far_it_is_and_reads_what_was_shared_but_never_the_grade(school: School):
    teacher = school.enter("teacher")
    closed, shown = (handed_in(teacher, number_of(MEMBER), title=title) for title in ("不给看", "给看"))
    share(teacher, [shown])
    office = school.enter("office")
    others = handed_in(office, number_of(OTHER))
    mark_read(office, [closed, shown, others], "c", "讲得太多")
    head = school.enter("head")
    seen = {piece.id: piece for piece in inbox(head, Wanted(states=STATES))}
    assert seen.keys() == {closed, shown}
    assert [(seen[one].state, seen[one].grade, seen[one].answer) for one in (closed, shown)] == [("read", "", "")] * 2
    assert (seen[closed].title, seen[closed].readable, seen[shown].readable) == ("", False, True)
    assert text_of(head, shown) == BODY
    assert {step.words for step in steps_of(head, shown)} == {""}
    with pytest.raises(NotAllowed, match=MEMBER):
        text_of(head, closed)
    assert inbox(head, Wanted(states=STATES, grade="c")) == []
    own = inbox(school.enter("teacher"), Wanted(states=STATES, grade="c"))
    assert [piece.answer for piece in own] == ["讲得太多", "讲得太多"]


def test_the_head_hands_in_too(school: School):
    made: Done = hand_in(desk := school.enter("head"), [draft(school.desk, number_of(HEAD))])
    assert [piece.name for piece in inbox(desk)] == [HEAD]
    assert made.refused == {}


def test_a_visitor_sees_nothing(school: School):
    with pytest.raises(NotAllowed):
        inbox(school.enter("viewer"))


def test_everything_kept_of_a_person_tells_their_reflections_in_words(desk: Desk):
    people = staff(desk)
    file = StoredFile.insert(sha256="ab" * 32, size=3, suffix=".txt", content=b"abc").execute()
    with desk.store.change("test.take_in"):
        begin(desk, {"teacher": people[0], "kind": "insight", "file": file, "came_by": "folder"}, BODY, "handed_in")
    kept = {fact.field: fact.value for fact in everything_about(desk, people[0], None) if fact.table == "反思"}
    assert kept["原件"] == "SHA-256 abababab"
    assert kept["怎么来的"] == "文件夹"
    assert kept["状态"] == "已交"
    assert not any(field.isascii() for field in kept)
    assert BODY in {fact.value for fact in everything_about(desk, people[0], None)}
