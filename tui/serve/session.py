"""One session of a connection: what the client asks for, and the process that does it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import asyncssh

from data.words import t
from tui.serve.relay import Input, Output
from tui.serve.started import Started, set_size, start_on_pipes, start_on_terminal
from tui.session import SFTP, Ask, run_session, verb_in
from tui.status import NOT_ALLOWED

if TYPE_CHECKING:
    from tui.serve.connection import Connection

TERMINALS = re.compile(
    r"(xterm|screen|tmux|putty|linux|rxvt|vt\d|ansi|dumb|alacritty|kitty|foot|wezterm|konsole|gnome|st-|teraterm)"
)
"""What terminals call themselves; another name falls back to xterm."""
RESTORED = b"\x1b[?2026l\x1b[?1049l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?25h\x1b[0m\r"
"""Puts a terminal back as a shell expects it, after an app that could not do so itself."""
PATIENCE = 5.0
"""Seconds from the hang-up until a process is ended for good."""
_NAMES = re.compile(r"LANG|LC_[A-Z]+|COLORTERM")
_VALUE = re.compile(r"[A-Za-z0-9@._-]{1,64}")
_LONGEST_COMMAND = 8192


class Session(asyncssh.SSHServerSession):
    """Starts the process when the client has said what it wants, and ends with it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._channel: Any = None
        self._terminal_name: str | None = None
        self._size = (80, 24)
        self._command: str | None = None
        self._process: Started | None = None
        self._output: Output | None = None
        self._input: Input | None = None
        self._status: int | None = None
        self._farewell = ""
        self._counted = False

    # -- what the client asks for --

    def connection_made(self, chan: Any) -> None:
        self._channel = chan

    def pty_requested(self, term_type: str, term_size: Any, term_modes: Any) -> bool:
        self._terminal_name = term_type if TERMINALS.match(term_type) and _VALUE.fullmatch(term_type) else "xterm"
        self._size = term_size[0] or 80, term_size[1] or 24
        return True

    def shell_requested(self) -> bool:
        return True

    def exec_requested(self, command: str) -> bool:
        self._command = command
        return len(command) <= _LONGEST_COMMAND and "\0" not in command

    def subsystem_requested(self, subsystem: str) -> bool:
        self._command, self._terminal_name = SFTP, None
        return subsystem == "sftp"

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:
        self._size = width, height
        # The terminal's handle is the one for its input, and goes with it; the last words may still be on their way.
        if self._process and self._process.terminal >= 0 and self._input and self._input.is_open:
            set_size(self._process.terminal, self._size)

    def signal_received(self, signal: str) -> None:
        number = {"INT": 2, "TERM": 15, "HUP": 1}.get(signal)
        if number and self._process and self._status is None:
            os.kill(self._process.number, number)

    def break_received(self, msec: int) -> bool:
        return False

    # -- the process --

    def session_started(self) -> None:
        verb = verb_in(self._command, self._terminal_name is not None)
        if not self._connection.may_begin(verb):
            self._channel.write_stderr((t("serve.too_many_sessions") + "\n").encode())
            self._channel.exit(NOT_ALLOWED)
            return
        self._counted = True
        ask = Ask(
            self._connection.place,
            self._connection.visitor,
            self._command,
            self._terminal_name is not None,
            self._connection.settings.dropbox.limits,
            self._connection.settings.limits.drain_seconds,
        )
        try:
            if self._terminal_name is not None:
                started = start_on_terminal(lambda: run_session(ask), self._size, self._environment())
            else:
                started = start_on_pipes(lambda: run_session(ask), self._environment())
        except OSError:
            self._channel.write_stderr((t("serve.no_process") + "\n").encode())
            self._channel.exit(1)
            return
        self._process = started
        self._connection.sessions[started.number] = self
        self._output = Output(started.outputs, self._channel, self._connection.unsent, self._finish)
        rate = self._connection.settings.limits.input_per_second
        self._input = Input(started.input, self._channel, rate, self._connection.throttled)

    def _environment(self) -> Mapping[str, str]:
        """TERM, the locale and the depth of colours, in plain words; nothing else of the client's comes in."""
        found = {}
        for name, value in self._channel.get_environment_bytes().items():
            known, said = name.decode("ascii", "replace"), value.decode("ascii", "replace")
            if _NAMES.fullmatch(known) and _VALUE.fullmatch(said):
                found[known] = said
        if self._terminal_name is not None:
            found["TERM"] = self._terminal_name
        return found

    def data_received(self, data: bytes, datatype: Any) -> None:
        self._connection.heard()
        if self._input:
            self._input.give(data)

    def eof_received(self) -> bool:
        if self._input and self._terminal_name is None:
            self._input.end()
        return True

    def pause_writing(self) -> None:
        if self._output:
            self._output.channel_full(True)

    def resume_writing(self) -> None:
        if self._output:
            self._output.channel_full(False)

    def died(self, status: int) -> None:
        """The process has ended with that wait status."""
        self._status = status
        if self._input:
            self._input.close()
        self._finish()

    def _finish(self) -> None:
        """Give the client the exit status, once the process has ended and its last byte is on the way."""
        if self._status is None or self._channel is None or (self._output and not self._output.done):
            return
        if self._farewell:
            end = RESTORED if self._terminal_name is not None else b""
            line_end = "\r\n" if self._terminal_name is not None else "\n"
            write = self._channel.write if self._terminal_name is not None else self._channel.write_stderr
            write(end + (self._farewell + line_end).encode())
        elif os.WIFSIGNALED(self._status):
            # An app that was killed could not put the terminal back.
            self._channel.write(RESTORED if self._terminal_name is not None else b"")
        code = os.waitstatus_to_exitcode(self._status)
        self._channel.exit(code if code >= 0 else 128 - code)
        self._close()

    def _close(self) -> None:
        self._channel = None
        if self._counted:
            self._counted = False
            self._connection.ended()

    # -- endings that the process did not choose --

    def warn(self) -> None:
        """The server will close."""
        if self._process and self._status is None:
            os.kill(self._process.number, signal.SIGUSR1)

    def end(self, farewell: str) -> None:
        """Hang up on the process, and tell the person why."""
        self._farewell = self._farewell or farewell
        self._hang_up()

    def connection_lost(self, exc: Exception | None) -> None:
        # First the signal, then the end of input: half an upload must not look like a whole one.
        self._hang_up()
        if self._input:
            self._input.close()
        if self._output:
            self._output.close()
        if self._channel is not None:
            self._close()

    def _hang_up(self) -> None:
        if self._process is None or self._status is not None:
            return
        os.kill(self._process.number, signal.SIGHUP)
        asyncio.get_running_loop().call_later(PATIENCE, self._kill)

    def _kill(self) -> None:
        if self._process and self._status is None:
            os.kill(self._process.number, signal.SIGKILL)
