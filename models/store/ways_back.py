"""A store that is gone or damaged: what is left of it, and which ways lead back, found and not guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from data.words import t
from models.store.backup import backups, folder_of, verify
from models.store.copy_note import copy_folders, note_of
from models.store.database import connect
from models.store.errors import DATABASE_ERRORS, StoreError
from models.store.reading import Place, file_at
from models.store.restoring_until import local, moments


@dataclass(frozen=True, slots=True)
class WayBack:
    """One way: to the backup ``source``, or by the running copy whose journal ``source`` is; ``set_id`` and ``at`` tell
    of the last change that comes back."""

    source: Path
    set_id: int
    at: str
    is_running_copy: bool = False


def ways_back(file: Path) -> list[WayBack]:
    """The newest backup beside a store that is sound, and its running copy, there or where the note beside the store
    says; what leads further comes first."""
    found = []
    for copy in backups(file):
        if f"{file.stem}-run-" not in copy.name and (way := _backup(copy)):
            found.append(way)
            break
    for folder in copy_folders(file):
        try:
            for journal, _, last in moments(folder, file.stem)[:1]:
                verify(journal.with_suffix(".db"))
                found.append(WayBack(journal, last.set_id, last.at, is_running_copy=True))
        except (StoreError, OSError, ValueError):
            continue  # a running copy that cannot be read leads nowhere
    return sorted(found, key=lambda way: way.set_id, reverse=True)


def traces(file: Path) -> list[Path]:
    """What shows that there was a store where none is now: its log, the note of its running copy, and what is kept
    in its folder of backups."""
    beside = (file.with_name(f"{file.name}-wal"), note_of(file))
    return [*(path for path in beside if path.exists()), *backups(file)]


def told(place: Place, ways: list[WayBack]) -> str:
    """What leads back, from when each is, what it lacks and how it is done, in sentences."""
    noted = copy_folders(file_at(place))[:-1]
    away = [t("store.way_away", folder=folder) for folder in noted if not folder.is_dir()]
    if not ways:
        return "\n".join([*away, t("store.way_none", folder=folder_of(file_at(place)))])
    sentences = away
    for way in ways:
        facts = {"source": way.source.name, "set": way.set_id, "at": local(way.at), "path": quote(str(place))}
        if way.is_running_copy:
            sentences.append(t("store.way_running", **facts, folder=quote(str(way.source.parent))))
        else:
            sentences.append(t("store.way_backup", **facts, file=quote(str(way.source))))
        if way.set_id < ways[0].set_id:
            sentences.append(t("store.way_lacks", count=ways[0].set_id - way.set_id))
    return "\n".join([*sentences, t("store.way_after")])


def _backup(copy: Path) -> WayBack | None:
    """The backup, read; None for one that is not sound."""
    try:
        verify(copy)
        database = connect(copy, "ro")
        try:
            newest = "SELECT id, at FROM change_set ORDER BY id DESC LIMIT 1"
            set_id, at = database.execute_sql(newest).fetchone() or (0, "")
        finally:
            database.close()
    except (StoreError, OSError, *DATABASE_ERRORS):
        return None
    return WayBack(copy, set_id, at)
