"""Copies of a store that is in use: one now, one a day, and the way back from one.

A copy is a file, also that of a school on a server; daily ones lie in ``backups`` beside the store, or beside what this
machine keeps of that school (`ServerAddress.beside`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

import peewee as pw

from data.words import t
from models.store.database import connect, copy_pages
from models.store.errors import (
    DATABASE_ERRORS,
    BackupRefused,
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreReadOnly,
    explain,
)
from models.store.making import alone, stamp
from models.store.place import remove, sync_folder
from models.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from models.store.store import Store

DAYS, MONTHS = 30, 24
"""How many daily copies are kept, and of how many months the first."""


def backup(store: Store, dest: str | Path) -> Path:
    """Copy the store, while others write, to the file ``dest``, or under a dated name into the folder ``dest``.

    The copy appears whole and verified or not at all, with its SHA-256 beside it; it takes the place of an older
    backup of that name and of nothing else. Returns the file. Raises BackupRefused, StoreDamaged, StoreFull, ….
    """
    target = Path(dest).expanduser().absolute()
    if target.is_dir():
        target = target / f"{store.file.stem}-{stamp()}.db"
    _ensure_replaceable(store, target)
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove(part)
    except OSError as error:
        raise StoreReadOnly(t("store.read_only", path=target)) from error
    try:
        _copy(store, part)
        verify(part)
    except DATABASE_ERRORS as error:
        remove(part)
        raise explain(error, store.place) from error
    except StoreError:
        remove(part)
        raise
    finish(part, target)
    return target


def _copy(store: Store, part: Path) -> None:
    """The store as of one moment in a new file: its pages, or every row of a school on a server, compared."""
    if isinstance(store.place, Path):
        store.db.execute_sql("VACUUM INTO ?", (str(part),))
        return
    from models.store.moving import copy_out

    with store.db.atomic("DEFERRED"):
        copy_out(store.db, part)


def daily_backup(store: Store, today: date | None = None) -> Path | None:
    """Make today's copy in the folder ``backups`` beside the store and clear out old ones.

    None, and next to no work, when today's is there or somebody else is making it. Raises as `backup` does.
    """
    day = today or date.today()
    target = folder_of(store.file) / f"{store.file.stem}-{day.isoformat()}.db"
    if target.exists():
        return None
    try:
        store.file.parent.mkdir(parents=True, exist_ok=True)
        with alone(store.file, wait=0):
            if target.exists():
                return None
            made = backup(store, target)
            _clear_out(store.file)
            return made
    except StoreBusy:
        return None
    except OSError as error:
        raise StoreReadOnly(t("store.read_only", path=store.file)) from error


def backups(file: Path) -> list[Path]:
    """All copies in the folder ``backups`` beside a store, the newest first."""
    found = [copy for copy in folder_of(file).glob(f"{_escaped(file.stem)}-*.db") if copy.is_file()]
    return sorted(found, key=lambda copy: (copy.stat().st_mtime_ns, copy.name), reverse=True)


def folder_of(file: Path) -> Path:
    return file.parent / "backups"


def copy_aside(database: pw.SqliteDatabase, file: Path, label: str) -> Path:
    """Copy a store's pages as they are, sound or not, into ``backups`` under a dated name, and return that."""
    target = folder_of(file) / f"{file.stem}-{label}-{stamp()}.db"
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreReadOnly(t("store.read_only", path=target)) from error
    copy = connect(part, "rwc")
    try:
        copy_pages(database, copy)
        copy.pragma("journal_mode", "delete")  # one file, without companions
    finally:
        copy.close()
    finish(part, target)
    return target


def verify(file: Path) -> None:
    """Raises NotAStore or StoreDamaged when a copy that nobody uses is not a sound store, or fails its SHA-256."""
    summed = digest_file(file)
    if summed.exists() and summed.read_text("utf-8").split(" ")[0] != _sum(file):
        raise StoreDamaged(t("store.backup_damaged", path=file))
    try:
        database = connect(file, "ro")
        try:
            if database.application_id != APPLICATION_ID:
                raise NotAStore(t("store.not_a_store", path=file))
            sound = database.execute_sql("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
            if not sound or database.execute_sql("PRAGMA foreign_key_check").fetchall():
                raise StoreDamaged(t("store.backup_damaged", path=file))
        finally:
            database.close()
    except DATABASE_ERRORS as error:
        cause = explain(error, file)
        if isinstance(cause, StoreDamaged):
            raise StoreDamaged(t("store.backup_damaged", path=file)) from error
        raise cause from error


def digest_file(file: Path) -> Path:
    """Where the SHA-256 of a backup is kept, in the form of `sha256sum`."""
    return file.with_name(file.name + ".sha256")


def _ensure_replaceable(store: Store, target: Path) -> None:
    if not target.exists():
        return
    if store.file.exists() and target.samefile(store.file):
        raise BackupRefused(t("store.backup_onto_itself", path=target))
    try:
        verify(target)
    except StoreDamaged:
        return  # a torn copy is worth less than a whole one
    except NotAStore as error:
        raise BackupRefused(t("store.backup_over_other", path=target)) from error


def finish(part: Path, target: Path) -> None:
    """Put a finished copy under its name for good, with its sum; a copy without a sum is merely not compared."""
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    total = _sum(part)
    digest_file(target).unlink(missing_ok=True)
    part.replace(target)
    unfinished = target.with_name(f".{target.name}.sha256.part")
    unfinished.write_text(f"{total}  {target.name}\n", "utf-8")  # half a sum would condemn a sound copy
    unfinished.replace(digest_file(target))
    sync_folder(target.parent)


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _clear_out(file: Path) -> None:
    pattern = re.compile(re.escape(file.stem) + r"-(\d{4}-\d{2}-\d{2})\.db")
    dated = {match[1]: copy for copy in folder_of(file).iterdir() if (match := pattern.fullmatch(copy.name))}
    keep = kept_days(sorted(dated))
    for day, copy in dated.items():
        if day not in keep:
            copy.unlink()
            digest_file(copy).unlink(missing_ok=True)


def kept_days(days: Sequence[str]) -> set[str]:
    """Which of the ISO ``days``, oldest first, keep their copies: the last 30, and the first of each of 24 months."""
    firsts: dict[str, str] = {}
    for day in days:
        firsts.setdefault(day[:7], day)
    return {*days[-DAYS:], *list(firsts.values())[-MONTHS:]}


def _escaped(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)
