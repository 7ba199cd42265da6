"""Logins come from the pinyin and are unique; names of the history tell namesakes apart."""

from __future__ import annotations

import pytest

from models.rules.logins import is_login, login_for, name_for


def test_logins_are_made_of_the_pinyin_and_told_apart_by_a_number():
    assert login_for("王小明", "wang xiao ming", "023", ()) == "wangxiaoming"
    assert login_for("王小明", "", "023", {"wangxiaoming"}) == "wangxiaoming2"
    assert login_for("吕布", "lü bu", "7", ()) == "lvbu"
    assert login_for("㐂㐂", "", "007", ()) == "t007"
    assert login_for("", "root", "1", ()) == "root2"
    assert is_login(login_for("阿" * 40, "a " * 100, "1", {"a" * 28}))


@pytest.mark.parametrize("text", ["", "Wang", "王", "1a", "a b", "a" * 33, "../x", "-o", ".ssh", "root"])
def test_what_is_no_login(text: str):
    assert not is_login(text)


def test_namesakes_carry_their_staff_numbers_in_the_history():
    assert name_for("李芳", "003", ()) == "李芳"
    assert name_for("李芳", "003", {"李芳"}) == "李芳 003"
    assert name_for("李芳", "", {"李芳", "李芳 2"}) == "李芳 3"
