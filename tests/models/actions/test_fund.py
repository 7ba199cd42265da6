"""The fund's rewards and penalties: proposed from the sample's records, decided by a person, appealed and answered."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.actions.desk import Desk
from models.actions.fund import APPROVED, REFUSED, answer, appeal, decide, fund_proposals, note_proposals
from models.actions.own_rules import set_own_rule
from models.actions.telling import Teller
from models.journal.history import entries
from models.store import Actor, Store
from models.store.errors import NotAllowed, StoreError
from models.tables.people import Teacher
from models.tables.records import FundEntry


def entry(row_id: int) -> Any:
    return FundEntry.get_by_id(row_id)


def test_nothing_is_proposed_before_amounts_are_set(past_desk: Desk):
    assert fund_proposals(past_desk) == []


def test_awards_and_papers_are_proposed_and_what_is_there_already_is_not(past_desk: Desk):
    set_own_rule(past_desk, "fund.contest_first", "300")
    set_own_rule(past_desk, "fund.contest_second", "200")
    set_own_rule(past_desk, "fund.paper", "100")
    found = fund_proposals(past_desk)
    query = """SELECT COUNT(*) FROM contest_entry WHERE award = 'second'"""
    [(seconds,)] = past_desk.store.db.execute_sql(query).fetchall()
    [(papers,)] = past_desk.store.db.execute_sql(
        "SELECT COUNT(*) FROM publication WHERE level IN ('county', 'city') AND on_date >= '2026-09'"
    ).fetchall()
    by_yuan = [sum(one.yuan == yuan for one in found) for yuan in (300, 200, 100)]
    assert by_yuan == [0, seconds, papers], "the first prizes stand in the sample's fund already"
    note_proposals(past_desk, found[:1], found[1:2])
    assert len(fund_proposals(past_desk)) == len(found) - 2, "neither what was proposed nor what was dropped comes back"
    states = [(one.state, one.approved_by) for one in FundEntry.select().order_by(FundEntry.id.desc()).limit(2)]
    assert states == [("refused", past_desk.who), ("proposed", "")]


def test_a_penalty_is_what_a_month_that_is_over_still_lacks(past_desk: Desk):
    set_own_rule(past_desk, "fund.owed", "5")
    found = [one for one in fund_proposals(past_desk) if one.reason.startswith("研修心得")]
    assert found
    assert all(one.kind == "penalty" and one.yuan in (5, 10) for one in found)
    assert not [one for one in found if "11月" in one.reason], "November is not over"


def test_approving_is_a_persons_and_done_once(past_desk: Desk):
    [waiting] = [one.id for one in FundEntry.select().where(FundEntry.state == "proposed")]
    assert decide(past_desk, [waiting], APPROVED) == 1
    assert (entry(waiting).state, entry(waiting).approved_by) == ("approved", past_desk.who)
    with pytest.raises(StoreError):
        decide(past_desk, [waiting], REFUSED)


def test_an_appeal_and_its_answer_are_steps_with_who_and_when(past_desk: Desk):
    [waiting] = [one.id for one in FundEntry.select().where(FundEntry.state == "proposed")]
    with pytest.raises(StoreError):
        answer(past_desk, waiting, "同意", withdrawn=True)
    appeal(past_desk, waiting, "当天  公差")
    answer(past_desk, waiting, "情况属实", withdrawn=True)
    assert entry(waiting).appeal == f"2026-11-24 {past_desk.who}：当天 公差"
    assert entry(waiting).answer == f"2026-11-24 {past_desk.who}：情况属实"
    assert entry(waiting).state == "refused"
    teller = Teller(past_desk.store, past_desk.lists)
    assert [teller.title(one) for one in entries(limit=2)] == ["答复申诉", "记申诉"]


def test_a_teacher_appeals_against_their_own_alone_and_decides_nothing(past_file: Path, tmp_path: Path):
    file = tmp_path / "past.db"
    shutil.copyfile(past_file, file)
    with Store.open(file, Actor("office", "test")):
        own, other = list(FundEntry.select().where(FundEntry.teacher.is_null(False)).order_by(FundEntry.id))[:2]
        who = Teacher.get_by_id(own.teacher_id)
    actor = Actor(who.name, "test", role="teacher", teacher_id=who.id)
    with Store.open(file, actor) as store:
        desk = Desk(store, today=lambda: date(2026, 11, 24))
        appeal(desk, own.id, "请再看一看")
        with pytest.raises(NotAllowed):
            appeal(desk, other.id, "与我无关")
        with pytest.raises(NotAllowed):
            decide(desk, [other.id], APPROVED)
