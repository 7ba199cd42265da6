"""Asking the process that opens files for their texts, with a clock beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, cast

from data.dropbox import MEGABYTE
from data.formats.texts.converting import as_docx
from data.formats.texts.unreadable import Reason, Unreadable
from data.formats.texts.worker import LENGTH, LONGEST
from data.words import t

LARGEST = 20 * MEGABYTE
SECONDS = 20.0
_SUFFIXES = {"docx": (".docx", ".docm", ".dotx"), "doc": (".doc", ".wps"), "pdf": (".pdf",), "text": (".txt", ".md")}


@dataclass(frozen=True, slots=True)
class TextFound:
    """A file's text ('' where it could not be read) and what is to be said about it: ``why`` it has none, by code, and
    ``problem``, that in a sentence, or a remark on a text that could be read all the same."""

    text: str = ""
    why: str = ""
    problem: str = ""


class TextReader:
    """Reads texts one after another; one for a whole folder. Leaving the block ends its process.

    What one file does to the process costs only that file: the next gets a new one.
    """

    def __init__(self, seconds: float = SECONDS, largest: int = LARGEST) -> None:
        self._seconds = seconds
        self._largest = largest
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> TextReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def read(self, name: str, content: bytes) -> TextFound:
        """The text of a file of that name. Never raises for what the file is."""
        try:
            if len(content) > self._largest:
                raise Unreadable("too_large")
            answer = self._asked(content)
            if answer.get("convert"):
                answer = {**self._asked(as_docx(content, answer["kind"])), "kind": answer["kind"]}
            if why := answer.get("why"):
                raise Unreadable(cast(Reason, why))
        except Unreadable as why:
            return TextFound(why=why.reason, problem=sentence(why.reason, name, self._largest))
        return TextFound(answer["text"], problem=_remark(name, answer))

    def _asked(self, content: bytes) -> dict[str, Any]:
        process = self._process = self._process or _started()
        assert process.stdin is not None
        assert process.stdout is not None
        clock = Timer(self._seconds, process.kill)
        clock.start()
        try:
            process.stdin.write(len(content).to_bytes(LENGTH, "big") + content)
            process.stdin.flush()
            head = process.stdout.read(LENGTH)
            answer = process.stdout.read(int.from_bytes(head, "big")) if len(head) == LENGTH else b""
        except OSError:
            answer = b""
        finally:
            in_time = clock.is_alive()
            clock.cancel()
        if answer:
            return json.loads(answer)
        self._end()
        raise Unreadable("crashed" if in_time else "too_slow")

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def sentence(why: str, name: str, largest: int = LARGEST) -> str:
    """Why the text of the file cannot be had, and what to do."""
    return t(f"texts.why.{why}", name=name, most=largest // MEGABYTE)  # family texts.why.*


def _remark(name: str, answer: dict[str, Any]) -> str:
    suffix = Path(name).suffix.lower()
    if answer.get("cut"):
        return t("texts.cut", name=name, most=LONGEST)
    kind = answer["kind"]
    if suffix and suffix not in _SUFFIXES.get(kind, (suffix,)) and suffix in sum(_SUFFIXES.values(), ()):
        return t("texts.disguised", name=name, suffix=suffix, kind=t(f"texts.kind.{kind}"))  # family texts.kind.*
    return ""


def _started() -> subprocess.Popen[bytes]:
    # Modules come from where this program is, never from the working folder: that may be the one with the files.
    where = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.Popen(  # our own module
        [sys.executable, "-P", "-m", "data.formats.texts.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=where,
    )
