"""FILE may be '-': standard input for a verb that reads a file, standard output for one that writes one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from data.words import t
from tui.status import NO_SENSE, Refused

STREAM = "-"
MOST = 50 << 20
"""Bytes that are taken through a pipe; a list of people is far smaller."""


@contextmanager
def piped(file: Path) -> Iterator[Path]:
    """A file to read: ``file`` itself, or what comes through standard input. Raises Refused for too much of it."""
    if str(file) != STREAM:
        yield file
        return
    with TemporaryDirectory(prefix="yanxiu-") as folder:
        held = Path(folder) / "-"
        content = sys.stdin.buffer.read(MOST + 1)
        if len(content) > MOST:
            raise Refused(NO_SENSE, t("verb.pipe_too_large", limit=MOST >> 20))
        held.write_bytes(content)
        yield held


@contextmanager
def sent(file: Path) -> Iterator[Path]:
    """A file to write: ``file`` itself, or one whose content goes to standard output, a workbook."""
    if str(file) != STREAM:
        yield file
        return
    if sys.stdout.isatty():
        raise Refused(NO_SENSE, t("cli.workbook_on_terminal"))
    with TemporaryDirectory(prefix="yanxiu-") as folder:
        made = Path(folder) / "export.xlsx"
        yield made
        sys.stdout.flush()
        with made.open("rb") as content:
            shutil.copyfileobj(content, sys.stdout.buffer)
        sys.stdout.buffer.flush()
