"""``yanxiu undo [CHANGE]``: take back one's own last action, or the one with that number."""

from __future__ import annotations

from data.words import t
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, NOT_ALLOWED, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument("change", metavar="CHANGE", type=int, nargs="?", help=t("cli.undo_change"))


def run(call: Call) -> int:
    from models.actions.undoing import refused, why_not_undo
    from models.actions.wording import action_title
    from models.journal.undo import UndoRefused, undo

    with call.desk() as desk:
        number = call.options.change
        if number is not None and (reason := why_not_undo(desk.store, number)):
            raise Refused(NOT_ALLOWED, reason)
        try:
            undone = undo(desk.store, number)
        except UndoRefused as refusal:
            raise Refused(NO_SENSE, refused(desk.store, desk.lists, refusal)) from refusal
    narrate(t("cli.undone", change=undone.undone_id, action=action_title(undone.action), count=len(undone.touched)))
    return DONE
