"""Words beside a cell, and the mark on a value that somebody doubts (存疑): each one action, undone as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from models.journal.writing import delete_record, insert_record, insert_records, update_record
from models.store import Store
from models.tables.people import CellNote
from models.tables.reading import ByIds, tuples

LONGEST = 400
"""Characters of a note."""


class Beside(NamedTuple):
    """What lies beside the cells of one row: ``words`` by field, and the fields that are doubtful."""

    words: Mapping[str, str]
    doubtful: frozenset[str]


NOTHING = Beside({}, frozenset())


def annotate(
    store: Store,
    register_id: str,
    row_id: int,
    field: str,
    words: str | None = None,
    doubtful: bool | None = None,
) -> int | None:
    """Write ``words`` ('' takes them away) or the mark beside a cell; None leaves either as it is.

    Returns the change set's number, None when nothing differed. Raises StoreError when it could not be written.
    """
    gesture = "doubt" if words is None else "note"
    with store.change(f"{register_id}.{gesture}") as change:
        found = CellNote.get_or_none(register=register_id, row_id=row_id, field_name=field)
        new_words = (found.words if found else "") if words is None else words.strip()[:LONGEST]
        new_doubt = bool(found and found.is_doubtful) if doubtful is None else doubtful
        facts = {"words": new_words, "is_doubtful": new_doubt}
        if found is None:
            if new_words or new_doubt:
                insert_record(CellNote, {"register": register_id, "row_id": row_id, "field_name": field, **facts})
        elif new_words or new_doubt:
            update_record(CellNote, found.id, facts)
        else:
            delete_record(CellNote, found.id)
    return change.id


def doubt(store: Store, register_id: str, cells: Iterable[tuple[int, str]], doubtful: bool) -> int | None:
    """Mark many cells as doubtful or as settled, as one action; the words beside them stay.

    Returns the change set's number, None when nothing differed. Raises StoreError when it could not be written.
    """
    wanted = list(dict.fromkeys(cells))
    with store.change(f"{register_id}.doubt") as change:
        found = {
            (row_id, field): (note_id, words)
            for row_id, field, note_id, words in _kept(register_id)(list(dict.fromkeys(row_id for row_id, _ in wanted)))
        }
        for cell in wanted:
            note_id, words = found.get(cell, (None, ""))
            if note_id is not None and not words and not doubtful:
                delete_record(CellNote, note_id)
            elif note_id is not None:
                update_record(CellNote, note_id, {"is_doubtful": doubtful})
        fresh = [cell for cell in wanted if cell not in found] if doubtful else []
        facts = {"register": register_id, "is_doubtful": True}
        insert_records(CellNote, ({**facts, "row_id": row_id, "field_name": field} for row_id, field in fresh))
    return change.id


@cache
def _kept(register_id: str) -> ByIds:
    query = CellNote.select(CellNote.row_id, CellNote.field_name, CellNote.id, CellNote.words)
    return ByIds(query.where(CellNote.register == register_id), CellNote.row_id)


def notes_beside(register_id: str, row_ids: Iterable[int] | None = None) -> dict[int, Beside]:
    """What lies beside the cells of those rows (all: None); rows without anything are left out."""
    words: dict[int, dict[str, str]] = {}
    doubtful: dict[int, set[str]] = {}
    for row_id, field, text, doubt in _noted(register_id)(None if row_ids is None else list(row_ids)):
        own = words.setdefault(row_id, {})
        if text:
            own[field] = text
        if doubt:
            doubtful.setdefault(row_id, set()).add(field)
    return {row_id: Beside(own, frozenset(doubtful.get(row_id, ()))) for row_id, own in words.items()}


@cache
def _noted(register_id: str) -> ByIds:
    query = CellNote.select(CellNote.row_id, CellNote.field_name, CellNote.words, CellNote.is_doubtful)
    return ByIds(query.where(CellNote.register == register_id), CellNote.row_id)


def drop_notes(register_id: str, row_id: int) -> None:
    """Delete everything beside the cells of a row that is being deleted. Inside an action only."""
    rows = CellNote.select(CellNote.id).where(CellNote.register == register_id, CellNote.row_id == row_id)
    for (note_id,) in tuples(rows):
        delete_record(CellNote, note_id)
