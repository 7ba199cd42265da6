"""What one cell of a register held over time, who wrote it and when, in the register's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.cells import pending_texts
from models.actions.desk import Desk
from models.actions.past import empty_memory, insert_raw
from models.actions.register_table import RegisterTable
from models.journal.finding import pointing_at, references, rows_naming
from models.journal.history import entries
from models.journal.logged import journaled_models, values_in
from models.journal.triggers import column_names
from models.registers.kinds import show
from models.store.errors import NotAllowed
from models.tables import ALL
from models.tables.log import Change
from models.tables.people import PendingCell
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.store import Store

_NAMES = {"code_item", "staff_group", "class_group", "teacher"}
"""The tables by which a register turns what is stored into words."""

Rows = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class CellValue:
    """What the cell showed from ``at`` (UTC) on, and by which action of whom; ``change`` is the action's number."""

    text: str
    at: str
    actor: str
    origin: str
    action: str
    change: int


def cell_values(desk: Desk, register_id: str, row_id: int, field: str) -> list[CellValue]:
    """The texts of the cell, newest first: the first is what it shows now, each was written by the action named.

    Texts that could not be read and waited beside the record count. Names of groups and people are those of today.
    Raises NotAllowed for a cell that is hidden from the person, and for somebody who may see their own deeds only.
    """
    desk.sight.ensure("others_deeds")
    if desk.sight.is_hidden("", row_id, field, register_id):
        raise NotAllowed(t("rights.hidden_cell"))
    rows = rows_ever(desk.table(register_id), row_id)
    memory = _Record(desk.store, rows)
    then = Desk(desk.store, lambda: desk.today)
    table, column = then.table(register_id), then.table(register_id).register.column(field)
    try:

        def text_now() -> str:
            with memory.database.bind_ctx(ALL, bind_refs=False, bind_backrefs=False):
                waiting = pending_texts(register_id, [row_id]).get(row_id, {})
                if field in waiting:
                    return waiting[field][0]
                found = table.read([row_id])
                return show(column, found[0].values.get(field), then.lists) if found else ""

        values: list[CellValue] = []
        text = text_now()
        before = None
        while page := entries(rows=rows, limit=200, before_id=before, most_rows=0):
            before = page[-1].id
            for entry in page:
                memory.step_back(entry.id)
                older = text_now()
                if older != text:
                    values.append(CellValue(text, entry.at, entry.actor, entry.origin, entry.action, entry.id))
                    text = older
        return values
    finally:
        memory.close()


def rows_ever(table: RegisterTable, row_id: int) -> Rows:
    """Every ``(table, row id)`` that was ever a part of the record: also what was kept beside it and is deleted now."""
    kept = list(table.written_in(row_id))
    beside = pointing_at(kept[0][0])
    for column in sorted(set(beside.values())):
        kept += rows_naming([name for name, own in beside.items() if own == column], column, row_id)
    query = PendingCell.select(PendingCell.id).where(
        PendingCell.register == table.register.id, PendingCell.row_id == row_id
    )
    name = "pending_cell"
    pending = {(name, found) for (found,) in tuples(query)} | set(rows_naming([name], "row_id", row_id))
    return list(dict.fromkeys([*kept, *sorted(pending)]))


class _Record:
    """One record and all that it points at, in memory, walked back through the history action by action."""

    def __init__(self, store: Store, rows: Rows) -> None:
        self.database = empty_memory()
        self._rows = set(rows)
        models = journaled_models()
        own = {tbl for tbl, _ in rows}
        with store.db.atomic("DEFERRED"):
            for tbl in sorted(own):
                ids = [row_id for name, row_id in rows if name == tbl]
                insert_raw(self.database, models[tbl], _stored(store, tbl, ids))
            for tbl in sorted((_pointed_at(own) | _NAMES) - own):
                # Also those that are gone: the record may have pointed at them.
                insert_raw(self.database, models[tbl], [*_stored(store, tbl), *_deleted(store, tbl)])

    def step_back(self, set_id: int) -> None:
        """Make the record what it was before that action."""
        for change in Change.select().where(Change.change_set_id == set_id).order_by(Change.id.desc()):
            if (change.tbl, change.row_id) not in self._rows:
                continue
            table, row_id = change.tbl, change.row_id
            known = set(column_names(journaled_models()[table]))
            old = {name: value for name, value in values_in(change.before).items() if name in known}
            if change.op == "I":
                self.database.execute_sql(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
            elif change.op == "D":
                insert_raw(self.database, journaled_models()[table], [{**old, "id": row_id}])
            elif old:
                pairs = ", ".join(f'"{name}" = ?' for name in old)
                self.database.execute_sql(f'UPDATE "{table}" SET {pairs} WHERE id = ?', [*old.values(), row_id])

    def close(self) -> None:
        self.database.close()


def _pointed_at(tables: set[str]) -> set[str]:
    """The tables that these point at, and those that they in turn point at."""
    models, found, fresh = journaled_models(), set(tables), set(tables)
    while fresh:
        fresh = {target for tbl in fresh for target in references(models[tbl]).values()} - found
        found |= fresh
    return found


def _stored(store: Store, tbl: str, ids: Sequence[int] | None = None) -> list[dict[str, Any]]:
    names = column_names(journaled_models()[tbl])
    columns = ", ".join(f'"{name}"' for name in names)
    where = "" if ids is None else f" WHERE id IN ({', '.join('?' * len(ids))})"
    rows = store.db.execute_sql(f'SELECT {columns} FROM "{tbl}"{where}', ids or ()).fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


def _deleted(store: Store, tbl: str) -> list[dict[str, Any]]:
    present = {row_id for (row_id,) in store.db.execute_sql(f'SELECT id FROM "{tbl}"').fetchall()}
    query = Change.select(Change.row_id, Change.before).where(Change.tbl == tbl, Change.op == "D").order_by(Change.id)
    last = {row_id: values_in(before) for row_id, before in tuples(query) if row_id not in present}
    return [{**values, "id": row_id} for row_id, values in last.items()]
