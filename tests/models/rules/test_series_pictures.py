"""Figures before they are drawn: quartiles, counts by steps, and where a bar's signs stand."""

from __future__ import annotations

import pytest

from models.rules.series_pictures import Bar, Chart, cells_of, histogram, quartiles, shade


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([4], (4, 4, 4, 4, 4)),
        ([1, 3], (1, 1, 2, 3, 3)),
        ([5, 1, 2, 4, 3], (1, 1.5, 3, 4.5, 5)),
        ([1, 2, 3, 4, 5, 6], (1, 2, 3.5, 5, 6)),
    ],
)
def test_quartiles_are_the_medians_of_the_halves(values: list[float], found: tuple[float, ...]):
    assert quartiles(values) == found


def test_there_are_no_quartiles_of_nothing():
    with pytest.raises(ValueError, match="no values"):
        quartiles([])


def test_every_value_is_counted_once_and_gaps_stand_as_nought():
    found = histogram([0, 1.9, 2, 7.5], 2)
    assert found == [(0, 2), (2, 1), (4, 0), (6, 1)]
    assert histogram([], 2) == []


def test_a_bar_says_what_is_done_and_where_it_should_be():
    assert cells_of(Bar("", 5, "", 10), 10, 10) == "#####....|"
    assert cells_of(Bar("", 10, "", 5), 10, 10) == "####|#####"
    assert cells_of(Bar("", 0, ""), 10, 10) == ""
    assert cells_of(Bar("", 0.1, ""), 10, 10) == "#", "anything at all is seen"


def test_a_box_has_its_whiskers_and_its_middle():
    assert cells_of(Bar("", 5, "", None, (2, 4, 5, 6, 8)), 10, 11) == "  --=|=--"


def test_a_mark_beyond_every_bar_widens_the_chart():
    assert Chart("", (Bar("", 3, "", 8),)).full == 8
    assert Chart("", (Bar("", 3, ""),), 10).full == 10
    assert Chart("", ()).full == 1


def test_only_all_of_it_gets_the_darkest_shade():
    assert [shade(share) for share in (None, 0, 0.5, 0.999, 1)] == [0, 1, 2, 3, 4]
