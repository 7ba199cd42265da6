"""A note beside the store that says where its running copy goes, for the day on which the store itself is lost.

The folder is a setting inside the store; when that cannot be read, the note is what still knows of it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from models.store.backup import folder_of


def note_of(file: Path) -> Path:
    """Where the note of that store is."""
    return file.with_name(f"{file.name}.copy-at")


def write_note(file: Path, folder: Path) -> None:
    """Note that the running copy goes to ``folder``; where that is beside the store no note is needed.

    A note that cannot be written is done without: the copy is what counts.
    """
    note = note_of(file)
    with suppress(OSError):
        if folder == folder_of(file):
            note.unlink(missing_ok=True)
        elif noted_folder(file) != folder:
            part = note.with_name(f".{note.name}.part")
            part.write_text(f"{folder}\n", "utf-8")
            part.replace(note)


def noted_folder(file: Path) -> Path | None:
    """The folder that the note names, whether or not it is there now; None without a note, or one that is spoilt."""
    try:
        folder = Path(note_of(file).read_text("utf-8").strip())
    except (OSError, ValueError):
        return None
    return folder if folder.is_absolute() else None


def copy_folders(file: Path) -> list[Path]:
    """Where a running copy of that store may lie: where the note says, and beside the store."""
    noted = noted_folder(file)
    return [*([noted] if noted else []), folder_of(file)]
