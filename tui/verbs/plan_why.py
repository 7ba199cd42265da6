"""Questions that ``yanxiu plan observations`` answers about its plan: ``--why`` and ``--why-not``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from data.words import t
from tui.arguments import Parser
from tui.status import NO_SENSE, Refused

if TYPE_CHECKING:
    from data.planning.values import Given
    from models.planning.answers import Questions


def add_questions(parser: Parser) -> None:
    add = parser.add_argument
    add("--why", nargs="+", action="append", default=[], metavar=("WHO", "WEEK"), help=t("plan_why.why"))
    add(
        "--why-not",
        nargs=3,
        action="append",
        default=[],
        metavar=("WHO", "TEACHER", "WEEK"),
        help=t("plan_why.why_not"),
    )


def read_questions(options: argparse.Namespace, given: Given) -> list[tuple[str, str | None, int | None]]:
    """What is asked: who, whom they do not see (None: why it is so), and the week (None: the whole term)."""
    found: list[tuple[str, str | None, int | None]] = []
    for who, *rest in options.why:
        if len(rest) > 1:
            raise Refused(NO_SENSE, t("plan_why.bad_week", text=" ".join(rest), last=given.rules.weeks))
        found.append((_person(who, given), None, _week(rest[0], given) if rest else None))
    for who, teacher, week in options.why_not:
        found.append((_person(who, given), _person(teacher, given), _week(week, given)))
    return found


def answer(asked: list[tuple[str, str | None, int | None]], questions: Questions) -> None:
    from models.planning.telling import name_of

    name = name_of(questions.given)
    for who, teacher, week in asked:
        if teacher is not None and week is not None:
            question = t("plan_why.ask_why_not", who=name(who), teacher=name(teacher), week=week)
            said = questions.why_not(who, teacher, week)
        elif week is not None:
            question, said = t("plan_why.ask_why", who=name(who), week=week), questions.why(who, week)
        else:
            question, said = t("plan_why.ask_stands", who=name(who)), questions.why(who)
        print()
        print(t("plan_why.asks", question=question))
        for sentence in said:
            print(sentence)


def _person(text: str, given: Given) -> str:
    from models.registers.column import PeopleList, Person
    from models.rules.names import exactly_one, find_people

    if any(one.id == text for one in given.people):
        return text
    people = PeopleList(Person(one.id, one.name, "", "") for one in given.people)
    found = exactly_one(text, people)
    if found is None:
        several = find_people(text, people)
        if not several:
            raise Refused(NO_SENSE, t("plan_why.unknown", text=text))
        names = t("plan.list_comma").join(f"{one.name}({one.staff_no})" for one in several)
        raise Refused(NO_SENSE, t("plan_why.several", text=text, names=names))
    return found.staff_no


def _week(text: str, given: Given) -> int:
    number = text.removeprefix("第").removesuffix("周")
    if not number.isdecimal() or not 1 <= int(number) <= given.rules.weeks:
        raise Refused(NO_SENSE, t("plan_why.bad_week", text=text, last=given.rules.weeks))
    return int(number)
