"""``yanxiu plan observations``: who had best see whose lesson when; it proposes, and writes nothing into the store."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from data.planning.values import Given
    from models.planning.plan import Plan

    _Made = tuple[Given, Plan, tuple[list[int] | None, int]]
    """What was given, the plan, and for which weeks from which day of the first of them on."""

PLANS = ("observations",)
_MOST_EASED = 120
"""People for whom it is tried what would relieve a shortfall; each try plans again."""


def add_arguments(parser: Parser) -> None:
    parser.add_argument("plan", choices=PLANS, metavar="WHAT", help=t("plan.which"))
    parser.add_argument("--data", metavar="DIR", type=Path, help=t("plan.data"))
    parser.add_argument("--weeks", metavar="3-8,10", help=t("plan.weeks"))
    parser.add_argument("--seed", metavar="N", type=int, default=1, help=t("plan.seed"))
    parser.add_argument("--out", metavar="DIR", type=Path, help=t("plan.out"))
    parser.add_argument("--format", choices=output.FORMATS, default="plain", help=t("plan.format"))


def run(call: Call) -> int:
    from data.formats.problem import FileProblem

    try:
        given, found, easing = _from_folder(call.options) if call.options.data else _from_store(call)
        if call.options.out:
            _save(call.options, given, found)
    except FileProblem as problem:
        raise Refused(NO_SENSE, str(problem)) from problem
    _show(given, found, call.options.format)
    if call.options.format == "plain":
        _show_reliefs(given, found, easing)
    return PROBLEMS if found.shortfalls or found.lost else DONE


def _from_folder(options: argparse.Namespace) -> _Made:
    from data.planning.reading import read_folder
    from models.planning.schools import plan_schools

    given = read_folder(options.data)
    weeks = _weeks(options.weeks, given.rules.weeks) if options.weeks else None
    return given, plan_schools(given, weeks, options.seed), (weeks, 1)


def _from_store(call: Call) -> _Made:
    from models.actions.planning_source import CannotPlan, plan_source
    from models.planning.plan import plan

    options = call.options
    with call.desk() as desk:
        try:
            source = plan_source(desk)
        except CannotPlan as error:
            raise Refused(NO_SENSE, str(error)) from error
    last, first = source.given.rules.weeks, source.first_week
    asked = _weeks(options.weeks, last) if options.weeks else range(first, last + 1)
    weeks = [week for week in asked if week >= first]
    first_day = source.first_day if weeks[:1] == [first] else 1
    if source.apart:
        output.narrate(t("plan.apart", count=source.apart))
    return source.given, plan(source.given, weeks, options.seed, first_day=first_day), (weeks, first_day)


def _weeks(text: str, last: int) -> list[int]:
    from models.planning.weeks import BadWeeks, weeks_named

    try:
        return weeks_named(text, last)
    except BadWeeks as error:
        raise Refused(NO_SENSE, str(error)) from error


def _save(options: argparse.Namespace, given: Given, found: Plan) -> None:
    from data.planning.writing import copy_folder, write_folder, write_plan

    if options.data:
        copy_folder(options.data, options.out)
    else:
        write_folder(options.out, given)
    write_plan(options.out, given, found.entries)
    output.narrate(t("plan.saved", folder=options.out))


def _show(given: Given, found: Plan, form: str) -> None:
    from models.planning.telling import quality, told

    every = told(found, given)
    if form != "plain":
        names = ("section", "item", "value", "sentence")
        titles = [(name, t(f"plan.column_{name}")) for name in names]  # family plan.column_*
        output.print_table([one._asdict() for one in every], titles, form)
        return
    print(every[0].sentence)
    print(f"{t('plan.score', score=found.score)}　{quality(found)}")
    rows = [{"item": one.sentence, "value": one.value} for one in every if one.section == "points" and one.value]
    output.print_table(rows, [("item", t("plan.column_item")), ("value", t("plan.column_value"))])
    for one in every:
        if one.section not in ("plan", "points"):
            print(one.sentence)


def _show_reliefs(given: Given, found: Plan, easing: tuple[list[int] | None, int]) -> None:
    from models.planning.telling import relief_words
    from models.planning.why import reliefs

    if found.missing and len(given.people) <= _MOST_EASED:
        for relief in reliefs(given, found, *easing):
            print(relief_words(relief))
