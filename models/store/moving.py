"""Carrying a school from one store into another: from a file to a server, back again, or to another server.

Every row goes as it is, with its number, its version and its whole history, digests included. What arrived is read
again and compared row by row, and its chain of digests is told from the beginning, before it appears under its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import peewee as pw

from data.words import t
from models.journal.logged import table_title
from models.journal.replay import Replay, replay
from models.journal.triggers import column_names, table_name
from models.store.address import ServerAddress, is_server, server_address
from models.store.database import connect
from models.store.dialect import dialect_of
from models.store.errors import DATABASE_ERRORS, StoreDamaged, StoreExists, explain
from models.store.making import alone, build, finish, put_leftovers_away
from models.store.place import examine, file_of, remove, sync_folder
from models.tables import ALL
from models.tables.accounts import Presence
from models.tables.base import Base
from models.tables.log import AuditContext, ChangeSet, Typing

if TYPE_CHECKING:
    from models.store.store import Store

Tell = Callable[[str, int], None]
"""Hears of each table, when it is there and compared, and how many rows it has."""

LEFT_BEHIND: tuple[type[Base], ...] = (AuditContext, Presence, Typing)
"""What every store has of its own: who is there and types just now, and the triggers' note."""
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Moved:
    """What was carried over, every row of it compared; ``digest`` is the last of the chain, the same on both sides."""

    rows: dict[str, int]
    change_sets: int
    digest: str


def move(store: Store, to: str, tell: Tell = lambda table, count: None) -> Moved:
    """Make a store at ``to``, a path or an address, that is this one; nobody can write into this one meanwhile.

    The store itself stays as it is. Raises StoreExists where something is already, StoreDamaged when what arrived is
    not what was sent or its history does not hold together, and whatever says why the other place cannot be used;
    nothing is left there then.
    """
    target = server_address(to) if is_server(to) else file_of(to)
    if str(target) == str(store.place):
        raise StoreExists(t("store.exists", path=target))
    opened = _on_server(target) if isinstance(target, ServerAddress) else _in_file(target)
    try:
        with store.db.atomic():
            store.dialect.take_turn(store.db)
            store.ensure_current()
            with opened as there:
                return carry(store.db, there, target, tell)
    except DATABASE_ERRORS as error:
        raise explain(error, target) from error


def copy_out(here: pw.Database, file: Path) -> None:
    """Make the new file ``file`` the store that is open ``here``, inside a transaction that sees it as of one moment.

    Damage to the history comes along, as it does in a copy of a file's pages; `check` tells of it. Raises StoreDamaged
    and peewee's errors.
    """
    database = connect(file, "rwc")
    try:
        with database.atomic():
            build(database)
            carry(here, database, file, soundly=False)
    finally:
        database.close()


def carry(
    here: pw.Database,
    there: pw.Database,
    target: Path | ServerAddress,
    tell: Tell = lambda table, count: None,
    soundly: bool = True,
) -> Moved:
    """Write all of ``here`` into the empty tables ``there``, which have no triggers yet, and compare it.

    Without ``soundly`` its history is not told again from the start. Raises StoreDamaged and peewee's errors.
    """
    dialect, counts = dialect_of(there), {}
    dialect.defer_references(there)
    for model in ALL:
        if model not in LEFT_BEHIND:
            dialect.load(there, table_name(model), column_names(model), _rows(here, model))
    for table, number in dialect_of(here).numbers_given(here).items():
        if number and not any(table == table_name(model) for model in LEFT_BEHIND) and table in _tables():
            dialect.go_on_from(there, table, number)
    finish(there)
    for model in ALL:
        if model not in LEFT_BEHIND:
            table = table_name(model)
            counts[table] = _compare(here, there, model, target)
            tell(table, counts[table])
    told = replay(there) if soundly else Replay()
    if told.broken_sets or told.unreadable:
        raise StoreDamaged(t("moving.broken_chain", path=target))
    last = there.execute_sql(f'SELECT digest FROM "{table_name(ChangeSet)}" ORDER BY id DESC LIMIT 1').fetchone()
    return Moved(counts, counts[table_name(ChangeSet)], last[0] if last else "")


def _compare(here: pw.Database, there: pw.Database, model: type[Base], target: object) -> int:
    """How many rows the table has, the same on both sides. Raises StoreDamaged with the first that differs."""
    count = 0
    for sent, arrived in zip_longest(_rows(here, model), _rows(there, model)):
        if sent != arrived:
            row = (sent or arrived)[0]
            raise StoreDamaged(t("moving.differs", table=table_title(table_name(model)), row=row, path=target))
        count += 1
    return count


def _rows(database: pw.Database, model: type[Base]) -> Iterator[tuple[Any, ...]]:
    """All rows by number, some at a time: files may be larger together than the memory."""
    columns = ", ".join(f'"{name}"' for name in column_names(model))
    query = f'SELECT {columns} FROM "{table_name(model)}" WHERE id > {database.param} ORDER BY id LIMIT {_AT_ONCE}'
    last = 0
    while True:
        page = [tuple(map(_plain, row)) for row in database.execute_sql(query, (last,)).fetchall()]
        yield from page
        if len(page) < _AT_ONCE:
            return
        last = page[-1][0]


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _tables() -> set[str]:
    return {table_name(model) for model in ALL}


@contextmanager
def _on_server(address: ServerAddress) -> Iterator[pw.Database]:
    """A new schema with tables and no triggers; there for others when all is done, and not at all before."""
    from models.store.making_postgres import beginning

    with beginning(address) as database:
        yield database


@contextmanager
def _in_file(file: Path) -> Iterator[pw.Database]:
    """The same beside a file's place, put there at the end."""
    file.parent.mkdir(parents=True, exist_ok=True)
    examine(file)
    with alone(file):
        if file.exists():
            raise StoreExists(t("store.exists", path=file))
        unfinished = file.with_name(f".{file.name}.moving")
        remove(unfinished)
        put_leftovers_away(file)
        try:
            database = connect(unfinished, "rwc")
            try:
                with database.atomic():
                    build(database)
                    yield database
                database.pragma("journal_mode", "wal")
            finally:
                database.close()
            unfinished.rename(file)
            sync_folder(file.parent)
        finally:
            remove(unfinished)
