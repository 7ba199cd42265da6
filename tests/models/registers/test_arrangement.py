"""How a person likes a register's columns."""

from __future__ import annotations

import json

import pytest

from models.registers.arrangement import Arrangement, read_arrangement
from models.registers.column import Column, Kind
from models.registers.register import Register

REGISTER = Register(
    "things",
    (
        Column("number", Kind.DIGITS, 6, frozen=True),
        Column("sex", Kind.CODE, 4, choices="sex"),
        Column("name", Kind.NAME, 10, frozen=True),
        Column("phone", Kind.DIGITS, 12, shown=False),
        Column("remark", Kind.TEXT, 20),
    ),
    keys=(("number",),),
)


def fields(arrangement: Arrangement, hidden: bool = False) -> list[str]:
    return [column.field for column in arrangement.columns(REGISTER, hidden)]


def test_without_a_wish_the_registers_own_order_with_the_frozen_ones_first():
    assert fields(Arrangement()) == ["number", "name", "sex", "remark"]


def test_a_column_is_hidden_and_shown():
    hidden = Arrangement().toggled(REGISTER, "sex").toggled(REGISTER, "phone")
    assert fields(hidden) == ["number", "name", "phone", "remark"]
    assert fields(hidden.toggled(REGISTER, "sex").toggled(REGISTER, "phone")) == fields(Arrangement())


def test_the_last_column_stays():
    arrangement = Arrangement()
    for name in ("number", "sex", "name", "remark"):
        arrangement = arrangement.toggled(REGISTER, name)
    assert fields(arrangement) == ["remark"]


def test_a_column_moves_and_stops_at_the_ends():
    moved = Arrangement().moved(REGISTER, "remark", -2)
    assert fields(moved) == ["number", "name", "remark", "sex"]
    assert fields(moved.moved(REGISTER, "remark", 99))[-1] == "remark"
    assert fields(moved.moved(REGISTER, "name", -99)) == ["name", "number", "remark", "sex"]


def test_freezing_counts_from_the_left_and_lets_go_again():
    frozen = Arrangement().frozen_up_to(REGISTER, "sex")
    assert [c.field for c in frozen.columns(REGISTER) if c.frozen] == ["number", "name", "sex"]
    assert not any(c.frozen for c in frozen.frozen_up_to(REGISTER, "sex").columns(REGISTER))
    assert frozen.frozen_up_to(REGISTER, "phone") == frozen


def test_widths_keep_within_reason():
    assert next(c for c in Arrangement().widened(REGISTER, "sex", 4).columns(REGISTER) if c.field == "sex").width == 8
    assert Arrangement().widened(REGISTER, "sex", -99).widths == {"sex": 2}
    assert Arrangement().widened(REGISTER, "sex", 999).widths == {"sex": 60}


def test_a_column_may_wait_for_enter():
    waiting = Arrangement().confirmed("sex")
    assert [c.field for c in waiting.columns(REGISTER) if not c.auto_advance] == ["sex"]
    assert waiting.confirmed("sex") == Arrangement()


def test_it_comes_back_from_json():
    liked = Arrangement().moved(REGISTER, "sex", 2).toggled(REGISTER, "phone").widened(REGISTER, "name", 3)
    liked = liked.confirmed("sex").frozen_up_to(REGISTER, "number")
    assert read_arrangement(json.loads(json.dumps(liked.as_json())), REGISTER) == liked


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        "x",
        {"order": 7, "shown": [], "widths": {"sex": "wide", "gone": 3}, "frozen": "all", "confirm": {}},
        {"shown": dict.fromkeys(["number", "sex", "name", "remark"], False)},
        {"order": ["gone", None, 3]},
    ],
)
def test_what_does_not_fit_is_left_out(kept: object):
    assert fields(read_arrangement(kept, REGISTER)) == fields(Arrangement())
