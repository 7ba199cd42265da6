"""Paragraphs break where a reader expects it, at every width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.kit.prose import wrapped


def test_numbers_and_words_stay_whole():
    assert wrapped("青年教师35人，约占58%。", 9) == ["青年教师", "35人，约", "占58%。"]
    assert wrapped("The staff of a school", 9) == ["The staff", "of a", "school"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one():
    assert wrapped("一二三四，五六", 8) == ["一二三", "四，五六"]
    assert wrapped("一二三（四）", 8) == ["一二三", "（四）"]


def test_line_ends_of_the_text_stay():
    assert wrapped("甲\n\n乙", 10) == ["甲", "", "乙"]


@pytest.mark.parametrize("width", [1, 2, 7])
def test_a_word_wider_than_the_line_is_cut(width: int):
    assert "".join(wrapped("abcdefghij", width)) == "abcdefghij"


@given(st.text(alphabet="教师研修35%，。（）ab \n", max_size=60), st.integers(6, 40))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int):
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)
