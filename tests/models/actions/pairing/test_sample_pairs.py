"""The sample school's pairs in week 13: neither empty nor perfect, and right by every rule of the store."""

from __future__ import annotations

from models.actions.desk import Desk
from models.actions.pairing import history_of, pairs
from models.actions.pairing_duties import standings
from models.actions.pairing_people import pair_circle
from models.rules.pairing import in_the_way


def test_the_sample_has_pairs_of_every_sort(past_desk: Desk):
    running = pairs(past_desk, past_desk.today)
    assert len(running) == 24
    assert {pair.topic for pair in running} == {"subject", "homeroom"}
    assert {pair.kind for pair in running} == {"entry", "cooperation", "advance"}
    assert not [pair for pair in running if in_the_way(pair, running)]
    over = [pair for pair in pairs(past_desk) if pair.is_over(past_desk.today)]
    assert sum(bool(pair.ended_on) for pair in over) == 2
    assert len(history_of(past_desk, "040")) == 2  # an agreement and its renewal
    assert pair_circle(past_desk).waiting  # somebody is still without a mentor


def test_their_paces_differ(past_desk: Desk):
    found = standings(past_desk)
    paces = [one.pace for one in found]
    assert min(paces) < 40
    assert max(paces) == 100
    assert len(set(paces)) > 5
    assert 2 <= sum(one.is_quiet for one in found) <= 5


def test_the_registers_find_nothing_hard_in_them(past_desk: Desk):
    for register in ("pairing", "pairing_profiles", "pairing_wishes", "pairing_duties", "pairing_log"):
        assert past_desk.source(register).findings().hard == 0
