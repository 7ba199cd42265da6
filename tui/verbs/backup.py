"""``yanxiu backup``: a verified copy into a file, or the running copy: where it goes, how far, does it restore?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk

COLUMNS = ("piece", "first_change", "first_at", "last_change", "last_at")


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help=t("cli.backup_file"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--journal", metavar="DIR", type=Path, help=t("backup.arg_journal"))
    what.add_argument("--status", action="store_true", help=t("backup.arg_status"))
    what.add_argument("--prove", action="store_true", help=t("backup.arg_prove"))
    what.add_argument("--run", action="store_true", help=t("backup.arg_run"))
    output.add_arguments(parser)


def run(call: Call) -> int:
    options = call.options
    if options.file and (options.journal or options.status or options.prove or options.run):
        raise Refused(NO_SENSE, t("backup.one_thing"))
    with call.desk() as desk:
        if options.journal:
            return _begin(desk, options.journal.expanduser().absolute())
        if options.prove:
            return _prove(desk)
        if options.run:
            return _run(desk)
        if options.status or not options.file:
            return _status(call, desk)

        from models.store.backup import backup

        made = backup(desk.store, options.file)
    narrate(t("cli.backed_up", file=made))
    return DONE


def _begin(desk: Desk, folder: Path) -> int:
    from models.actions.backups import name_journal_folder
    from models.store.shipping import Shipper

    desk.sight.ensure("backup")
    Shipper(desk.store.place, folder).ship()  # first, so that a folder that cannot be written to is never named
    name_journal_folder(desk, folder)
    Shipper(desk.store.place, folder).ship()
    narrate(t("backup.begun", folder=folder))
    return DONE


def _prove(desk: Desk) -> int:
    from models.actions.backups import journal_folder
    from models.store.proving import prove
    from models.store.shipping import Shipper

    desk.sight.ensure("backup")
    folder = journal_folder(desk)
    Shipper(desk.store.place, folder).ship()
    proof = prove(desk.store.place, folder)
    if proof.problem:
        narrate(t("backup.proof_failed", why=proof.problem))
        return PROBLEMS
    narrate(t("backup.proved", piece=proof.piece, set=proof.set_id, seconds=proof.seconds))
    return DONE


def _run(desk: Desk) -> int:
    from models.actions.backups import journal_folder
    from tui.running_copy import RunningCopy

    desk.sight.ensure("backup")
    folder = journal_folder(desk)
    narrate(t("backup.running", folder=folder))
    keeper = RunningCopy(desk.store.place, folder, narrate)
    try:
        keeper.keep(lambda: True)
    except KeyboardInterrupt:
        keeper.look()
    return DONE


def _status(call: Call, desk: Desk) -> int:
    from models.actions.backups import backup_standing, keeper, keeps_here
    from models.store.restoring_until import local

    standing = backup_standing(desk)
    rows = [
        {
            "piece": piece.name,
            "first_change": piece.first.set_id,
            "first_at": local(piece.first.at),
            "last_change": piece.last.set_id,
            "last_at": local(piece.last.at),
        }
        for piece in standing.pieces
    ]
    columns = [(name, t(f"backup.column.{name}")) for name in COLUMNS]  # family backup.column.*
    if rows or call.options.format != "plain":
        output.print_table(rows, columns, call.options.format, call.options.out)
    if not keeps_here(desk):
        machine = keeper(desk)
        narrate(t("backup.kept_elsewhere", machine=machine) if machine else t("backup.kept_nowhere"))
        if not rows:
            return DONE
    narrate(t("backup.folder", folder=standing.folder))
    if not rows:
        narrate(t("backup.none_yet"))
    elif standing.lacking:
        narrate(t("backup.lacking", count=standing.lacking))
    if standing.same_disk:
        narrate(t("backup.same_disk"))
    if standing.proof:
        told = (
            t("backup.proof_failed", why=standing.proof.problem) if standing.proof.problem else t("backup.proof_well")
        )
        narrate(t("backup.last_proof", at=local(standing.proof.at), told=told))
    return PROBLEMS if standing.proof and standing.proof.problem else DONE
