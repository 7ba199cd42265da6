"""What is wrong, or odd, about one cell, in a sentence that says what would be accepted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about the cell ``field`` of a row.

    ``hard`` findings keep the text out of the record (it waits beside it, red); soft ones only ask for a second look.
    ``field`` is '' for a finding about the row as a whole. ``waiting`` says that the cell shows such a text now.
    """

    field: str
    message: str
    hard: bool = True
    waiting: bool = False


class Unreadable(ValueError):
    """The typed text cannot be a value of its column; ``str(error)`` is the sentence for the person."""
