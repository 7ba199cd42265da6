"""``yanxiu observations``: what was observed in the term, or how everybody stands against the pace."""

from __future__ import annotations

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.listing import as_cells, as_data, as_recorded, chosen_columns, day_option, recorded_option
from tui.status import DONE, NO_SENSE, Refused


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--standing", action="store_true", help=t("verb.standing"))
    parser.add_argument("--group", metavar="NAME", help=t("verb.group"))
    parser.add_argument("--teacher", metavar="NAME", help=t("verb.observations_teacher"))
    parser.add_argument("--since", metavar="DATE", type=day_option, help=t("verb.since"))
    parser.add_argument("--until", metavar="DATE", type=day_option, help=t("verb.until"))
    parser.add_argument("--columns", metavar="A,B,...", help=t("verb.columns"))
    recorded_option(parser)


def run(call: Call) -> int:
    from models.actions.observing import ObservingRefused
    from models.actions.observing_typed import one_person
    from models.actions.standing import standing_row, standings, titles

    options = call.options
    with call.desk() as now, as_recorded(now, options.recorded) as desk:
        if options.group and options.group not in desk.groups():
            raise Refused(NO_SENSE, t("verb.no_group", name=options.group, groups="、".join(desk.groups())))
        if options.standing:
            people = standings(desk, options.group)
            output.print_table([standing_row(one) for one in people], titles(), options.format, options.out)
            return DONE
        try:
            person = one_person(desk, options.teacher) if options.teacher else ""
        except ObservingRefused as refused:
            raise Refused(NO_SENSE, str(refused)) from refused
        source = desk.source("observations", everybody=bool(options.since or options.until))
        group = {values["staff_no"] for values in desk.people(desk.today, options.group)} if options.group else None
        columns = chosen_columns(source.register, options.columns)
        make = as_data if options.format == "json" else as_cells
        every = (source.row(index).values for index in range(len(source)))
        rows = [
            make(values, columns, desk.lists)
            for values in every
            if (not person or values["observer"] == person)
            and (group is None or values["observer"] in group)
            and (not options.since or values["held_on_day"] >= options.since.isoformat())
            and (not options.until or values["held_on_day"] <= options.until.isoformat())
        ]
        output.print_table(rows, [(c.field, c.title) for c in columns], options.format, options.out)
    return DONE
