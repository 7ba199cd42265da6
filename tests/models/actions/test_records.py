"""The registers of the term: what points at what, what is counted, what is told at once, and what undo brings back."""

from __future__ import annotations

from typing import Any

import pytest

from models.actions.desk import Desk
from models.journal.undo import undo
from models.registers.source import CellEdit, Outcome
from models.rules.homework import most_minutes


def enter(desk: Desk, register: str, **typed: str) -> Outcome:
    return desk.source(register).edit([CellEdit(-1, field, text) for field, text in typed.items()], "type")


def values(desk: Desk, register: str) -> list[dict[str, Any]]:
    source = desk.source(register)
    return [dict(source.row(index).values) for index in range(len(source))]


def test_an_entry_belongs_to_a_contest_that_counts_it(sample_desk: Desk):
    enter(sample_desk, "contests", held_on="2026-11-10", contest_title="课件制作比赛", contest_kind="课件制作")
    done = enter(
        sample_desk,
        "contest_entries",
        contest="课件制作比赛",
        teacher="szq",
        work="分数的意义",
        points="92.5",
        award="一等奖",
        recommended="是",
    )
    assert not done.rows[0].problems
    assert done.rows[0].values["points"] == 925
    assert done.rows[0].values["recommended"] == "yes"
    assert values(sample_desk, "contests")[-1]["entered"] == 1


def test_a_contest_that_is_deleted_takes_its_entries_along_and_undo_brings_both_back(sample_desk: Desk):
    done = enter(sample_desk, "contests", held_on="2026-11-10", contest_title="赛课", contest_kind="课堂教学")
    enter(sample_desk, "contest_entries", contest="赛课", teacher="034")
    gone = sample_desk.source("contests").delete([done.added[0]])
    assert values(sample_desk, "contest_entries") == []
    assert gone.change_id
    undo(sample_desk.store, gone.change_id)
    assert [one["contest"] for one in values(sample_desk, "contest_entries")] == ["赛课"]


def test_a_contest_that_nobody_entered_before_is_refused_with_a_sentence(sample_desk: Desk):
    done = enter(sample_desk, "contest_entries", contest="没有的比赛", teacher="034")
    assert done.rows[0].problems["contest"].hard
    assert done.rows[0].texts["contest"] == "没有的比赛"


def test_a_project_without_its_number_is_asked_for_it_once_it_was_approved(sample_desk: Desk):
    applied = enter(sample_desk, "projects", project_title="提问的研究", project_stage="申报", leader="034")
    assert not applied.rows[0].problems
    approved = enter(sample_desk, "projects", project_title="作业的研究", project_stage="立项", leader="034")
    assert not approved.rows[0].problems["approval_no"].hard
    enter(sample_desk, "project_members", project="提问的研究", teacher="035")
    assert {one["project_title"]: one["members"] for one in values(sample_desk, "projects")} == {
        "提问的研究": 1,
        "作业的研究": None,
    }


@pytest.mark.parametrize(
    ("code", "most"), [("1-1", 0), ("2-4", 0), ("3-1", 60), ("6-2", 60), ("7-1", 90), ("", None), ("10-1", None)]
)
def test_how_much_homework_a_grade_may_have(code: str, most: int | None):
    assert most_minutes(code) == most


def test_the_subject_that_takes_a_class_over_the_limit_is_told_at_once_on_every_row_of_the_day(sample_desk: Desk):
    source = sample_desk.source("homework")
    rows = []
    for subject, minutes in (("语文", "30"), ("数学", "25"), ("英语", "20")):
        typed = {"on_day": "2026-11-24", "class_group": "三(2)班", "subject": subject, "minutes": minutes}
        done = source.edit([CellEdit(-1, field, text) for field, text in typed.items()], "type")
        rows.append(done.added[0])
    assert [source.row_by_id(row).values["day_total"] for row in rows] == [75, 75, 75]  # type: ignore[union-attr]
    problems = [source.row_by_id(row).problems for row in rows]  # type: ignore[union-attr]
    assert all("75 分钟" in found["minutes"].message for found in problems)
    other = enter(sample_desk, "homework", on_day="2026-11-24", class_group="三(3)班", subject="语文", minutes="50")
    assert not other.rows[0].problems


def test_the_lower_grades_have_no_written_homework(sample_desk: Desk):
    done = enter(sample_desk, "homework", on_day="2026-11-24", class_group="11", subject="语文", minutes="5")
    assert "不留书面作业" in done.rows[0].problems["minutes"].message


def test_a_penalty_is_somebodys_with_a_reason_and_counts_only_when_approved(sample_desk: Desk):
    done = enter(sample_desk, "fund", on_day="2026-11-24", fund_kind="惩罚", yuan="50", fund_state="批准")
    assert set(done.rows[0].problems) == {"teacher", "reason", "approved_by"}
    whole = enter(
        sample_desk,
        "fund",
        on_day="2026-11-24",
        fund_kind="奖励",
        yuan="200",
        teacher="034",
        reason="县赛一等奖",
        fund_state="批准",
        approved_by="李校长",
    )
    assert not whole.rows[0].problems


def test_a_rule_says_how_many_have_read_it(sample_desk: Desk):
    enter(sample_desk, "school_rules", rule_name="听课评课制度", edition="1", from_on="2026-09-01")
    for number in ("034", "035"):
        enter(sample_desk, "rule_readings", school_rule="听课评课制度 1", teacher=number, read_on="2026-09-10")
    assert values(sample_desk, "school_rules")[0]["read_by"] == 2


@pytest.mark.parametrize(
    ("register", "word", "found"),
    [("contest_entries", "课件", 1), ("contest_entries", "没有", 0), ("homework", "三(2)", 1)],
)
def test_rows_are_found_by_what_they_point_at(sample_desk: Desk, register: str, word: str, found: int):
    enter(sample_desk, "contests", held_on="2026-11-10", contest_title="课件制作比赛", contest_kind="课件制作")
    enter(sample_desk, "contest_entries", contest="课件制作比赛", teacher="034")
    enter(sample_desk, "homework", on_day="2026-11-24", class_group="三(2)班", subject="语文", minutes="20")
    source = sample_desk.source(register)
    source.filter(word)
    assert len(source) == found
