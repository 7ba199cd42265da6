"""Making somebody who has left anonymous from the roster: told first, and only a digit does it."""

from __future__ import annotations

from models.actions.anonymous import leavers
from models.actions.desk import Desk
from models.tables.people import Teacher
from screens.kit.dialogs import Confirm
from tests.screens.roster.office import office


async def test_enter_does_nothing_and_one_does_it(sample_desk: Desk):
    who = leavers(sample_desk)[0]
    async with office(sample_desk) as it:
        for key, gone in (("enter", False), ("1", True)):
            await it.press("ctrl+s")
            await it.choose("roster.anonymous", str(who.id), "drop")
            asked = await it.until(Confirm)
            assert asked.dangerous
            assert who.name in it.shown
            await it.press(key)
            await it.settle()
            assert (Teacher.get_by_id(who.id).name != who.name) is gone
