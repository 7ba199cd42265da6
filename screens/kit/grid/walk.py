"""The walk over findings: all of them, or, right after a paste, the cells that could not be read before the others."""

from __future__ import annotations

from models.registers.source import RowSource

Cell = tuple[int, str]


class Walk:
    """Says which cell comes next."""

    def __init__(self) -> None:
        self._red_only = False
        self._seen: set[Cell] = set()

    def red_first(self) -> None:
        """From now on cells that could not be read come first, each once."""
        self._red_only = True
        self._seen.clear()

    def next(self, source: RowSource, after: Cell | None) -> Cell | None:
        """The next cell with a finding after that one; None when there is none."""
        if self._red_only:
            found = source.next_problem(after, hard_only=True)
            if found is not None and found not in self._seen:
                self._seen.add(found)
                return found
            self._red_only = False
        return source.next_problem(after)
