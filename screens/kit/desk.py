"""What the frame needs to know of the open store; models.actions.desk provides it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from models.registers.source import RowSource


class Desk(Protocol):
    """An open store with the person at it."""

    @property
    def school_name(self) -> str: ...

    @property
    def today(self) -> date: ...

    def source(self, register_id: str) -> RowSource: ...
