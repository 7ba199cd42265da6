"""Finding reflections: the same with the index and without, and only what may be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.actions import reflections_finding as finding
from models.actions.desk import Desk
from models.actions.reflections import share
from models.actions.reflections_finding import EVERYTHING, Found, find, prepare
from models.store import Actor
from models.store.errors import NotAllowed
from models.store.text_index import index_file
from models.tables.people import GroupMember, StaffGroup, Teacher
from models.tables.reflections import Reflection, ReflectionText


def ids(found: Found) -> list[int]:
    return [hit.piece.id for hit in found.hits]


def as_(desk: Desk, role: str, teacher: int | None) -> Desk:
    desk.store.actor = Actor("somebody", "test", role, None, teacher)
    return Desk(desk.store, today=lambda: date(2026, 11, 24))


@pytest.mark.parametrize("typed", ["提问", "问", "提问 追问", "小组讨论", "（3）班", "没有这样的话"])
@pytest.mark.parametrize(
    "wanted",
    [
        EVERYTHING,
        replace(EVERYTHING, kind="insight", since="2026-10-01"),
        replace(EVERYTHING, grade="excellent", until="2026-10-31"),
        replace(EVERYTHING, group="语文组", month="2026-11"),
    ],
)
def test_the_index_and_reading_find_the_same(past_desk: Desk, monkeypatch: pytest.MonkeyPatch, typed, wanted):
    read = find(past_desk, typed, wanted, limit=500)
    assert not index_file(past_desk.store.file).exists()
    monkeypatch.setattr(finding, "LITTLE", -1)
    assert prepare(past_desk)
    asked = find(past_desk, typed, wanted, limit=500)
    assert asked == read
    days = [hit.piece.handed_in_on for hit in asked.hits if hit.piece.handed_in_on]
    assert days == sorted(days, reverse=True)


def test_every_hit_shows_the_words_and_nothing_with_them_is_missed(past_desk: Desk):
    found = find(past_desk, "提问", limit=500)
    for hit in found.hits:
        marks = [each.text[start:end] for each in (hit.title, *hit.excerpts) for start, end in each.marks]
        assert marks
        assert set(marks) == {"提问"}
    with_it = Reflection.select().join(ReflectionText, on=(ReflectionText.reflection == Reflection.id))
    holds = ReflectionText.body.contains("提问") | Reflection.title.contains("提问")
    wanted = with_it.where(Reflection.state != "draft", holds).count()
    assert found.total == len(found.hits) == wanted > 50


@pytest.mark.parametrize("indexed", [False, True])
def test_pages_follow_each_other_without_a_gap(past_desk: Desk, monkeypatch: pytest.MonkeyPatch, indexed: bool):
    if indexed:
        monkeypatch.setattr(finding, "LITTLE", -1)
        assert prepare(past_desk)
    whole = ids(find(past_desk, "提问", limit=500))
    paged: list[int] = []
    before = None
    while True:
        page = find(past_desk, "提问", before=before, limit=7)
        paged += ids(page)
        before = page.before
        if before is None:
            break
    assert paged == whole


def test_without_the_index_many_texts_are_read_and_it_is_said(past_desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(finding, "LITTLE", 10)
    found = find(past_desk, "提问")
    assert found.read
    assert found.total > 50


def test_a_teacher_finds_the_own_ones_only(past_desk: Desk):
    teacher = Teacher.get(Teacher.name == "曹磊").id
    found = find(as_(past_desk, "teacher", teacher), "我", limit=500)
    assert {hit.piece.name for hit in found.hits} == {"曹磊"}


def test_a_head_finds_of_the_group_what_was_shared(past_desk: Desk):
    heads = GroupMember.select().join(StaffGroup).where(StaffGroup.kind == "research", GroupMember.role == "head")
    head = heads.first()
    member = GroupMember.get(GroupMember.group == head.group_id, GroupMember.role == "member").teacher_id
    head = head.teacher_id
    share(past_desk, [Reflection.get(Reflection.teacher == member, Reflection.state == "filed").id])
    found = find(as_(past_desk, "head", head), "我", limit=500)
    others = [hit.piece for hit in found.hits if hit.piece.staff_no != Teacher.get_by_id(head).staff_no]
    assert others
    assert all(piece.is_shared and not piece.grade for piece in others)


def test_nobody_finds_out_others_grades_by_asking_for_them(past_desk: Desk):
    head = GroupMember.get(GroupMember.role == "head", GroupMember.teacher.is_null(False)).teacher_id
    found = find(as_(past_desk, "head", head), "我", replace(EVERYTHING, grade="a"), limit=500)
    assert {hit.piece.staff_no for hit in found.hits} <= {Teacher.get_by_id(head).staff_no}


def test_a_viewer_finds_nothing(past_desk: Desk):
    with pytest.raises(NotAllowed):
        find(as_(past_desk, "viewer", None), "提问")


def test_an_index_that_cannot_be_written_changes_nothing(past_desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(finding, "LITTLE", 10)
    index_file(past_desk.store.file).mkdir()
    assert not prepare(past_desk)
    assert find(past_desk, "提问").total > 50
