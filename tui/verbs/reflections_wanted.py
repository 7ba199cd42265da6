"""Which reflections a verb is about: the options that the deeds of ``yanxiu reflections`` share."""

from __future__ import annotations

import argparse
from calendar import monthrange
from typing import TYPE_CHECKING, Any

from data.words import t
from tui.arguments import Parser
from tui.listing import day_option
from tui.status import NO_SENSE, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.actions.reflections import Wanted


def first_day(text: str) -> str:
    """A day, or a month's first: '2025-09'. Raises argparse's error with what is accepted."""
    return f"{_month(text)}-01" if len(text) == 7 else day_option(text).isoformat()


def last_day(text: str) -> str:
    """A day, or a month's last."""
    if len(text) != 7:
        return day_option(text).isoformat()
    year, month = (int(part) for part in _month(text).split("-"))
    return f"{text}-{monthrange(year, month)[1]}"


def month_option(text: str) -> str:
    return _month(text)


def add_filters(parser: Parser) -> None:
    """Let a verb choose among the reflections."""
    parser.add_argument("--teacher", metavar="NAME", help=t("reflections_verb.teacher"))
    parser.add_argument("--group", metavar="NAME", help=t("verb.group"))
    parser.add_argument("--kind", metavar="KIND", help=t("reflections_verb.kind"))
    parser.add_argument("--month", metavar="MONTH", type=month_option, help=t("reflections_verb.month"))
    parser.add_argument("--grade", metavar="GRADE", help=t("reflections_verb.grade"))
    parser.add_argument("--tag", metavar="TAG", default="", help=t("reflections_verb.tag"))
    parser.add_argument("--state", metavar="STATE", help=t("reflections_verb.state"))
    parser.add_argument("--since", metavar="DATE", type=first_day, help=t("reflections_verb.since"))
    parser.add_argument("--until", metavar="DATE", type=last_day, help=t("reflections_verb.until"))


def wanted(desk: Desk, options: Any) -> Wanted:
    """What the options ask for. Raises Refused for somebody or something that there is not."""
    from models.actions.observing import ObservingRefused
    from models.actions.observing_typed import one_person
    from models.actions.reflections import Wanted

    if options.group and options.group not in desk.groups():
        raise Refused(NO_SENSE, t("verb.no_group", name=options.group, groups="、".join(desk.groups())))
    try:
        people = (one_person(desk, options.teacher),) if options.teacher else ()
    except ObservingRefused as refused:
        raise Refused(NO_SENSE, str(refused)) from refused
    state = code(desk, "reflection_state", options.state)
    return Wanted(
        states=(state,) if state else (),
        kind=code(desk, "reflection_kind", options.kind),
        month=options.month or "",
        since=options.since or "",
        until=options.until or "",
        teachers=people,
        group=options.group or "",
        grade=code(desk, "reflection_grade", options.grade),
        tag=options.tag,
        newest_first=True,
    )


def code(desk: Desk, list_id: str, text: str | None) -> str:
    """The entry of a code list that a word means; '' for none. Raises Refused with what there is."""
    from models.registers.choosing import find_choice

    if not text:
        return ""
    choices = desk.lists.choices(list_id)
    found = find_choice(choices, text)
    if found is None:
        accepted = " ".join(f"{choice.label}({choice.code})" for choice in choices)
        raise Refused(NO_SENSE, t("reflections_verb.no_such", text=text, accepted=accepted))
    return found.code


def _month(text: str) -> str:
    try:
        return day_option(f"{text}-01").isoformat()[:7]
    except argparse.ArgumentTypeError as error:
        raise argparse.ArgumentTypeError(t("reflections_verb.bad_month", text=text)) from error
