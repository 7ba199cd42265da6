"""``yanxiu restore FILE``: go back to a backup; what it replaces is kept."""

from __future__ import annotations

from pathlib import Path

from data.words import t
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=t("cli.restore_file"))
    parser.add_argument("--yes", action="store_true", help=t("cli.restore_yes"))


def run(call: Call) -> int:
    from models.store.restoring import restore

    if call.store_exists() and not call.options.yes and not agreed(call):
        raise Refused(NO_SENSE, t("cli.restore_needs_yes"))
    done = restore(call.place, call.options.file, call.actor)
    narrate(t("cli.restored", file=call.options.file, place=call.place))
    if done.kept:
        narrate(t("cli.restore_kept", file=done.kept))
    return DONE


def agreed(call: Call) -> bool:
    """Whether the person at the terminal says yes; nobody there is a no."""
    if not call.interactive:
        return False
    return input(t("cli.restore_ask", file=call.options.file, place=call.place)).strip().lower() in ("y", "yes", "是")
