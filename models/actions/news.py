"""What others have done since one last looked, counted for one short line: who, how many cells, how many rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.store import Store
from models.store.errors import DATABASE_ERRORS, explain
from models.tables.log import Change, ChangeSet
from models.tables.reading import tuples

MOST_COUNTED = 1000
"""Changes of rows that are looked at; after more than these the count says 'at least'."""

_NOT_CELLS = frozenset({"version", "sort_no", "seq", "name_initials"})
"""What a change of a row carries along beside what the person wrote."""

_PARTS = frozenset({"cell_note", "teacher_subject", "teacher_class", "group_member"})
"""Tables in which a row is a part of some cell."""

_WAITING = "pending_cell"


@dataclass(frozen=True, slots=True)
class News:
    """What one person did: cells changed, rows added and removed; ``more`` when it was too much to count."""

    who: str
    cells: int = 0
    added: int = 0
    removed: int = 0
    more: bool = False


def newest_change(store: Store) -> tuple[int, int]:
    """How far the history has come: the newest action and the newest change of a row. Raises StoreError."""
    from models.journal.latest import latest

    try:
        return latest()
    except DATABASE_ERRORS as error:
        raise explain(error, store.place) from error


def news_since(store: Store, action: int) -> list[News]:
    """What others have done since that action, one entry a person; one's own from this terminal is left out.

    Raises StoreError.
    """
    asked = (
        Change.select(ChangeSet.id, ChangeSet.actor, Change.tbl, Change.op, Change.after)
        .join(ChangeSet, on=(Change.change_set_id == ChangeSet.id))
        .where(
            Change.change_set_id > action,
            (ChangeSet.actor != store.actor.name) | (ChangeSet.origin != store.actor.origin),
        )
        .order_by(Change.id)
        .limit(MOST_COUNTED + 1)
    )
    try:
        rows = tuples(asked)
    except DATABASE_ERRORS as error:
        raise explain(error, store.place) from error
    by_action: dict[int, tuple[str, list[tuple[str, str, str | None]]]] = {}
    for number, actor, *change in rows[:MOST_COUNTED]:
        by_action.setdefault(number, (actor, []))[1].append(tuple(change))
    told: dict[str, News] = {}
    for who, changes in by_action.values():
        one, before = _counted(who, changes), told.get(who, News(who))
        told[who] = News(who, before.cells + one.cells, before.added + one.added, before.removed + one.removed)
    more = len(rows) > MOST_COUNTED
    return [replace(news, more=more) for news in told.values()]


def _counted(who: str, changes: Iterable[tuple[str, str, str | None]]) -> News:
    """One action: new and deleted rows count as rows, and what came and went with them not again as cells."""
    cells = 0
    rows, parts, waiting = ({"I": 0, "U": 0, "D": 0} for _ in range(3))
    for table, op, after in changes:
        if table == _WAITING:
            waiting[op] += 1
        elif table in _PARTS:
            parts[op] += 1
        elif op == "U":
            fields = json.loads(after or "{}").keys() - _NOT_CELLS
            cells += len(fields - {"name_pinyin"} if "name" in fields else fields)
        else:
            rows[op] += 1
    if not (rows["I"] or rows["D"]):
        # A group that takes another's place is one cell, and so is a text that can be read now.
        cells += max(parts["I"] + parts["U"], parts["D"]) + waiting["I"] + waiting["U"]
        cells = cells or waiting["D"]
    return News(who, cells, rows["I"], rows["D"])
