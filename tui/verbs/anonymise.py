"""``yanxiu anonymise [NAME]``: who has left and is due; with a name, making them anonymous with the counts kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.anonymous import Leaver
    from models.actions.desk import Desk

COLUMNS = ("staff_no", "name", "since", "due")
_LONGEST = 1200  # months


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("name", metavar="NAME", nargs="?", help=t("anonymous.option_who"))
    parser.add_argument("--due", action="store_true", help=t("anonymous.option_due"))
    parser.add_argument("--after", metavar="MONTHS", type=int, help=t("anonymous.option_after"))
    parser.add_argument("--keep-texts", action="store_true", help=t("anonymous.option_keep"))
    parser.add_argument("--yes", action="store_true", help=t("anonymous.option_yes"))


def run(call: Call) -> int:
    from models.actions.anonymous import MONTHS, NotAnonymous, leaver, leavers

    options = call.options
    with call.desk() as desk:
        if options.after is not None:
            if not 0 <= options.after <= _LONGEST:
                raise Refused(NO_SENSE, t("anonymous.bad_months"))
            desk.set_setting(MONTHS, options.after)
        if not (options.name or (options.due and options.yes)):
            return _list(desk, leavers(desk, options.due), call)
        try:
            meant = [leaver(desk, options.name)] if options.name else leavers(desk, only_due=True)
        except NotAnonymous as refusal:
            raise Refused(NO_SENSE, str(refusal)) from refusal
        if not meant:
            narrate(t("anonymous.none"))
        return _make(desk, meant, options.keep_texts, options.yes)


def _list(desk: Desk, found: list[Leaver], call: Call) -> int:
    from models.actions.anonymous import due_after

    rows = [{"staff_no": one.staff_no, "name": one.name, "since": one.since, "due": one.is_due} for one in found]
    titles = [(name, t(f"anonymous.column_{name}")) for name in COLUMNS]  # family anonymous.*
    output.print_table(rows, titles, call.options.format, call.options.out)
    narrate(t("anonymous.counted", count=len(found), months=due_after(desk)))
    return DONE


def _make(desk: Desk, meant: list[Leaver], keep_texts: bool, sure: bool) -> int:
    from models.actions.anonymous import make_anonymous, will_happen

    for who in meant:
        if not sure:
            for line in will_happen(desk, who, keep_texts):
                narrate(line)
            continue
        made = make_anonymous(desk, who, keep_texts)
        narrate(t("anonymous.done", alias=made.alias, records=made.records, files=made.files, sets=made.sets))
    if meant and not sure:
        narrate(t("anonymous.not_yes"))
        return PROBLEMS
    return DONE
