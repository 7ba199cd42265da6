"""The school's own numbers for planning observations: points for what is wanted, and limits; kept in one setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.planning.values import PlanRules
from models.actions.desk import Desk
from models.actions.planning_source import USUAL_SEATS, USUAL_WEIGHTS

SETTING = "planning"

WEIGHTS = (
    "subject",
    "grade",
    "group",
    "mentor",
    "honour",
    "fallback",
    "repeat2",
    "repeat3",
    "spread",
    "crowded_teacher",
    "open_lesson",
    "moved",
)
"""Points, in the order in which they are shown: first what counts for an observation, then what counts against it."""

LIMITS = ("week_max", "pair_max", "mentor_pair_max", "observed_min", "usual_seats", "allow_fallback")

_MOST = {"week_max": 10, "pair_max": 20, "mentor_pair_max": 40, "observed_min": 40, "usual_seats": 200}
_MOST_POINTS = 99


@dataclass(frozen=True, slots=True)
class Number:
    """One number: its ``value`` now, what is ``usual``, and the least and most it may be."""

    name: str
    value: int
    usual: int
    least: int
    most: int

    @property
    def is_yes_or_no(self) -> bool:
        return self.name == "allow_fallback"


def planning_numbers(desk: Desk) -> list[Number]:
    """Every number that can be moved, with what the school has said."""
    said = desk.setting(SETTING, {})
    weights, usual = said.get("weights", {}), USUAL_WEIGHTS
    found = [_number(name, weights, getattr(usual, name), 0, _MOST_POINTS) for name in WEIGHTS]
    for name in LIMITS:
        least, most = (0, 1) if name == "allow_fallback" else (0 if name == "observed_min" else 1, _MOST[name])
        found.append(_number(name, said, _usual(name), least, most))
    return found


def set_planning_numbers(desk: Desk, values: Mapping[str, int]) -> bool:
    """Keep the numbers that differ from the usual ones, as one action; whether anything is different now."""
    said: dict[str, Any] = dict(desk.setting(SETTING, {}))
    weights = dict(said.get("weights", {}))
    for name, value in values.items():
        home, usual = (weights, getattr(USUAL_WEIGHTS, name)) if name in WEIGHTS else (said, _usual(name))
        if value == usual:
            home.pop(name, None)
        else:
            home[name] = bool(value) if name == "allow_fallback" else value
    said.pop("weights", None)
    if weights:
        said["weights"] = weights
    if said == desk.setting(SETTING, {}):
        return False
    desk.set_setting(SETTING, said)
    return True


def _usual(name: str) -> int:
    if name == "usual_seats":
        return USUAL_SEATS
    return 8 if name == "observed_min" else int(getattr(PlanRules(), name))


def _number(name: str, said: Mapping[str, Any], usual: int, least: int, most: int) -> Number:
    value = said.get(name, usual)
    return Number(name, int(value) if isinstance(value, int) else usual, usual, least, most)
