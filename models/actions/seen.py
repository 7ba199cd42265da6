"""The history as one person may see it: whose deeds, and without what is hidden from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.actions.sight import Sight
from models.journal.history import Entry, FieldChange, RowChange
from models.rules.masking import HIDDEN, masked
from models.rules.rights import Scope
from models.store.permission import Reach

if TYPE_CHECKING:
    from models.store import Store

_BESIDE = ("pending_cell", "cell_note")
_TYPED = ("typed", "words", "reason")
_SECRETS = ("digest",)


def only_actor(store: Store, asked: str) -> str:
    """By whom the deeds must be that this person may see: ``asked`` ('' for anybody), or themselves.

    Raises NotAllowed for somebody who may not see the history at all.
    """
    return asked if Sight(store).ensure("history") is Scope.ALL else store.actor.name


def seen(store: Store, entry: Entry) -> Entry:
    """The entry with its hidden values masked."""
    sight, reach = Sight(store), Reach(store, Scope.ALL)
    return replace(entry, rows=tuple(_row_seen(sight, reach, change) for change in entry.rows))


def _row_seen(sight: Sight, reach: Reach, change: RowChange) -> RowChange:
    if change.tbl in _BESIDE:
        told: Mapping[str, Any] = {cell.field: cell.new if change.op == "I" else cell.old for cell in change.fields}
        row = told if change.op != "U" else reach.row(change.tbl, change.row_id)
        if not row or not sight.is_hidden("", row["row_id"], row["field_name"], row["register"]):
            return change
        return replace(change, fields=tuple(_hidden(cell, "") for cell in change.fields if cell.field in _TYPED))
    return replace(
        change,
        fields=tuple(
            _hidden(cell, cell.field)
            if cell.field in _SECRETS or sight.is_hidden(change.tbl, change.row_id, cell.field)
            else cell
            for cell in change.fields
        ),
    )


def _hidden(cell: FieldChange, field: str) -> FieldChange:
    if cell.field in _SECRETS:
        return replace(cell, old=cell.old and HIDDEN, new=cell.new and HIDDEN)
    return replace(cell, old=masked(field, cell.old), new=masked(field, cell.new))
