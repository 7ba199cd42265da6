"""The plan's rule who belongs to the leading group, on the sample school and on its edges."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from data.defaults.groups import LeadingLine
from data.sample.school import sample_school
from models.registers.honour_text import HonourEntry
from models.rules.groups import Seat, leading_group

KINDS = {group.name: group.kind for group in sample_school().groups}


def sample_people() -> list[dict[str, Any]]:
    roles: dict[str, dict[str, str]] = {}
    for group in sample_school().groups:
        for member in group.members:
            roles.setdefault(member.staff_no, {})[group.name] = member.role
    return [{**asdict(t), "honours": t.honours, "group_roles": roles[t.staff_no]} for t in sample_school().teachers]


def test_the_sample_schools_leading_group_is_what_the_rule_gives():
    kept = next(group for group in sample_school().groups if group.kind == "leading")
    found = leading_group(sample_people(), KINDS)
    assert {(seat.staff_no, seat.role, seat.duty) for seat in found} == {tuple(member) for member in kept.members}
    assert [seat.role for seat in found[:3]] == ["head", "deputy", "deputy"]


def test_the_first_line_that_fits_decides():
    principal = {"staff_no": "1", "position": "principal", "honours": (HonourEntry("county", "backbone", 2020),)}
    assert [seat.role for seat in leading_group([principal], {})] == ["head"]


def test_heads_of_other_groups_do_not_belong():
    person = {"staff_no": "1", "position": "", "group_roles": {"电教组": "head", "语文组": "member"}}
    assert leading_group([person], {"电教组": "ict", "语文组": "research"}) == []
    person["group_roles"] = {"语文组": "head"}
    assert leading_group([person], {"语文组": "research"}) == [Seat("1", "member")]


def test_a_school_may_have_a_rule_of_its_own():
    rule = [LeadingLine("head", positions=("secretary",))]
    people = [{"staff_no": "1", "position": "principal"}, {"staff_no": "2", "position": "secretary"}]
    assert leading_group(people, {}, rule) == [Seat("2", "head")]
