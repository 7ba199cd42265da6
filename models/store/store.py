"""A school's store: made, opened, changed and closed here."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peewee as pw

from data.words import t
from models.store import schema
from models.store.address import ServerAddress, is_server, server_address
from models.store.change import Action, changing
from models.store.database import StoreDatabase, commit_in_groups, connect
from models.store.dialect import dialect_of
from models.store.errors import (
    DATABASE_ERRORS,
    StoreError,
    StoreFault,
    StoreMissing,
    StoreMoved,
    StoreNewer,
    explain,
)
from models.store.place import examine, file_of, remove
from models.tables import ALL
from models.tables.log import Change, ChangeSet


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, from which terminal or address, and as what. Without an account it is whoever sits at the machine."""

    name: str
    origin: str = ""
    role: str = "admin"
    account_id: int | None = None
    teacher_id: int | None = None


@dataclass(frozen=True, slots=True)
class Touched:
    """A row that an action changed: the action's change set, who did it, the row, and 'I', 'U' or 'D'."""

    change_id: int
    actor: str
    tbl: str
    row_id: int
    op: str


class Store:
    """An open store. The tables are bound to the store that was opened last, so a process works with one at a time."""

    def __init__(self, database: Any, file: Path, actor: Actor, place: ServerAddress | None = None) -> None:
        self.db = database
        self.dialect = dialect_of(database)
        self.file = file
        """The file itself; for a school on a server, the name beside which this machine keeps drop boxes and such."""
        self.place: Path | ServerAddress = place or file
        """Where it is, as a person may be told."""
        self.actor = actor
        self.began = 0
        """The newest change set when it was opened: what comes after was done since."""
        self._identity = self.dialect.identity(database, self.place)

    @classmethod
    def create(cls, path: str | Path, actor: Actor) -> Store:
        """Make an empty store, with nothing in it but the schema, and open it.

        Raises StoreExists where something is already, and whatever `open` raises.
        """
        if is_server(path):
            from models.store import making_postgres

            making_postgres.make(server_address(str(path)))
        else:
            from models.store.making import make

            make(file_of(path))
        return cls.open(path, actor)

    @classmethod
    def open(cls, path: str | Path, actor: Actor) -> Store:
        """Open the store at a path, a ``sqlite:///`` or a ``postgresql://`` URL; one of an older program is migrated
        first, a file after a backup.

        Raises the `StoreError` that says why it cannot be used.
        """
        if is_server(path):
            return cls.open_at(server_address(str(path)), actor)
        file = file_of(path)
        if not file.is_file():
            raise StoreMissing(t("store.missing", path=file))
        examine(file)
        try:
            database = connect(file)
        except DATABASE_ERRORS as error:
            raise explain(error, file) from error
        try:
            _prepare(database, file)
        except StoreError:
            database.close()
            raise
        commit_in_groups(database, file)
        database.bind(ALL)
        store = cls(database, file, actor)
        try:
            store.began = store.latest_change()
        except DATABASE_ERRORS as error:
            database.close()
            raise explain(error, file) from error
        return store

    @classmethod
    def open_at(cls, address: ServerAddress, actor: Actor) -> Store:
        """Open a school on a server, as `open` does."""
        from models.store.opening_postgres import opened

        database = opened(address)
        database.bind(ALL)
        try:
            store = cls(database, address.beside, actor, address)
            store.began = store.latest_change()
        except DATABASE_ERRORS as error:  # one of several machines behind the server may be gone
            database.close()
            raise explain(error, address) from error
        return store

    def close(self) -> None:
        """Close this thread's connection; those of other threads close when their threads end."""
        if not self.db.is_closed():
            self.db.close()

    def discard(self) -> None:
        """Take a closed store away, with everything in it: for one that could not be filled."""
        if isinstance(self.place, ServerAddress):
            from models.store.making_postgres import drop

            drop(self.place)
        else:
            remove(self.file)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def change(self, action: str, reason: str = "") -> AbstractContextManager[Action]:
        """Do ``action`` ('roster.type') as one transaction and one undoable step of the history.

        Everything written inside stands or falls together; leaving the block without an exception means that it is
        on the disk. Afterwards ``.id`` of what ``with`` gave is the change set's number, or None when no row changed
        and the history has no new entry. Raises StoreError with the true cause (StoreFull, StoreBusy, …), and
        RuntimeError when begun inside another action. NotAllowed comes when the actor's role does not reach so far
        (models/rules/rights.py): before it begins or, for its rows, at its end, with nothing written. IntegrityError
        from the tables' own checks passes as it is.
        """
        return changing(self, action, reason)

    def ensure_current(self) -> None:
        """Raises StoreMoved or StoreNewer when the file was replaced or migrated since it was opened."""
        if self.dialect.identity(self.db, self.place) != self._identity:
            raise StoreMoved(t("store.moved", path=self.place))
        if self.dialect.version(self.db, self.place) != schema.VERSION:
            raise StoreNewer(t("store.migrated_meanwhile", path=self.place))

    def ensure_reachable(self) -> None:
        """Look whether a server answers, over a new connection if need be. Raises StoreUnreachable; a file is there."""
        self.dialect.ensure_reachable(self.db)

    def data_version(self) -> int:
        """A number that differs after others have committed; own commits leave it. Compare within one thread only."""
        try:
            return self.dialect.others(self.db)
        except DATABASE_ERRORS as error:
            raise explain(error, self.place) from error

    def latest_change(self) -> int:
        """The number of the newest change set; 0 for a store in which nothing has happened."""
        return ChangeSet.select(pw.fn.MAX(ChangeSet.id)).scalar() or 0

    def changes_since(self, change_id: int) -> list[Touched]:
        """The rows changed by the change sets after ``change_id``, by whom, in the order of the changes."""
        rows: Any = (
            Change.select(Change.change_set_id, ChangeSet.actor, Change.tbl, Change.row_id, Change.op)
            .join(ChangeSet, on=(Change.change_set_id == ChangeSet.id))
            .where(Change.change_set_id > change_id)
            # Actions are written one after another, so that this is the changes' own order, by the index of actions.
            .order_by(Change.change_set_id, Change.id)
            .tuples()
        )
        return [Touched(*row) for row in rows]


def _prepare(database: StoreDatabase, file: Path) -> None:
    """See that the file is a store of this version, migrating an older one. Raises StoreError."""
    try:
        version = dialect_of(database).version(database, file)
        if version > schema.VERSION:
            raise StoreNewer(t("store.newer", path=file))
        if version < schema.VERSION:
            from models.store.making import migrate

            migrate(database, file)
        if database.journal_mode != "wal" and database.pragma("journal_mode", "wal") != "wal":
            raise StoreFault(t("store.fault", path=file))
    except DATABASE_ERRORS as error:
        raise explain(error, file) from error
