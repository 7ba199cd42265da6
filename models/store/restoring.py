"""Going back to a backup, keeping what it replaces."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.words import t
from models.store import schema
from models.store.backup import copy_aside, folder_of, verify
from models.store.database import StoreDatabase, connect, copy_pages
from models.store.dialect_sqlite import SQLITE
from models.store.errors import (
    DATABASE_ERRORS,
    BackupRefused,
    NotAStore,
    StoreDamaged,
    StoreMissing,
    StoreNewer,
    explain,
)
from models.store.making import alone, put_leftovers_away, stamp, upgrade
from models.store.place import examine, file_of, remove, sync_folder
from models.store.reading import Place, file_at, place_of
from models.store.store import Actor, Store
from models.tables import ALL
from models.tables.log import ChangeSet


@dataclass(frozen=True, slots=True)
class Restored:
    """``kept`` is where the replaced store is now (None: there was none), ``change_id`` the restore's own entry."""

    kept: Place | None
    change_id: int


def restore(path: str | Path, from_file: str | Path, actor: Actor) -> Restored:
    """Make the store at ``path`` what the backup ``from_file`` is, in one step, and write that into its history.

    Sessions that have the store open go on with the restored one. What was there is kept in ``backups`` under a dated
    name, whatever state it is in; so is a school on a server, as a file on this machine. Raises StoreMissing,
    NotAStore, StoreDamaged, StoreNewer or BackupRefused for a file that cannot be restored from, and leaves everything
    as it was.
    """
    place, source = place_of(path), file_of(from_file)
    file = file_at(place)
    if not source.is_file():
        raise StoreMissing(t("store.backup_missing", path=source))
    if file.exists() and file.samefile(source):
        raise BackupRefused(t("store.restore_onto_itself", path=source))
    verify(source)
    file.parent.mkdir(parents=True, exist_ok=True)
    examine(file)
    with alone(file):
        ready = file.with_name(f".{file.name}.restoring")
        remove(ready)
        try:
            change_id = _prepare(ready, source, actor)
            return Restored(put_in_place(ready, place), change_id)
        except DATABASE_ERRORS as error:
            raise explain(error, place) from error
        finally:
            remove(ready)


def _prepare(ready: Path, source: Path, actor: Actor) -> int:
    """Copy the backup beside the store, bring it up to date and note the restore in it. Returns the note's id."""
    copy = connect(ready, "rwc")
    try:
        backup = connect(source, "ro")
        try:
            copy_pages(backup, copy)
        finally:
            backup.close()
        version = int(copy.user_version)
        if version > schema.VERSION:
            raise StoreNewer(t("store.newer", path=source))
        if version < schema.VERSION:
            upgrade(copy, source)
        return note(copy, ready, source.name, actor)
    finally:
        copy.close()


def note(copy: StoreDatabase, ready: Path, source: str, actor: Actor) -> int:
    """Write into the copy's own history that it was restored from ``source``; the entry's id."""
    bound = ChangeSet._meta.database  # type: ignore[attr-defined]  # peewee's documented model metadata
    copy.bind(ALL)
    try:
        with Store(copy, ready, actor).change("store.restore", source) as doing:
            pass
    finally:
        (bound or copy).bind(ALL)  # an open store goes on as the bound one
    assert doing.id is not None
    return doing.id


def put_in_place(ready: Path, place: Place) -> Place | None:
    """Give the prepared copy the store's name; returns where the store that was there has gone."""
    if not isinstance(place, Path):
        from models.store.restoring_postgres import put_on_server

        return put_on_server(ready, place)
    kept, file = None, place
    if file.exists():
        try:
            return _overwrite(ready, file)
        except DATABASE_ERRORS as error:
            if not isinstance(explain(error, file), StoreDamaged | NotAStore):
                raise
            kept = _move_away(file)  # so damaged that SQLite will not write into it
    put_leftovers_away(file)
    copy = connect(ready)
    try:
        copy.pragma("journal_mode", "wal")
    finally:
        copy.close()
    ready.rename(file)
    sync_folder(file.parent)
    return kept


def _overwrite(ready: Path, file: Path) -> Path:
    """Copy over the store's pages in one transaction, so that nobody's open file is pulled away under them."""
    live, copy = connect(file), connect(ready)
    try:
        SQLITE.version(live, file)  # another program's database is not ours to write over
        kept = copy_aside(live, file, "replaced")
        copy_pages(copy, live)
        if live.pragma("journal_mode", "wal") != "wal":
            raise StoreDamaged(t("store.damaged", path=file))
        return kept
    finally:
        copy.close()
        live.close()


def _move_away(file: Path) -> Path:
    kept = folder_of(file) / f"{file.stem}-replaced-{stamp()}.db"
    kept.parent.mkdir(exist_ok=True)
    for suffix in ("-wal", "-journal"):  # first, lest they be played into the file that comes
        beside = file.with_name(file.name + suffix)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + suffix))
    file.with_name(file.name + "-shm").unlink(missing_ok=True)
    file.rename(kept)
    return kept
