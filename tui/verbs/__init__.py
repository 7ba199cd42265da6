"""The verbs of ``yanxiu``: one module each, imported only when its verb is asked for.

A module has ``add_arguments(parser)`` and ``run(call) -> int``, the exit status.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from tui.arguments import Parser
from tui.call import Call

VERBS: Mapping[str, str] = MappingProxyType(
    {
        "init": "tui.verbs.init",
        "demo": "tui.verbs.demo",
        "move": "tui.verbs.move",
        "county": "tui.verbs.county",
        "home": "tui.verbs.home",
        "roster": "tui.verbs.roster",
        "honours": "tui.verbs.register",
        "groups": "tui.verbs.register",
        "experts": "tui.verbs.register",
        "activities": "tui.verbs.register",
        "attendance": "tui.verbs.register",
        "lessons": "tui.verbs.register",
        "terms": "tui.verbs.register",
        "calendar": "tui.verbs.register",
        "bells": "tui.verbs.register",
        "timetable": "tui.verbs.timetable",
        "absences": "tui.verbs.register",
        "observations": "tui.verbs.observations",
        "observe": "tui.verbs.observe",
        "reflections": "tui.verbs.reflections",
        "ladder": "tui.verbs.ladder",
        "pairing": "tui.verbs.pairing",
        **dict.fromkeys(
            ("pairing_profiles", "pairing_wishes", "pairing_duties", "pairing_log", "pairing_evaluations"),
            "tui.verbs.register",
        ),
        "progress": "tui.verbs.progress",
        "remind": "tui.verbs.remind",
        "contests": "tui.verbs.register",
        "contest_entries": "tui.verbs.register",
        "contest_scores": "tui.verbs.register",
        "projects": "tui.verbs.register",
        "project_members": "tui.verbs.register",
        "publications": "tui.verbs.register",
        "homework": "tui.verbs.register",
        "school_rules": "tui.verbs.register",
        "rule_readings": "tui.verbs.register",
        "improvement_plans": "tui.verbs.register",
        "materials": "tui.verbs.register",
        "fund": "tui.verbs.register",
        "obligations": "tui.verbs.register",
        "credits": "tui.verbs.credits",
        "credit_rules": "tui.verbs.register",
        "candidates": "tui.verbs.register",
        "credit_appeals": "tui.verbs.register",
        "exemptions": "tui.verbs.register",
        "rules": "tui.verbs.rules",
        "codes": "tui.verbs.register",
        "plan": "tui.verbs.plan",
        "forms": "tui.verbs.forms",
        "inspect": "tui.verbs.inspect",
        "mine": "tui.verbs.mine",
        "account": "tui.verbs.account",
        "form_templates": "tui.verbs.register",
        "form_items": "tui.verbs.register",
        "import": "tui.verbs.import_",
        "export": "tui.verbs.export",
        "report": "tui.verbs.report",
        "history": "tui.verbs.history",
        "anonymise": "tui.verbs.anonymise",
        "undo": "tui.verbs.undo",
        "check": "tui.verbs.check",
        "backup": "tui.verbs.backup",
        "restore": "tui.verbs.restore",
        "submit": "tui.verbs.submit",
        "serve": "tui.verbs.serve",
        "session": "tui.verbs.session",
    }
)
"""Each verb's module, in the order of the help."""


class Verb(Protocol):
    """What a verb's module provides."""

    def add_arguments(self, parser: Parser) -> None: ...

    def run(self, call: Call) -> int: ...


def verb(name: str) -> Verb:
    """The module of that verb. Raises KeyError for a verb that there is not."""
    return cast(Verb, import_module(VERBS[name]))
