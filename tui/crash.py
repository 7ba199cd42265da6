"""What is kept of an unexpected error: where in the program it happened, and nothing of anybody's data."""

from __future__ import annotations

import io
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.words import t
from tui.status import NO_STORE, PROBLEMS

if TYPE_CHECKING:
    from rich.console import Console


def keep_report(error: BaseException) -> Path | None:
    """Append the error to the log in the person's folder; its path, or None where nothing can be written.

    The message and the variables stay out, since both may hold names or telephone numbers: types, files, lines and
    function names are enough to find a fault.
    """
    from platformdirs import user_log_path

    path = user_log_path("yanxiu") / "errors.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(report(error, datetime.now(UTC)))
    except OSError:
        return None
    return path


def tell(error: Exception) -> int:
    """Say in a sentence that something went wrong and where it is noted; the exit status.

    What is wrong with the store says so itself.
    """
    from models.store.errors import StoreError

    if isinstance(error, StoreError):
        print(f"yanxiu: {error}", file=sys.stderr)
        return NO_STORE
    noted = keep_report(error)
    print(f"yanxiu: {t('cli.crashed')}", file=sys.stderr)
    if noted:
        print(t("cli.crash_report", file=noted), file=sys.stderr)
    return PROBLEMS


def report(error: BaseException, at: datetime) -> str:
    """The lines that the log gets: the chain of error types, each with the places it went through."""
    from tui.version import version

    lines = [f"{at.isoformat(timespec='seconds')} yanxiu {version()}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__qualname__)
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n\n"


def silent_console() -> Console:
    """A console that shows nothing to anybody."""
    from rich.console import Console

    return Console(file=io.StringIO(), markup=False, highlight=False)
