"""The drop box of `submit`: what lies in it as sources, and clearing out what the store keeps by now."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from data.dropbox import left_in_boxes
from models.actions.desk import Desk
from models.actions.reflections_reading import Source, content_of
from models.store.permission import ensure_may
from models.tables.reading import tuples
from models.tables.reflections import StoredFile


def sources_in_box(desk: Desk) -> list[Source]:
    """Everything that lies in the boxes of all accounts, the oldest first; handed in when it was left there. Raises
    NotAllowed for whoever does not read for the office."""
    ensure_may(desk.store, "reflections.judge")
    return [
        Source(path.name, path, came_by="dropbox", sender=login, handed_in=at)
        for at, login, path in left_in_boxes(desk.store.file)
    ]


def clear_out(paths: Iterable[Path]) -> int:
    """Remove files from the drop box whose very bytes the store keeps; how many. Whatever else lies there stays."""
    cleared = 0
    for path in paths:
        try:
            digest = sha256(content_of(path)).hexdigest()
            if tuples(StoredFile.select(StoredFile.id).where(StoredFile.sha256 == digest)):
                path.unlink()
                cleared += 1
        except OSError:
            continue  # it is gone, or cannot be removed: it is found again next time, and known
    return cleared
