"""``yanxiu reflections …``: the reflections that are there, and what is done with them; each deed is a module."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from data.words import t
from tui.arguments import Parser
from tui.call import Call
from tui.verbs import reflections_counts as counts
from tui.verbs import reflections_search as search

if TYPE_CHECKING:
    from tui.verbs import Verb

DEEDS: Mapping[str, str] = MappingProxyType(
    {
        "search": "tui.verbs.reflections_search",
        "take": "tui.verbs.reflections_take",
        "likeness": "tui.verbs.reflections_likeness",
        "index": "tui.verbs.reflections_papers",
        "collect": "tui.verbs.reflections_papers",
        "booklet": "tui.verbs.reflections_papers",
        "records": "tui.verbs.reflections_papers",
    }
)
"""Each deed's module, as a verb's; without a deed the newest are listed."""


def add_arguments(parser: Parser) -> None:
    search.list_options(parser)
    counts.add_arguments(parser)
    deeds = parser.add_subparsers(metavar=t("reflections_verb.deed"), dest="deed", required=False)
    for name in DEEDS:
        words = t(f"reflections_verb.{name}")  # family reflections_verb.*
        deed(name).add_arguments(deeds.add_parser(name, help=words, description=words))


def run(call: Call) -> int:
    if call.options.deed:
        return deed(call.options.deed).run(call)
    return counts.run(call) if counts.asked(call.options) else search.listed(call)


def deed(name: str) -> Verb:
    """The module of that deed."""
    return cast("Verb", import_module(DEEDS[name]))
