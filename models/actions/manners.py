"""What a source of rows out of the store does for the person at it, beside reading and writing cells: it remembers how
they like the register, puts rows elsewhere in the school's order and tells what they have done since they came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.words import t
from models.actions.lists import SchoolLists
from models.actions.preferences import prefer, preference
from models.actions.register_table import RegisterTable
from models.actions.telling import Teller
from models.actions.wording import action_title
from models.journal.history import Entry, entries, local_time
from models.journal.undo import REDO, UNDO
from models.registers.manners import Deed
from models.registers.register import Register
from models.registers.source import Outcome, why_read_only
from models.store import Store

_MOST_TOLD = 200
_ROWS_TOLD = 30  # of an action that touched more, the list says how many and not whose


class SourceManners:
    """`Liking`, `Movable` and `Telling` for a source that has a store and a table."""

    _store: Store
    _lists: SchoolLists
    _table: RegisterTable

    @property
    def register(self) -> Register:
        raise NotImplementedError

    def reload(self) -> None:
        raise NotImplementedError

    def preference(self, name: str) -> Any:
        return preference(self._store, f"{self.register.id}.{name}")

    def prefer(self, name: str, value: Any) -> None:
        prefer(self._store, f"{self.register.id}.{name}", value)

    def why_not_move(self) -> str:
        if reason := why_read_only(self):
            return reason
        return "" if hasattr(self._table, "move") else t("register.no_order", title=self.register.title)

    def move(self, row_ids: Sequence[int], before: int | None) -> Outcome:
        if why_not := self.why_not_move():
            return Outcome(message=why_not)
        with self._store.change(f"{self.register.id}.move") as change:
            self._table.move(row_ids, before)  # type: ignore[attr-defined]  # only some tables have an order
        self.reload()
        return Outcome(change_id=change.id)

    def deeds(self) -> list[Deed]:
        actor = self._store.actor
        found = entries(actor=actor.name, limit=_MOST_TOLD, most_rows=_ROWS_TOLD)
        mine = [entry for entry in found if entry.id > self._store.began and entry.origin == actor.origin]
        teller = Teller(self._store, self._lists)
        return [_deed(entry, teller) for entry in mine if entry.action not in (UNDO, REDO)]


def _deed(entry: Entry, teller: Teller) -> Deed:
    first = next(iter(teller.lines(entry)), None)
    empty = t("store.empty")
    return Deed(
        entry.id,
        local_time(entry.at).strftime("%H:%M:%S"),
        action_title(entry.action),
        teller.whose(entry),
        t("import.change_line", title=first.field, old=first.old or empty, new=first.new or empty) if first else "",
        entry.row_count,
        teller.undone(entry),
    )
