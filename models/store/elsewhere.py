"""What other files near a store still know of it: its backups and its running copy. Read, and never trusted without a
digest that proves it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from models.journal.digest import CHANGE_FIELDS, SET_FIELDS
from models.journal.mending import CHANGES, SETS, Sealed
from models.store.backup import backups
from models.store.copy_note import copy_folders
from models.store.database import StoreDatabase, connect
from models.store.errors import DATABASE_ERRORS
from models.store.shipping import journals, lines_of

T = TypeVar("T")


def sets_elsewhere(file: Path, numbers: Collection[int]) -> dict[int, list[Sealed]]:
    """Change sets as the running copy's journals and the backups beside the store have them, by number."""
    found: dict[int, list[Sealed]] = {number: [] for number in numbers}
    if not found:
        return found
    for journal in (journal for folder in copy_folders(file) for journal in journals(folder, file.stem)):
        try:
            for line in lines_of(journal):
                if "set" in line and line["set"][0] in found:
                    found[line["set"][0]].append((line["set"][:-1], line["changes"]))
        except (OSError, ValueError, LookupError):
            continue
    for sealed in _asked(file, lambda copy: [_set_in(copy, number) for number in found]):
        for values, changes in filter(None, sealed):
            found[values[0]].append((values, changes))
    return found


def files_elsewhere(file: Path, row_id: int) -> Iterator[bytes]:
    """The content of a kept file as each backup has it."""
    statement = "SELECT content FROM stored_file WHERE id = ?"
    for row in _asked(file, lambda copy: copy.execute_sql(statement, (row_id,)).fetchone()):
        if row:
            yield bytes(row[0])


def _asked(file: Path, ask: Callable[[StoreDatabase], T]) -> Iterator[T]:
    """What each backup beside the store answers, the newest first; what cannot be read tells nothing."""
    for copy in backups(file):
        try:
            with closing(connect(copy, "ro")) as database:
                answer = ask(database)
        except (OSError, *DATABASE_ERRORS):
            continue
        yield answer


def _set_in(database: StoreDatabase, number: int) -> Sealed | None:
    """The set with what its digest covers: its changes, and those made past the program before it."""
    fields, columns = (", ".join(f'"{name}"' for name in names) for names in (SET_FIELDS, CHANGE_FIELDS))
    values = database.execute_sql(f'SELECT {fields} FROM "{SETS}" WHERE id = ?', (number,)).fetchone()
    if values is None:
        return None
    before = f'SELECT COALESCE(MAX(id), 0) FROM "{CHANGES}" WHERE change_set_id < ?'
    last = f'SELECT MAX(id) FROM "{CHANGES}" WHERE change_set_id = ?'
    statement = f'SELECT {columns} FROM "{CHANGES}" WHERE id > ({before}) AND id <= ({last}) ORDER BY id'
    changes = database.execute_sql(statement, (number, number)).fetchall()
    return list(values), [list(change) for change in changes]
