"""The leading group (校本研修领导小组) by the plan's rule: who should be in it, and making it so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.defaults.groups import default_groups
from models.journal.writing import insert_record, update_record
from models.rules.groups import leading_group
from models.tables.people import GroupMember, StaffGroup, Teacher
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk

_KIND = "leading"


@dataclass(frozen=True, slots=True)
class SeatChange:
    """Somebody whom the rule puts into the group: ``role_now`` is '' for a new member, else a code of 'group_role'."""

    staff_no: str
    name: str
    role_now: str
    role: str
    duty: str


def propose_leading_group(desk: Desk) -> list[SeatChange]:
    """What the rule would add or promote today. Whoever is in the group beyond the rule stays as they are."""
    kinds = dict(tuples(StaffGroup.select(StaffGroup.name, StaffGroup.kind)))
    people = desk.people(desk.today)
    by_number = {person["staff_no"]: person for person in people}
    group = _name()
    changes = []
    for seat in leading_group(people, kinds):
        person = by_number[seat.staff_no]
        now = person["group_roles"].get(group, "")
        if now != seat.role:
            changes.append(SeatChange(seat.staff_no, person["name"], now, seat.role, seat.duty))
    return changes


def apply_leading_group(desk: Desk, changes: Sequence[SeatChange]) -> int | None:
    """Write the proposal as one action; the change set's number. Raises StoreError."""
    desk.lists.begin()
    with desk.store.change("groups.rule", _name()) as change:
        group = desk.lists.group_id((_KIND,), _name())
        for seat in changes:
            teacher = Teacher.get(Teacher.staff_no == seat.staff_no).id
            member = GroupMember.get_or_none(
                GroupMember.group == group, GroupMember.teacher == teacher, GroupMember.ends_on == ""
            )
            facts = {"role": seat.role, "duty": seat.duty}
            if member is None:
                insert_record(GroupMember, {"group": group, "teacher": teacher, **facts})
            else:
                update_record(GroupMember, member.id, facts)
    return change.id


def _name() -> str:
    """The leading group's name in this school; the usual one where there is none yet."""
    found = tuples(StaffGroup.select(StaffGroup.name).where(StaffGroup.kind == _KIND).order_by(StaffGroup.id))
    usual = next(group.name for group in default_groups() if group.kind == _KIND)
    return found[0][0] if found else usual
