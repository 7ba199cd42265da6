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
    from models.journal.history import entries

    options = call.options
    with call.desk() as desk:
        found = entries(
            actor=options.by,
            rows=rows_of(desk, options.teacher) if options.teacher else (),
            action=options.kind,
            since=options.since,
            until=options.until,
            limit=options.limit,
        )
        rows = [row for entry in found for row in history_rows(entry, as_data=options.format == "json")]
    columns = [(name, title) for name, title in titles().items() if options.format == "json" or name not in _DATA_ONLY]
    output.print_table(rows, columns, options.format, options.out)
    return DONE


_DATA_ONLY = ("origin", "row_id")


def titles() -> dict[str, str]:
    """The columns: a line for each cell that changed, with the action's number for `undo`."""
    return {
        "change": t("cli.history_change"),
        "at": t("cli.history_at"),
        "who": t("cli.history_who"),
        "origin": t("cli.history_origin"),
        "action": t("cli.history_action"),
        "table": t("cli.history_table"),
        "row_id": t("cli.history_row"),
        "field": t("cli.history_field"),
        "old": t("cli.history_old"),
        "new": t("cli.history_new"),
    }


def rows_of(desk: Desk, typed: str) -> Sequence[tuple[str, int]]:
    """The records of the one person that ``typed`` means. Raises Refused for nobody, and for several."""
    from models.rules.names import find_people

    people = find_people(typed, desk.lists.people())
    exact = [person for person in people if typed in (person.name, person.staff_no)]
    people = exact or people
    if len(people) != 1:
        names = "、".join(f"{person.name}（{person.staff_no}）" for person in people)
        raise Refused(
            NO_SENSE, t("cli.which_person", text=typed, names=names) if people else t("cli.nobody", text=typed)
        )
    source = desk.source("roster", everybody=True)
    numbers = {source.row(i).values["staff_no"]: source.row(i).id for i in range(len(source))}
    return desk.table("roster").written_in(numbers[people[0].staff_no])


def history_rows(entry: Entry, as_data: bool = False) -> list[dict[str, Any]]:
    """An action as lines of the table: one for every cell, or one alone where it changed no row.

    ``as_data`` keeps the ids of actions, tables and fields, and the time with its zone, instead of words for people.
    """
    from models.actions.wording import action_title
    from models.journal.history import local_time

    at = local_time(entry.at)
    undone = t("cli.history_undone", by=entry.undone_by) if entry.undone_by else ""
    head = {
        "change": entry.id,
        "at": at.isoformat() if as_data else f"{at:%Y-%m-%d %H:%M:%S}",
        "who": entry.actor,
        "origin": entry.origin,
        "action": entry.action if as_data else action_title(entry.action) + undone,
    }
    lines = [{**head, **line} for change in entry.rows for line in _cells(change, as_data)]
    if entry.row_count > len(entry.rows):
        lines.append({**head, "new": t("cli.history_more", count=entry.row_count - len(entry.rows))})
    return lines or [head]


def _cells(change: RowChange, as_data: bool) -> list[dict[str, Any]]:
    from models.journal.logged import field_title, table_title

    return [
        {
            "table": change.tbl if as_data else table_title(change.tbl),
            "row_id": change.row_id,
            "field": cell.field if as_data else field_title(cell.field),
            "old": cell.old,
            "new": cell.new,
        }
        for cell in change.fields
        if cell.old not in (None, "") or cell.new not in (None, "")
    ]
