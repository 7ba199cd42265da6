"""Exit statuses, a contract for people's scripts (DESIGN.md §6)."""

from __future__ import annotations

DONE = 0
PROBLEMS = 1
"""Done, but there are problems in what was asked; they are listed."""
NO_SENSE = 2
"""The request makes no sense."""
NOT_ALLOWED = 3
NO_STORE = 4
"""The store cannot be used; the message says why and what to do."""


class Refused(Exception):
    """The verb ends with ``status``; ``str(error)`` is the sentence for the person."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
