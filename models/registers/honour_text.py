"""An honour in one line of text, as it stands in a cell: '县骨干教师2023(县教育局)'."""

from __future__ import annotations

from typing import NamedTuple


class HonourEntry(NamedTuple):
    """An honour by codes: ``level`` and ``title`` of the lists 'honour_level' and 'honour_title'; year 0 if unknown."""

    level: str
    title: str
    year: int = 0
    issuer: str = ""
