"""Three invented teachers in two groups, and an account in every role."""

from __future__ import annotations

from dataclasses import dataclass

from models.actions.accounts import add_account, find_account
from models.actions.desk import Desk
from models.registers.source import CellEdit
from models.rules.rights import ROLES
from models.store import Actor
from models.tables.people import Teacher

HEAD, MEMBER, OTHER = "王强", "李芳", "张伟"
"""The head of 语文组, a member of it, and somebody of 数学组."""

PEOPLE = {
    HEAD: ("13800000001", "1980-05-01", "语文组"),
    MEMBER: ("13800000002", "1991-06-02", "语文组"),
    OTHER: ("13800000003", "1992-07-03", "数学组"),
}


@dataclass(frozen=True)
class School:
    desk: Desk
    office: Actor

    def enter(self, role: str, address: str = "") -> Desk:
        """Be the one with that role; '' for whoever sits at the machine."""
        from models.actions.accounts import actor_of

        account = find_account(role)
        if account is None:
            self.desk.store.actor = self.office
        else:
            self.desk.store.actor = actor_of(account, address and f"ssh:{address}")
        return self.desk


def small_school(desk: Desk) -> School:
    """Typed in by whoever sits at the machine; the logins are the roles' names."""
    for name, (phone, born_on, group) in PEOPLE.items():
        cells = {"name": name, "phone": phone, "born_on": born_on, "research_group": group, "remark": f"宅电{phone}"}
        desk.source("roster").edit([CellEdit(-1, field, text) for field, text in cells.items()], "type")
    groups = desk.source("groups")
    row = next(row for row in map(groups.row, range(len(groups))) if row.texts["teacher"] == HEAD)
    groups.edit([CellEdit(row.id, "role", "组长", row.texts["role"])], "type")
    ids = {teacher.name: teacher.id for teacher in Teacher.select()}
    for role in ROLES:
        teacher = {"head": ids[HEAD], "teacher": ids[MEMBER]}.get(role)
        add_account(desk.store, role, {"head": HEAD, "teacher": MEMBER}.get(role, f"某{role}"), role, teacher)
    return School(desk, desk.store.actor)
