"""The register of reflections: what came on paper is typed; peers see how far each is, never a grade."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.actions.reflections import hand_in, mark_read, pieces, save_draft, share, steps_of
from models.registers.source import CellEdit
from models.store.errors import NotAllowed
from models.tables.people import Teacher
from tests.support.lessons import staff
from tests.support.small_school import MEMBER, OTHER, School, small_school

ROW = {"teacher": "lf", "reflection_kind": "1", "reflection_month": "202610", "reflection_title": "荷花"}


@pytest.fixture
def school(desk: Desk) -> School:
    return small_school(desk)


def typed(desk: Desk, **cells: str) -> int:
    source = desk.source("reflections")
    return source.edit([CellEdit(-1, field, text) for field, text in cells.items()], "type").added[0]


def rows(desk: Desk) -> list[dict[str, str]]:
    source = desk.source("reflections")
    return [dict(source.row(index).texts) for index in range(len(source))]


def number(name: str) -> str:
    return Teacher.get(Teacher.name == name).staff_no


def test_what_came_on_paper_is_typed_with_its_grade_and_counts(desk: Desk):
    staff(desk)
    made = typed(desk, **ROW, reflection_grade="2")
    piece = pieces(desk, [made])[0]
    assert (piece.name, piece.kind, piece.month, piece.title) == ("李芳", "insight", "2026-10", "荷花")
    assert (piece.state, piece.grade, piece.came_by, piece.handed_in_on) == ("read", "a", "paper", "2026-11-24")
    assert [step.state for step in steps_of(desk, made)] == ["handed_in", "read"]
    assert rows(desk)[0]["reflection_state"] == "已阅"


def test_a_grade_typed_later_reads_the_piece_and_one_on_a_draft_waits(desk: Desk):
    staff(desk)
    made = typed(desk, **ROW)
    draft = save_draft(desk, teacher="002", kind="insight", body="写了").id
    source = desk.source("reflections")
    source.edit([CellEdit(made, "reflection_grade", "3", "")], "type")
    assert (pieces(desk, [made])[0].state, pieces(desk, [made])[0].grade) == ("read", "b")
    source.edit([CellEdit(draft, "reflection_grade", "1", "")], "type")
    assert pieces(desk, [draft])[0].grade == ""
    row = next(row for row in map(source.row, range(len(source))) if row.id == draft)
    assert "草稿" in row.problems["reflection_grade"].message


def test_a_head_sees_the_group_without_grades_and_titles_only_where_shared(school: School):
    desk = school.enter("office")
    made = []
    for name, title in ((MEMBER, "不给看"), (MEMBER, "给看"), (OTHER, "别组")):
        made.append(save_draft(desk, teacher=number(name), kind="insight", title=title, body="写了").id)
    hand_in(desk, made)
    mark_read(desk, made, "excellent")
    share(desk, made[1:2])
    seen = rows(school.enter("head"))
    assert [(row["reflection_title"], row["reflection_grade"]) for row in seen] == [("", ""), ("给看", "")]
    own = rows(school.enter("teacher"))
    assert [row["reflection_grade"] for row in own] == ["优", "优"]


def test_nobody_but_the_office_types_and_drafts_of_others_are_not_listed(school: School):
    desk = school.enter("teacher")
    save_draft(desk, teacher=number(MEMBER), kind="insight", body="写了")
    assert len(rows(desk)) == 1
    with pytest.raises(NotAllowed):
        typed(desk, teacher=MEMBER, reflection_kind="1", reflection_month="202610", reflection_grade="1")
    assert rows(school.enter("office")) == []
