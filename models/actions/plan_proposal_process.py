"""A process of its own that works out proposals, so that the screen stays quick and can stop it at any moment.

It is given plain values over a pipe and knows no store. Whoever closes the pipe, or dies, ends it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from models.actions.plan_proposal_jobs import Job
from models.planning.watching import Progress

_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_NICER = 5
"""How far the process stands back for whoever is at the screen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job; ``failed`` says what went wrong, '' where nothing did."""

    number: int
    result: Any = None
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """How far a job is."""

    number: int
    progress: Progress


class PlanningProcess:
    """One job at a time. It begins with the first one; whatever was being worked out before is given up then."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._number = 0
        self._busy = False

    @property
    def is_busy(self) -> bool:
        return self._busy

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._process.pid if self._process else None

    def begin(self, job: Job) -> int:
        """Work it out; the number that its answer bears."""
        if self._busy:
            self.end()
        if self._pipe is None:
            self._start()
        assert self._pipe is not None
        self._number += 1
        try:
            self._pipe.send((self._number, job))
        except OSError:  # it died since the last job
            self.end()
            self._start()
            self._pipe.send((self._number, job))
        self._busy = True
        return self._number

    def good_enough(self) -> None:
        """Let the job end with the best that there is by now."""
        if self._pipe is not None and self._busy:
            with contextlib.suppress(OSError):
                self._pipe.send(None)

    def heard(self) -> list[Heard | Answer]:
        """What has come since; at once, also when it is nothing."""
        found: list[Heard | Answer] = []
        try:
            while self._pipe is not None and self._pipe.poll():
                said = self._pipe.recv()
                if said.number == self._number:
                    found.append(said)
                if isinstance(said, Answer):
                    self._busy = False
        except (EOFError, OSError):
            was_busy = self._busy
            self.end()
            if was_busy:
                found.append(Answer(self._number, failed="ended"))
        return found

    def end(self) -> None:
        """Give up what is being worked out, at once."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            with contextlib.suppress(ChildProcessError):
                self._process.wait()
        self._pipe, self._process, self._busy = None, None, False

    def _start(self) -> None:
        # A new program, not a fork: a fork would take the open database along. Nor `multiprocessing`'s own way of
        # beginning one, which wants a standard error output that an app over the whole screen does not have.
        ours, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", f"from {__name__} import main; main({theirs.fileno()})"],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        self._pipe = ours


class _Worker:
    """The other end of the pipe."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._jobs: list[tuple[int, Job]] = []
        self._wake = threading.Condition()
        self._latest = self._enough = -1
        """The numbers of the job that came last and of the last that was good enough, perhaps before it was begun."""

    def work(self) -> None:
        threading.Thread(target=self._read, daemon=True).start()
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._jobs)
                number, job = self._jobs.pop(0)
            try:
                answer = Answer(number, job.run(self._hearing(number), lambda n=number: self._enough >= n))
            except OSError:
                return
            except _FAULTS as error:
                # The screen has to hear of it: nobody sees this program's own output.
                answer = Answer(number, failed=f"{type(error).__name__}: {error}")
            self._pipe.send(answer)

    def _hearing(self, number: int) -> Callable[[Progress], None]:
        return lambda progress: self._pipe.send(Heard(number, progress))

    def _read(self) -> None:
        """Take what is asked while something is being worked out; nobody there any more is the end."""
        while True:
            try:
                said = self._pipe.recv()
            except (EOFError, OSError):
                os._exit(0)
            with self._wake:
                if said is None:
                    self._enough = self._latest
                else:
                    self._latest = said[0]
                    self._jobs.append(said)
                    self._wake.notify()


def main(descriptor: int) -> None:
    """Answer until the pipe is closed."""
    with contextlib.suppress(OSError):
        os.nice(_NICER)
    with contextlib.suppress(OSError):
        _Worker(Connection(descriptor)).work()
