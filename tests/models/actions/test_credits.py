"""Statements of credits against the registers counted by hand; closing, candidates and trying a rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.actions.credit_candidates import adopt, propose, ranked, tried
from models.actions.credit_closing import ClosingRefused, close, closings, differences, reopen, standing_closing
from models.actions.credits import credit_rules, is_on, set_target, statement, statements, switch
from models.actions.desk import Desk
from models.journal.undo import undo
from models.registers.source import CellEdit
from models.store import Actor, Store
from models.store.errors import NotAllowed

TODAY = "2026-11-24"
_PAIRS = (
    "SELECT mentor_id, mentee_id FROM pairing WHERE starts_on BETWEEN '0' AND '2026-11-24' AND "
    "CASE WHEN ended_on <> '' THEN ended_on WHEN ends_on <> '' THEN ends_on ELSE '9999' END >= '2026-09-01'"
)


@pytest.fixture(scope="module")
def school(past_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One sample school with its history, only read."""
    file = tmp_path_factory.mktemp("credits") / "past.db"
    file.write_bytes(past_file.read_bytes())
    with Store.open(file, Actor("office", "test")) as store:
        yield Desk(store, today=lambda: date.fromisoformat(TODAY))


def rows(desk: Desk, sql: str) -> list[tuple]:
    return desk.store.db.execute_sql(sql).fetchall()


def by_teacher(desk: Desk, code: str, list_kind: str = "training") -> dict[int, int]:
    """What each has earned under one rule, those with nothing left out."""
    found: dict[int, int] = defaultdict(int)
    for one in statements(desk, list_kind):
        for line in one.lines:
            if line.rule_code == code:
                found[one.teacher_id] += line.counted_x100
    return {teacher: points for teacher, points in found.items() if points}


