"""``yanxiu pairing``: the mentor pairs, and what can be done about them from the command line."""

from __future__ import annotations

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.listing import as_cells, as_data, as_recorded, chosen_columns, reason_option, recorded_option
from tui.status import DONE
from tui.verbs import pairing_rules, pairing_suggest


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--columns", metavar="A,B,...", help=t("verb.columns"))
    parser.add_argument("--all", action="store_true", help=t("verb.pairing_all"))
    recorded_option(parser)
    reason_option(parser)
    deeds = parser.add_subparsers(metavar=t("matching.verb_deed"), dest="deed")
    suggest = t("matching.verb_suggest")
    pairing_suggest.add_arguments(deeds.add_parser("suggest", help=suggest, description=suggest))
    rules = t("matching.verb_rules")
    pairing_rules.add_arguments(deeds.add_parser("rules", help=rules, description=rules))


def run(call: Call) -> int:
    deeds = {"suggest": pairing_suggest.run, "rules": pairing_rules.run}
    return deeds.get(call.options.deed, _list)(call)


def _list(call: Call) -> int:
    """The pairs that run or are to begin, or all that there ever were."""
    from models.actions.pairing import pairs

    options = call.options
    with call.desk() as now, as_recorded(now, options.recorded) as desk:
        source = desk.source("pairing")
        columns = chosen_columns(source.register, options.columns)
        make = as_data if options.format == "json" else as_cells
        over = set() if options.all else {pair.id for pair in pairs(desk) if pair.is_over(desk.today)}
        rows = [source.row(index) for index in range(len(source))]
        told = [make(row.values, columns, desk.lists) for row in rows if row.id not in over]
    output.print_table(told, [(column.field, column.title) for column in columns], options.format, options.out)
    return DONE
