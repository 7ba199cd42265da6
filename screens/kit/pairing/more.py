"""What can be printed, looked at and typed from the pairing board besides the cards: a menu."""

from __future__ import annotations

from typing import Any

from textual.app import App

from data.formats.problem import FileProblem
from data.words import t
from models.actions.desk import Desk
from models.actions.importing import plan_import
from screens.kit.dialogs import Choose
from screens.kit.importing.files import ask_for_spreadsheet
from screens.kit.importing.view import ImportView
from screens.kit.pairing.pace_sheet import PaceSheet
from screens.kit.pairing.register_sheet import RegisterSheet

GRIDS = ("pairing_log", "pairing_evaluations", "pairing_wishes", "pairing_profiles", "pairing_duties", "pairing")
"""The registers about pairs, in the order of the menu."""

MENU = ("pace", "import")
"""What else the menu offers; the words are pairing_board.more_*."""


async def more(app: App[Any], desk: Desk) -> str:
    """Ask what is wanted and do it; what to tell the person, '' for nothing."""
    options = [
        ("pace", t("pairing_board.more_pace")),
        *((name, t("pairing_board.more_grid", register=t(f"register.{name}"))) for name in GRIDS),  # family register.*
        ("import", t("pairing_board.more_import")),
    ]
    chosen = await app.push_screen_wait(Choose(t("pairing_board.more"), options))
    match chosen:
        case None:
            return ""
        case "pace":
            if reason := desk.why_not_see("pairing_log"):
                return reason
            await app.push_screen_wait(PaceSheet(desk))
        case "import":
            return desk.sight.why_not_write("pairing") or await _take_in(app, desk)
        case _:
            if reason := desk.why_not_see(chosen):
                return reason
            await app.push_screen_wait(RegisterSheet(desk, chosen))
    return ""


async def _take_in(app: App[Any], desk: Desk) -> str:
    """An existing list of pairs, by names, through the same preview as every import."""
    plan, problem, typed = None, "", ""
    while plan is None:
        path = await ask_for_spreadsheet(app, problem, typed)
        if path is None:
            return ""
        try:
            plan = plan_import(desk, "pairing", path)
        except FileProblem as unusable:
            problem, typed = str(unusable), str(path)
    done = await app.push_screen_wait(ImportView(desk, plan))
    if done is None:
        return ""
    left = t("import.done_left", count=len(done.result.left_out)) if done.result.left_out else ""
    told = t("import.done", added=done.result.added, changed=done.result.changed)
    return " ".join(filter(None, (told, left, done.problems_said)))
