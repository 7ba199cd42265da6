"""Cells that move on by themselves: scores, dates, telephone numbers; and phrases by their number."""

from __future__ import annotations

from datetime import date

import pytest

from models.registers.column import Column, Kind
from screens.kit.grid.editors import editor_for
from tests.screens.grid.memory_source import MemoryContext

CONTEXT = MemoryContext()


def test_a_score_moves_on_as_soon_as_it_can_grow_no_more():
    ten = Column("score", Kind.INTEGER, 6, largest=10)
    assert [typed(ten, digits) for digits in ("7", "1", "10", "0")] == [True, False, True, True]
    assert typed(Column("score", Kind.INTEGER, 6, largest=5), "5")
    assert not typed(Column("year", Kind.INTEGER, 6), "2026")


def test_a_score_above_the_highest_is_refused_while_it_is_typed():
    editor = editor_for(Column("score", Kind.INTEGER, 6, largest=5), CONTEXT)
    assert editor.type("6").refused
    assert editor.text == ""


def test_a_telephone_number_moves_on_at_its_last_digit():
    phone = Column("phone", Kind.DIGITS, 12, full=r"1[3-9]\d{9}")
    assert not typed(phone, "1390731000")
    assert typed(phone, "13907310001")
    assert not typed(phone, "07318222333")


@pytest.mark.parametrize(
    ("digits", "full"), [("850312", True), ("198503", False), ("19850312", True), ("8503", False), ("859999", False)]
)
def test_a_date_moves_on_when_no_longer_one_begins_so(digits: str, full: bool):
    assert (
        typed(Column("born_on", Kind.PARTIAL_DATE, 10, earliest=date(1940, 1, 1), latest=date(2010, 1, 1)), digits)
        is full
    )


@pytest.mark.parametrize(
    ("digits", "full"), [("0709", True), ("2007", False), ("200709", True), ("1988", False), ("198808", True)]
)
def test_where_a_month_will_do_the_date_waits_for_no_day(digits: str, full: bool):
    month = Column("born_on", Kind.PARTIAL_DATE, 10, earliest=date(1960, 1, 1), latest=date(2059, 1, 1), by_month=True)
    assert typed(month, digits) is full


def test_a_phrase_is_taken_by_its_number_and_space_and_more_may_follow():
    remark = Column("remark", Kind.TEXT, 20, choices="rank")
    editor = editor_for(remark, CONTEXT)
    for character in "2 ，3 第7节 ":
        editor.type(character)
    assert editor.text == "一级教师，高级教师第7节 "


def typed(column: Column, text: str) -> bool:
    """Whether the cell moves on by itself at the last of these keys and at none before."""
    editor = editor_for(column, CONTEXT)
    reactions = [editor.type(character).complete for character in text]
    return reactions[-1] and not any(reactions[:-1])
