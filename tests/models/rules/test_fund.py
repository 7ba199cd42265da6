"""What the records speak for: nothing without an amount, nothing twice, and penalties only for what is owed."""

from __future__ import annotations

from models.rules.fund import Fact, Proposal, propose

FACTS = [
    Fact("contest_first", "034", 1, "课件制作比赛一等奖"),
    Fact("owed", "035", 2, "研修心得（9月）未完成"),
    Fact("beyond", "036", 3, "听课超额完成"),
]


def test_nothing_is_proposed_until_the_school_has_set_an_amount():
    assert propose(FACTS, {}) == []
    assert propose(FACTS, {"contest_first": 300}) == [Proposal("reward", "034", 300, "课件制作比赛一等奖")]


def test_units_are_multiplied_and_only_what_is_owed_is_a_penalty():
    found = propose(FACTS, {"owed": 5, "beyond": 10})
    assert [(one.kind, one.teacher, one.yuan) for one in found] == [("penalty", "035", 10), ("reward", "036", 30)]


def test_what_was_decided_once_does_not_come_back():
    known = {("reward", "034", "课件制作比赛一等奖")}
    assert propose(FACTS, {"contest_first": 300}, known) == []
    assert propose([FACTS[0], FACTS[0]], {"contest_first": 300}) == propose(FACTS, {"contest_first": 300})
