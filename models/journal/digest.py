"""The chain of digests: each change set's covers its own words, its changes and the digest before it.

Whoever re-dates or edits evidence has to recompute every later digest, and a digest printed or copied elsewhere then
no longer fits. Changes made past the program carry no set; the digest of the next set that has changes covers them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

import peewee as pw

from models.journal.triggers import table_name
from models.tables.log import Change, ChangeSet

SET_FIELDS = ("id", "at", "actor", "origin", "action", "reason", "undo_of", "app_version")
CHANGE_FIELDS = ("id", "change_set_id", "tbl", "row_id", "op", "before", "after")


def digest_of(before: str, set_values: Sequence[Any], changes: Iterable[Sequence[Any]]) -> str:
    """SHA-256, in hex, over the digest before, the set's `SET_FIELDS` and its changes' `CHANGE_FIELDS`, a line each."""
    made = sha256(before.encode())
    for values in (set_values, *changes):
        made.update(
            b"\n" + json.dumps(list(values), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        )
    return made.hexdigest()


def covered_by(database: pw.Database, set_id: int) -> list[tuple[Any, ...]]:
    """The `CHANGE_FIELDS` of the newest set's changes and of those made past the program before it, oldest first; []
    when the set has none of its own."""
    change, place = f'"{table_name(Change)}"', database.param
    set_before = f"SELECT MAX(change_set_id) FROM {change} WHERE change_set_id < {place}"
    last_before = f"SELECT COALESCE(MAX(id), 0) FROM {change} WHERE change_set_id = ({set_before})"
    statement = f"SELECT {_columns(CHANGE_FIELDS)} FROM {change} WHERE id > ({last_before}) ORDER BY id"
    rows = database.execute_sql(statement, (set_id,)).fetchall()
    return rows if any(row[1] == set_id for row in rows[-1:]) else []


def digest_for(database: pw.Database, set_id: int, covered: Iterable[Sequence[Any]]) -> str:
    """The digest that set ``set_id``, the newest, has to carry over the changes ``covered`` by it."""
    table, place = f'"{table_name(ChangeSet)}"', database.param
    before = f"SELECT digest FROM {table} WHERE id < {place} ORDER BY id DESC LIMIT 1"
    both = f"SELECT COALESCE(({before}), ''), {_columns(SET_FIELDS)} FROM {table} WHERE id = {place}"
    last, *own = database.execute_sql(both, (set_id, set_id)).fetchone()
    return digest_of(last, own, covered)


def _columns(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
