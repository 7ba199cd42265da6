"""How the person at the desk likes things: small JSON values, kept per person and key, outside the history."""

from __future__ import annotations

import json
from typing import Any

from models.journal.typing import write_lightly
from models.store import Store
from models.store.errors import DATABASE_ERRORS, explain
from models.tables.log import Preference

_LONGEST = 20_000  # characters, as the table has it


def preference(store: Store, key: str, otherwise: Any = None) -> Any:
    """What this person keeps under ``key``; ``otherwise`` where nothing is kept, or nothing that can be read."""
    try:
        found = Preference.get_or_none(Preference.actor == store.actor.name, Preference.key == key)
        return json.loads(found.value) if found else otherwise
    except ValueError:
        return otherwise
    except DATABASE_ERRORS as error:
        raise explain(error, store.place) from error


def prefer(store: Store, key: str, value: Any, lightly: bool = False) -> None:
    """Keep ``value`` for this person; None forgets it. ``lightly``: without waiting for the disk.

    Raises ValueError for a value of more than 20,000 characters, and StoreError when nothing can be written.
    """
    mine = (Preference.actor == store.actor.name) & (Preference.key == key)
    text = json.dumps(value, ensure_ascii=False)
    if len(text) > _LONGEST:
        raise ValueError(f"{key} would take {len(text)} characters")
    try:
        if value is None:
            write = Preference.delete().where(mine)
        else:
            write = Preference.insert(actor=store.actor.name, key=key, value=text).on_conflict(
                conflict_target=[Preference.actor, Preference.key], update={"value": text}
            )
        if lightly:
            write_lightly(store, write)
        else:
            write.execute()
    except DATABASE_ERRORS as error:
        raise explain(error, store.place) from error
