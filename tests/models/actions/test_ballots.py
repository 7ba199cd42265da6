"""Who voted, as it is typed after a show of hands."""

from __future__ import annotations

import pytest

from models.actions.ballots import BadBallot, read_voters
from models.actions.desk import Desk

MATHS = ["002", "005", *(f"{number:03d}" for number in range(32, 43))]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hlj wgx", ["005", "032"]),
        ("韩立军、龚䶮", ["005", "042"]),
        ("005，042", ["005", "042"]),
        ("hlj hlj", ["005"]),
        ("wf", ["041"]),  # of two called 王芳 the one who may vote
        ("", []),
        ("7", 7),
        ("0", 0),
    ],
)
def test_people_are_named_in_any_way_or_only_counted(sample_desk: Desk, typed: str, expected: list[str] | int):
    if typed == "hlj wgx":
        name = next(person.name for person in sample_desk.lists.people() if person.staff_no == "032")
        typed = f"hlj {name}"
    assert read_voters(sample_desk, typed, MATHS) == expected


def test_everybody_but_some(sample_desk: Desk):
    assert read_voters(sample_desk, "*", MATHS) == MATHS
    assert read_voters(sample_desk, "＊ －hlj", MATHS) == [number for number in MATHS if number != "005"]


def test_words_that_name_nobody_or_several_are_told_all_at_once(sample_desk: Desk):
    with pytest.raises(BadBallot) as told:
        read_voters(sample_desk, "zzz * w", MATHS)
    assert "zzz" in str(told.value)
    assert "「w」" in str(told.value)
