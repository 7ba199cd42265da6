"""``yanxiu plan``: the term's plan by its clauses, a new one read, the summary, the next term's; and
``plan observations``: who had best see whose lesson when, which proposes and writes nothing unless it is accepted."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused
from tui.verbs.plan_accept import accept_plan, add_acceptance
from tui.verbs.plan_book import BOOK
from tui.verbs.plan_book import run as run_book
from tui.verbs.plan_why import add_questions, answer, read_questions

if TYPE_CHECKING:
    from data.planning.values import Given
    from models.planning.making import Asked
    from models.planning.plan import Plan

PLANS = (*BOOK, "observations")
_MOST_EASED = 120
"""People for whom it is tried what would relieve a shortfall; each try plans again."""


def add_arguments(parser: Parser) -> None:
    parser.add_argument("plan", nargs="?", default=BOOK[0], choices=PLANS, metavar="WHAT", help=t("plan.which"))
    parser.add_argument("subject", nargs="?", default="", metavar="FILE|TERM", help=t("plan_book.verb_subject"))
    parser.add_argument("--data", metavar="DIR", type=Path, help=t("plan.data"))
    parser.add_argument("--weeks", metavar="3-8,10", help=t("plan.weeks"))
    parser.add_argument("--seed", metavar="N", type=int, default=1, help=t("plan.seed"))
    parser.add_argument("--again", action="store_true", help=t("plan_why.again"))
    parser.add_argument("--old", metavar="FILE", type=Path, help=t("plan_why.old"))
    add_questions(parser)
    add_acceptance(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, help=t("plan.out"))
    parser.add_argument("--format", choices=output.FORMATS, default="plain", help=t("plan.format"))


def run(call: Call) -> int:
    from data.formats.problem import FileProblem
    from models.planning.answers import Questions, change_words
    from models.planning.making import make_plan

    options = call.options
    if options.plan in BOOK:
        return run_book(call)
    if options.subject:
        raise Refused(NO_SENSE, t("cli.unknown_option", names=options.subject))
    if options.old and not options.data:
        raise Refused(NO_SENSE, t("plan_why.old_needs_data"))
    if options.accept:
        if options.data or options.out or options.why or options.why_not:
            raise Refused(NO_SENSE, t("planner.verb_accept_alone"))
        return accept_plan(call, lambda last: _weeks(options.weeks, last) if options.weeks else (), _show)
    try:
        asked = _from_folder(options) if options.data else _from_store(call)
        questions = read_questions(options, asked.given)
        change = make_plan(asked)
        found = change.plan
        if options.out:
            _save(options, asked.given, found)
    except FileProblem as problem:
        raise Refused(NO_SENSE, str(problem)) from problem
    _show(asked.given, found, options.format)
    if options.format == "plain":
        if asked.fewest_changes:
            for sentence in change_words(change, asked.given):
                print(sentence)
        _show_reliefs(asked, found)
        answer(questions, Questions(asked.weighed, found, asked.weeks, asked.seed, asked.first_day))
    return PROBLEMS if found.shortfalls or found.lost else DONE


def _from_folder(options: argparse.Namespace) -> Asked:
    from data.planning.reading import read_folder, read_plan
    from models.planning.making import Asked

    given = read_folder(options.data)
    weeks = tuple(_weeks(options.weeks, given.rules.weeks)) if options.weeks else None
    known = tuple(read_plan(options.old, given)) if options.old else ()
    return Asked(given, weeks, 1, options.seed, known, bool(options.old))


def _from_store(call: Call) -> Asked:
    from models.actions.planning_source import CannotPlan, plan_source
    from models.actions.planning_standing import again
    from models.planning.making import Asked, may_move

    options = call.options
    with call.desk() as desk:
        try:
            source = plan_source(desk)
        except CannotPlan as error:
            raise Refused(NO_SENSE, str(error)) from error
    last, first = source.given.rules.weeks, source.first_week
    asked = _weeks(options.weeks, last) if options.weeks else range(first, last + 1)
    weeks = tuple(week for week in asked if week >= first)
    first_day = source.first_day if weeks[:1] == (first,) else 1
    if source.apart:
        output.narrate(t("plan.apart", count=source.apart))
    movable = options.again or may_move(source.given.rules)
    given, known = again(source) if movable else (source.given, ())
    return Asked(given, weeks, first_day, options.seed, known, options.again)


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


def _show_reliefs(asked: Asked, found: Plan) -> None:
    from models.planning.telling import relief_words
    from models.planning.why import reliefs

    if found.missing and len(asked.given.people) <= _MOST_EASED:
        for relief in reliefs(asked.given, found, asked.weeks, asked.first_day):
            print(relief_words(relief))
