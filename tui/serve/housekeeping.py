"""What a day needs besides the people: the copy of the store, and no half uploads left by what was killed."""

from __future__ import annotations

from pathlib import Path

from data.dropbox import remove_leftovers
from models.store import Actor, Store, StoreError
from tui.call import look_after
from tui.serve.journal import Log


def keep_house(place: str, log: Log) -> None:
    """Done in a process of its own, since it opens the store."""
    removed = remove_leftovers(Path(place), older_than=24 * 3600)
    if removed:
        log("half-uploads-removed", count=removed)
    try:
        with Store.open(place, Actor("")) as store:
            told = look_after(store)
    except StoreError as error:
        log("store", why=type(error).__name__)
        return
    if told:
        log("store", why="look-after")
