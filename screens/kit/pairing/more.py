"""What can be printed, looked at and typed from the pairing board besides the cards: a menu."""

from __future__ import annotations

from typing import Any

from textual.app import App

from data.formats.problem import FileProblem
from data.words import t
from models.actions.desk import Desk
from models.actions.importing import plan_import
from models.actions.pairing import Pair
from screens.kit.dialogs import Choose
from screens.kit.importing.files import ask_for_spreadsheet
from screens.kit.importing.view import ImportView
from screens.kit.pairing.judging import ask_judgement
from screens.kit.pairing.pace_sheet import PaceSheet
from screens.kit.pairing.papers import save_agreements, save_ceremony
from screens.kit.pairing.register_sheet import RegisterSheet
from screens.kit.pairing.rules_sheet import RulesSheet

GRIDS = ("pairing_log", "pairing_evaluations", "pairing_wishes", "pairing_profiles", "pairing_duties", "pairing")
"""The registers about pairs, in the order of the menu."""


async def more(app: App[Any], desk: Desk, pair: Pair | None) -> str:
    """Ask what is wanted, of the pair in front or of all, and do it; what to tell the person, '' for nothing."""
    options = [
        *([("agreement", t("pairing_board.more_agreement", pair=_name(desk, pair)))] if pair else []),
        *([("judge", t("pairing_board.more_judge", pair=_name(desk, pair)))] if pair else []),
        ("agreements", t("pairing_board.more_agreements")),
        ("ceremony", t("pairing_board.more_ceremony")),
        ("pace", t("pairing_board.more_pace")),
        *((name, t("pairing_board.more_grid", register=t(f"register.{name}"))) for name in GRIDS),  # family register.*
        ("rules", t("pairing_board.more_rules")),
        ("import", t("pairing_board.more_import")),
    ]
    chosen = await app.push_screen_wait(Choose(t("pairing_board.more"), options))
    match chosen:
        case None:
            return ""
        case "agreement" if pair:
            name = t("pairing_board.agreement_name", pair=_name(desk, pair))
            return await save_agreements(app, desk, [pair.id], name)
        case "judge" if pair:
            return desk.sight.why_not_write("pairing_evaluations") or await ask_judgement(app, desk, pair)
        case "rules":
            await app.push_screen_wait(RulesSheet(desk))
        case "agreements":
            return await save_agreements(app, desk, None, t("pairing_board.agreements_name"))
        case "ceremony":
            return await save_ceremony(app, desk)
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


def _name(desk: Desk, pair: Pair) -> str:
    names = (desk.lists.people().numbered(number) for number in (pair.mentor, pair.mentee))
    return t("pairing.and").join(person.name for person in names if person)


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
