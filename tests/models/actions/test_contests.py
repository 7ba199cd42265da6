"""A contest from its judges' scores to the county's word, with what undo takes back."""

from __future__ import annotations

from typing import Any

import pytest

from models.actions.contests import county_prize, judges_of, open_scores, score_sheet, take_awards
from models.actions.desk import Desk
from models.actions.own_rules import set_own_rule
from models.journal.undo import undo
from models.registers.source import CellEdit
from models.store.errors import StoreError
from models.tables.records import Contest, ContestEntry


@pytest.fixture
def contest(sample_desk: Desk) -> int:
    """The last of the contests, with three entries that nobody has judged."""
    source = sample_desk.source("contests")
    facts = {"held_on": "2026-11-10", "contest_title": "粉笔字比赛", "contest_kind": "课堂教学"}
    made = source.edit([CellEdit(-1, field, text) for field, text in facts.items()], "type").added[0]
    for number in ("034", "035", "036"):
        facts = {"contest": "粉笔字比赛", "teacher": number}
        sample_desk.source("contest_entries").edit([CellEdit(-1, f, text) for f, text in facts.items()], "type")
    return made


def entries(desk: Desk) -> list[dict[str, Any]]:
    source = desk.source("contest_entries")
    found = [dict(source.row(index).values) for index in range(len(source))]
    return [one for one in found if one["contest"] == "粉笔字比赛"]


def give(desk: Desk, contest: int, *points: str) -> None:
    sheet = score_sheet(desk, contest)
    assert len(sheet) == len(points)
    rows = [sheet.row(index).id for index in range(len(sheet))]
    sheet.edit([CellEdit(row, "points", text) for row, text in zip(rows, points, strict=True)], "paste")


def test_two_judges_make_a_result_a_ranking_and_awards(sample_desk: Desk, contest: int):
    open_scores(sample_desk, contest, "001 顾晓岚")  # one of the staff, one from outside
    give(sample_desk, contest, "90", "95.5", "88", "91", "96", "")
    found = entries(sample_desk)
    assert [one["result"] for one in found] == ["90.5", "95.75", "88"]
    assert [one["judged_by"] for one in found] == [2, 2, 1]
    assert [one["ranking"] for one in found] == [2, 1, 3]
    assert take_awards(sample_desk, contest) == 2
    # Of three: 15 % is none, 40 % one, 75 % two.
    assert [one["award"] for one in entries(sample_desk)] == ["third", "second", ""]


def test_a_sheet_is_opened_once_and_takes_another_judge_later(sample_desk: Desk, contest: int):
    first = open_scores(sample_desk, contest, "顾晓岚")
    assert first
    assert open_scores(sample_desk, contest, "顾晓岚") is None
    open_scores(sample_desk, contest, "顾晓岚 吴老师")
    assert judges_of(contest) == ["顾晓岚", "吴老师"]
    assert len(score_sheet(sample_desk, contest)) == 6


def test_letters_that_mean_nobody_are_refused(sample_desk: Desk, contest: int):
    with pytest.raises(StoreError, match="qqq"):
        open_scores(sample_desk, contest, "qqq")


def test_the_ends_are_dropped_where_the_school_says_so(sample_desk: Desk, contest: int):
    open_scores(sample_desk, contest, "甲老师 乙老师 丙老师")
    give(sample_desk, contest, *("60", "60", "60"), *("90", "80", "70"), *("99", "98", "97"))
    set_own_rule(sample_desk, "contests.drop", "1")
    assert [one["result"] for one in entries(sample_desk)] == ["90", "80", "70"]
    assert [one["judged_by"] for one in entries(sample_desk)] == [3, 3, 3]


def test_one_score_typed_for_an_entry_stays_its_result(sample_desk: Desk):
    source = sample_desk.source("contest_entries")
    made = source.edit([CellEdit(-1, "teacher", "034"), CellEdit(-1, "points", "92.5")], "type").added[0]
    row = source.row_by_id(made)
    assert row
    assert (row.values["result"], row.values["judged_by"]) == ("92.5", None)


def test_what_the_county_gave_is_an_entry_there_and_an_honour(sample_desk: Desk, contest: int):
    [entry] = ContestEntry.select().where(ContestEntry.contest == contest).limit(1)
    with pytest.raises(StoreError):
        county_prize(sample_desk, entry.id, "second")
    source = sample_desk.source("contest_entries")
    source.edit([CellEdit(entry.id, "recommended", "是", "否")], "type")
    done = county_prize(sample_desk, entry.id, "second", "县教育局")
    honours = sample_desk.source("honours")
    found = [honours.row(index).values for index in range(len(honours))]
    mine = [one for one in found if one["teacher"] == "034" and one["honour_title"] == "contest_second"]
    assert [(one["honour_level"], one["issuer"], one["year"]) for one in mine] == [("county", "县教育局", 2026)]
    assert Contest.select().where(Contest.level == "county").count() == 1
    with pytest.raises(StoreError):
        county_prize(sample_desk, entry.id, "first")
    assert done
    undo(sample_desk.store, done)
    assert Contest.select().where(Contest.level == "county").count() == 0


def test_a_contest_takes_its_judges_scores_along(sample_desk: Desk, contest: int):
    open_scores(sample_desk, contest, "顾晓岚")
    sample_desk.source("contests").delete([contest])
    assert len(sample_desk.source("contest_scores")) == 0
