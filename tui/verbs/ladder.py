"""``yanxiu ladder``: lessons on their way from group to school to county; who has used the touch panel."""

from __future__ import annotations

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, Refused


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--group", metavar="NAME", help=t("verb.group"))
    parser.add_argument("--panel", action="store_true", help=t("verb.ladder_panel"))


def run(call: Call) -> int:
    from models.actions.group_pages import (
        LADDER_COLUMNS,
        PANEL_COLUMNS,
        in_words,
        ladder_rows,
        panel_in_words,
        panel_rows,
        panel_words,
    )

    options = call.options
    with call.desk() as desk:
        if options.group and options.group not in desk.groups():
            raise Refused(NO_SENSE, t("verb.no_group", name=options.group, groups="、".join(desk.groups())))
        if options.panel:
            rows, columns = panel_rows(desk, options.group), [(n, t(f"panel.column.{n}")) for n in PANEL_COLUMNS]
            output.narrate(panel_words(desk, options.group))
            words = panel_in_words
        else:
            rows, columns = ladder_rows(desk, options.group), [(n, t(f"ladder.column.{n}")) for n in LADDER_COLUMNS]
            words = in_words
        told = rows if options.format == "json" else [words(desk, row) for row in rows]
        output.print_table(told, columns, options.format, options.out)  # families ladder.column.*, panel.column.*
    return DONE
