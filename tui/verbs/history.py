"""``yanxiu history``: who changed what from what to what, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.listing import day_option
from tui.status import DONE, NO_SENSE, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.actions.telling import Teller
    from models.journal.history import Entry, RowChange

LIMIT = 50


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--by", metavar="USER", help=t("cli.history_by"))
    parser.add_argument("--teacher", metavar="NAME", help=t("verb.teacher"))
    parser.add_argument("--kind", metavar="ACTION", default="", help=t("cli.history_kind"))
    parser.add_argument("--since", metavar="DATE", type=day_option, help=t("cli.since"))
    parser.add_argument("--until", metavar="DATE", type=day_option, help=t("cli.until"))
    parser.add_argument("--limit", metavar="N", type=int, default=LIMIT, help=t("cli.history_limit", count=LIMIT))


def run(call: Call) -> int:
    from models.actions.seen import only_actor, seen
    from models.actions.telling import Teller
    from models.journal.history import entries

    options = call.options
    with call.desk() as desk:
        found = entries(
            actor=only_actor(desk.store, options.by or "") or None,
            rows=rows_of(desk, options.teacher) if options.teacher else (),
            action=options.kind,
            since=options.since,
            until=options.until,
            limit=options.limit,
        )
        teller, as_data = Teller(desk.store, desk.lists), options.format == "json"
        rows = [row for entry in found for row in history_rows(seen(desk.store, entry), teller, as_data)]
    left_out = _PEOPLE_ONLY if as_data else _DATA_ONLY
    columns = [(name, title) for name, title in titles().items() if name not in left_out]
    output.print_table(rows, columns, options.format, options.out)
    return DONE


_DATA_ONLY = ("origin", "row_id")
_PEOPLE_ONLY = ("whose",)


def titles() -> dict[str, str]:
    """The columns: a line for each cell that changed, with the action's number for `undo`."""
    return {
        "change": t("cli.history_change"),
        "at": t("cli.history_at"),
        "who": t("cli.history_who"),
        "origin": t("cli.history_origin"),
        "action": t("cli.history_action"),
        "whose": t("history.column_whose"),
        "table": t("cli.history_table"),
        "row_id": t("cli.history_row"),
        "field": t("cli.history_field"),
        "old": t("cli.history_old"),
        "new": t("cli.history_new"),
    }


def rows_of(desk: Desk, typed: str) -> Sequence[tuple[str, int]]:
    """Every row that was ever about the one person whom ``typed`` means. Raises Refused for nobody, and for several."""
    from models.actions.looking_up import people_meant, rows_about

    people = people_meant(desk, typed)
    if len(people) != 1:
        names = "、".join(f"{person.name}（{person.staff_no}）" for person in people)
        raise Refused(
            NO_SENSE, t("cli.which_person", text=typed, names=names) if people else t("cli.nobody", text=typed)
        )
    return rows_about(desk, people[0].staff_no)


def history_rows(entry: Entry, teller: Teller, as_data: bool = False) -> list[dict[str, Any]]:
    """An action as lines of the table: one for every cell, or one alone where it changed no row.

    ``as_data`` keeps the ids of actions, tables and fields, values as they are stored, and the time with its zone,
    instead of words for people.
    """
    from models.journal.history import local_time

    at = local_time(entry.at)
    undone = t("cli.history_undone", by=entry.undone_by) if teller.undone(entry) else ""
    head = {
        "change": entry.id,
        "at": at.isoformat() if as_data else f"{at:%Y-%m-%d %H:%M:%S}",
        "who": entry.actor,
        "origin": entry.origin,
        "action": entry.action if as_data else teller.title(entry) + undone,
    }
    told = [cell for change in entry.rows for cell in _cells(change)] if as_data else _told(entry, teller)
    lines = [{**head, **line} for line in told]
    if entry.row_count > len(entry.rows):
        lines.append({**head, "new": t("cli.history_more", count=entry.row_count - len(entry.rows))})
    return lines or [{**head, "new": entry.reason}]


def _told(entry: Entry, teller: Teller) -> list[dict[str, Any]]:
    return [
        {"whose": line.whose, "table": line.table, "field": line.field, "old": line.old, "new": line.new}
        for line in teller.lines(entry)
    ]


def _cells(change: RowChange) -> list[dict[str, Any]]:
    return [
        {"table": change.tbl, "row_id": change.row_id, "field": cell.field, "old": cell.old, "new": cell.new}
        for cell in change.fields
        if cell.old not in (None, "") or cell.new not in (None, "")
    ]
