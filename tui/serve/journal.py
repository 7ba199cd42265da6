"""The server's log: one line an event with account, fingerprint, address and verb; nobody's contents, no names."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:_-+/=@[]%,")


class Log:
    """Appends whole lines, so that many processes may share the file."""

    def __init__(self, file: str = "") -> None:
        """``file`` '' is standard error. Raises OSError where the file cannot be written."""
        if file:
            path = Path(file).expanduser()
            path.parent.mkdir(parents=True, exist_ok=True)
            self.handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        else:
            self.handle = os.dup(sys.__stderr__.fileno() if sys.__stderr__ else 2)

    def __call__(self, event: str, **facts: object) -> None:
        """Write ``event`` with its facts; what is empty is left out."""
        told = " ".join(f"{name}={plain(str(value))}" for name, value in facts.items() if value not in ("", None))
        line = f"{datetime.now().astimezone().isoformat(timespec='seconds')} {event} {told}".rstrip() + "\n"
        try:
            os.write(self.handle, line.encode())
        except OSError:
            return  # a full disk must not stop the people who only look


def plain(text: str) -> str:
    """The text without anything that could forge a line or hide a name: other signs become '?', 80 at most."""
    return "".join(sign if sign in _PLAIN else "?" for sign in text[:80])
