"""The library that stands between a program and its files: built once, and how a program is started behind it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
ROOT = Path(__file__).parents[2]


def why_not() -> str:
    """Why the shim cannot be used on this machine; '' when it can."""
    if not sys.platform.startswith("linux"):
        return "power cuts and failing writes are simulated on Linux only"
    return "" if shutil.which("cc") else "no C compiler (cc) to build tests/faults/shim.c with"


def built(folder: Path) -> Path:
    """The shim, built into ``folder``."""
    library = folder / "shim.so"
    command = ["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"]
    subprocess.run(command, check=True, capture_output=True)
    return library


def start(library: Path, folder: Path, log: Path | None, *arguments: object, delay: int = 0) -> subprocess.Popen[str]:
    """Run tests.faults.work behind the shim, which watches ``folder``; each sync takes ``delay`` microseconds more."""
    environment = {
        **os.environ,
        "LD_PRELOAD": str(library),
        "FAULTS_FOLDER": str(folder),
        "FAULTS_LOG": str(log or ""),
        "FAULTS_SYNC_DELAY_US": str(delay),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
    }
    command = [sys.executable, "-m", "tests.faults.work", *map(str, arguments)]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


class Shim:
    """The shim of this very process, which was started behind it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)

    def mark(self, number: int) -> None:
        """Note in the record that the person was told "saved" of that action."""
        self._library.faults_mark(ctypes.c_long(number))

    def arm(self, writes: int, syncs: int, error: int, *, stays: bool) -> None:
        """Let a write or a sync fail after so many have passed (-1: none), once or from then on."""
        self._library.faults_arm(ctypes.c_long(writes), ctypes.c_long(syncs), ctypes.c_int(error), ctypes.c_int(stays))

    def disarm(self) -> int:
        """Let everything pass again; how many calls have failed since it was armed."""
        met = int(self._library.faults_seen())
        self.arm(-1, -1, 0, stays=False)
        return met
