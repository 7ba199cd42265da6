"""Where the school keeps its running copy, and how that stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from socket import gethostname
from typing import Any

from models.actions.desk import Desk
from models.store.backup import folder_of
from models.store.proving import Proof, last_proof
from models.store.restoring_until import Moment, moments

SETTING = "backup"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the running copy: the journal's name, and between which moments it leads back."""

    name: str
    first: Moment
    last: Moment


@dataclass(frozen=True, slots=True)
class Standing:
    """``folder`` of the running copy, whether that is on the store's own disk, its pieces, newest first, how many
    change sets it lacks, and the last restore test."""

    folder: Path
    same_disk: bool
    pieces: list[Piece]
    lacking: int
    proof: Proof | None


def keeper(desk: Desk) -> str:
    """Which machine keeps the copies of a school on a server, by its name in the network; '' where none was named, and
    for a file, whose copies are made by whoever has it open."""
    named = _said(desk).get("machine")
    return named if is_server(desk) and isinstance(named, str) else ""


def keeps_here(desk: Desk) -> bool:
    """Whether this machine makes the daily copy and the running copy."""
    return not is_server(desk) or keeper(desk) == gethostname()


def is_server(desk: Desk) -> bool:
    """Whether the school is on a server, where several machines have it open."""
    return not isinstance(desk.store.place, Path)


def journal_folder(desk: Desk) -> Path:
    """Where this machine's running copy goes: the folder that the school has named, else ``backups`` beside the
    store."""
    named = _said(desk).get("journal")
    if isinstance(named, str) and named and keeps_here(desk):
        return Path(named)
    return folder_of(desk.store.file)


def name_journal_folder(desk: Desk, folder: Path) -> None:
    """Let the running copy go to ``folder`` from now on, kept for a school on a server by this machine, as one action.
    Raises NotAllowed."""
    said = _said(desk)
    wanted = {**said, "journal": str(folder), **({"machine": gethostname()} if is_server(desk) else {})}
    if wanted != said:
        desk.set_setting(SETTING, wanted)


def _said(desk: Desk) -> dict[str, Any]:
    said = desk.setting(SETTING, {})
    return dict(said) if isinstance(said, Mapping) else {}


def backup_standing(desk: Desk) -> Standing:
    """How the running copy stands. Raises NotAllowed."""
    desk.sight.ensure("backup")
    folder, file = journal_folder(desk), desk.store.file
    pieces = [Piece(journal.name, first, last) for journal, first, last in moments(folder, file.stem)]
    newest = pieces[0].last.set_id if pieces else 0
    lacking = max(0, desk.store.latest_change() - newest)
    return Standing(folder, _same_disk(folder, file), pieces, lacking, last_proof(file, folder))


def _same_disk(folder: Path, file: Path) -> bool:
    if not file.exists():
        return False  # it is on a server
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    return there.exists() and there.stat().st_dev == file.stat().st_dev
