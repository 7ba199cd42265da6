"""The kept plan changed: words, reasons and links of a clause, a plan read from its file, the next term's begun."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from data.sample.plan import sample_plan
from models.actions.desk import Desk
from models.actions.owed.obligations import obligations
from models.actions.plan_book import Clause, clauses
from models.actions.plan_editing import BadClause, set_reason, set_words, tie, tieable
from models.actions.plan_kept import kept_plan
from models.actions.plan_next import NoNextTerm, begin_next, next_term_name
from models.actions.plan_reading import CannotRead, edited, proposal_words, read_new_plan, take_over
from models.actions.school import add_term
from models.actions.undoing import step_back
from models.rules.terms import BadTerm, term_named
from models.store import Actor
from models.store.errors import NotAllowed
from models.tables.owed import Obligation
from models.tables.people import Term
from models.tables.plan import ClauseLink, Plan, PlanClause


def clause(desk: Desk, number: str) -> Clause:
    return next(one for one in clauses(desk) if one.number == number)


def links(desk: Desk, number: str) -> set[tuple[str, str]]:
    return {(link.kind, link.target) for link in clause(desk, number).links}


def undo(desk: Desk) -> None:
    step_back(desk.store, desk.table("obligations"))


def a_document(path: Path, text: str) -> Path:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(path))
    return path


def state_of(desk: Desk) -> list[object]:
    """Everything that the plan and its promises consist of."""
    tables = (Plan, PlanClause, ClauseLink, Obligation, Term)
    return [[{**row, "version": 0} for row in table.select().order_by(table.id).dicts()] for table in tables]


# -- one clause --------------------------------------------------------------------------------------------------------


def test_a_clauses_words_and_reason_are_changed_and_taken_back(desk: Desk):
    before = clause(desk, "二.1")
    set_words(desk, "二.1", "  热爱教育。\n 每人读一本书。 ")
    set_reason(desk, "二.1", "无法计数")
    assert (clause(desk, "二.1").body, clause(desk, "二.1").unmeasured) == ("热爱教育。\n 每人读一本书。", "无法计数")
    undo(desk)
    undo(desk)
    assert clause(desk, "二.1") == before


@pytest.mark.parametrize("words", ["", " \n ", "字" * 4001])
def test_words_that_cannot_be_are_refused_in_a_sentence(desk: Desk, words: str):
    with pytest.raises(BadClause):
        set_words(desk, "二.1", words)
    with pytest.raises(BadClause, match=r"没有第「九\.9」条"):
        set_words(desk, "九.9", "好")


def test_tying_a_clause_gives_it_numbers_and_letting_go_takes_them(desk: Desk):
    assert clause(desk, "二.1").needs_measure
    tie(desk, "二.1", {("obligation", "O1"), ("register", "honours"), ("target", "O15")})
    assert links(desk, "二.1") == {("obligation", "O1"), ("register", "honours"), ("target", "O15")}
    assert not clause(desk, "二.1").needs_measure
    assert ("obligation", "O1") in links(desk, "四.1"), "where the obligation says itself that it stands, it stays"
    tie(desk, "二.1", set())
    assert links(desk, "二.1") == set()
    undo(desk)
    assert len(links(desk, "二.1")) == 3


def test_an_obligation_let_go_by_the_clause_that_it_names_names_it_no_more(desk: Desk):
    tie(desk, "四.1", {("register", "reflections")})
    assert next(one.clause for one in obligations() if one.code == "O1") == ""
    tie(desk, "四.1", {("register", "reflections"), ("obligation", "O1")})
    assert next(one.clause for one in obligations() if one.code == "O1") == "四.1"
    with pytest.raises(BadClause, match="O99"):
        tie(desk, "四.1", {("obligation", "O99")})


def test_only_what_there_is_can_be_tied(desk: Desk):
    offered = {(link.kind, link.target) for link in tieable(desk)}
    assert {("obligation", "O18"), ("register", "homework"), ("target", "O15")} <= offered
    assert ("target", "O2") not in offered, "the open day is the school's, and no person's"


def test_who_is_not_the_office_changes_nothing(desk: Desk):
    before = state_of(desk)
    desk.store.actor = Actor("leader", "test", role="leader")
    for change in (
        lambda: set_words(desk, "二.1", "x"),
        lambda: set_reason(desk, "二.1", "x"),
        lambda: tie(desk, "二.1", {("obligation", "O1")}),
        lambda: begin_next(desk, "2026-2"),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert state_of(desk) == before
    assert clauses(desk)


# -- a plan read -------------------------------------------------------------------------------------------------------

NEW = """青禾小学研修计划
为了提高质量。
一、现状
学校有教师60人，占100%。
四、研修的方式和途径
1、自主学习：每位教师每月写三篇研修心得。
2、互相听课：每周的星期四为教学开放日，每学期听课不少于25节，教研组长不少于30节。
3、青年教师每学期上一节汇报课。
"""


def test_a_plan_in_word_is_read_and_its_promises_stand_beside_the_schools(desk: Desk, tmp_path: Path):
    plan = read_new_plan(a_document(tmp_path / "计划.docx", NEW))
    assert (plan.text.title, plan.clauses) == ("青禾小学研修计划", 5)
    assert [proposal_words(desk, one) for one in plan.proposals] == [
        "研修心得 每月 3（原来 每月 2）",
        "星期三开放日 每周 1（已有）",
        "听课 每学期 25（原来 每学期 20）",
        "听课（教研组长） 每学期 30（原来 每学期 20）",
        "组内研讨课 每学期 1（新的）",
    ]


def test_taking_it_over_is_one_action_and_one_undo(desk: Desk, tmp_path: Path):
    before = state_of(desk)
    plan = read_new_plan(a_document(tmp_path / "计划.docx", NEW))
    one = edited(plan.proposals[-1], "青年教师汇报课", 2, "term", "group_lessons")
    done = take_over(desk, plan, [plan.proposals[0], plan.proposals[2], one])
    assert (done.clauses, done.changed, done.added) == (5, 2, 1)
    kept = {row.code: row for row in Obligation.select()}
    assert (kept["O1"].number, kept["O3"].number, kept["O3a"].number) == (3, 25, 20)
    new = kept["O21"]
    assert (new.title, new.number, new.binds, new.bound, new.clause) == ("青年教师汇报课", 2, "younger", "35", "四.3")
    assert new.note == "每学期上一节"
    assert (kept["O1"].clause, kept["O3"].clause) == ("四.1", "四.2")
    assert [one.number for one in clauses(desk)] == ["", "一", "四", "四.1", "四.2", "四.3"]
    plan_kept = kept_plan(desk)
    assert (plan_kept.title, plan_kept.file_name, plan_kept.file is not None) == ("青禾小学研修计划", "计划.docx", True)
    assert {"O1"} <= {link.target for link in clause(desk, "四.1").links}
    undo(desk)
    assert state_of(desk) == before


def test_a_clause_that_moved_takes_its_links_and_its_obligations_along(sample_desk: Desk, tmp_path: Path):
    text = sample_plan().replace("四、研修的方式和途径\n", "四、研修的方式和途径\n1、新的一条，大家一起读书。\n")
    for number, first in ((6, "促使"), (5, "观摩"), (3, "广泛"), (2, "专题"), (1, "自主")):
        text = text.replace(f"\n{number}、{first}", f"\n{number + 1}、{first}")
    file = tmp_path / "plan.txt"
    file.write_text(text, "utf-8")
    before = links(sample_desk, "四.3"), links(sample_desk, "四.4")
    take_over(sample_desk, read_new_plan(file), [])
    assert (links(sample_desk, "四.4"), links(sample_desk, "四.5")) == before
    assert links(sample_desk, "四.1") == set()


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "空"), (b"only words, no clauses at all", "没有认出条款"), (b"PK\x03\x04broken", "计划")],
)
def test_a_file_that_is_no_plan_is_refused_in_a_sentence(tmp_path: Path, content: bytes, why: str):
    file = tmp_path / "计划.docx"
    file.write_bytes(content)
    with pytest.raises(CannotRead, match=why):
        read_new_plan(file)
    with pytest.raises(CannotRead, match=r"没有\.docx"):
        read_new_plan(tmp_path / "没有.docx")


# -- the next term -----------------------------------------------------------------------------------------------------


def test_the_next_term_starts_from_this_ones_plan_with_what_was_missed_marked(past_desk: Desk):
    before = state_of(past_desk)
    now = {one.number: one for one in clauses(past_desk)}
    assert next_term_name(past_desk) == "2026-2"
    done = begin_next(past_desk, "2026-2")
    assert (done.term, done.clauses) == ("2027 春", len(now))
    spring = Desk(past_desk.store, today=lambda: date(2027, 3, 1))
    kept = {one.number: one for one in kept_plan(spring).clauses}
    assert {number: one.body for number, one in kept.items()} == {number: one.body for number, one in now.items()}
    assert {(k, t) for _, k, t in kept["四.3"].links} == {("register", "observations")}
    heard = next(one for one in now["四.3"].figures if one.link.target == "O3")
    assert f"听课 {heard.done}/{heard.of}" in kept["四.3"].carried
    assert kept["四.3"].carried.startswith("2026 秋：")
    assert kept["六.1"].carried == "", "what was done is not marked"
    assert {number for number, one in kept.items() if one.carried} == set(done.missed)
    assert kept_plan(past_desk).term == "2026 秋", "until the term begins this one's plan counts"
    with pytest.raises(NoNextTerm, match="已经有计划"):
        begin_next(past_desk, "2026-2")
    undo(past_desk)
    assert state_of(past_desk) == before


def test_a_term_that_has_begun_without_a_plan_gets_the_last_ones_with_what_was_missed_then(past_desk: Desk):
    with past_desk.store.change("terms.type"):
        add_term(term_named("2026-2"))
    spring = Desk(past_desk.store, today=lambda: date(2027, 3, 1))
    assert (kept_plan(spring).term, kept_plan(spring).is_of_now) == ("2026 秋", False)
    assert next_term_name(spring) == "2026-2"
    done = begin_next(spring, "2026-2")
    assert (kept_plan(spring).term, kept_plan(spring).is_of_now) == ("2027 春", True)
    assert "四.3" in done.missed
    assert clause(spring, "四.3").carried.startswith("2026 秋：")


@pytest.mark.parametrize("name", ["2026-1", "2025-2"])
def test_a_term_that_is_not_after_this_one_is_refused(desk: Desk, name: str):
    with pytest.raises(NoNextTerm, match="之后"):
        begin_next(desk, name)
    with pytest.raises(BadTerm):
        begin_next(desk, "明年")
