"""``yanxiu reflections --owed``: who owes what of a month, by teacher, lesson and group; and a text to remind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk

COUNTS = ("owed", "lessons", "exchanges", "remind")
"""What can be wanted instead of a list."""

OWED = ("name", "group", "month", "asked", "there", "late", "returned", "owed", "missing", "lessons")
LESSONS = ("held_on", "name", "group", "topic", "due_on", "state")
EXCHANGES = ("group", "month", "asked", "held", "missing", "days")


def add_arguments(parser: Parser) -> None:
    for name in COUNTS:
        words = t(f"reflections_verb.{name}")  # family reflections_verb.*
        parser.add_argument(f"--{name}", action="store_true", help=words)


def asked(options: Any) -> bool:
    """Whether one of these is wanted instead of a list."""
    return any(getattr(options, name, False) for name in COUNTS)


def run(call: Call) -> int:
    options = call.options
    with call.desk() as desk:
        if options.group and options.group not in desk.groups():
            raise Refused(NO_SENSE, t("verb.no_group", name=options.group, groups="、".join(desk.groups())))
        if options.remind:
            return _remind(desk, options)
        make = {"owed": _owed, "lessons": _lessons, "exchanges": _exchanges}
        name = next(name for name in make if getattr(options, name))
        columns = {"owed": OWED, "lessons": LESSONS, "exchanges": EXCHANGES}[name]
        titles = [(column, t(f"reflections.count.{column}")) for column in columns]  # family reflections.count.*
        output.print_table(make[name](desk, options), titles, options.format, options.out)
    return DONE


def _owed(desk: Desk, options: Any) -> list[dict[str, Any]]:
    from models.actions.reflection_counts import owings

    person = _person(desk, options)
    return [
        {
            "name": one.name,
            "group": one.group,
            "month": one.tally.month,
            "asked": one.tally.asked,
            "there": one.tally.there,
            "late": one.tally.late,
            "returned": one.tally.returned,
            "owed": one.tally.owed,
            "missing": one.tally.missing,
            "lessons": len(one.lessons),
        }
        for one in owings(desk, options.month or "", options.group)
        if not person or one.staff_no == person
    ]


def _lessons(desk: Desk, options: Any) -> list[dict[str, Any]]:
    from models.actions.lists import research_groups
    from models.actions.reflection_counts import lessons_owed
    from models.registers.choosing import label_of
    from models.rules.reflections import month_of

    groups, states = research_groups(), desk.lists.choices("reflection_state")
    plain = options.format == "json"
    person = _person(desk, options)
    return [
        {
            "held_on": one.lesson.held_on,
            "name": one.lesson.teacher,
            "group": groups.get(one.lesson.teacher_id, ""),
            "topic": one.lesson.topic,
            "due_on": one.due_on,
            "state": one.state if plain else label_of(states, one.state) if one.state else t("reflections.none"),
        }
        for one in lessons_owed(desk, options.month or month_of(desk.today), options.group)
        if not person or one.lesson.staff_no == person
    ]


def _exchanges(desk: Desk, options: Any) -> list[dict[str, Any]]:
    from models.actions.reflection_counts import exchanges

    return [
        {
            "group": one.group,
            "month": one.month,
            "asked": one.asked,
            "held": len(one.held),
            "missing": one.missing,
            "days": "  ".join(f"{day} {title}({pieces})" for day, title, pieces in one.held),
        }
        for one in exchanges(desk, options.month or "", options.group)
    ]


def _person(desk: Desk, options: Any) -> str:
    from models.actions.observing import ObservingRefused
    from models.actions.observing_typed import one_person

    try:
        return one_person(desk, options.teacher) if options.teacher else ""
    except ObservingRefused as refused:
        raise Refused(NO_SENSE, str(refused)) from refused


def _remind(desk: Desk, options: Any) -> int:
    from models.actions.reflection_reminders import reminders

    found = reminders(desk, options.month or "", options.group)
    print("\n\n".join(text for _, text in found) or t("reflections.nothing_owed"))
    return DONE
