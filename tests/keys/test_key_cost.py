"""The counting rule, and the keys that the grid's own rules ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.rules.statistics import Word, key_cost, seconds
from tests.keys.roster_file import COLUMNS, COMMON, OWN, as_shown, paper
from tests.keys.stream import row_keys


@pytest.mark.parametrize(
    ("keys", "cost"),
    [
        (["1"], 1),
        (["ctrl+g", "3", "7", "enter"], 5),
        (["shift+tab"], 2),
        (["A"], 2),
        (["+"], 2),
        ([Word("语文")], len("yuwen") + 1),
        ([Word("王小明", is_name=True), "enter"], len("wangxiaoming") + 2 + 1),
    ],
)
def test_each_physical_key_counts_and_words_cost_their_pinyin(keys: list[str | Word], cost: int):
    assert key_cost(keys) == cost


def test_time_adds_a_look_at_the_paper_and_one_at_the_candidates():
    assert seconds(["1", Word("语文")], looked_at=2) == pytest.approx(7 * 0.28 + 2 * 1.35 + 0.6)


@pytest.mark.parametrize("path", [OWN, COMMON], ids=["own", "common"])
def test_twenty_teachers_of_twelve_fields_take_at_most_854_keys(path: Path, desk):
    if not path.exists():
        pytest.skip("the common roster is not beside this copy")
    rows = as_shown(paper(path), desk.lists)
    above = [None, *rows]
    keys = [key for row, before in zip(rows, above, strict=False) for key in row_keys(COLUMNS, row, desk.lists, before)]
    print(key_cost(keys))
    assert key_cost(keys) <= 854
