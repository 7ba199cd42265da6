"""``yanxiu county``: all schools of one PostgreSQL database, one schema each, for an office that only reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, NO_STORE, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.county.schools import County

_LIST = ("schema", "version", "open")
_HOME = ("school", "schema", "teachers", "behind", "share", "observations", "lessons", "reflections", "changed")
_PROGRESS = ("school", "schema", "due", "missing", "share", "owing")
COLUMNS = (*_LIST, *_HOME, *_PROGRESS)
_WHAT = ("list", "home", "progress", "refresh", "grant")


def add_arguments(parser: Parser) -> None:
    parser.add_argument("what", metavar="|".join(_WHAT), choices=_WHAT, nargs="?", help=t("county.what"))
    parser.add_argument("role", metavar="ROLE", nargs="?", help=t("county.role"))
    parser.add_argument("--now", action="store_true", help=t("county.now"))
    output.add_arguments(parser)


def run(call: Call) -> int:
    what = call.options.what or "home"
    if (what == "grant") != bool(call.options.role):
        raise Refused(NO_SENSE, t("county.role_needed"))
    with _county(call) as county:
        if call.options.what is None and call.interactive and not _asks_for_a_table(call):
            from tui.launch import open_county

            status = open_county(call, county.address)
            if status is not None:
                return status
        _DO[what](call, county)
    return DONE


def _asks_for_a_table(call: Call) -> bool:
    return bool(call.options.now or call.options.out or call.options.format != "plain")


@contextmanager
def _county(call: Call) -> Iterator[County]:
    from models.county.schools import County
    from models.store.address import is_server, server_address
    from models.store.errors import StoreError

    if not is_server(call.place):
        raise Refused(NO_SENSE, t("county.server_needed"))
    try:
        with County(server_address(call.place)) as county:
            yield county
    except StoreError as error:
        raise Refused(NO_STORE, str(error)) from error


def _list(call: Call, county: County) -> None:
    rows = [
        {"schema": one.schema, "version": one.version, "open": str(county.address.of(one.schema))}
        for one in county.schools()
    ]
    _print(call, rows, _LIST)


def _home(call: Call, county: County) -> None:
    today, counted = date.today(), ""
    if call.options.now:
        found = county.standings(today)
    else:
        home = county.home(today)
        found, counted = home.standings, home.counted_at
    rows = [
        {
            "school": one.name or one.schema,
            "schema": one.schema,
            "teachers": one.teachers,
            "behind": one.behind,
            "share": f"{round(one.share_behind * 100)}%",
            "observations": one.observations,
            "lessons": one.lessons,
            "reflections": one.reflections,
            "changed": _local(one.changed_at),
        }
        for one in found
    ]
    _print(call, rows, _HOME)
    behind, teachers = sum(one.behind for one in found), sum(one.teachers for one in found)
    narrate(t("county.sum", schools=len(found), teachers=teachers, behind=behind))
    if counted:
        old = sum(one.is_old for one in found)
        narrate(t("county.counted", count=old, at=_local(counted)))


def _progress(call: Call, county: County) -> None:
    """What every school itself counts; exact, and a school takes a moment."""
    from models.actions.desk import Desk
    from models.actions.owed.progress import Progress
    from models.store import Store

    rows = []
    for one in county.schools():
        if not one.is_current:
            continue
        with Store.open_at(county.address.of(one.schema), call.actor) as store:
            progress = Progress(Desk(store))
            standings = progress.standings
            owing = [standing for standing in standings if standing.owes]
            due = sum(standing.due for standing in standings)
            behind = sum(standing.behind for standing in standings)
            rows.append(
                {
                    "school": Desk(store).school_name or one.schema,
                    "schema": one.schema,
                    "due": due,
                    "missing": behind,
                    "share": f"{round(behind * 100 / due) if due else 0}%",
                    "owing": len({standing.who for standing in owing if standing.is_own}),
                }
            )
    rows.sort(key=lambda row: (-int(row["share"].rstrip("%")), row["schema"]))
    _print(call, rows, _PROGRESS)


def _refresh(call: Call, county: County) -> None:
    narrate(t("county.refreshed", count=county.refresh(date.today())))


def _grant(call: Call, county: County) -> None:
    narrate(t("county.granted", role=call.options.role, count=county.grant(call.options.role)))


_DO: Mapping[str, Callable[[Call, Any], None]] = {
    "list": _list,
    "home": _home,
    "progress": _progress,
    "refresh": _refresh,
    "grant": _grant,
}


def _print(call: Call, rows: list[dict[str, Any]], names: tuple[str, ...]) -> None:
    columns = [(name, t(f"county.column_{name}")) for name in names]  # family county.column_*
    output.print_table(rows, columns, call.options.format, call.options.out)


def _local(at: str) -> str:
    from models.journal.history import local_time

    return f"{local_time(at):%Y-%m-%d %H:%M}" if at else ""
