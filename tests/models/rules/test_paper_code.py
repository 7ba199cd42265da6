"""The code on the paper: what it says, and which slips of the pen it finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.paper_code import BadCode, code_of, number_of

NUMBERS = st.integers(1, 10**8 - 1)


def test_the_check_digit_is_the_one_of_the_published_example():
    assert code_of(572) == "5724"


def test_a_code_has_at_least_four_digits():
    assert code_of(5) == "0059"
    assert number_of("0059") == 5


@given(NUMBERS)
def test_a_code_leads_back_to_its_number(number: int):
    assert number_of(code_of(number)) == number


@given(NUMBERS, st.data())
def test_one_wrong_digit_is_always_found(number: int, data: st.DataObject):
    code = code_of(number)
    at = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[at]]))
    with pytest.raises(BadCode):
        number_of(code[:at] + wrong + code[at + 1 :])


@given(NUMBERS, st.data())
def test_two_neighbours_changed_over_are_always_found(number: int, data: st.DataObject):
    code = code_of(number)
    at = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if swapped != code:
        with pytest.raises(BadCode):
            number_of(swapped)


@pytest.mark.parametrize("text", ["", "572", "K3F7", "57２4", "-5724", "1234567890123"])
def test_other_text_is_no_code(text: str):
    with pytest.raises(BadCode, match="表号"):
        number_of(text)
