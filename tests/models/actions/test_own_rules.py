"""The school's own numbers: shown, set, refused with a sentence, taken back, and obeyed by what counts with them."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.actions.open_lessons import observing_rules
from models.actions.own_rules import NAMES, own_rules, set_own_rule, why_not_set
from models.actions.pairing_rules import BadRule
from models.actions.reflection_pieces import reflection_rules
from models.journal.undo import undo
from models.rules.rights import ROLES
from models.store import Actor, Store
from models.store.errors import NotAllowed


def said(desk: Desk) -> dict[str, str]:
    return {one.name: one.value for one in own_rules(desk)}


def test_every_rule_is_as_usual_at_first_and_can_be_typed_back(desk: Desk):
    for one in own_rules(desk):
        assert one.value == one.usual, one
        if one.name in NAMES:
            set_own_rule(desk, one.name, one.value)
    assert {one.name: one.usual for one in own_rules(desk)} == said(desk)


def test_what_counts_obeys_what_was_set_and_an_undo_takes_it_back(desk: Desk):
    set_own_rule(desk, "observing.late_days", "5")
    set_own_rule(desk, "reflections.lesson_kinds", "汇报、示范")
    set_own_rule(desk, "reflections.least.insight", "800")
    assert observing_rules(desk).late_days == 5
    assert reflection_rules(desk).lesson_kinds == ("report", "demonstration")
    assert reflection_rules(desk).least_of("insight") == 800
    assert reflection_rules(desk).least_of("case") == 500
    undo(desk.store)
    assert reflection_rules(desk).least_of("insight") == 500


def test_nothing_typed_lets_it_be_as_usual_again(desk: Desk):
    set_own_rule(desk, "ladder.quorum", "1/2")
    assert said(desk)["ladder.quorum"] == "1/2"
    set_own_rule(desk, "ladder.quorum", "")
    assert said(desk)["ladder.quorum"] == "2/3"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("observing.late_days", "三", "0 到 60"),
        ("observing.late_days", "61", "0 到 60"),
        ("ladder.quorum", "5/3", "2/3"),
        ("ladder.quorum", "0.5", "2/3"),
        ("ladder.quorum", "1/0", "2/3"),
        ("reflections.lesson_kinds", "早读", "研讨"),
        ("planning.week_max", "0", "1 到"),
        ("planning.nothing", "1", "planning.week_max"),
        ("nothing", "1", "observing.late_days"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_accepted(desk: Desk, name: str, text: str, told: str):
    before = said(desk)
    with pytest.raises(BadRule) as refused:
        set_own_rule(desk, name, text)
    assert told in str(refused.value)
    assert said(desk) == before


def test_numbers_of_planning_and_pairing_are_the_same_ones(desk: Desk):
    set_own_rule(desk, "planning.week_max", "3")
    set_own_rule(desk, "pairing.usual", "1")
    assert said(desk)["planning.week_max"] == "3"
    assert said(desk)["pairing.usual"] == "1"


@pytest.mark.parametrize("role", ROLES)
def test_only_the_office_sets_them(sample_desk: Desk, role: str):
    file = str(sample_desk.store.place)
    sample_desk.store.close()
    with Store.open(file, Actor("someone", "test", role, None, 34)) as store:
        desk = Desk(store, today=lambda: sample_desk.today)
        assert own_rules(desk)
        if why_not_set(desk):
            with pytest.raises(NotAllowed):
                set_own_rule(desk, "observing.late_days", "5")
        else:
            set_own_rule(desk, "observing.late_days", "5")
        assert (why_not_set(desk) == "") == (role in ("admin", "office"))
