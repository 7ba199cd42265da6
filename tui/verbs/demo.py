"""``yanxiu demo``: the sample school in a store of its own, opened on a terminal, else printed."""

from __future__ import annotations

from data.words import t
from tui.arguments import Parser
from tui.call import Call, demo_place
from tui.output import narrate
from tui.status import DONE, NO_STORE, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument("--fresh", action="store_true", help=t("cli.demo_fresh"))


def run(call: Call) -> int:
    call.place = call.options.store or str(demo_place())
    make_sample(call, fresh=call.options.fresh)
    if call.interactive:
        from tui.launch import open_app

        return open_app(call)
    from tui.verbs.home import print_home

    with call.desk() as desk:
        print_home(desk)
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
