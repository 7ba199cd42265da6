"""The school's own numbers in one list: how observations count, when reflections are due, how votes are counted, what
planning and pairing aim at. Each shows what it says, what is usual, and takes a text typed for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.words import t
from models.actions.desk import Desk
from models.actions.pairing_rules import BadRule, shown_rules
from models.actions.pairing_rules import set_rules as set_pairing_rules
from models.actions.plan_proposal_rules import planning_numbers, set_planning_numbers
from models.actions.wording import action_title
from models.registers.choosing import accepted, choose_several, label_of
from models.registers.column import Column, Kind
from models.registers.problem import Unreadable
from models.rules.clean import clean_code
from models.rules.contests import USUAL_SHARES
from models.rules.counting import ObservingRules
from models.rules.fund import RULES as FUND_RULES
from models.rules.ladder import LadderRules, fraction_of
from models.rules.reflections import ReflectionRules
from models.rules.rights import why_not_do

AREAS = ("observing", "reflections", "ladder", "contests", "fund", "planning", "pairing")
"""The parts of the list, in order; their titles are the words own_rules.area.*."""

_OBSERVING, _REFLECTIONS, _LADDER = ObservingRules(), ReflectionRules(), LadderRules()
_NUMBERS: Mapping[str, tuple[int, int, int]] = {
    "observing.late_days": (0, 60, _OBSERVING.late_days),
    "observing.least_minutes": (0, 120, _OBSERVING.least_minutes),
    "observing.most_elsewhere": (0, 200, _OBSERVING.most_elsewhere),
    "reflections.days_after_lesson": (0, 60, _REFLECTIONS.days_after_lesson),
    **{f"reflections.least.{kind}": (0, 20_000, least) for kind, least in _REFLECTIONS.least.items()},
    **{f"ladder.nominees.{stage}": (1, 50, most) for stage, most in _LADDER.nominees.items()},
    "contests.drop": (0, 3, 0),
    **{f"fund.{rule}": (0, 100_000, 0) for rule in FUND_RULES},
    **{f"contests.{award}": (0, 100, share) for award, share in USUAL_SHARES.items()},
}
"""The lowest, the highest and the usual value of each number, by its area and its place in the area's setting."""
_PARTS = {"ladder.quorum": _LADDER.quorum, "ladder.least": _LADDER.least}
_LISTS = {"reflections.lesson_kinds": ("open_lesson_kind", _REFLECTIONS.lesson_kinds)}
_PART = re.compile(r"\d{1,3}/\d{1,3}")

NAMES = (*_NUMBERS, *_PARTS, *_LISTS)
"""The rules that this list keeps itself; planning's and pairing's are kept where they are used."""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """One rule: its ``name`` begins with its area, 'observing.late_days'; value and usual are texts to type back."""

    name: str
    title: str
    value: str
    usual: str

    @property
    def area(self) -> str:
        return self.name.partition(".")[0]


def own_rules(desk: Desk, area: str = "") -> list[OwnRule]:
    """Every rule (of one area), in order; of areas that the person may see."""
    rules: list[OwnRule] = []
    for each in AREAS:
        if area in ("", each) and not desk.why_not_see(_SEEN_WITH.get(each, each)):
            if each == "planning":
                rules += _planning(desk)
            elif each == "pairing":
                rules += [OwnRule(f"pairing.{one.name}", one.title, one.value, one.usual) for one in shown_rules(desk)]
            else:
                rules += [_own(desk, name) for name in NAMES if _in(name, each)]
    return rules


_SEEN_WITH = {"observing": "observations"}
"""The areas that are seen by whoever sees another."""


def why_not_set(desk: Desk) -> str:
    """Why this person may set none, in a sentence; ''."""
    return why_not_do(desk.store.actor.role, "settings.set", action_title("settings.set"))


def set_own_rule(desk: Desk, name: str, text: str) -> None:
    """Let one rule say something else from now on, as one action; '' lets it be as usual. Raises BadRule with what is
    accepted, NotAllowed."""
    area, _, inner = name.partition(".")
    if area == "pairing":
        set_pairing_rules(desk, {inner: text})
    elif area == "planning":
        _set_planning(desk, inner, text)
    elif name in NAMES:
        said = desk.setting(area, {})
        kept = dict(said) if isinstance(said, Mapping) else {}
        _put(kept, inner.split("."), _read(desk, name, text) if text.strip() else None)
        desk.set_setting(area, kept)
    else:
        known = " ".join(one.name for one in own_rules(desk))
        raise BadRule(t("own_rules.unknown", name=name, known=known))


def _in(name: str, area: str) -> bool:
    return name.partition(".")[0] == area


def _own(desk: Desk, name: str) -> OwnRule:
    area, _, inner = name.partition(".")
    value: Any = desk.setting(area, {})
    for key in inner.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    usual = _usual(name)
    shown = _show(desk, name, usual if value is None else value)
    return OwnRule(name, t(f"own_rules.rule.{name}"), shown, _show(desk, name, usual))  # family own_rules.rule.*


def _usual(name: str) -> Any:
    if name in _NUMBERS:
        return _NUMBERS[name][2]
    if name in _PARTS:
        return f"{_PARTS[name].numerator}/{_PARTS[name].denominator}"
    return _LISTS[name][1]


def _show(desk: Desk, name: str, value: Any) -> str:
    if name in _LISTS:
        choices = desk.lists.choices(_LISTS[name][0])
        return t("matching.and").join(label_of(choices, str(code)) for code in value)
    return str(value)


def _read(desk: Desk, name: str, text: str) -> Any:
    title = t(f"own_rules.rule.{name}")  # family own_rules.rule.*
    if name in _LISTS:
        column = Column("rule", Kind.CODES, 20, choices=_LISTS[name][0])
        try:
            return list(choose_several(column, text, desk.lists))
        except Unreadable as error:
            known = accepted(column, desk.lists)
            raise BadRule(t("own_rules.bad_list", title=title, text=text, accepted=known)) from error
    typed = clean_code(text).replace("／", "/")
    if name in _PARTS:
        if not _PART.fullmatch(typed) or fraction_of(typed, _PARTS[name] + 1) > 1:
            raise BadRule(t("own_rules.bad_part", title=title, text=text))
        return typed
    low, high, _ = _NUMBERS[name]
    return _number(title, typed, low, high)


def _number(title: str, typed: str, low: int, high: int) -> int:
    if not (typed.isascii() and typed.isdecimal()) or not low <= int(typed) <= high:
        raise BadRule(t("own_rules.bad_number", title=title, text=typed, low=low, high=high))
    return int(typed)


def _put(kept: dict[str, Any], place: list[str], value: Any) -> None:
    *groups, last = place
    at = kept
    for group in groups:
        inner = at.get(group)
        at[group] = at = dict(inner) if isinstance(inner, Mapping) else {}
    if value is None:
        at.pop(last, None)
    else:
        at[last] = value


def _planning(desk: Desk) -> list[OwnRule]:
    return [
        OwnRule(f"planning.{one.name}", t(f"planner.number.{one.name}"), str(one.value), str(one.usual))
        for one in planning_numbers(desk)
    ]  # family planner.number.*


def _set_planning(desk: Desk, name: str, text: str) -> None:
    found = next((one for one in planning_numbers(desk) if one.name == name), None)
    if found is None:
        raise BadRule(t("own_rules.unknown", name=f"planning.{name}", known=" ".join(o.name for o in own_rules(desk))))
    title = t(f"planner.number.{name}")  # family planner.number.*
    typed = clean_code(text) if text.strip() else str(found.usual)
    set_planning_numbers(desk, {name: _number(title, typed, found.least, found.most)})
