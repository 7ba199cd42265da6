"""Bands and limits written as short texts."""

from __future__ import annotations

import pytest

from models.rules.form_rights import Sight, may_fill, sight
from models.rules.form_texts import BadText, read_bands, read_limits, show_limits


@pytest.mark.parametrize("text", ["90/75/60", "９０／７５／６０", "90、75、60", "90 75 60"])
def test_bands_part_where_the_text_says(text: str):
    assert read_bands(text) == (("excellent", 90), ("good", 75), ("pass", 60), ("improve", 0))


def test_the_number_of_places_says_which_bands():
    assert [code for code, _ in read_bands("60")] == ["pass", "improve"]
    assert [code for code, _ in read_bands("90/80/70/60")] == ["best", "excellent", "good", "pass", "improve"]


@pytest.mark.parametrize(
    "text", ["", "优", "60/75/90", "90/90/60", "101/60", "0", "95/90/80/70/60", "90/75/x", "9" * 5000]
)
def test_other_text_is_no_bands(text: str):
    with pytest.raises(BadText, match="90/75/60"):
        read_bands(text)


def test_limits_are_read_in_tenths_and_shown_again():
    assert read_limits("0：10、11:8 16:4") == ((0, 100), (11, 80), (16, 40))
    assert show_limits(read_limits("0:10 11:8 16:4")) == "0:10 11:8 16:4"
    assert read_limits("") == ()


@pytest.mark.parametrize("text", ["10", "5:3", "0:3 0:4", "0:3 9:1 5:2", "十分钟"])
def test_other_text_is_no_limits(text: str):
    with pytest.raises(BadText, match="0:10"):
        read_limits(text)


def test_who_fills_in_and_who_sees():
    assert may_fill("office", is_observer=False, heads_group=False)
    assert may_fill("teacher", is_observer=True, heads_group=False)
    assert may_fill("head", is_observer=False, heads_group=True)
    assert not may_fill("teacher", is_observer=False, heads_group=True)
    assert not may_fill("leader", is_observer=False, heads_group=False)
    assert sight("leader", False, False, False) is Sight.ALL
    assert sight("teacher", True, False, False) is Sight.ALL
    assert sight("teacher", False, True, False) is Sight.OWN
    assert sight("teacher", False, False, False) is Sight.NOTHING
    assert sight("head", False, False, True) is Sight.ALL
    assert sight("head", False, True, False) is Sight.OWN
    assert sight("viewer", False, False, False) is Sight.ALL
    assert not may_fill("viewer", is_observer=False, heads_group=False)
