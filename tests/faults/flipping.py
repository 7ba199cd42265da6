"""A closed store in which bits are flipped, in any field that holds text or a file."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.store.library import sqlite3
from tests.faults.pages import Pages

WITHOUT_DIGEST = {"typing", "preference", "presence", "key_use"}
"""What is being typed, how somebody likes a screen, who is there, when a key was last used."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column with the table's first page and its own place, and the rows that have something in it."""

    table: str
    name: str
    root: int
    place: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sound:
    """A closed store, and all its columns of text and of files."""

    pages: Pages
    columns: list[Column]

    @classmethod
    def read(cls, file: Path) -> Sound:
        return cls(Pages(file.read_bytes()), list(_columns(file)))

    def damaged(self, file: Path, column: Column, row_id: int, rng: random.Random, bits: int = 1) -> bytes:
        """Write it to ``file`` with that many bits of that field flipped; the field's bytes as they were."""
        for suffix in ("", "-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
        file.write_bytes(self.pages.content)
        self.flip(file, column, row_id, rng, bits)
        return self.field(column, row_id)

    def flip(self, file: Path, column: Column, row_id: int, rng: random.Random, bits: int = 1) -> None:
        """Flip bits of that field in a file that is laid out like this store."""
        content = bytearray(file.read_bytes())
        for offset in rng.sample(self.pages.places(column.root, row_id, column.place), bits):
            content[offset] ^= 1 << rng.randrange(8)
        file.write_bytes(content)

    def field(self, column: Column, row_id: int) -> bytes:
        """The field's bytes."""
        return bytes(self.pages.content[offset] for offset in self.pages.places(column.root, row_id, column.place))

    def column(self, table: str, name: str) -> Column:
        return next(column for column in self.columns if (column.table, column.name) == (table, name))


def _columns(file: Path) -> Iterator[Column]:
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    tables = connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall()
    for table, root in tables:
        for place, name, kind, *_ in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
            is_text = kind in ("TEXT", "BLOB", "VARCHAR(255)") or (table, name) == ("sqlite_sequence", "name")
            rows = connection.execute(f'SELECT rowid FROM "{table}" WHERE length("{name}") > 0').fetchall()
            if is_text and rows and table not in WITHOUT_DIGEST:
                yield Column(table, name, root, place, tuple(row_id for (row_id,) in rows))
    connection.close()
