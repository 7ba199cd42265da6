"""What is being typed right now, kept so that a broken line loses no keystroke. Not part of the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import peewee as pw

from models.journal.writing import plain_text
from models.store.change import now
from models.store.errors import DATABASE_ERRORS, explain
from models.tables.log import Typing

if TYPE_CHECKING:
    from models.store.store import Store

_LONGEST = 4000  # characters, as the table has it


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The cell that a broken session left half typed; ``at`` is UTC."""

    row_id: int
    field: str
    text: str
    at: str


def keep(store: Store, register: str, row_id: int, field: str, text: str) -> None:
    """Remember the one cell that this actor is typing in the register, in place of the one before; '' forgets it.

    It survives the death of the program at once; a power cut may lose the last of it, until the next action. Raises
    StoreError.
    """
    if not text:
        forget(store, register)
        return
    values = {"row_id": row_id, "field_name": field, "typed": plain_text(text)[:_LONGEST], "at": now()}
    write = Typing.insert(actor=store.actor.name, register=register, **values)
    conflict = write.on_conflict(conflict_target=[Typing.actor, Typing.register], update=values)
    write_lightly(store, conflict)


def forget(store: Store, register: str) -> None:
    """The cell has been left: there is nothing to offer again. Raises StoreError."""
    if unfinished(store, register) is not None:
        write_lightly(store, Typing.delete().where(Typing.actor == store.actor.name, Typing.register == register))


def unfinished(store: Store, register: str) -> Unfinished | None:
    """What this actor left half typed in the register; None when every cell was left properly."""
    found = Typing.get_or_none(Typing.actor == store.actor.name, Typing.register == register)
    return Unfinished(found.row_id, found.field_name, found.typed, found.at) if found else None


def write_lightly(store: Store, query: pw.Query) -> None:
    """Write without waiting for the disk: one keystroke is not worth a sync, and the next action syncs it too."""
    database = store.db
    try:
        with store.dialect.lightly(database):
            query.execute()
    except DATABASE_ERRORS as error:
        raise explain(error, store.place) from error
