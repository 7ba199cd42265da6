"""The leading group from the register of groups, and what becomes of a half typed cell on the way to another screen."""

from __future__ import annotations

from models.actions.desk import Desk
from models.actions.leading import propose_leading_group
from models.registers.source import CellEdit
from tests.screens.roster.office import office


async def test_the_rule_is_proposed_and_seated(desk: Desk) -> None:
    desk.source("roster").edit([CellEdit(-1, "name", "周校"), CellEdit(-1, "position", "校长")], "type")
    async with office(desk) as at:
        await at.screen.show_register("groups")
        await at.press("ctrl+s")
        await at.settle()
        await at.press("1")
        await at.settle()
        assert "周校：新进，组长" in at.shown
        await at.press("enter")
        await at.settle()
        assert propose_leading_group(desk) == []
        assert "领导小组" in at.message


async def test_a_half_typed_cell_is_written_on_the_way_to_another_screen(desk: Desk) -> None:
    row_id = desk.source("roster").edit([CellEdit(-1, "name", "李芳")], "type").added[0]
    async with office(desk) as at:
        at.grid.go_to(row_id, "phone")
        await at.type("1390001")
        await at.press("f1")
        await at.settle()
        assert at.grid.editor is not None, "a dialog on top leaves the cell as it is"
        await at.press("escape")
        await at.settle()
        at.app.go("home")
        await at.settle()
        row = desk.source("roster").row_by_id(row_id)
        assert row is not None
        assert row.texts["phone"] == "1390001"
