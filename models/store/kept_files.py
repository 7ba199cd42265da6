"""The files that people handed in, as they were taken in: found damaged by their digests, and made whole by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import Any

import peewee as pw

from models.journal.logged import journaled_models
from models.journal.mending import one_bit_apart, stored_bytes
from models.journal.triggers import table_name
from models.tables.reflections import StoredFile

FILES = table_name(StoredFile)
LONGEST_TRIED = 160 * 1024
"""Bytes of a file whose bits are tried one by one: some seconds."""


@dataclass(frozen=True, slots=True)
class BadFile:
    """A kept file that is not as it was taken in: ``field`` differs, and was ``value`` where that is known."""

    row_id: int
    field: str
    value: Any = None


def bad_files(database: pw.Database) -> Iterator[BadFile]:
    """Every kept file against its digest, one at a time since they may be large, and against the names it goes by."""
    place = database.param
    names = _names(database)
    columns = "id, sha256, size, suffix"
    for row_id, digest, size, suffix in database.execute_sql(f'SELECT {columns} FROM "{FILES}"').fetchall():
        row = database.execute_sql(f'SELECT content FROM "{FILES}" WHERE id = {place}', (row_id,)).fetchone()
        content = bytes(row[0])
        made = sha256(content).hexdigest()
        if made == digest:
            if len(content) != size:
                yield BadFile(row_id, "size", len(content))
        elif len(content) == size and one_bit_apart(made.encode(), stored_bytes(database, FILES, row_id, "sha256")):
            yield BadFile(row_id, "sha256", made)
        else:
            yield BadFile(row_id, "content")
        # Only what one bit explains: the same bytes may have come under names of several kinds.
        wanted = names.get(row_id, set())
        if wanted and suffix not in wanted:
            raw = stored_bytes(database, FILES, row_id, "suffix")
            for name in (name for name in wanted if one_bit_apart(name.encode(), raw)):
                yield BadFile(row_id, "suffix", name)


def whole_again(database: pw.Database, row_id: int, elsewhere: Callable[[int], Iterable[bytes]]) -> bytes | None:
    """The file whose digest is the one kept: from a copy of the store, or with one bit of it as it was; None where
    neither is."""
    statement = f'SELECT sha256, content FROM "{FILES}" WHERE id = {database.param}'
    digest, raw = database.execute_sql(statement, (row_id,)).fetchone()
    for content in elsewhere(row_id):
        if sha256(content).hexdigest() == digest:
            return content
    return _with_one_bit_back(bytes(raw), digest) if len(raw) <= LONGEST_TRIED else None


def _with_one_bit_back(raw: bytes, digest: str) -> bytes | None:
    head = sha256()
    for at, byte in enumerate(raw):
        tail = raw[at + 1 :]
        for bit in range(8):
            trial = head.copy()
            trial.update(bytes((byte ^ (1 << bit),)))
            trial.update(tail)
            if trial.hexdigest() == digest:
                return raw[:at] + bytes((byte ^ (1 << bit),)) + tail
        head.update(raw[at : at + 1])
    return None


def _names(database: pw.Database) -> dict[int, set[str]]:
    """The endings of the names that the rows give to their files, by file; those rows have a history."""
    found: dict[int, set[str]] = {}
    for tbl, model in journaled_models().items():
        fields = model._meta.fields  # type: ignore[attr-defined]  # peewee's documented model metadata
        keys = [
            field.column_name
            for field in fields.values()
            if isinstance(field, pw.ForeignKeyField) and field.rel_model is StoredFile
        ]
        if not keys or "file_name" not in fields:
            continue
        for key in keys:
            statement = f'SELECT "{key}", file_name FROM "{tbl}" WHERE "{key}" IS NOT NULL AND file_name <> \'\''
            for row_id, name in database.execute_sql(statement).fetchall():
                if suffix := PurePath(name).suffix.lower()[:10]:
                    found.setdefault(row_id, set()).add(suffix)
    return found
