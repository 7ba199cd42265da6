"""The cell that a change is about when it lies beside the records: a note, a doubt, a text that waits in red."""

from __future__ import annotations

import json
from typing import Any

from models.journal.triggers import table_name
from models.tables.log import Change
from models.tables.people import CellNote, PendingCell
from models.tables.reading import dicts

_BESIDE: dict[str, Any] = {table_name(model): model for model in (CellNote, PendingCell)}


def cell_of_change(change_id: int, register_id: str) -> tuple[int, str] | None:
    """The first cell ``(row id, field)`` of that register beside which the change set wrote; None where it did not."""
    changes = (
        Change.select().where(Change.change_set_id == change_id, Change.tbl.in_(list(_BESIDE))).order_by(Change.id)
    )
    for change in dicts(changes):
        facts = json.loads(change["before"] or "{}") | json.loads(change["after"] or "{}")
        if "field_name" not in facts:
            # Of a record that was updated the history keeps only what differs.
            model = _BESIDE[change["tbl"]]
            found = next(iter(dicts(model.select().where(model.id == change["row_id"]))), None)
            facts = found or {}
        if facts.get("register") == register_id:
            return facts["row_id"], facts["field_name"]
    return None
