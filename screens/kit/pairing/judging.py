"""Judging a pair at the end: duties and scores propose what they say, the panel's points and a few words are asked."""

from __future__ import annotations

from typing import Any

from textual.app import App

from data.words import t
from models.actions.desk import Desk
from models.actions.pairing import Pair, PairingRefused
from models.actions.pairing_evaluation import evaluate, propose
from screens.kit.dialogs import Ask


async def ask_judgement(app: App[Any], desk: Desk, pair: Pair) -> str:
    """Ask and keep the evaluation; what to tell, '' where it was given up."""
    found = propose(desk, pair.id)
    shown = [_shown(found.completion_x10), _shown(found.change_x10)]
    proposed = t("pairing_board.judge_text", done=shown[0], change=shown[1])
    typed, why = "", proposed
    while True:
        answer = await app.push_screen_wait(Ask(t("pairing_board.judge_panel"), why, typed))
        if answer is None:
            return ""
        points, _, words = answer.strip().partition(" ")
        try:
            panel = round(float(points) * 10) if points else None
            evaluate(desk, pair.id, panel_x10=panel, words=words.strip())
        except ValueError as error:  # no number, or one beyond a hundred
            refused = str(error) if isinstance(error, PairingRefused) else t("pairing_board.judge_number", text=points)
            typed, why = answer, f"{proposed}\n{refused}"
            continue
        return t("pairing_board.judged")


def _shown(tenths: int | None) -> str:
    return t("pairing_board.unknown") if tenths is None else f"{tenths / 10:g}"
