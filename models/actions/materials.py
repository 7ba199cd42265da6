"""The files of the materials: kept byte for byte by their SHA-256, the same file once for all rows that have it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from data.words import t
from models.actions.desk import Desk
from models.journal.writing import update_record
from models.store.errors import StoreError
from models.tables.reading import tuples
from models.tables.records import Material
from models.tables.reflections import StoredFile

LARGEST = 20 * 2**20
"""Bytes of one file: what is kept goes into every backup."""


def attach(desk: Desk, row_id: int, path: Path) -> int:
    """Keep the file with that material, in place of the one it had; the number of the change set.

    Raises StoreError, in a sentence, for a file that cannot be read or is too large, and for a row that is gone.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise StoreError(
                t("registers.attach_large", name=path.name, size=round(size / 2**20), most=LARGEST // 2**20)
            )
        content = path.read_bytes()
    except OSError as error:
        raise StoreError(t("registers.attach_unread", name=path.name, why=error.strerror or str(error))) from error
    with desk.store.change("materials.attach", path.name) as change:
        if not Material.select().where(Material.id == row_id).exists():
            raise StoreError(t("registers.file_gone"))
        update_record(Material, row_id, {"file": keep_file(content, path.suffix), "file_name": path.name[:200]})
    assert change.id is not None
    return change.id


def file_of(row_id: int) -> tuple[str, bytes] | None:
    """The name and content of that material's file; None where it has none."""
    rows = tuples(
        Material.select(Material.file_name, StoredFile.content)
        .join(StoredFile, on=(Material.file == StoredFile.id))
        .where(Material.id == row_id)
    )
    return (rows[0][0], bytes(rows[0][1])) if rows else None


def keep_file(content: bytes, suffix: str) -> int:
    """The file's row, made where its content is not there yet. Inside an action only."""
    digest = sha256(content).hexdigest()
    rows = tuples(StoredFile.select(StoredFile.id).where(StoredFile.sha256 == digest))
    if rows:
        return rows[0][0]
    facts = {"sha256": digest, "size": len(content), "suffix": suffix.lower()[:10], "content": content}
    return StoredFile.insert(facts).execute()
