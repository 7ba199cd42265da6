"""``yanxiu backup FILE``: a verified copy, made while others go on working."""

from __future__ import annotations

from pathlib import Path

from data.words import t
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=t("cli.backup_file"))


def run(call: Call) -> int:
    from models.store.backup import backup

    with call.desk() as desk:
        made = backup(desk.store, call.options.file)
    narrate(t("cli.backed_up", file=made))
    return DONE
