"""What somebody who has come in over SSH gets: the app on a terminal, a verb without one, the drop box for scp.

The same for `yanxiu serve` and for the host's own sshd. Nothing of the SSH server is imported here.
"""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass, field

from data import words
from data.dropbox import BoxLimits
from data.words import t
from models.store.place import file_of
from tui.status import NO_SENSE
from tui.visitor import Visitor

SFTP = "internal-sftp"
"""What sshd calls the file transfer when a command is forced; the server here says the same."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: whose store, who asks, and for what; ``command`` is the line that was sent, None for none."""

    place: str
    visitor: Visitor
    command: str | None
    on_terminal: bool
    box: BoxLimits = field(default_factory=BoxLimits)
    drain_seconds: int = 0


def run_session(ask: Ask) -> int:
    """Do what is asked on this process's own streams; the exit status."""
    from tui.cli import language_of, main

    preferences = ask.visitor.preferences(file_of(ask.place))
    if ask.drain_seconds:
        os.environ["YANXIU_DRAIN_SECONDS"] = str(ask.drain_seconds)
    if is_sftp(ask.command):
        from tui.sftp import serve_sftp

        words.use(language_of((), os.environ, preferences))
        return serve_sftp(file_of(ask.place), ask.visitor.login, ask.box, sys.stdin.fileno(), sys.stdout.fileno())
    try:
        arguments = split(ask.command)
    except ValueError:
        words.use(language_of((), os.environ, preferences))
        print(t("serve.bad_line"), file=sys.stderr)
        return NO_SENSE
    try:
        return main(arguments, ask)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1


def is_sftp(command: str | None) -> bool:
    """Whether scp or sftp asks; sshd may name its own program for it."""
    return command is not None and (command == SFTP or command.rsplit("/", 1)[-1] == "sftp-server")


def split(command: str | None) -> list[str]:
    """The arguments of a command line, as a shell would take quotation marks; 'yanxiu' itself may lead.

    Raises ValueError for an open quotation mark.
    """
    arguments = shlex.split(command or "")
    return arguments[1:] if arguments[:1] == ["yanxiu"] else arguments


def verb_in(command: str | None, on_terminal: bool) -> str:
    """The verb for the log, and nothing else of the line: 'app', 'sftp', 'roster', '?' for what is no verb."""
    from tui.verbs import VERBS

    if is_sftp(command):
        return "sftp"
    try:
        arguments = split(command)
    except ValueError:
        return "?"
    if not arguments:
        return "app" if on_terminal else "home"
    return next((argument for argument in arguments if argument in VERBS), "?")
