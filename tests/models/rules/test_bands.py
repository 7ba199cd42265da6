"""Bands part whole years, each in exactly one band, and are read as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import words
from models.rules.bands import BadBands, bands, parse_edges, show_edges


@pytest.mark.parametrize("text", ["35,50", "35，50", "50 35", "３５、５０", " 35 / 50 ", "35,50,"])
def test_edges_are_read_however_they_are_written(text: str):
    assert parse_edges(text) == (35, 50)


@pytest.mark.parametrize("text", ["", "abc", "35,x", "15,50", "35,91", "20,25,30,35,40,45,50", "35.5", "-35"])
def test_what_is_no_band_is_refused_with_what_is_accepted(text: str):
    with pytest.raises(BadBands, match="35,50"):
        parse_edges(text)


def test_the_year_at_an_edge_begins_the_next_band():
    below, between, over = bands((35, 50))
    assert [band.code for band in (below, between, over)] == ["<35", "35-49", "50+"]
    assert below.holds(34)
    assert not below.holds(35)
    assert between.holds(35)
    assert between.holds(49)
    assert over.holds(50)


def test_labels_say_which_side_the_edge_is_on():
    words.use("zh_CN")
    assert [band.age_label for band in bands((35, 50))] == ["不满35周岁", "35至49周岁", "50周岁以上"]
    assert [band.years_label for band in bands((3, 6))] == ["不满3年", "3至5年", "6年以上"]


@given(st.lists(st.integers(16, 90), min_size=1, max_size=6, unique=True), st.integers(0, 100))
def test_every_age_is_in_exactly_one_band(edges: list[int], age: int):
    parsed = parse_edges(show_edges(edges))
    assert sum(band.holds(age) for band in bands(parsed)) == 1
