"""What of a reflection stands in others, and who may see whose it is."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.desk import Desk
from models.actions.likeness import EARLIER, OWN, PEER, likeness_of, likeness_of_text, told
from models.actions.reflections import hand_in, save_draft
from models.journal.writing import update_record
from models.store import Actor
from models.store.errors import NotAllowed
from models.tables.people import Teacher
from models.tables.reflections import Reflection

PARAGRAPH = (
    "我原来以为把问题问出去就是提问，后来听了自己的录音才知道，三十五分钟里我问了四十一个问题，没有一个等过三秒钟。"
)
ANOTHER = "课后我把录音交给师傅听，她只说了一句话，你问得太快了，孩子们还没有站起来，你已经把答案写在黑板上了。"


def write(desk: Desk, teacher: str, body: str, month: str = "2026-11", day: str = "2026-11-20") -> int:
    made = save_draft(desk, teacher=teacher, kind="insight", month=month, title=f"{teacher}的", body=body).id
    hand_in(desk, [made])
    with desk.store.change("reflections.assign"):
        update_record(Reflection, made, {"handed_in_on": day, "received_at": f"{day}T08:00:00.{made:06}Z"})
    return made


def as_teacher(desk: Desk, staff_no: str) -> Desk:
    teacher = Teacher.get(Teacher.staff_no == staff_no)
    desk.store.actor = Actor(teacher.name, "test", "teacher", None, teacher.id)
    return Desk(desk.store, today=lambda: date(2026, 11, 24))


def test_a_text_that_stands_nowhere_else_is_like_nothing(sample_desk: Desk):
    write(sample_desk, "001", PARAGRAPH)
    found = likeness_of(sample_desk, write(sample_desk, "002", ANOTHER))
    assert found
    assert (found.percent, found.likes) == (0, ())
    assert told(found) == "没有和以前的文章相同的段落"


def test_own_past_peers_and_earlier_years_are_told_apart_with_their_shares(sample_desk: Desk):
    write(sample_desk, "001", PARAGRAPH, "2026-09", "2026-09-20")
    write(sample_desk, "002", ANOTHER, "2026-10", "2026-10-20")
    write(sample_desk, "003", ANOTHER, "2024-10", "2024-10-20")
    found = likeness_of(sample_desk, write(sample_desk, "001", PARAGRAPH + ANOTHER))
    assert found
    assert found.percent == 100
    assert {(like.relation, like.piece.staff_no) for like in found.likes if like.piece} == {
        (OWN, "001"),
        (PEER, "002"),
        (EARLIER, "003"),
    }
    assert sum(like.percent for like in found.likes[:2]) in (99, 100, 101)
    assert "连续13个字以上相同" in found.method


def test_the_passages_stand_side_by_side_with_what_is_the_same_marked(sample_desk: Desk):
    write(sample_desk, "001", "开头不一样的一句话。" + PARAGRAPH, day="2026-11-01")
    found = likeness_of(sample_desk, write(sample_desk, "002", PARAGRAPH + "结尾不一样的一句话。"))
    assert found
    (pair,) = found.likes[0].pairs
    same = [each.text[start:end] for each in (pair.own, pair.other) for start, end in each.marks]
    assert same[0] == same[1] == PARAGRAPH.rstrip("。")


def test_what_came_later_is_said_to_be_later_and_does_not_count(sample_desk: Desk):
    first = write(sample_desk, "001", PARAGRAPH, day="2026-11-01")
    write(sample_desk, "002", PARAGRAPH, day="2026-11-02")
    found = likeness_of(sample_desk, first)
    assert found
    assert found.percent == 0
    assert [like.is_later for like in found.likes] == [True]


def test_an_author_sees_the_passage_but_not_whose_it_is_nor_what_else_stands_there(sample_desk: Desk):
    write(sample_desk, "001", "别人的心里话一句。" + PARAGRAPH + "别人的心里话又一句。", day="2026-11-01")
    made = write(sample_desk, "002", PARAGRAPH)
    found = likeness_of(as_teacher(sample_desk, "002"), made)
    assert found
    (like,) = found.likes
    assert like.piece is None
    assert "心里话" not in like.pairs[0].other.text
    with pytest.raises(NotAllowed):
        likeness_of(as_teacher(sample_desk, "003"), made)


def test_an_author_hears_it_before_handing_in(sample_desk: Desk):
    write(sample_desk, "001", PARAGRAPH, day="2026-11-01")
    desk = as_teacher(sample_desk, "002")
    found = likeness_of_text(desk, PARAGRAPH, "002")
    assert found
    assert told(found) == "和以前的1篇有相同段落，最多的一篇占100%，合计100%"
    with pytest.raises(NotAllowed):
        likeness_of_text(desk, PARAGRAPH, "001")


def test_the_copied_ones_of_the_sample_school_are_found(past_desk: Desk):
    most = {}
    for (reflection,) in Reflection.select(Reflection.id).where(Reflection.state != "draft").tuples():
        found = likeness_of(past_desk, reflection)
        assert found
        most[reflection] = max((like.percent for like in found.likes if not like.is_later), default=0)
    assert sum(percent >= 80 for percent in most.values()) >= 4
    assert sorted(most.values())[len(most) // 2] < 40
