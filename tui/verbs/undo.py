"""``yanxiu undo [CHANGE]``: take back one's own last action, or the one with that number."""

from __future__ import annotations

from data.words import t
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument("change", metavar="CHANGE", type=int, nargs="?", help=t("cli.undo_change"))


def run(call: Call) -> int:
    from models.actions.wording import action_title
    from models.journal.undo import UndoRefused, undo

    with call.desk() as desk:
        try:
            undone = undo(desk.store, call.options.change)
        except UndoRefused as refused:
            raise Refused(NO_SENSE, str(refused)) from refused
    narrate(t("cli.undone", change=undone.undone_id, action=action_title(undone.action), count=len(undone.touched)))
    return DONE
