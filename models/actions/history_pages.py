"""The history as a list that is read where one looks: all numbers at once, the actions themselves in blocks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from models.actions.lists import SchoolLists
from models.actions.seen import seen
from models.actions.telling import Teller
from models.journal.history import Entry, entries, entry_ids

if TYPE_CHECKING:
    from models.store import Store

BLOCK = 32
_MOST_BLOCKS = 16
_ROWS_IN_A_LINE = 30  # of an action that touched more, the line says how many and not whose
_ROWS_IN_FULL = 200


class HistoryPages:
    """The actions that fit ``limits`` (`looking_up.limits`), newest first, as they are when this is made."""

    def __init__(self, store: Store, lists: SchoolLists, limits: Mapping[str, Any]) -> None:
        self.teller = Teller(store, lists)
        self._store = store
        self._limits = dict(limits)
        self._blocks: OrderedDict[int, Sequence[Entry]] = OrderedDict()
        self._whole: Entry | None = None
        self._seen = self._stamp()
        self.ids = entry_ids(**self._limits)
        """The numbers of the actions."""

    @property
    def blocks_held(self) -> int:
        """How many blocks of actions have been read and kept."""
        return len(self._blocks)

    def stale(self) -> bool:
        """Whether somebody has written since."""
        return self._stamp() != self._seen

    def index_of(self, number: int | None) -> int:
        """Where the action stands; of one that is not in the list, where it would; 0 for None."""
        if number is None:
            return 0
        low, high = 0, len(self.ids)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.ids[middle] > number else (low, middle)
        return low

    def entry(self, index: int) -> Entry:
        """The action at that place, with the first of its rows."""
        number = index // BLOCK
        if number not in self._blocks:
            if len(self._blocks) >= _MOST_BLOCKS:
                self._blocks.popitem(last=False)
            first = self.ids[number * BLOCK]
            page = entries(**self._limits, limit=BLOCK, before_id=first + 1, most_rows=_ROWS_IN_A_LINE)
            self._blocks[number] = [seen(self._store, entry) for entry in page]
        return self._blocks[number][index % BLOCK]

    def whole(self, number: int) -> Entry:
        """The action of that number with its rows, up to a few hundred."""
        if self._whole is None or self._whole.id != number:
            (whole,) = entries(**self._limits, limit=1, before_id=number + 1, most_rows=_ROWS_IN_FULL)
            self._whole = seen(self._store, whole)
        return self._whole

    def _stamp(self) -> tuple[int, int]:
        return self._store.data_version(), self._store.latest_change()
