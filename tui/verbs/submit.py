"""``yanxiu submit [FILE|-]``: put a file into one's own drop box; over SSH it comes through standard input."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from data.dropbox import BoxLimits, Incoming, NotTaken, box_of, type_of
from data.words import t
from tui.arguments import Parser
from tui.call import Call, login_name
from tui.output import narrate
from tui.status import DONE, NO_SENSE, Refused

CHUNK = 65_536


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", default="-", help=t("dropbox.file"))
    parser.add_argument("--name", metavar="NAME", help=t("dropbox.name"))


def run(call: Call) -> int:
    from models.store.place import file_of

    source = call.options.file
    if source == "-" and sys.stdin.isatty():
        raise Refused(NO_SENSE, t("dropbox.nothing_piped"))
    folder, limits = _box(call, file_of(call.place))
    try:
        if source == "-":
            name = _taken(sys.stdin.fileno(), call.options.name, folder, limits)
        else:
            with Path(source).open("rb") as file:
                name = _taken(file.fileno(), call.options.name or Path(source).name, folder, limits)
    except NotTaken as reason:
        raise Refused(NO_SENSE, str(reason)) from reason
    except OSError as error:
        raise Refused(NO_SENSE, t("dropbox.cannot_read", file=source, why=error.strerror or error)) from error
    narrate(t("dropbox.taken", name=name))
    return DONE


def _box(call: Call, store_file: Path) -> tuple[Path, BoxLimits]:
    if call.ask:
        return box_of(store_file, call.ask.visitor.login), call.ask.box
    if not call.store_exists():
        raise Refused(NO_SENSE, t("cli.no_store", place=call.place))
    login = re.sub(r"[^a-z0-9._-]", "-", login_name().lower())[:32].lstrip("._-")
    return box_of(store_file, login or "local"), BoxLimits()


def _taken(source: int, name: str | None, folder: Path, limits: BoxLimits) -> str:
    """Read to the end and put it into the box; the name it got there. Raises NotTaken."""
    parent = os.getppid()
    with _hang_up_abandons():
        content = _some(source)
        incoming = Incoming(folder, name or f"{datetime.now():%Y%m%d-%H%M%S}{type_of(content)}", limits)
        try:
            while content:
                incoming.write(content)
                content = os.read(source, CHUNK)
            if _orphaned(parent):
                raise NotTaken(t("dropbox.not_whole", name=incoming.name))
            return incoming.finish()
        finally:
            incoming.abandon()


def _some(source: int) -> bytes:
    """The beginning, long enough to see what kind of file it is."""
    found = b""
    while len(found) < CHUNK and (more := os.read(source, CHUNK - len(found))):
        found += more
    return found


@contextmanager
def _hang_up_abandons() -> Iterator[None]:
    """A line that breaks ends the program; what had come by then must not stay."""

    def leave(number: int, _frame: Any) -> NoReturn:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGHUP, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _orphaned(parent: int) -> bool:
    """Whether the program that fed us has died: sshd ends our input when its client is lost, just as at a file's end,
    and is gone itself a moment later."""
    end = time.monotonic() + 0.25
    while "SSH_CONNECTION" in os.environ and time.monotonic() < end and os.getppid() == parent:
        time.sleep(0.01)
    return os.getppid() != parent