def test_hours_are_those_of_the_attendance_sheets(school: Desk):
    wanted: dict[int, int] = defaultdict(int)
    for teacher, minutes in rows(
        school,
        "SELECT a.teacher_id, r.minutes FROM attendance a JOIN activity v ON v.id = a.activity_id "
        "LEFT JOIN activity_record r ON r.activity_id = v.id WHERE v.kind IN ('study','lecture','outside','online') "
        f"AND a.status IN ('present','late','left_early') AND v.held_on <= '{TODAY}' ORDER BY v.held_on, a.id",
    ):
        points = min(200, (100 * (minutes or 60) + 30) // 60)
        wanted[teacher] = min(800, wanted[teacher] + points)
    on_the_list = {one.teacher_id for one in statements(school)}
    assert by_teacher(school, "C1") == {t: points for t, points in wanted.items() if points and t in on_the_list}


def test_pairs_lessons_and_papers_are_those_of_their_registers(school: Desk):
    pairs: dict[int, int] = defaultdict(int)
    for mentor, mentee in rows(school, _PAIRS):
        pairs[mentor] += 200
        pairs[mentee] += 200
    assert by_teacher(school, "C8") == dict(pairs)
    shown = rows(
        school,
        "SELECT teacher_id, COUNT(DISTINCT topic) FROM open_lesson WHERE status = 'held' AND teacher_id IS NOT NULL "
        f"AND kind IN ('research','report','demonstration','contest') AND held_on <= '{TODAY}' GROUP BY teacher_id",
    )
    lessons = by_teacher(school, "C3") | {}
    for teacher, points in by_teacher(school, "C3a").items():
        lessons[teacher] = lessons.get(teacher, 0) + points - 100  # the county's gives one more
    assert lessons == {teacher: 200 * count for teacher, count in shown}
    papers = rows(
        school,
        "SELECT teacher_id, COUNT(*) FROM publication WHERE level = 'county' AND on_date >= '2026-09' "
        f"AND on_date <= '{TODAY}' GROUP BY teacher_id",
    )
    assert by_teacher(school, "C9a") == {teacher: 200 * count for teacher, count in papers}


def test_every_line_names_a_row_that_there_is(school: Desk):
    for kind in ("training", "award", "annual", "rank"):
        for one in statements(school, kind):
            assert one.counted_x100 == sum(line.counted_x100 for line in one.lines)
            for line in one.lines:
                found = rows(school, f"SELECT id FROM {line.source_table} WHERE id = {line.source_row}")
                assert found == [(line.source_row,)]
                assert line.on_day <= TODAY
                assert line.what


def test_one_persons_statement_is_the_one_of_the_list(school: Desk):
    first = statements(school)[0]
    assert statement(school, first.teacher_id) == first
    with pytest.raises(KeyError):
        statement(school, 99_999)


def test_places_are_shared_by_equals(school: Desk):
    places = ranked(statements(school))
    points = [one.counted_x100 for _, one in places]
    assert points == sorted(points, reverse=True)
    assert all(place == 1 + sum(other > one.counted_x100 for other in points) for place, one in places)


@pytest.mark.parametrize(("role", "sees"), [("leader", 60), ("teacher", 1), ("viewer", 0)])
def test_a_teacher_sees_the_own_statement_only(past_desk: Desk, role: str, sees: int):
    place = str(past_desk.store.place)
    past_desk.store.close()
    with Store.open(place, Actor("x", "test", role, None, 7)) as store:
        desk = Desk(store, today=lambda: date.fromisoformat(TODAY))
        if not sees:
            with pytest.raises(NotAllowed):
                statements(desk)
            return
        assert len(statements(desk)) == sees
        assert role != "teacher" or statements(desk)[0].teacher_id == 7


def test_a_school_has_credits_when_it_switches_them_on(desk: Desk):
    assert not is_on(desk)
    switch(desk, True)
    assert is_on(desk)
    assert len(desk.source("credit_rules")) == len(credit_rules())
    set_target(desk, 3000)
    assert is_on(desk)


def test_a_closed_term_stays_as_it_was_and_says_what_changed(past_desk: Desk):
    term = past_desk.term
    assert term
    total = sum(len(one.lines) for one in statements(past_desk))
    assert close(past_desk, term) == total
    assert differences(past_desk, term) == []
    with pytest.raises(ClosingRefused):
        close(past_desk, term)
    source = past_desk.source("publications")
    index = next(i for i in range(len(source)) if source.row(i).values["work_level"] == "county")
    row = source.row(index)
    source.edit([CellEdit(row.id, "work_level", "国家", row.texts["work_level"])], "type")
    (found,) = differences(past_desk, term)
    assert found.now_x100 == found.closed_x100 + 50
    with pytest.raises(ClosingRefused):
        reopen(past_desk, term, "  ")
    reopen(past_desk, term, "论文级别登记有误")
    assert standing_closing(term) is None
    assert [(one.state, one.reason) for one in closings(term)] == [("closed", ""), ("reopened", "论文级别登记有误")]
    undo(past_desk.store, past_desk.store.latest_change())
    assert standing_closing(term)


def test_a_list_proposes_and_people_decide(past_desk: Desk):
    written = propose(past_desk, "award", 5)
    having = [one for one in statements(past_desk, "award") if one.counted_x100]
    assert written == len(having)
    source = past_desk.source("candidates")
    proposed = [source.row(i) for i in range(len(source)) if source.row(i).values["proposal"] == "recommended"]
    assert len(proposed) >= 5
    last = min(int(float(row.values["candidate_points"]) * 100) for row in proposed)
    assert last == sorted((one.counted_x100 for one in having), reverse=True)[4]
    row = proposed[0]
    source.edit([CellEdit(row.id, "decision", "不推荐", "")], "type")
    problems = source.row_by_id(row.id)
    assert problems is not None
    assert "理由" in problems.problems["decision_reason"].message
    assert propose(past_desk, "award", 5) == 0, "what is decided stays, and nothing else has changed"
    kept = past_desk.source("candidates").row_by_id(row.id)
    assert kept is not None
    assert kept.values["decision"] == "not_chosen"


def test_a_rule_is_tried_before_it_is_adopted(past_desk: Desk):
    before = past_desk.store.latest_change()
    found = tried(past_desk, {"C8": 0})
    pairs = by_teacher(past_desk, "C8")
    assert {one.teacher_id for one in found if one.before_x100 != one.after_x100} == set(pairs)
    assert all(one.before_x100 - one.after_x100 == pairs.get(one.teacher_id, 0) for one in found)
    assert past_desk.store.latest_change() == before
    with pytest.raises(KeyError):
        tried(past_desk, {"C99": 0})
    adopt(past_desk, {"C8": 0})
    assert by_teacher(past_desk, "C8") == {}
    assert tried(past_desk, {"C8": 0}) == []
    undo(past_desk.store, past_desk.store.latest_change())
    assert by_teacher(past_desk, "C8") == pairs


def test_points_are_typed_with_decimals_and_refused_otherwise(past_desk: Desk):
    source = past_desk.source("credit_rules")
    row = next(source.row(i) for i in range(len(source)) if source.row(i).values["credit_code"] == "C4")
    assert (row.texts["credit_points"], row.texts["cap_year"], row.texts["cap_each"]) == ("0.25", "3", "")
    source.edit([CellEdit(row.id, "credit_points", "0.5", "0.25"), CellEdit(row.id, "cap_year", "", "3")], "type")
    rule = next(rule for rule in credit_rules() if rule.code == "C4")
    assert (rule.points_x100, rule.cap_year_x100) == (50, -1)
    source.edit([CellEdit(row.id, "credit_points", "许多", "0.5")], "type")
    kept = source.row_by_id(row.id)
    assert kept is not None
    assert kept.texts["credit_points"] == "许多"
    assert next(rule for rule in credit_rules() if rule.code == "C4").points_x100 == 50
