"""``yanxiu restore``: go back to a backup, or to any moment of the running copy; what it replaces is kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from data.words import t
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help=t("cli.restore_file"))
    parser.add_argument("--until", metavar="WHEN", help=t("backup.arg_until"))
    parser.add_argument("--from", metavar="DIR", type=Path, dest="folder", help=t("backup.arg_from"))
    parser.add_argument("--yes", action="store_true", help=t("cli.restore_yes"))


def run(call: Call) -> int:
    options = call.options
    if bool(options.file) == bool(options.until or options.folder):
        raise Refused(NO_SENSE, t("backup.file_or_moment"))
    until = _moment(options.until) if options.until else None
    source = options.file or _shown(until)
    if call.store_exists() and not options.yes and not agreed(call, source):
        raise Refused(NO_SENSE, t("cli.restore_needs_yes"))
    if options.file:
        from models.store.restoring import restore

        done = restore(call.place, options.file, call.actor)
        narrate(t("cli.restored", file=options.file, place=call.place_shown))
    else:
        from models.store.restoring_until import local, restore_until

        done, moment = restore_until(call.place, _folder(call), until, call.actor)
        narrate(t("backup.restored", place=call.place_shown, set=moment.set_id, at=local(moment.at)))
    if done.kept:
        narrate(t("cli.restore_kept", file=done.kept))
    return DONE


def agreed(call: Call, source: object) -> bool:
    """Whether the person at the terminal says yes; nobody there is a no."""
    if not call.interactive:
        return False
    return input(t("cli.restore_ask", file=source, place=call.place_shown)).strip().lower() in ("y", "yes", "是")


def _moment(text: str) -> int | datetime:
    from models.rules.moments import moment_of

    try:
        return moment_of(text, datetime.now())
    except ValueError as error:
        raise Refused(NO_SENSE, str(error)) from error


def _shown(until: int | datetime | None) -> str:
    if until is None:
        return t("backup.last_moment")
    if isinstance(until, int):
        return t("backup.at_change", change=until)
    return t("backup.at_moment", at=f"{until:%Y-%m-%d %H:%M:%S}")


def _folder(call: Call) -> Path:
    """Where the running copy is: the folder given, else the one that the store names, or the note beside it where the
    store cannot be read any more."""
    if call.options.folder:
        return call.options.folder.expanduser().absolute()
    from models.actions.backups import journal_folder
    from models.actions.desk import Desk
    from models.store import Store, StoreError
    from models.store.copy_note import copy_folders
    from models.store.place import file_of

    try:
        with Store.open(call.place, call.actor) as store:
            return journal_folder(Desk(store))
    except StoreError:
        return copy_folders(file_of(call.place))[0]
