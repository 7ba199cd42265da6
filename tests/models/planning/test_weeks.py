"""Weeks as people type them."""

from __future__ import annotations

import pytest

from models.planning.weeks import BadWeeks, weeks_named


@pytest.mark.parametrize(
    ("text", "weeks"),
    [("3-5,8", [3, 4, 5, 8]), ("3～5，8", [3, 4, 5, 8]), ("第3周至5周、8", [3, 4, 5, 8]), ("9-", [9, 10]), ("7", [7])],
)
def test_weeks_are_read(text: str, weeks: list[int]):
    assert weeks_named(text, 10) == weeks


@pytest.mark.parametrize("text", ["", "0", "11", "5-3", "three", "2-11", "-3"])
def test_what_names_no_weeks_is_a_sentence(text: str):
    with pytest.raises(BadWeeks, match="最多到第 10 周"):
        weeks_named(text, 10)
