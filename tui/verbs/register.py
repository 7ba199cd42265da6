"""``yanxiu honours``, ``groups``, ``experts``, ``codes``: the other registers as tables."""

from __future__ import annotations

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.listing import (
    as_cells,
    as_data,
    as_recorded,
    chosen_columns,
    for_reader,
    reader_options,
    reason_option,
    recorded_option,
)
from tui.status import DONE


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--columns", metavar="A,B,...", help=t("verb.columns"))
    recorded_option(parser)
    reason_option(parser)
    reader_options(parser)


def run(call: Call) -> int:
    from models.actions.personal import note_personal

    with call.desk() as now:
        with as_recorded(now, call.options.recorded) as desk:
            source = desk.source(call.options.verb)
            columns = chosen_columns(source.register, call.options.columns)
            make = as_data if call.options.format == "json" and not call.options.reader else as_cells
            rows = [make(source.row(index).values, columns, desk.lists) for index in range(len(source))]
        if call.options.reader:
            rows, columns = for_reader(now, source.register, columns, rows, call.options)
        else:
            note_personal(now, source.register, columns, len(rows), why=call.options.reason)
    titles = [(column.field, column.title) for column in columns]
    output.print_table(rows, titles, call.options.format, call.options.out)
    return DONE
