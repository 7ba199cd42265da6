"""The duties count themselves from observations, lessons and reflections; the log adds the rest; pairs are judged."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions import pairing
from models.actions.desk import Desk
from models.actions.pairing_duties import demanded_visits, duty_rules, standing_of, standings
from models.actions.pairing_evaluation import evaluate, propose
from models.journal.writing import insert_record
from models.registers.source import CellEdit
from models.tables.lessons import EvaluationForm
from models.tables.pairing import PairingEvaluation
from models.tables.reflections import Reflection
from tests.support.lessons import mentors, open_lesson, staff
from tests.support.small_school import HEAD, MEMBER, OTHER, School, small_school


@pytest.fixture
def people(desk: Desk) -> Desk:
    staff(desk)
    mentors(desk, "001", "003")
    return desk


def give(desk: Desk, teacher: int, observer: int, day: str, *, score: int = 850, form: bool = True, **facts: object):
    _, [observation] = open_lesson(desk, teacher, [observer], day, **facts)
    if form:
        with desk.store.change("test.form"):
            insert_record(
                EvaluationForm,
                {"observation": observation, "status": "handed_in", "handed_in_on": day, "total_x10": score},
            )


def reflect(desk: Desk, teacher: int, day: str, **facts: str) -> None:
    with desk.store.change("test.reflection"):
        given = {"teacher": teacher, "kind": "insight", "state": "handed_in", "handed_in_on": day, **facts}
        insert_record(Reflection, given)


def test_what_the_school_knows_is_counted_without_a_word(people: Desk):
    pair_id = pairing.pair_up(people, "001", "002", starts_on=date(2026, 9, 1)).added[0]
    give(people, 2, 1, "2026-09-16")
    give(people, 2, 1, "2026-09-23", form=False)  # without a form it does not count
    give(people, 2, 3, "2026-09-30")  # somebody else's visit
    give(people, 1, 2, "2026-10-14")
    open_lesson(people, 1, [2], "2026-12-02", "planned")
    open_lesson(people, 2, [], "2026-11-10", kind="report")
    open_lesson(people, 2, [], "2026-12-10", kind="report")
    reflect(people, 2, "2026-09-15")
    reflect(people, 2, "2026-09-30", state="returned")
    reflect(people, 2, "2026-10-15", kind="exchange")
    source = people.source("pairing_log")
    source.edit(
        [CellEdit(-1, "pair", "王强"), CellEdit(-1, "pair_duty", "共同备课"), CellEdit(-1, "times", "3")], "type"
    )
    found = standing_of(people, pairing.pair_of(people, pair_id))
    assert found is not None
    assert {state.duty: (state.done, state.wanted, state.planned) for state in found.duties} == {
        "mentor_observes": (1, 8, 0),
        "mentee_observes": (1, 8, 1),
        "joint_preparation": (3, 10, 0),
        "plan_check": (0, 3, 0),
        "report_lesson": (1, 1, 1),
        "reflection": (1, 10, 0),
        "summary": (0, 1, 0),
    }
    assert (found.last_day, found.is_quiet) == ("2026-11-24", False)
    [row] = [people.source("pairing").row(0)]
    assert row.texts["pair_share"] == f"{found.pace}%"


def test_the_school_changes_a_duty_and_a_pair_has_its_own(people: Desk):
    first = pairing.pair_up(people, "001", "002", starts_on=date(2026, 9, 1)).added[0]
    second = pairing.pair_up(people, "003", "004", starts_on=date(2026, 9, 1)).added[0]
    source = people.source("pairing_duties")  # the usual ones are put in at the first look
    assert len(source) == 7
    row = next(row for row in map(source.row, range(7)) if row.texts["pair_duty"] == "师傅听徒弟课")
    source.edit([CellEdit(row.id, "duty_number", "6", "8")], "type")
    cells = {"pair_duty": "徒弟听师傅课", "pair": "赵敏", "duty_number": "12"}
    source.edit([CellEdit(-1, name, text) for name, text in cells.items()], "type")
    asked = {pair: {rule.duty: rule.number for rule in rules} for pair, rules in duty_rules([first, second]).items()}
    assert (asked[first]["mentor_observes"], asked[first]["mentee_observes"]) == (6, 8)
    assert (asked[second]["mentor_observes"], asked[second]["mentee_observes"]) == (6, 12)
    assert demanded_visits(people) == {("001", "002"): (6, 8), ("003", "004"): (6, 12)}
    assert len(people.source("pairing_duties")) == 8


def test_pairs_come_in_the_order_in_which_they_need_a_word(people: Desk):
    pairing.pair_up(people, "001", "002", starts_on=date(2026, 9, 1))
    busy = pairing.pair_up(people, "003", "004", starts_on=date(2026, 9, 1)).added[0]
    give(people, 4, 3, "2026-11-18")
    found = standings(people)
    assert [one.pair.mentee for one in found] == ["002", "004"]
    assert [one.is_quiet for one in found] == [True, False]
    assert found[1].pair.id == busy


def test_an_evaluation_takes_the_duties_the_change_of_scores_and_the_panels_word(people: Desk):
    pair_id = pairing.pair_up(people, "001", "002", starts_on=date(2026, 9, 1)).added[0]
    for day, score in (("2026-09-16", 800), ("2026-09-23", 820), ("2026-11-11", 850), ("2026-11-18", 870)):
        give(people, 2, 3, day, score=score)
    found = propose(people, pair_id)
    assert (found.before, found.after, found.forms, found.change_x10) == (81.0, 86.0, (2, 2), 875)
    evaluate(people, pair_id, panel_x10=900, words="进步明显")
    evaluate(people, pair_id, panel_x10=900, completion_x10=1000, words="进步明显")  # of the same day: replaced
    [kept] = PairingEvaluation.select().dicts()
    assert (kept["completion_x10"], kept["change_x10"], kept["panel_x10"]) == (1000, 875, 900)
    assert (kept["total_x10"], kept["level"]) == (955, "excellent")
    source = people.source("pairing_evaluations")
    source.edit([CellEdit(source.row(0).id, "panel_part", "20", "90")], "type")
    row = people.source("pairing_evaluations").row(0)
    assert (row.texts["evaluation_total"], row.texts["pair_level"]) == ("81.5", "良好")


def test_the_schools_own_weights_make_the_total(people: Desk):
    pair_id = pairing.pair_up(people, "001", "002", starts_on=date(2026, 9, 1)).added[0]
    people.set_setting("pairing", {"evaluation": {"completion": 0, "change": 0, "panel": 100}})
    evaluate(people, pair_id, panel_x10=700, completion_x10=100)
    [kept] = PairingEvaluation.select().dicts()
    assert (kept["total_x10"], kept["level"]) == (700, "pass")


def test_a_pair_sees_itself_and_a_head_the_group(desk: Desk):
    from models.store.errors import NotAllowed

    school: School = small_school(desk)
    numbers = dict(_numbers().items())
    mentors(desk, *numbers.values())
    pairing.pair_up(desk, numbers[OTHER], numbers[MEMBER])
    pairing.pair_up(desk, numbers[HEAD], numbers[OTHER])
    seen = {role: len(standings(school.enter(role))) for role in ("office", "leader", "head", "teacher")}
    assert seen == {"office": 2, "leader": 2, "head": 2, "teacher": 1}
    shown = [school.enter("viewer").source("pairing").row(index).texts["pair_share"] for index in range(2)]
    assert shown == ["", ""]
    with pytest.raises(NotAllowed):
        standings(school.enter("viewer"))


def _numbers() -> dict[str, str]:
    from models.tables.people import Teacher

    return {one.name: one.staff_no for one in Teacher.select()}
