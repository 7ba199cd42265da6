"""The leading group and the management network (校本研修管理网络) as a page: who leads, who carries it out, in which
groups everybody works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.formats.pages import Block, Page, PageColumn
from data.words import t
from models.actions.desk import Desk
from models.registers.choosing import label_of
from models.tables.people import GroupMember, StaffGroup, Teacher
from models.tables.reading import tuples

LEADING_COLUMNS = ("level", "group", "role", "name", "position", "duty", "members")
_ROLES = ("head", "deputy", "member")
_NETWORK = (("leading",), ("research", "prep", "ict"), ("grade",))
"""The levels of the network, from the top: kinds of groups."""


def leading_rows(desk: Desk) -> list[dict[str, Any]]:
    """Everybody in the leading group, then the heads of the groups below it with how many are in each, by level (0 is
    the leading group) and role; codes as codes. Raises NotAllowed."""
    desk.sight.ensure("groups")
    query = (
        GroupMember.select(
            *(StaffGroup.kind, StaffGroup.name, GroupMember.role, Teacher.name, Teacher.position, GroupMember.duty),
            Teacher.staff_no,
        )
        .join(StaffGroup, on=(GroupMember.group == StaffGroup.id))
        .switch(GroupMember)
        .join(Teacher, on=(GroupMember.teacher == Teacher.id))
        .where(GroupMember.ends_on == "", StaffGroup.is_active)
        .order_by(StaffGroup.sort_no, StaffGroup.id, GroupMember.id)
    )
    staff = {person["staff_no"] for person in desk.people(desk.today)}
    members = [row[:-1] for row in tuples(query) if row[-1] in staff]
    sizes: dict[str, int] = {}
    for _, group, *_ in members:
        sizes[group] = sizes.get(group, 0) + 1
    found = []
    for level, kinds in enumerate(_NETWORK):
        for kind, group, role, name, position, duty in members:
            if kind in kinds and (level == 0 or role != "member"):
                facts = (level, group, role, name, position, duty, sizes[group])
                found.append(dict(zip(LEADING_COLUMNS, facts, strict=True)))
    return sorted(found, key=lambda row: (row["level"], level_order(row) if row["level"] == 0 else 0))


def level_order(row: Mapping[str, Any]) -> int:
    """The head first, then deputies, then members."""
    return _ROLES.index(row["role"]) if row["role"] in _ROLES else len(_ROLES)


def in_words(desk: Desk, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as people read it."""
    roles, positions = desk.lists.choices("group_role"), desk.lists.choices("position")
    return {
        **row,
        "level": t(f"leading.level_{row['level']}"),  # family leading.level_*
        "role": label_of(roles, row["role"]),
        "position": label_of(positions, row["position"]),
    }


def leading_page(desk: Desk) -> Page:
    """The page for the wall and the folder. Raises NotAllowed."""
    rows = leading_rows(desk)
    told = [in_words(desk, row) for row in rows]
    top = [one for row, one in zip(rows, told, strict=True) if row["level"] == 0]
    blocks = [
        Block(
            t("leading.level_0"),
            tuple(PageColumn(t(f"leading.column.{name}"), width) for name, width in _TOP),
            tuple(tuple(str(one[name]) for name, _ in _TOP) for one in top),
        )
    ]
    for level in range(1, len(_NETWORK)):
        below = [one for row, one in zip(rows, told, strict=True) if row["level"] == level]
        if below:
            columns = tuple(
                PageColumn(t(f"leading.column.{name}"), width, right=name == "members") for name, width in _BELOW
            )
            lines = tuple(tuple(str(one[name]) for name, _ in _BELOW) for one in below)
            blocks.append(Block(t(f"leading.level_{level}"), columns, lines))
    title = t("leading.title", school=desk.school_name)
    under = (t("leading.as_of", day=desk.today.isoformat()), t("leading.network"))
    return Page(t("leading.name"), title, under, tuple(blocks), () if top else (t("leading.empty"),))


_TOP = (("role", 10), ("name", 12), ("position", 16), ("duty", 0))
_BELOW = (("group", 14), ("role", 10), ("name", 12), ("members", 6), ("duty", 0))
