"""Rows for the grid: the one interface behind which a list in memory, a window on the store or a test stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from models.registers.column import Context
from models.registers.problem import Problem
from models.registers.register import Register


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the person sees it: ``texts`` to show, by field; ``values`` behind them; ``problems`` by field.

    A text that could not become a value is shown as it was typed, with its hard problem beside it, while ``values``
    keeps what the record holds. ``version`` counts the record's changes and grows with each. ``notes`` are words that
    somebody put beside a cell, by field; the cells whose fields are in ``doubtful`` (存疑) wait for somebody to check.
    """

    id: int
    version: int
    texts: Mapping[str, str]
    values: Mapping[str, Any]
    problems: Mapping[str, Problem] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One typed cell: ``text`` as typed, for the row ``row_id``, over the text ``seen`` there before.

    A negative ``row_id`` names a row that does not exist yet: all edits of -1 make one new row, those of -2 the next.
    """

    row_id: int
    field: str
    text: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the same cell meanwhile: both texts, to choose from. Nothing of ``mine`` was written."""

    row_id: int
    field: str
    mine: str
    theirs: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a gesture: the change set's number (None when nothing changed), the rows as they are now, the
    conflicts, one ``message`` for the person ('' when all is well), and the cell to look at, ``(row_id, field)``.

    ``rows`` that the gesture added are in ``added``, in order; rows that are gone are in ``removed``.
    """

    change_id: int | None = None
    rows: tuple[Row, ...] = ()
    added: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    message: str = ""
    focus: tuple[int, str] | None = None


def why_read_only(source: object) -> str:
    """Why nothing may be typed into these rows, a sentence from a source that has ``read_only``; '' where one may."""
    return str(getattr(source, "read_only", ""))


class RowSource(Protocol):
    """Rows in their present order and filter. Every method that writes is one journaled action, undoable in one step.

    After any call the view asks ``len`` and ``row`` again; ``revision`` differs whenever anything shown may differ.
    """

    @property
    def register(self) -> Register: ...

    @property
    def context(self) -> Context: ...

    @property
    def revision(self) -> int: ...

    def __len__(self) -> int: ...

    def row(self, index: int) -> Row: ...

    def index_of(self, row_id: int) -> int | None:
        """Where the row stands now; None when it is filtered out or gone."""
        ...

    def edit(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        """Write the cells as one action. ``gesture`` is the word for the history, of the family action.gesture: 'type',
        'paste', 'fill', 'series', 'set', 'replace', 'duplicate', 'clear', 'cut'.

        New rows stand at the end until the next `sort` or `refresh`; ``Outcome.added`` has their ids, in the order of
        -1, -2, ….
        """
        ...

    def insert(self, before: int | None) -> Outcome:
        """Add an empty row above the row of that id (None: at the end)."""
        ...

    def delete(self, row_ids: Sequence[int]) -> Outcome: ...

    def annotate(self, row_id: int, field: str, words: str | None = None, doubtful: bool | None = None) -> Outcome:
        """Put ``words`` beside a cell ('' takes them away), mark it as doubtful or settled; None leaves it as it is."""
        ...

    def undo(self) -> Outcome: ...

    def redo(self) -> Outcome: ...

    def sort(self, keys: Sequence[tuple[str, bool]]) -> None:
        """Order by ``(field, descending)`` pairs; () is the school's own order."""
        ...

    def filter(self, text: str) -> None:
        """Show only rows in which some cell, or a name's pinyin, holds every word of ``text``; '' shows all."""
        ...

    def refresh(self) -> bool:
        """Take in what others have changed; whether there was anything."""
        ...

    def next_problem(self, after: tuple[int, str] | None, hard_only: bool = False) -> tuple[int, str] | None:
        """The next cell ``(row_id, field)`` with a finding or, unless ``hard_only``, a doubt after that cell, in the
        order shown, from the top after the end; None when there is none at all."""
        ...

    def keep_typing(self, row_id: int, field: str, text: str) -> None:
        """Remember an unfinished cell so that a hang-up does not lose it; '' forgets it. Not part of the history."""
        ...

    def unfinished(self) -> CellEdit | None:
        """The cell that a broken session left half typed, to be offered again."""
        ...
