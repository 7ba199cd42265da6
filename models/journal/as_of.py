"""The rows of a table as they were at an instant, from the rows of today and the history read backwards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from peewee import fn

from models.journal.logged import Values, values_in
from models.journal.triggers import column_names, table_name
from models.tables.base import Base
from models.tables.log import Change, ChangeSet
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.store.store import Store


def rows_as_of(store: Store, model: type[Base], instant: datetime) -> list[dict[str, Any]]:
    """The table's rows by id, as dicts by column name, after the last action at or before ``instant``.

    ``instant`` needs a time zone (ValueError). Actions count in the order they were written, so that a clock set back
    hides nothing. Changes made past the program count with the action that came after them.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    at = instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    with store.db.atomic("DEFERRED"):  # one moment for the rows and the history, and nobody waits for a reader
        last_set = ChangeSet.select(fn.MAX(ChangeSet.id)).where(ChangeSet.at <= at).scalar() or 0
        last = Change.select(fn.MAX(Change.id)).where(Change.change_set_id <= last_set).scalar() or 0
        rows = _current(store, model)
        later = Change.select(Change.row_id, Change.op, Change.before).order_by(Change.id.desc())
        for row_id, op, before in tuples(later.where(Change.tbl == table_name(model), Change.id > last)):
            if op == "I":
                rows.pop(row_id, None)
            else:
                rows.setdefault(row_id, {"id": row_id}).update(values_in(before))
    return [rows[row_id] for row_id in sorted(rows)]


def _current(store: Store, model: type[Base]) -> dict[int, Values]:
    names = column_names(model)
    columns = ", ".join(f'"{name}"' for name in names)
    found = store.db.execute_sql(f'SELECT {columns} FROM "{table_name(model)}"').fetchall()
    return {row[0]: dict(zip(names, row, strict=True)) for row in found}
