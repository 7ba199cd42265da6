"""``yanxiu demo``: the sample school in a store of its own, opened on a terminal, else printed."""

from __future__ import annotations

from pathlib import Path

from data.words import t
from tui.arguments import Parser
from tui.call import Call, demo_place
from tui.output import narrate
from tui.status import DONE, NO_SENSE, NO_STORE, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument("--fresh", action="store_true", help=t("cli.demo_fresh"))
    parser.add_argument("--handed-in", metavar="DIR", type=Path, help=t("cli.demo_handed_in"))


def run(call: Call) -> int:
    if call.options.handed_in:
        return _write_handed_in(call.options.handed_in)
    call.place = call.options.store or str(demo_place())
    make_sample(call, fresh=call.options.fresh)
    if call.interactive:
        from tui.launch import open_app

        return open_app(call)
    from tui.verbs.home import print_home

    with call.desk() as desk:
        print_home(desk)
    return DONE


def _write_handed_in(path: Path) -> int:
    """A folder of a month's files, as teachers hand them in."""
    from data.sample.handed_in_folder import write_handed_in

    try:
        written = write_handed_in(path)
    except OSError as error:
        raise Refused(NO_SENSE, t("cli.demo_no_folder", path=path, why=error.strerror or str(error))) from error
    narrate(t("cli.demo_folder", path=path, count=len(written.files)))
    return DONE


def make_sample(call: Call, fresh: bool) -> None:
    """See that the sample school is at the call's place; one that is there is kept unless ``fresh``.

    Raises Refused where it cannot be made, and for a place that holds somebody's own school.
    """
    from models.actions.sample import found_sample
    from models.store.errors import StoreError

    if call.store_exists():
        if not fresh:
            narrate(t("cli.demo_kept", place=call.place))
            return
        remove_sample(call)
    try:
        found_sample(call.place, call.actor, history=True).close()
    except StoreError as error:
        raise Refused(NO_STORE, str(error)) from error
    narrate(t("cli.demo_made", place=call.place))


def remove_sample(call: Call) -> None:
    """Remove the sample of an earlier run. Raises Refused where the store is not the program's own sample."""
    from models.store.place import file_of, remove
    from models.store.text_index import index_file

    if file_of(call.place) != demo_place().absolute():
        raise Refused(NO_STORE, t("cli.store_exists", place=call.place))
    remove(file_of(call.place))
    remove(index_file(file_of(call.place)))
