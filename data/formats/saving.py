"""Writing a file so that it is either the old one or the whole new one, never half of either."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from data.formats.problem import FileProblem
from data.words import t


def save_bytes(path: Path, data: bytes, replace: bool = True) -> None:
    """Put ``data`` at ``path``. Raises FileProblem when it cannot, or when the file exists and may not be replaced."""
    if not replace and path.exists():
        raise FileProblem(t("formats.in_the_way", name=path.name))
    beside: Path | None = None
    try:
        # In the same folder, so that the last step is one rename.
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
        beside = Path(name)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        beside.chmod(_usual_mode(path))
        beside.replace(path)
    except OSError as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        raise FileProblem(t("formats.cannot_write", name=str(path), reason=error.strerror or str(error))) from error


def _usual_mode(path: Path) -> int:
    """The old file's permissions, or those that a new file of this process gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
