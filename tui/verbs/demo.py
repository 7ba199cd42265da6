"""``yanxiu demo``: the sample school in a store of its own, opened on a terminal, else printed."""

from __future__ import annotations

from pathlib import Path

from data.words import t
from tui.arguments import Parser
from tui.call import Call, demo_place
from tui.output import narrate
from tui.status import DONE, NO_SENSE, NO_STORE, Refused

SCHOOLS = 100
"""Of so many schools' worth is the large sample, unless another number is asked for: some 6,000 people."""


def add_arguments(parser: Parser) -> None:
    parser.add_argument("--fresh", action="store_true", help=t("cli.demo_fresh"))
    parser.add_argument("--large", metavar="N", nargs="?", type=_schools, const=SCHOOLS, help=t("cli.demo_large"))
    parser.add_argument("--handed-in", metavar="DIR", type=Path, help=t("cli.demo_handed_in"))


def run(call: Call) -> int:
    if call.options.handed_in:
        return _write_handed_in(call.options.handed_in)
    large = call.options.large or 0
    call.place = call.options.store or str(large_place() if large else demo_place())
    make_sample(call, call.options.fresh, large)
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


def _schools(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def large_place() -> Path:
    """Where the large sample is kept, beside the small one."""
    return demo_place().with_name("large.db")


def make_sample(call: Call, fresh: bool, schools: int = 0) -> None:
    """See that the sample school, or as many ``schools`` of it, are at the call's place; one that is there is kept
    unless ``fresh``.

    Raises Refused where it cannot be made, and for a place that holds somebody's own school.
    """
    from models.actions.sample import found_sample
    from models.store.errors import StoreError

    if call.store_exists():
        if not fresh:
            narrate(t("cli.demo_kept", place=call.place_shown))
            return
        remove_sample(call)
    try:
        if schools:
            from models.actions.sample_large import found_large

            found_large(call.place, call.actor, schools, _tell).close()
        else:
            found_sample(call.place, call.actor, history=True).close()
    except StoreError as error:
        raise Refused(NO_STORE, str(error)) from error
    narrate(t("cli.demo_made", place=call.place_shown))


def _tell(done: int, of: int) -> None:
    """Say now and then how far it is."""
    if done in (1, of) or done % 10 == 0:
        narrate(t("cli.demo_schools", done=done, of=of))


def remove_sample(call: Call) -> None:
    """Remove the sample of an earlier run. Raises Refused where the store is not the program's own sample."""
    from models.store.place import file_of, remove
    from models.store.text_index import index_file

    if file_of(call.place) not in (demo_place().absolute(), large_place().absolute()):
        raise Refused(NO_STORE, t("cli.store_exists", place=call.place_shown))
    remove(file_of(call.place))
    remove(index_file(file_of(call.place)))
