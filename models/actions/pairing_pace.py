"""How the pairs stand as a table: one row a pair, one column a duty, who needs a word first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.pairing_duties import standings
from models.registers.choosing import label_of
from models.rules.pairing_duties import PairStanding

if TYPE_CHECKING:
    from models.actions.desk import Desk

FIRST = ("mentor", "mentee", "pace", "behind")
LAST = ("last_day", "silent_days")


def pace_rows(desk: Desk, quiet_only: bool = False, as_data: bool = False) -> list[dict[str, Any]]:
    """The pairs of today that the person may know of; ``quiet_only`` those of whom nothing was heard for long. People
    are named, or by staff number for programs. Raises NotAllowed."""
    found = [one for one in standings(desk) if one.is_quiet or not quiet_only]
    return [_row(desk, one, as_data) for one in found]


def columns(desk: Desk) -> list[tuple[str, str]]:
    """The columns of `pace_rows`: the first ones, every duty that some pair owes, the last ones."""
    duties = dict.fromkeys(state.duty for one in standings(desk) for state in one.duties)
    choices = desk.lists.choices("pairing_duty")
    return [
        *((name, t(f"pairing.column.{name}")) for name in FIRST),
        *((duty, label_of(choices, duty)) for duty in duties),
        *((name, t(f"pairing.column.{name}")) for name in LAST),  # family pairing.column.*
    ]


def _row(desk: Desk, one: PairStanding, as_data: bool) -> dict[str, Any]:
    people = {side: getattr(one.pair, side) for side in ("mentor", "mentee")}
    if not as_data:
        known = desk.lists.people()
        people = {
            side: (found.name if (found := known.numbered(number)) else number) for side, number in people.items()
        }
    duties = {
        state.duty: {"done": state.done, "wanted": state.wanted, "due": state.due, "planned": state.planned}
        if as_data
        else f"{state.done}/{state.wanted}"
        for state in one.duties
    }
    return {
        **people,
        "pace": one.pace,
        "behind": one.behind,
        **duties,
        "last_day": one.last_day,
        "silent_days": one.silent_days,
    }
