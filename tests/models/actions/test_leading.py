"""The leading group by the plan's rule."""

from models.actions.desk import Desk
from models.actions.leading import apply_leading_group, propose_leading_group
from models.registers.source import CellEdit


def person(desk: Desk, **cells: str) -> None:
    desk.source("roster").edit([CellEdit(-1, field, text) for field, text in cells.items()], "type")


def test_the_rule_names_heads_and_members(desk: Desk) -> None:
    person(desk, name="周校", position="校长")
    person(desk, name="林副", position="副校长")
    person(desk, name="单骨", honours="县骨干教师2023")
    person(desk, name="平常")
    proposal = propose_leading_group(desk)
    assert [(seat.name, seat.role_now, seat.role) for seat in proposal] == [
        ("周校", "", "head"),
        ("林副", "", "deputy"),
        ("单骨", "", "member"),
    ]
    assert apply_leading_group(desk, proposal)
    assert propose_leading_group(desk) == []
    roles = {p["name"]: p["group_roles"] for p in desk.people(desk.today)}
    assert roles["周校"] == {"校本研修领导小组": "head"}
    assert roles["平常"] == {}
    desk.source("groups").undo()
    assert len(propose_leading_group(desk)) == 3


def test_who_is_there_beyond_the_rule_stays(desk: Desk) -> None:
    person(desk, name="平常", other_groups="校本研修领导小组")
    person(desk, name="周校", position="校长", other_groups="校本研修领导小组")
    (seat,) = propose_leading_group(desk)
    assert (seat.name, seat.role_now, seat.role) == ("周校", "member", "head")
    apply_leading_group(desk, [seat])
    assert {p["name"] for p in desk.people(desk.today, "校本研修领导小组")} == {"平常", "周校"}
