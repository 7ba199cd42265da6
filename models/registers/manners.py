"""What a source of rows may do for the person at it beside `RowSource`; the grid offers only what its source can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from models.registers.source import Outcome


@dataclass(frozen=True, slots=True)
class Deed:
    """Something this person has done since they came: the change set, the local time '14:02:33', what it is called,
    whose row it changed and how (of many the first), how many records, and whether it has been taken back."""

    id: int
    at: str
    title: str
    whose: str
    change: str
    rows: int
    undone: bool


@runtime_checkable
class Liking(Protocol):
    """A source that remembers how the person likes its register. Not part of the history."""

    def preference(self, name: str) -> Any:
        """The JSON value kept under that name; None without one."""
        ...

    def prefer(self, name: str, value: Any) -> None: ...


@runtime_checkable
class Movable(Protocol):
    """A source whose rows may stand in an order of the school's own."""

    def why_not_move(self) -> str:
        """Why its rows have no order of their own; '' where they have."""
        ...

    def move(self, row_ids: Sequence[int], before: int | None) -> Outcome:
        """Put the rows above the row ``before`` (None: at the end) in the school's own order, as one action."""
        ...


@runtime_checkable
class Telling(Protocol):
    """A source that knows what the person has done here since they came."""

    def deeds(self) -> Sequence[Deed]:
        """What was done, newest first; undoing and redoing show in what they took back."""
        ...


@runtime_checkable
class Naming(Protocol):
    """A source that finds the rows about somebody without a look at each row."""

    def rows_about(self, number: str, names: Sequence[str]) -> Sequence[int]:
        """The ids of at least all rows that name somebody so: by the staff number, or by one of these texts."""
        ...


@runtime_checkable
class Doubting(Protocol):
    """A source that marks many cells in one step."""

    def doubt(self, cells: Sequence[tuple[int, str]], doubtful: bool) -> Outcome:
        """Mark the cells (row id, field) as doubtful or as settled, as one action."""
        ...
