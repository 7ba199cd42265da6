"""Emptying somebody's personal data in the history, so that its chain of digests still tells of every other change.

A set keeps the digest it was sealed with, and the chain goes on from it; a `Redaction`, itself part of the history, has
the digest of the set as it reads now. Replaying accepts a set that does not fit its own digest only if it fits that one
and the redaction was written by a later set which is sound itself. The guards of the history are taken away and made
anew inside the one transaction; outside it nobody ever finds them missing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from models.journal.digest import digest_of
from models.journal.logged import Values, values_in
from models.journal.replay import links
from models.journal.writing import insert_record, update_record
from models.tables.log import Change, ChangeSet, Redaction
from models.tables.reading import tuples
from models.tables.reflections import StoredFile

if TYPE_CHECKING:
    from models.store.store import Store

Redact = Callable[[str, int, str, Values], Values]
"""(table, row id, 'before' or 'after', columns) to the columns as they may stand in the history."""


def redact_history(
    store: Store,
    own_set: int,
    change: Redact,
    words: Callable[[str], str],
    actors: Collection[str],
    files: Collection[int],
) -> int:
    """Rewrite the history inside an action: every change by ``change``, the reasons of the sets by ``words``, who did
    them where it was one of ``actors`` (their address goes too); delete the ``files``. Returns how many sets changed.

    ``own_set`` is the action's own set, which gets its digest when it ends.
    """
    database = store.db
    store.dialect.drop_triggers(database)
    touched = _changes(change) | _sets(words, actors)
    if files:
        StoredFile.delete().where(StoredFile.id.in_(list(files))).execute()
    for statement in store.dialect.triggers(database):
        database.execute_sql(statement)
    made = _digests(store, touched, own_set)
    for set_id, digest in made.items():
        found = Redaction.get_or_none(Redaction.set_id == set_id)
        if found is None:
            insert_record(Redaction, {"set_id": set_id, "digest": digest})
        else:
            update_record(Redaction, found.id, {"digest": digest})
    return len(made)


def _changes(redact: Redact) -> set[int]:
    """The numbers of the changes rewritten, told from those of sets by their sign: -1, -2, …"""
    touched = set()
    every = Change.select(Change.id, Change.tbl, Change.row_id, Change.before, Change.after).order_by(Change.id)
    for number, tbl, row_id, *sides in list(tuples(every)):
        new = [_side(redact, tbl, row_id, name, text) for name, text in zip(("before", "after"), sides, strict=True)]
        if new != sides:
            Change.update(before=new[0], after=new[1]).where(Change.id == number).execute()
            touched.add(-number)
    return touched


def _side(redact: Redact, tbl: str, row_id: int, name: str, text: str | None) -> str | None:
    try:
        values = values_in(text)
    except ValueError:
        return text
    made = redact(tbl, row_id, name, values) if text else values
    return text if made == values else json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _sets(words: Callable[[str], str], actors: Collection[str]) -> set[int]:
    touched = set()
    for number, actor, origin, reason in list(
        tuples(ChangeSet.select(ChangeSet.id, ChangeSet.actor, ChangeSet.origin, ChangeSet.reason))
    ):
        own = actor in actors
        facts = {"actor": words(actor), "origin": "" if own else origin, "reason": words(reason)[:300]}
        if own and facts["actor"] == actor:
            raise ValueError("somebody's name has to change with the rest")
        if facts != {"actor": actor, "origin": origin, "reason": reason}:
            ChangeSet.update(**facts).where(ChangeSet.id == number).execute()
            touched.add(number)
    return touched


def _digests(store: Store, touched: set[int], own_set: int) -> dict[int, str]:
    """The digests of what stands now in the sets that were touched, or cover a change that was."""
    made: dict[int, str] = {}
    before = ""
    for row, covered in links(store.db):
        if not row:
            continue
        *values, stored = row
        if values[0] != own_set and (values[0] in touched or any(-change[0] in touched for change in covered)):
            made[values[0]] = digest_of(before, values, covered)
        before = stored
    return made
