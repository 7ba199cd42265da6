"""The mentor pairs as the store has them."""

from __future__ import annotations

from collections.abc import Mapping

from models.rules.pairing import Pair, order
from models.tables.pairing import Pairing
from models.tables.people import Teacher
from models.tables.reading import dicts, tuples


def stored_pairs() -> list[Pair]:
    """Every pair of which both sides are known."""
    numbers: Mapping[int, str] = dict(tuples(Teacher.select(Teacher.id, Teacher.staff_no)))
    rows = dicts(Pairing.select().where(Pairing.mentor.is_null(False), Pairing.mentee.is_null(False)))
    return list(
        order(Pair(**{**row, "mentor": numbers[row["mentor"]], "mentee": numbers[row["mentee"]]}) for row in rows)
    )
