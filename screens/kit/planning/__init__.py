"""The planner over the whole screen: a proposal of observations, its reasons, changes by hand, the school's weights."""

from __future__ import annotations

from typing import cast

from textual.app import App

from models.actions.desk import Desk
from screens.kit.page import Host


async def open_planner(app: App[int], desk: Desk, week: int = 0) -> None:
    """Ask which weeks, with that one first, and show what is proposed for them; what came of it stands below then."""
    # Only who plans pays for the planner.
    from models.actions.plan_proposal import read_basis
    from models.actions.planning_source import CannotPlan
    from screens.kit.planning.asking import ask_weeks
    from screens.kit.planning.screen import PlannerScreen

    host = cast(Host, app)
    try:
        basis = read_basis(desk)
    except CannotPlan as error:
        host.say(str(error), warning=True)
        return
    if wishes := await ask_weeks(app, basis, week):
        planner = PlannerScreen(desk, basis, wishes)
        await app.push_screen_wait(planner)
        if planner.accepted:
            host.say(planner.accepted)
