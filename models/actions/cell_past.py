"""What one cell of a register held over time, who wrote it and when, in the register's own words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.cells import pending_texts
from models.actions.desk import Desk
from models.actions.past import empty_memory, insert_raw
from models.actions.register_table import Deciding, RegisterTable, SaysWhere
from models.journal.finding import pointing_at, references, rows_naming
from models.journal.logged import journaled_models, values_in
from models.journal.triggers import column_names
from models.registers.kinds import show
from models.store.errors import NotAllowed
from models.tables import ALL
from models.tables.log import Change, ChangeSet
from models.tables.people import PendingCell
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.store import Store

_NAMES = {"code_item", "staff_group", "class_group", "teacher"}
"""The tables by which a register turns what is stored into words."""

_PENDING = "pending_cell"
_AT_ONCE = 500

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
    decides = _deciding(desk.table(register_id), field)
    rows = rows_ever(desk.table(register_id), row_id, decides)
    steps = _steps(rows)
    memory = _Record(desk.store, rows)
    then = Desk(desk.store, lambda: desk.today)
    table, column = then.table(register_id), then.table(register_id).register.column(field)

    def text_now() -> str:
        waiting = pending_texts(register_id, [row_id]).get(row_id, {})
        if field in waiting:
            return waiting[field][0]
        found = table.read([row_id], {field})
        return show(column, found[0].values.get(field), then.lists) if found else ""

    found: list[tuple[str, int]] = []
    try:
        with memory.database.bind_ctx(ALL, bind_refs=False, bind_backrefs=False):
            text = text_now()
            for number, changes in steps:
                memory.step_back(changes)
                if decides is not None and not any(_decides(change, decides) for change in changes):
                    continue
                older = text_now()
                if older != text:
                    found.append((text, number))
                    text = older
    finally:
        memory.close()
    return _with_doers(found)


def _deciding(table: RegisterTable, field: str) -> Deciding | None:
    """What decides the cell, with the texts that wait beside it; None when the table does not say."""
    deciding = table.deciding(field) if isinstance(table, SaysWhere) else None
    return None if deciding is None else {**deciding, _PENDING: ()}


def _decides(change: Change, decides: Deciding) -> bool:
    columns = decides.get(change.tbl)
    if columns is None or not columns or change.op != "U":
        return columns is not None or change.op != "U"
    return not values_in(change.before).keys().isdisjoint(columns)


def _steps(rows: Rows) -> list[tuple[int, list[Change]]]:
    """The changes of those rows by the action that made them, both newest first."""
    by_table: dict[str, list[int]] = {}
    for tbl, row_id in rows:
        by_table.setdefault(tbl, []).append(row_id)
    changes: list[Change] = []
    for tbl, ids in by_table.items():
        for at in range(0, len(ids), _AT_ONCE):
            here = (Change.tbl == tbl) & Change.row_id.in_(ids[at : at + _AT_ONCE])
            changes.extend(Change.select().where(here, Change.change_set_id.is_null(False)))
    changes.sort(key=lambda change: (change.change_set_id or 0, change.id), reverse=True)
    return [(number, list(group)) for number, group in groupby(changes, lambda change: change.change_set_id or 0)]


def _with_doers(found: Sequence[tuple[str, int]]) -> list[CellValue]:
    numbers = [number for _text, number in found]
    sets: dict[int, ChangeSet] = {}
    for at in range(0, len(numbers), _AT_ONCE):
        sets |= {each.id: each for each in ChangeSet.select().where(ChangeSet.id.in_(numbers[at : at + _AT_ONCE]))}
    return [
        CellValue(text, by.at, by.actor, by.origin, by.action, by.id) for text, number in found if (by := sets[number])
    ]


def rows_ever(table: RegisterTable, row_id: int, within: Collection[str] | None = None) -> Rows:
    """Every ``(table, row id)`` that was ever a part of the record: also what was kept beside it and is deleted now.

    With ``within`` only the record's own row and those in these tables.
    """
    kept = list(table.written_in(row_id))
    own = kept[0][0]
    beside = pointing_at(own)
    if within is not None:
        kept = [pair for pair in kept if pair[0] in within or pair == kept[0]]
        beside = {name: column for name, column in beside.items() if name in within}
    for column in sorted(set(beside.values())):
        kept += rows_naming([name for name, own in beside.items() if own == column], column, row_id)
    query = PendingCell.select(PendingCell.id).where(
        PendingCell.register == table.register.id, PendingCell.row_id == row_id
    )
    pending = {(_PENDING, found) for (found,) in tuples(query)} | set(rows_naming([_PENDING], "row_id", row_id))
    return list(dict.fromkeys([*kept, *sorted(pending)]))


class _Record:
    """One record and all that it points at, in memory, walked back through the history action by action."""

    def __init__(self, store: Store, rows: Rows) -> None:
        self.database = empty_memory()
        models = journaled_models()
        own = {tbl for tbl, _ in rows}
        with store.db.atomic("DEFERRED"):
            for tbl in sorted(own):
                ids = [row_id for name, row_id in rows if name == tbl]
                insert_raw(self.database, models[tbl], _stored(store, tbl, ids))
            for tbl in sorted((_pointed_at(own) | _NAMES) - own):
                # Also those that are gone: the record may have pointed at them.
                insert_raw(self.database, models[tbl], [*_stored(store, tbl), *_deleted(store, tbl)])

    def step_back(self, changes: Sequence[Change]) -> None:
        """Make the record what it was before those changes, newest first."""
        for change in changes:
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
    where = "" if ids is None else f" WHERE id IN ({', '.join([store.db.param] * len(ids)) or 'NULL'})"
    rows = store.db.execute_sql(f'SELECT {columns} FROM "{tbl}"{where}', ids or ()).fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


def _deleted(store: Store, tbl: str) -> list[dict[str, Any]]:
    present = {row_id for (row_id,) in store.db.execute_sql(f'SELECT id FROM "{tbl}"').fetchall()}
    query = Change.select(Change.row_id, Change.before).where(Change.tbl == tbl, Change.op == "D").order_by(Change.id)
    last = {row_id: values_in(before) for row_id, before in tuples(query) if row_id not in present}
    return [{**values, "id": row_id} for row_id, values in last.items()]
