"""The one SQLite library of this process. Everything that names `sqlite3` takes it from here.

Two SQLite libraries on one file in one process drop each other's locks and lose commits that were acknowledged, so
peewee's own choice is the only choice: the newer of pysqlite3 and Python's.
"""

from __future__ import annotations

from typing import Any

import peewee

from data.words import t

sqlite3: Any = peewee.sqlite3  # type: ignore[attr-defined]  # its own name for the library it chose

_REPAIRED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""The first releases of each line without the WAL-reset bug, which was in every release from 3.7.0 on."""


def has_reset_bug(version: tuple[int, ...]) -> bool:
    """Whether a SQLite of that version can damage a file that several processes write to."""
    if version >= _REPAIRED[-1]:
        return False
    return not any(version[:2] == repaired[:2] and version >= repaired for repaired in _REPAIRED)


def warning() -> str:
    """A sentence for the person when this machine's SQLite has that bug; '' when all is well."""
    if not has_reset_bug(sqlite3.sqlite_version_info):
        return ""
    return t("store.old_library", version=sqlite3.sqlite_version)
