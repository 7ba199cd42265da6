"""The process of one session, forked from the warm image: a terminal or three pipes of its own, and a clean slate."""

from __future__ import annotations

import fcntl
import gc
import io
import os
import pty
import signal
import struct
import sys
import termios
from asyncio import events
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tui.serve.children import forked

SIZES = ((20, 400), (5, 150))
"""The columns and lines a client may ask for; what is outside is brought inside."""
_KEPT = ("HOME", "PATH", "USER", "LOGNAME", "TZ", "TMPDIR", "PYTHONPATH", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
_KEPT_TOO = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "YANXIU_TODAY", "COVERAGE_PROCESS_START", "VIRTUAL_ENV")


@dataclass(slots=True)
class Started:
    """A running session as its connection sees it: ``input`` to write to, ``outputs`` to read (True: errors)."""

    number: int
    input: int
    outputs: dict[int, bool]
    terminal: int = -1


def start_on_terminal(work: Callable[[], int], size: tuple[int, int], environment: Mapping[str, str]) -> Started:
    """Do ``work`` on a new pseudo-terminal. Raises OSError when there is none or no process."""
    master, slave = pty.openpty()
    set_size(master, size)
    _set_modes(slave)

    def leave() -> None:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        _settle((slave, slave, slave), environment)

    try:
        number = forked(lambda: _run(work), leave)
    except OSError:
        os.close(master)
        raise
    finally:
        os.close(slave)
    os.set_blocking(master, False)
    return Started(number, master, {os.dup(master): False}, master)


def start_on_pipes(work: Callable[[], int], environment: Mapping[str, str]) -> Started:
    """Do ``work`` with a pipe each for input, output and errors. Raises OSError when there is no process."""
    (source, to_child), (from_child, target), (errors, complaints) = os.pipe(), os.pipe(), os.pipe()

    def leave() -> None:
        os.setsid()
        _settle((source, target, complaints), environment)

    try:
        number = forked(lambda: _run(work), leave)
    except OSError:
        for handle in (to_child, from_child, errors):
            os.close(handle)
        raise
    finally:
        for handle in (source, target, complaints):
            os.close(handle)
    for handle in (to_child, from_child, errors):
        os.set_blocking(handle, False)
    return Started(number, to_child, {from_child: False, errors: True})


def set_size(terminal: int, size: tuple[int, int]) -> None:
    """Tell the terminal its columns and lines; the kernel tells whoever is on it."""
    columns, lines = (min(most, max(least, wanted)) for wanted, (least, most) in zip(size, SIZES, strict=True))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def _set_modes(slave: int) -> None:
    modes = termios.tcgetattr(slave)
    modes[0] |= getattr(termios, "IUTF8", 0x4000)
    modes[6][termios.VERASE] = b"\x7f"
    termios.tcsetattr(slave, termios.TCSANOW, modes)


def _settle(handles: tuple[int, int, int], environment: Mapping[str, str]) -> None:
    """Nothing of the connection is left: not its loop, its descriptors, its environment."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)  # "the server will close" is for who listens to it
    signal.signal(signal.SIGWINCH, signal.SIG_DFL)
    events._set_running_loop(None)
    events.set_event_loop(None)
    for number, handle in enumerate(handles):
        os.dup2(handle, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    gc.freeze()  # or the connection's sockets, once collected, would close descriptors that are ours by then
    kept = {name: os.environ[name] for name in (*_KEPT, *_KEPT_TOO) if name in os.environ}
    os.environ.clear()
    os.environ.update({**kept, **environment})
    from tui.startup import SWITCHES

    os.environ.update(SWITCHES)
    _open_streams()


def _open_streams() -> None:
    """Python's own streams anew: the listener's may have had another encoding."""
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), "utf-8", "replace")
    for name, number, whole_lines in (("stdout", 1, os.isatty(1)), ("stderr", 2, True)):
        buffer = io.BufferedWriter(io.FileIO(number, "w", closefd=False))
        stream = io.TextIOWrapper(buffer, "utf-8", "backslashreplace", line_buffering=whole_lines)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _run(work: Callable[[], int]) -> None:
    status = work()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            continue
    raise SystemExit(status)
