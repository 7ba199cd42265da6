"""A month's 120 reflections, two of each of the sample's teachers, and the keys of somebody who reads them."""

from __future__ import annotations

from data.sample.reflection_texts import written
from data.sample.school import sample_school
from models.actions.desk import Desk
from models.actions.reflections import hand_in, save_draft
from models.rules.statistics import Key

COUNT, EACH = 120, 12
"""How many there are, and of how many one is given back."""

GIVEN_BACK = COUNT // EACH


def hand_in_a_month(desk: Desk, month: str = "2026-11") -> list[int]:
    """Two insights of each teacher, handed in; their ids in the order of their coming."""
    made = []
    for turn in (1, 2):
        for teacher in sample_school().teachers:
            text = written(f"{teacher.staff_no}:{month}:{turn}", "insight", teacher)
            done = save_draft(
                desk, teacher=teacher.staff_no, kind="insight", month=month, title=text.title, body=text.body
            )
            made.append(done.id)
    hand_in(desk, made)
    return made


def sitting_keys(count: int = COUNT) -> list[Key]:
    """From the first screen on: the inbox, the first piece, then one key for each grade; every twelfth goes back with
    the second of the school's reasons."""
    keys: list[Key] = ["5", "enter"]
    for number in range(1, count + 1):
        keys += ["0", "2"] if number % EACH == 0 else [str(number % 4 + 1)]
    return keys


def grade_of(number: int) -> str:
    """The grade that the keys give to the piece of that number, from 1."""
    return ("excellent", "a", "b", "c")[number % 4]
