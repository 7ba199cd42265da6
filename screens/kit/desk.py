"""What the frame needs to know of the open store; models.actions.desk provides it, and a test may give less."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from models.rules.terms import TermDates


class Desk(Protocol):
    """An open store with the person at it."""

    @property
    def school_name(self) -> str: ...

    @property
    def who(self) -> str: ...

    @property
    def today(self) -> date: ...

    @property
    def term(self) -> TermDates | None: ...

    def why_not_see(self, area: str) -> str:
        """Why the person may see nothing of a register or screen, in a sentence; ''."""
        ...

    def source(self, register_id: str) -> Any:
        """The rows of a register, a `RowSource`."""
        ...
