"""The school's own rules of pairing as its setting says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from models.rules.mentoring import MUST, WHERE_THERE_IS_ONE, WISH, MentoringRules, PairWeights

_NUMBERS = ("least_years", "how_many", "usual", "most", "gap_low", "gap_high", "least_free")
_LISTS = ("ranks", "levels", "titles", "head_titles", "order", "managers")


def rules_said(said: Mapping[str, Any]) -> MentoringRules:
    """The rules that a setting says; what it does not say, or says wrongly, is as usual."""
    usual = MentoringRules()
    numbers = {name: _whole(said.get(name), getattr(usual, name)) for name in _NUMBERS}
    lists = {name: _listed(said.get(name), getattr(usual, name)) for name in _LISTS}
    weights = said.get("weights", {})
    weights = weights if isinstance(weights, Mapping) else {}
    points = {
        one.name: _whole(weights.get(one.name), getattr(usual.weights, one.name), negative=True)
        for one in fields(PairWeights)
    }
    points["load"] = min(0, points["load"])  # else one mentor would be given everybody
    same = said.get("same_subject")
    kinds = said.get("kinds")
    lists["order"] = tuple(one for one in lists["order"] if is_reason(one))
    return replace(
        usual,
        **numbers,
        **lists,
        kinds={str(why): str(kind) for why, kind in kinds.items()} if isinstance(kinds, Mapping) else usual.kinds,
        same_subject=same if same in (MUST, WHERE_THERE_IS_ONE, WISH) else usual.same_subject,
        weights=PairWeights(**points),
    )


def _whole(value: Any, usual: int, negative: bool = False) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or (value < 0 and not negative):
        return usual
    return value


def _listed(value: Any, usual: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else usual


def is_reason(text: str) -> bool:
    """Whether the text can stand in the order of who needs a mentor."""
    name, _, number = text.partition(":")
    return text in ("new_subject", "voluntary") or (name in ("years", "age", "mentor_age") and number.isdecimal())
