"""What a day needs besides the people: the copies of the store, and no half uploads left by what was killed."""

from __future__ import annotations

from pathlib import Path

from data.dropbox import remove_leftovers
from models.actions.backups import journal_folder, keeps_here
from models.actions.desk import Desk
from models.store import Actor, Store, StoreError
from models.store.place import file_of
from models.store.reading import place_of
from tui.call import look_after
from tui.running_copy import keep_for
from tui.serve.journal import Log

HOUR = 3600.0
NAME = "yanxiu-house"
"""What the process is called in the list of processes; at most fifteen characters, by Linux."""


def keep_house(place: str, log: Log, seconds: float = HOUR) -> None:
    """Done in a process of its own, since it opens the store; it keeps the running copy until the next one does."""
    _be_known()
    removed = remove_leftovers(file_of(place), older_than=24 * 3600)
    if removed:
        log("half-uploads-removed", count=removed)
    try:
        with Store.open(place, Actor("")) as store:
            told = look_after(store)
            desk = Desk(store)
            folder = journal_folder(desk) if keeps_here(desk) else None
    except StoreError as error:
        log("store", why=type(error).__name__)
        return
    if told:
        log("store", why="look-after")
    if folder is None:
        return  # another machine keeps the copies
    keep_for(place_of(place), folder, seconds, lambda _: log("store", why="running-copy"))


def _be_known() -> None:
    own = Path("/proc/self/comm")
    if own.exists():
        own.write_text(NAME, "ascii")
