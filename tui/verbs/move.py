"""``yanxiu move``: carry a school with its whole history to another place, and compare every row there."""

from __future__ import annotations

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_STORE, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument("--to", metavar="PLACE", required=True, help=t("moving.to"))
    output.add_arguments(parser)


def run(call: Call) -> int:
    from models.journal.logged import table_title
    from models.store.errors import StoreError
    from models.store.moving import move

    with call.desk() as desk:
        desk.sight.ensure("backup")
        try:
            moved = move(desk.store, call.options.to)
        except StoreError as error:
            raise Refused(NO_STORE, str(error)) from error
    rows = [
        {"table": table if call.options.format == "json" else table_title(table), "rows": count}
        for table, count in moved.rows.items()
        if count
    ]
    columns = [("table", t("moving.table")), ("rows", t("moving.rows"))]
    output.print_table(rows, columns, call.options.format, call.options.out)
    narrate(t("moving.done", rows=sum(moved.rows.values()), sets=moved.change_sets, digest=moved.digest[:12]))
    narrate(t("moving.next", place=_shown(call.options.to)))
    return DONE


def _shown(place: str) -> str:
    from models.store.address import is_server, server_address

    return str(server_address(place)) if is_server(place) else place
