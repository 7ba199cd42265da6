"""The chain of digests: each change set's covers its own words, its changes and the digest before it.

Whoever re-dates or edits evidence has to recompute every later digest, and a digest printed or copied elsewhere then
no longer fits. Changes made past the program carry no set; the digest of the next set that has changes covers them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from peewee import fn

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


def set_query() -> Any:
    """The query for sets as tuples of `SET_FIELDS`."""
    return ChangeSet.select(*(getattr(ChangeSet, name) for name in SET_FIELDS)).tuples()


def change_query() -> Any:
    """The query for changes as tuples of `CHANGE_FIELDS`."""
    return Change.select(*(getattr(Change, name) for name in CHANGE_FIELDS)).tuples()


def digest_for(set_id: int) -> str:
    """The digest that set ``set_id``, the newest, has to carry."""
    before = (
        ChangeSet.select(ChangeSet.digest).where(ChangeSet.id < set_id).order_by(ChangeSet.id.desc()).limit(1).scalar()
    )
    changes: Iterable[Sequence[Any]] = ()
    if Change.select().where(Change.change_set_id == set_id).exists():
        set_before = Change.select(fn.MAX(Change.change_set_id)).where(Change.change_set_id < set_id)
        covered = Change.select(fn.MAX(Change.id)).where(Change.change_set_id == set_before).scalar() or 0
        changes = change_query().where(Change.id > covered).order_by(Change.id)
    return digest_of(before or "", set_query().where(ChangeSet.id == set_id).get(), changes)
