"""The plan's clauses with the figures that other screens have, each equal to the rows behind it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.defaults.obligations import default_obligations
from data.defaults.plan import default_plan
from models.actions.desk import Desk
from models.actions.owed.progress import Progress
from models.actions.plan_book import KINDS, Clause, Figure, clauses, link_title, rows_behind, unplaced
from models.actions.plan_kept import ensure_plan, kept_plan
from models.actions.registers import REGISTERS
from models.store import Actor, Store
from models.tables.owed import Obligation
from models.tables.plan import ClauseLink, Plan, PlanClause
from screens.kit.plan.lines import told_in_full
from tests.conftest import TODAY
from tests.support.by_hand import ON_STAFF, ByHand

ROWS = {
    "roster": f"SELECT COUNT(*) FROM teacher WHERE status IN {ON_STAFF}",
    "reflections": "SELECT COUNT(*) FROM reflection WHERE state <> 'waiting'",
    "observations": "SELECT COUNT(*) FROM observation WHERE expert_id IS NULL",
    **{
        register: f'SELECT COUNT(*) FROM "{table}"'
        for register, table in {
            "honours": "honour",
            "improvement_plans": "improvement_plan",
            "projects": "project",
            "project_members": "project_member",
            "materials": "material",
            "school_rules": "school_rule",
            "rule_readings": "rule_reading",
            "publications": "publication",
            "lessons": "open_lesson",
            "pairing": "pairing",
            "homework": "homework_check",
            "contest_entries": "contest_entry",
            "attendance": "attendance",
            "fund": "fund_entry",
            "experts": "expert",
            "credit_rules": "credit_rule",
            "candidates": "candidate",
        }.items()
    },
}
"""How many rows each register holds."""


@pytest.fixture(scope="module")
def read_only(past_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample school with its past, for looking only."""
    file = tmp_path_factory.mktemp("plan") / "past.db"
    shutil.copyfile(past_file, file)
    with Store.open(file, Actor("office", "test")) as store:
        yield Desk(store, today=lambda: TODAY)


@pytest.fixture(scope="module")
def book(read_only: Desk) -> dict[str, Clause]:
    return {one.number: one for one in clauses(read_only)}


def figure(clause: Clause, target: str, kind: str = "obligation") -> Figure:
    return next(one for one in clause.figures if (one.link.kind, one.link.target) == (kind, target))


def test_a_new_school_has_a_plan_whose_every_promise_stands_in_one_of_its_clauses(desk: Desk):
    found = clauses(desk)
    assert [one.number for one in found] == [one.number for one in default_plan().clauses]
    tied = {link.target for one in found for link in one.links if link.kind == "obligation"}
    assert tied == {one.obligation.code for one in Progress(desk).standings} | {row.code for row in Obligation.select()}
    assert {link.kind for one in found for link in one.links} == set(KINDS)
    assert unplaced(found) == []
    assert {one.code for one in unplaced([one for one in found if one.number != "四.1"])} == {"O1"}


def test_what_a_usual_plan_rests_on_exists():
    codes = {row["code"] for row in default_obligations()}
    for clause in default_plan().clauses:
        for kind, target in clause.links:
            assert target in (REGISTERS if kind == "register" else codes), (clause.number, target)


def test_the_sample_school_keeps_its_plan_in_its_own_words(book: dict[str, Clause]):
    assert book["四.3"].body.startswith("广泛开展教师相互听课活动")
    assert book["四.3"].heading == "研修的方式和途径"
    assert {link.target for link in book["四.3"].links} == {"O2", "O3", "O3a", "O3b", "observations"}
    assert book["二.1"].needs_measure
    assert book["二.1"].unmeasured
    assert not book["四.3"].needs_measure
    assert not book["四"].needs_measure, "a heading promises nothing"


def test_the_rows_behind_a_number_are_as_many_as_it_says(read_only: Desk, book: dict[str, Clause]):
    [behind] = rows_behind(read_only, figure(book["四.1"], "O1").link)
    assert behind.register == "reflections"
    assert behind.rows
    assert len(behind.rows) == figure(book["四.1"], "O1").done
    [whole] = rows_behind(read_only, figure(book["三.7"], "homework", "register").link)
    assert whole == ("homework", None)


def test_a_school_without_a_plan_is_shown_the_usual_one_and_keeps_it_when_it_is_needed(desk: Desk):
    with desk.store.change("plan.type"):
        for table in (ClauseLink, PlanClause, Plan):
            for row in table.select():
                table.delete().where(table.id == row.id).execute()
    assert kept_plan(desk).id == 0
    assert len(clauses(desk)) == len(default_plan().clauses)
    ensure_plan(desk)
    ensure_plan(desk)
    assert Plan.select().count() == 1
    assert kept_plan(desk).clauses[0].id


def test_a_link_to_what_is_gone_is_called_by_its_name():
    assert link_title("obligation", "O99", {}) == "O99"


def test_every_number_on_the_screen_is_what_the_rows_say_counted_by_hand(read_only: Desk, book: dict[str, Clause]):
    hand = ByHand(read_only)
    numbers = hand.numbers()
    seen: set[str] = set()
    for clause in book.values():
        for one in clause.figures:
            where = (clause.number, one.link.target)
            if one.link.kind == "register":
                assert (one.done, one.text) == (hand.count(ROWS[one.link.target]), f"{one.done} 行"), where
                continue
            if one.state == "unmeasured":
                continue
            seen.add(one.link.target)
            assert (one.done, one.of) == numbers[one.link.target], where
            assert one.share == 100 * one.done // one.of, where
            assert one.text.removesuffix(" 人") == f"{one.done}/{one.of}", where
            assert (one.owing == 0) <= (one.state in ("done", "ahead")), where
    assert seen == set(numbers)


def test_the_screen_shows_those_numbers_and_no_others(read_only: Desk, book: dict[str, Clause]):
    shown = "\n".join(line for one in book.values() for line in told_in_full(one, 100, 60))
    for code, (done, of) in ByHand(read_only).numbers().items():
        assert f" {done}/{of} " in shown, code
