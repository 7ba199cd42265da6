"""Forking: a new process begins with the default signals, a collector that leaves the parent's memory alone, and ends
without running any of the parent's handlers."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable

MESSAGE = 200
"""The longest message between a connection's process and the listener."""
_RESET = (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)


def forked(work: Callable[[], None], leave: Callable[[], None] | None = None) -> int:
    """Do ``work`` in a new process, after ``leave`` has let go of what is the parent's alone; its number.

    Raises OSError where the system allows no more processes.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _RESET)
    try:
        number = os.fork()
        if number:
            return number
        _be_the_child(work, leave, before)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    raise AssertionError("a child never comes here")


def _be_the_child(work: Callable[[], None], leave: Callable[[], None] | None, mask: object) -> None:
    status = 1
    try:
        gc.freeze()
        for number in _RESET:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        if leave:
            leave()
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)  # type: ignore[arg-type]
        gc.enable()
        work()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        status = 130
    except BaseException as error:  # noqa: BLE001  # whatever it was, it must not run on as a second parent
        _note(error)
    finally:
        os._exit(status)


def _note(error: BaseException) -> None:
    """Leave where it happened in the person's own error log, or on standard error when that fails."""
    from tui.crash import keep_report

    if keep_report(error) is None:
        for frame in traceback.extract_tb(error.__traceback__)[-8:]:
            os.write(2, f"{type(error).__name__} {frame.filename}:{frame.lineno}\n".encode())
