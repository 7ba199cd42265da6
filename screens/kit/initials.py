"""The pinyin initials of a command's title, for the palette."""

from __future__ import annotations

from collections.abc import Iterable


def initials(text: str) -> Iterable[str]:
    """Every way to write the initials of ``text``: '花名册' → ('hmc',)."""
    return ()
