"""The school's own rules of pairing as names and texts: what they are, what they usually are, and setting them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from data.defaults.pairing import default_evaluation
from data.words import t
from models.actions.pairing_checks import MOST_YEARS, YEARS
from models.actions.pairing_people import SETTING
from models.registers.choosing import accepted, choose_several, label_of
from models.registers.column import Column, Kind
from models.registers.problem import Unreadable
from models.rules.clean import clean_code
from models.rules.mentoring import MUST, WHERE_THERE_IS_ONE, WISH, MentoringRules, PairWeights
from models.rules.mentoring_setting import is_reason
from models.rules.pairing_duties import QUIET_DAYS

if TYPE_CHECKING:
    from models.actions.desk import Desk

_MOST_POINTS = 200
_USUAL = MentoringRules()
_CODE_LISTS = {
    "ranks": "rank",
    "levels": "honour_level",
    "titles": "honour_title",
    "head_titles": "honour_title",
    "managers": "position",
}
_NUMBERS: Mapping[str, tuple[int, int, int]] = {
    "how_many": (1, 3, _USUAL.how_many),
    "least_years": (0, 60, _USUAL.least_years),
    "usual": (1, 9, _USUAL.usual),
    "most": (1, 9, _USUAL.most),
    "gap_low": (0, 60, _USUAL.gap_low),
    "gap_high": (0, 60, _USUAL.gap_high),
    "least_free": (0, 30, _USUAL.least_free),
    "years": (1, 9, YEARS),
    "most_years": (1, 9, MOST_YEARS),
    "quiet_days": (1, 366, QUIET_DAYS),
}
"""The lowest, the highest and the usual value."""

_SAME = (MUST, WHERE_THERE_IS_ONE, WISH)
_EVALUATION = ("completion", "change", "panel")
_POINTS = tuple(f"points.{one.name}" for one in fields(PairWeights))

RULES = (
    *_NUMBERS,
    *_CODE_LISTS,
    "order",
    "same_subject",
    *_POINTS,
    *(f"evaluation.{part}" for part in _EVALUATION),
)
"""Every rule's name, in the order to show them."""


class BadRule(ValueError):
    """There is no such rule, or it cannot be that; ``str(error)`` says what is accepted."""


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule with what it is about, what it says now and what it usually says, as texts that can be typed back."""

    name: str
    title: str
    value: str
    usual: str


def shown_rules(desk: Desk) -> list[ShownRule]:
    """Every rule of pairing. Raises NotAllowed."""
    desk.sight.ensure("pairing")
    said = _said(desk)
    return [
        ShownRule(
            name, t(f"matching.rule.{name}"), _text(desk, name, _value(said, name)), _text(desk, name, _usual(name))
        )
        for name in RULES
    ]  # family matching.rule.*


def set_rules(desk: Desk, typed: Mapping[str, str]) -> None:
    """Let rules say something else from now on, as one action; '' lets one be as usual. Raises BadRule for the first
    that cannot be, with nothing set."""
    said = _said(desk)
    for name, text in typed.items():
        if name not in RULES:
            raise BadRule(t("matching.no_rule", name=name, names=" ".join(RULES)))
        _put(said, name, _read(desk, name, text) if text.strip() else None)
    rules = {name: _value(said, name) for name in RULES}
    for low, high in (("usual", "most"), ("gap_low", "gap_high"), ("years", "most_years")):
        if rules[low] > rules[high]:
            raise BadRule(t("matching.rule_order", low=low, high=high, least=rules[low], most=rules[high]))
    if (total := sum(rules[f"evaluation.{part}"] for part in _EVALUATION)) != 100:
        raise BadRule(t("matching.rule_hundred", total=total))
    desk.set_setting(SETTING, said)


def _said(desk: Desk) -> dict[str, Any]:
    found = desk.setting(SETTING, {})
    return dict(found) if isinstance(found, Mapping) else {}


def _place(name: str) -> tuple[str, ...]:
    """Where the setting keeps a rule."""
    group, _, part = name.partition(".")
    return {"points": ("weights", part), "evaluation": ("evaluation", part)}.get(group, (name,))


def _usual(name: str) -> Any:
    group, _, part = name.partition(".")
    if group == "points":
        return getattr(_USUAL.weights, part)
    if group == "evaluation":
        return default_evaluation()[part]
    return _NUMBERS[name][2] if name in _NUMBERS else getattr(_USUAL, name)


def _value(said: Mapping[str, Any], name: str) -> Any:
    found: Any = said
    for key in _place(name):
        found = found.get(key) if isinstance(found, Mapping) else None
    usual = _usual(name)
    wanted = list if isinstance(usual, tuple) else type(usual)
    return found if isinstance(found, wanted) and not isinstance(found, bool) else usual


def _put(said: dict[str, Any], name: str, value: Any) -> None:
    """Keep a rule's value in the setting, or (None) nothing, so that it is as usual."""
    *groups, last = _place(name)
    at = said
    for group in groups:
        inner = at.get(group)
        at[group] = at = dict(inner) if isinstance(inner, Mapping) else {}
    if value is None:
        at.pop(last, None)
    else:
        at[last] = value


def _read(desk: Desk, name: str, text: str) -> Any:
    if name in _CODE_LISTS:
        column = Column("rule", Kind.CODES, 20, choices=_CODE_LISTS[name])
        try:
            return list(choose_several(column, text, desk.lists))
        except Unreadable as error:
            raise BadRule(
                t("matching.rule_list", name=name, text=text, accepted=accepted(column, desk.lists))
            ) from error
    typed = clean_code(text)
    if name == "order":
        reasons = [part for part in typed.replace("，", ",").replace("、", ",").split(",") if part]
        if bad := next((one for one in reasons if not is_reason(one)), ""):
            raise BadRule(t("matching.rule_reason", text=bad))
        return reasons
    if name == "same_subject":
        if typed not in _SAME:
            raise BadRule(t("matching.rule_same", text=text, accepted=" ".join(_SAME)))
        return typed
    low, high = _bounds(name)
    if not typed.removeprefix("-").isdecimal() or not low <= int(typed) <= high:
        raise BadRule(t("matching.rule_number", name=name, text=text, low=low, high=high))
    return int(typed)


def _bounds(name: str) -> tuple[int, int]:
    if name in _NUMBERS:
        return _NUMBERS[name][:2]
    if name.startswith("evaluation."):
        return 0, 100
    # With each person more a mentor may only lose points, or one mentor would be given everybody.
    return (-_MOST_POINTS, 0) if name == "points.load" else (-_MOST_POINTS, _MOST_POINTS)


def _text(desk: Desk, name: str, value: Any) -> str:
    if name in _CODE_LISTS:
        choices = desk.lists.choices(_CODE_LISTS[name])
        return t("matching.and").join(label_of(choices, code) for code in value)
    return ",".join(value) if name == "order" else str(value)
