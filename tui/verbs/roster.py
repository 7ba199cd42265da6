"""``yanxiu roster``: the staff on a day, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.listing import (
    as_cells,
    as_data,
    as_recorded,
    chosen_columns,
    day_option,
    for_reader,
    reader_options,
    reason_option,
    recorded_option,
)
from tui.status import DONE, NO_SENSE, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.registers.column import Column


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--group", metavar="NAME", help=t("verb.group"))
    parser.add_argument("--teacher", metavar="NAME", help=t("verb.teacher"))
    parser.add_argument("--columns", metavar="A,B,...", help=t("verb.columns"))
    parser.add_argument("--as-of", metavar="DATE", type=day_option, help=t("verb.as_of"))
    recorded_option(parser)
    reason_option(parser)
    reader_options(parser)


def run(call: Call) -> int:
    from models.actions.personal import note_personal
    from models.registers.roster import ROSTER

    with call.desk() as now:
        rows, columns = _rows(call, now)
        if call.options.reader:
            rows, columns = for_reader(now, ROSTER, columns, rows, call.options)
        else:
            note_personal(now, ROSTER, columns, len(rows), why=call.options.reason)
    titles = [(column.field, column.title) for column in columns]
    output.print_table(rows, titles, call.options.format, call.options.out)
    return DONE


def _rows(call: Call, now: Desk) -> tuple[list[dict[str, Any]], list[Column]]:
    """The people who were asked for, and the columns."""
    from models.registers.roster import ROSTER

    with as_recorded(now, call.options.recorded) as desk:
        if call.options.group and call.options.group not in desk.groups():
            raise Refused(NO_SENSE, t("verb.no_group", name=call.options.group, groups="、".join(desk.groups())))
        columns = chosen_columns(ROSTER, call.options.columns)
        people = desk.people(call.options.as_of or desk.today, call.options.group)
        if call.options.teacher:
            people = _named(desk, people, call.options.teacher)
        make = as_data if call.options.format == "json" and not call.options.reader else as_cells
        return [make(values, columns, desk.lists) for values in people], columns


def _named(desk: Any, people: list[Mapping[str, Any]], typed: str) -> list[Mapping[str, Any]]:
    """Those whom the typed initials, pinyin, characters or number mean."""
    from models.rules.names import find_people

    found = {person.staff_no for person in find_people(typed, desk.lists.people(), limit=len(people) + 1)}
    return [values for values in people if values["staff_no"] in found]
