"""Lines of a block that is pasted into a terminal without brackets: each ends where a person would press Enter."""

from __future__ import annotations

from screens.kit.grid.cell import STREAM

LEAST = 8
"""Keys in one breath, a Tab among them, before an Enter is taken for a line's end."""

_STALLED = 1.0
"""Seconds that a busy machine may keep back the rest of a block; a person who has just begun does not wait so long."""


class Lines:
    """Watches the keys for a block: where its lines begin, and whether the next Enter ends one.

    In a block every cell but the last ends in a Tab. Where a cell was left because the next character belonged to the
    next one, somebody has typed, and a slow line brings their keys all at once.
    """

    def __init__(self) -> None:
        self.start = ""
        """The field in which each line begins."""
        self.row = 0
        """The row of the line."""
        self.ended = False
        """Whether nothing but Enter has come since a line's end: lines may end in two of them, as tmux sends them."""
        self._tabs = 0
        self._keys = 0
        self._by_hand = False

    def key(self, key: str, gap: float, row: int, field: str) -> None:
        """A key has come so many seconds after the one before, with the cursor in that cell."""
        if gap < (_STALLED if self._keys >= LEAST else STREAM):
            self._keys += 1
        else:
            self.start, self._tabs, self.ended, self._by_hand, self._keys = field, 0, False, False, 0
        if key == "tab":
            self._tabs += 1
            self.row = row
        self.ended &= key == "enter"

    def typed(self) -> None:
        """A cell has been left without a key of its own."""
        self._by_hand = True

    @property
    def ends(self) -> bool:
        """Whether an Enter now ends a line."""
        return self._tabs > 0 and self._keys >= LEAST and not self._by_hand

    def next(self) -> None:
        """A line has ended."""
        self._tabs, self.ended = 0, True
