"""The needs analysis of the school's staff: the rule, fed from the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from models.registers.choosing import label_of
from models.rules.bands import BadBands, parse_edges
from models.rules.needs import AGE_EDGES, Needs, needs
from models.rules.needs_tables import Label, default_label
from models.rules.rights import Scope

if TYPE_CHECKING:
    from models.actions.desk import Desk

SETTING = "needs.age_edges"
"""The school's setting that keeps where the age bands part, as '35,50'."""


def needs_of(desk: Desk, as_of: date, group: str | None = None, edges: Sequence[int] | None = None) -> Needs:
    """The figures of the whole school or one group on that day; ``edges`` None takes the school's own age bands.

    Somebody who may see a part of the school gets the figures of those in it. Raises NotAllowed.
    """
    scope, people = desk.sight.ensure("needs"), desk.people(as_of, group)
    if scope is not Scope.ALL:
        numbers = desk.sight.numbers(scope)
        people = [person for person in people if person["staff_no"] in numbers]
    return needs(people, as_of, age_edges(desk) if edges is None else edges)


def age_edges(desk: Desk) -> tuple[int, ...]:
    """Where the school's age bands part."""
    try:
        return parse_edges(str(desk.setting(SETTING, "")))
    except BadBands:
        return AGE_EDGES


def labels(desk: Desk) -> Label:
    """The school's own words for its codes, and the usual ones for what its lists have lost."""

    def label(list_id: str, code: str) -> str:
        words = label_of(desk.lists.choices(list_id), code)
        return default_label(list_id, code) if words == code else words

    return label
