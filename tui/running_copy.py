"""Keeping the running copy: every few seconds what is new goes into its journal; each week the way back is tried."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from data.words import t
from models.store.errors import StoreError
from models.store.proving import is_due, prove
from models.store.reading import Place
from models.store.shipping import Shipper

EVERY = 4.0
"""Seconds between two looks; what was written since the last one is what a disk's end could cost."""


class RunningCopy:
    """Ships one store from a thread of its own until `stop`. ``tell`` gets a sentence when something is not well, once
    for each cause."""

    def __init__(self, place: Place, folder: Path | None, tell: Callable[[str], None]) -> None:
        self._shipper = Shipper(place, folder)
        self._tell = tell
        self._told = ""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="running-copy", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ship what is left and end; returns when that is done."""
        self._over.set()
        self._thread.join()

    def keep(self, goes_on: Callable[[], bool]) -> None:
        """The same in this thread, for as long as ``goes_on`` says, which is asked every second."""
        while goes_on():
            self.look()
            until = time.monotonic() + EVERY
            while time.monotonic() < until and goes_on():
                time.sleep(min(1.0, EVERY))
        self.look()

    def look(self) -> None:
        """One look: ship what is new, and try the way back when a week is over."""
        try:
            shipped = self._shipper.ship()
            if shipped and is_due(self._shipper.file, self._shipper.folder):
                proof = prove(self._shipper.place, self._shipper.folder)
                self._say(t("backup.proof_failed", why=proof.problem) if proof.problem else "")
            elif shipped:
                self._told = ""
        except StoreError as error:
            self._say(t("backup.not_kept", why=error))

    def _run(self) -> None:
        while not self._over.wait(EVERY):
            self.look()
        self.look()

    def _say(self, words: str) -> None:
        if words and words != self._told:
            self._tell(words)
        self._told = words


def keep_for(place: Place, folder: Path | None, seconds: float, tell: Callable[[str], None]) -> None:
    """Keep the running copy from a process of its own, for so long or until its parent ends."""
    parent, end = os.getppid(), time.monotonic() + seconds
    RunningCopy(place, folder, tell).keep(lambda: os.getppid() == parent and time.monotonic() < end)
