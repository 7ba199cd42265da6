"""Going back to any moment: a copy of the running copy, and after it the journal's change sets up to the one wanted."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import peewee as pw

from data.words import t
from models.journal.digest import CHANGE_FIELDS, SET_FIELDS, digest_of
from models.store import schema
from models.store.backup import verify
from models.store.database import StoreDatabase, connect, copy_pages
from models.store.errors import DATABASE_ERRORS, BackupRefused, StoreDamaged, explain
from models.store.making import alone, upgrade
from models.store.place import examine, remove
from models.store.reading import file_at, place_of
from models.store.restoring import Restored, note, put_in_place
from models.store.shipping import Reached, beginning_of, journals, lines_of
from models.store.store import Actor

_ID, _TBL, _ROW, _OP, _AFTER = (CHANGE_FIELDS.index(name) for name in ("id", "tbl", "row_id", "op", "after"))


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a replay ended: the last change set that was made again, with its instant."""

    set_id: int
    at: str


def restore_until(
    path: str | Path, folder: Path, until: int | datetime | None, actor: Actor, stem: str = ""
) -> tuple[Restored, Moment]:
    """Make the store at ``path`` what it was after change set ``until``, or at that moment; None for the last one.

    ``folder`` holds the running copy, ``stem`` is the store's name there where it is another. As with `restore`, what
    was there is kept and the way back is written into the history. Raises BackupRefused when nothing there goes back so
    far, StoreDamaged when the journal does not fit its copy, and leaves everything as it was.
    """
    place = place_of(path)
    file = file_at(place)
    file.parent.mkdir(parents=True, exist_ok=True)
    examine(file)
    journal = _piece(folder, stem or file.stem, until)
    with alone(file):
        ready = file.with_name(f".{file.name}.restoring")
        try:
            moment = replayed(journal, ready, until)
            copy = connect(ready)
            try:
                change_id = note(copy, ready, f"{journal.stem} {moment.set_id}", actor)
            finally:
                copy.close()
            return Restored(put_in_place(ready, place), change_id), moment
        except DATABASE_ERRORS as error:
            raise explain(error, place) from error
        finally:
            remove(ready)


def replayed(journal: Path, target: Path, until: int | datetime | None = None) -> Moment:
    """Make the file ``target``, a store, from a journal and the copy beside it, up to and with ``until``.

    Every set is compared with its digest on the way. Raises StoreDamaged, and peewee's errors.
    """
    source = journal.with_suffix(".db")
    verify(source)
    remove(target)
    copy = connect(target, "rwc")
    try:
        backup = connect(source, "ro")
        try:
            copy_pages(backup, copy)
        finally:
            backup.close()
        moment = _replay(copy, journal, until)
        if int(copy.user_version) < schema.VERSION:
            upgrade(copy, source)
        return moment
    finally:
        copy.close()


def moments(folder: Path, stem: str) -> list[tuple[Path, Moment, Moment]]:
    """The pieces of a running copy, newest first, each with the first and the last moment that it leads back to."""
    found = []
    for journal in journals(folder, stem):
        steps = list(_moments(journal))
        if steps:
            found.append((journal, steps[0], steps[-1]))
    return found


def _moments(journal: Path) -> Iterator[Moment]:
    for line in lines_of(journal):
        if "copy" in line:
            yield Moment(line["set_id"], line["at"])
        elif "set" in line:
            yield _moment(line["set"])


def _piece(folder: Path, stem: str, until: int | datetime | None) -> Path:
    """The newest journal whose copy was made before the moment wanted."""
    there = journals(folder, stem)
    for journal in there:
        try:
            if not _is_past(until, beginning_of(journal)):
                return journal
        except ValueError:
            continue  # without a whole first line it leads nowhere
    if there:
        first = moments(folder, stem)[-1][1]
        raise BackupRefused(t("store.not_so_far_back", folder=folder, set=first.set_id, at=local(first.at)))
    raise BackupRefused(t("store.no_running_copy", folder=folder, name=stem))


def _is_past(until: int | datetime | None, at: Reached | Moment) -> bool:
    """Whether a moment lies after the one wanted."""
    if until is None:
        return False
    if isinstance(until, int):
        return at.set_id > until
    return bool(at.at) and _instant(at.at) > until.astimezone(UTC)


def _replay(copy: StoreDatabase, journal: Path, until: int | datetime | None) -> Moment:
    begin = beginning_of(journal)
    digest, moment = begin.digest, Moment(begin.set_id, begin.at)
    (known,) = copy.execute_sql('SELECT COALESCE(MAX(id), 0) FROM "change"').fetchone()
    (files,) = copy.execute_sql('SELECT COALESCE(MAX(id), 0) FROM "stored_file"').fetchone()
    copy.pragma("foreign_keys", 0)  # rows of one set come in the order of writing; they are compared at the end
    try:
        with copy.atomic():
            schema.drop_triggers(copy)
            for line in lines_of(journal):
                if "file" in line:
                    if line["file"][0] > files:
                        _put_file(copy, line["file"])
                elif "set" in line:
                    if _is_past(until, _moment(line["set"])):
                        break
                    digest = _put_set(copy, line, digest, known, journal)
                    moment = _moment(line["set"])
            schema.create_triggers(copy)
            if copy.execute_sql("PRAGMA foreign_key_check").fetchone():
                raise StoreDamaged(t("store.journal_does_not_fit", path=journal))
    finally:
        copy.pragma("foreign_keys", 1)
    return moment


def _put_set(copy: StoreDatabase, line: dict[str, Any], before: str, known: int, journal: Path) -> str:
    """Write one change set and what it changed; its digest. ``known`` is the last change that the copy holds itself."""
    *values, digest = line["set"]
    changes = [tuple(change) for change in line["changes"]]
    if digest_of(before, values, changes) != digest:
        raise StoreDamaged(t("store.journal_does_not_fit", path=journal))
    _insert(copy, "change_set", (*SET_FIELDS, "digest"), line["set"])
    for change in changes:
        if change[_ID] > known:
            _apply(copy, change)
            _insert(copy, "change", CHANGE_FIELDS, change)
    return digest


def _apply(copy: StoreDatabase, change: Sequence[Any]) -> None:
    tbl, row_id, op = change[_TBL], change[_ROW], change[_OP]
    if op == "D":
        copy.execute_sql(f'DELETE FROM "{tbl}" WHERE id = ?', (row_id,))
        return
    after = json.loads(change[_AFTER])
    if op == "I":
        _insert(copy, tbl, ("id", *after), (row_id, *after.values()))
    else:
        pairs = ", ".join(f'"{name}" = ?' for name in after)
        copy.execute_sql(f'UPDATE "{tbl}" SET {pairs} WHERE id = ?', (*after.values(), row_id))


def _put_file(copy: StoreDatabase, row: Sequence[Any]) -> None:
    *facts, content = row
    columns = ("id", "sha256", "size", "suffix", "content")
    _insert(copy, "stored_file", columns, (*facts, base64.b64decode(content)))


def _insert(copy: pw.Database, tbl: str, names: Sequence[str], values: Sequence[Any]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join("?" * len(names))
    copy.execute_sql(f'INSERT INTO "{tbl}" ({columns}) VALUES ({places})', tuple(values))


def _moment(row: Sequence[Any]) -> Moment:
    return Moment(row[0], row[SET_FIELDS.index("at")])


def _instant(at: str) -> datetime:
    return datetime.fromisoformat(at)


def local(at: str) -> str:
    """An instant of the history by this machine's clock, '2026-11-24 14:02'; '' for none."""
    return f"{_instant(at).astimezone():%Y-%m-%d %H:%M}" if at else ""
