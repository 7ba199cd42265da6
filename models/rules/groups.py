"""Who belongs to the leading group (校本研修领导小组): the rule of the plan, applied to the staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.defaults.groups import LeadingLine, leading_rule


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's part in a group; ``role`` is a code of 'group_role'."""

    staff_no: str
    role: str
    duty: str = ""


def leading_group(
    people: Sequence[Mapping[str, Any]],
    group_kinds: Mapping[str, str],
    rule: Sequence[LeadingLine] | None = None,
) -> list[Seat]:
    """Whom the rule puts into the leading group, in the order of its lines, then of ``people``.

    ``people`` hold the roster's values with ``group_roles`` ({group: role}); ``group_kinds`` says the kind of every
    group by its name. The default rule is the plan's: the principal leads, vice principals beside him, the director of
    studies carries it out, heads of research groups, subject leaders, backbone teachers and teaching experts belong.
    """
    lines = leading_rule() if rule is None else rule
    seats: list[tuple[int, Seat]] = []
    for person in people:
        for place, line in enumerate(lines):
            if _fits(person, line, group_kinds):
                seats.append((place, Seat(person["staff_no"], line.role, line.duty)))
                break
    return [seat for _, seat in sorted(seats, key=lambda each: each[0])]


def _fits(person: Mapping[str, Any], line: LeadingLine, group_kinds: Mapping[str, str]) -> bool:
    if person.get("position") in line.positions:
        return True
    if any(honour.title in line.honours for honour in person.get("honours") or ()):
        return True
    roles: Mapping[str, str] = person.get("group_roles") or {}
    return any(role == "head" and group_kinds.get(group) in line.heads for group, role in roles.items())
