"""Whether the person presses Enter behind a cell that has already moved on by itself.

Many do, and the key that the cell no longer needs must not skip the next one. Those who know better press Enter to
accept a default or to leave a cell blank, as fast. What they did after the last few cells tells the two apart.
"""

from __future__ import annotations

from collections import deque

_REMEMBERED = 8


class Habit:
    """Looks back over the last eight cells that moved on by themselves."""

    def __init__(self) -> None:
        self._pressed: deque[bool] = deque(maxlen=_REMEMBERED)

    def note(self, pressed: bool) -> None:
        """Whether Enter or Tab came at once behind such a cell."""
        self._pressed.append(pressed)

    @property
    def expected(self) -> bool:
        """Whether such a key is rather one too many: until something is known, and while it was so half of the time."""
        return 2 * sum(self._pressed) >= len(self._pressed)
