"""The way the cursor took through the cells, so that one key leads back along it."""

from __future__ import annotations

from collections import deque

_LONGEST = 500


class Trail:
    """Cells left by Enter, Tab or by themselves, as (row id or None, field)."""

    def __init__(self) -> None:
        self._cells: deque[tuple[int | None, str]] = deque(maxlen=_LONGEST)
        self.run_start: str | None = None
        """The field where a run of Tab began: Enter goes back to it, one row down."""

    def leave(self, row_id: int | None, field: str) -> None:
        self._cells.append((row_id, field))

    def back(self) -> tuple[int | None, str] | None:
        """The cell before, which is then forgotten; None at the beginning."""
        return self._cells.pop() if self._cells else None

    def forget(self) -> None:
        """The cursor went another way."""
        self._cells.clear()
        self.run_start = None
