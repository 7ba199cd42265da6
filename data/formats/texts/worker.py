"""The process in which files that nobody vouches for are opened: ``python -m data.formats.texts.worker``.

It takes files through its standard input (eight bytes of length, then the content) and gives an answer for each
through its standard output (the same, JSON). It writes no file and has little memory, so that whatever a file does to
it, only this process is lost.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import BinaryIO

from data.formats.texts.unreadable import Unreadable

LENGTH = 8
MOST_MEMORY = 1 << 30
LONGEST = 200_000
"""Characters of a text that are given back; an answer says whether there were more."""


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not spoil the answers
    _limit()
    while (content := _next(sys.stdin.buffer)) is not None:
        answer = json.dumps(_answer(content)).encode("ascii")
        answers.write(len(answer).to_bytes(LENGTH, "big") + answer)
        answers.flush()


def _answer(content: bytes) -> dict[str, object]:
    from data.formats.texts.inside import text_in
    from data.formats.texts.kinds import kind_of

    kind = ""
    try:
        kind = kind_of(content)
        if kind in ("doc", "rtf", "odt"):
            return {"kind": kind, "convert": True}
        text = text_in(content, kind)
    except Unreadable as why:
        return {"kind": kind, "why": why.reason}
    except (MemoryError, RecursionError):
        return {"kind": kind, "why": "too_much"}
    except Exception:  # noqa: BLE001  # a library under attack may raise anything; the answer is the same
        return {"kind": kind, "why": "damaged"}
    return {"kind": kind, "text": text[:LONGEST].encode("utf-8", "ignore").decode(), "cut": len(text) > LONGEST}


def _next(source: BinaryIO) -> bytes | None:
    head = source.read(LENGTH)
    if len(head) < LENGTH:
        return None
    return source.read(int.from_bytes(head, "big"))


def _limit() -> None:
    """Memory, and no files; where the system knows no such limits the parent's clock is the only one."""
    with suppress(ImportError):
        import resource

        for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
