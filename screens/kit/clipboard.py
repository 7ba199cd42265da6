"""What a grid must know of the terminal to say truly how far a copy has gone."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

MOST_SENT = 74_994 // 4 * 3
"""Bytes that go out in one copy: in base64 just what xterm takes and tmux hands on. More is dropped without a word."""


@runtime_checkable
class ClipboardHost(Protocol):
    """The app. ``has_clipboard`` is False where the terminal certainly has none; ``is_remote`` where the person sits at
    another computer than the one whose disk could be written to."""

    @property
    def has_clipboard(self) -> bool: ...

    @property
    def is_remote(self) -> bool: ...
