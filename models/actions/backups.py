"""Where the school keeps its running copy, and how that stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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


def journal_folder(desk: Desk) -> Path:
    """Where the running copy goes: the folder that the school has named, else ``backups`` beside the store."""
    said = desk.setting(SETTING, {})
    named = said.get("journal") if isinstance(said, Mapping) else None
    return Path(named) if isinstance(named, str) and named else folder_of(desk.store.file)


def name_journal_folder(desk: Desk, folder: Path) -> None:
    """Let the running copy go to ``folder`` from now on, as one action. Raises NotAllowed."""
    said = desk.setting(SETTING, {})
    kept = dict(said) if isinstance(said, Mapping) else {}
    if kept.get("journal") != str(folder):
        desk.set_setting(SETTING, {**kept, "journal": str(folder)})


def backup_standing(desk: Desk) -> Standing:
    """How the running copy stands. Raises NotAllowed."""
    desk.sight.ensure("backup")
    folder, file = journal_folder(desk), desk.store.file
    pieces = [Piece(journal.name, first, last) for journal, first, last in moments(folder, file.stem)]
    newest = pieces[0].last.set_id if pieces else 0
    lacking = max(0, desk.store.latest_change() - newest)
    return Standing(folder, _same_disk(folder, file), pieces, lacking, last_proof(file, folder))


def _same_disk(folder: Path, file: Path) -> bool:
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    return there.exists() and there.stat().st_dev == file.stat().st_dev
