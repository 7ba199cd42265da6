"""120 reflections opened, graded and filed, ten of them given back with a reason, in at most 140 keys."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.actions.reflections import pieces
from models.rules.statistics import key_cost
from tests.keys.reading_month import EACH, grade_of, hand_in_a_month, sitting_keys
from tui.app import YanxiuApp


@pytest.mark.slow
async def test_a_month_of_reflections_is_read_and_filed_in_at_most_140_keys(sample_desk: Desk):
    made = hand_in_a_month(sample_desk)
    keys = sitting_keys(len(made))
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in keys:
            await pilot.press(str(key))
        await pilot.pause()
    found = pieces(sample_desk, made)
    for number, piece in enumerate(found, 1):
        expected = ("returned", "") if number % EACH == 0 else ("filed", grade_of(number))
        assert (piece.state, piece.grade) == expected, number
    assert "篇幅" in found[EACH - 1].answer
    assert len(made) == 120
    assert key_cost(keys) <= 140
