"""Files that were taken in: a flipped bit is found and named, and copies of the store carry them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from models.store import Actor, Store
from models.store.backup import backup
from models.store.checking import check
from models.store.restoring import restore
from models.store.schema import create_triggers, drop_triggers
from models.tables.reading import tuples
from models.tables.reflections import StoredFile

CONTENT = bytes(range(256)) * 40


@pytest.fixture
def row(store: Store) -> int:
    facts = {"sha256": sha256(CONTENT).hexdigest(), "size": len(CONTENT), "suffix": ".docx", "content": CONTENT}
    with store.change("reflections.take_in"):
        return StoredFile.insert(facts).execute()


def past_the_guard(store: Store, statement: str, *values: object) -> None:
    """Do what the program's own triggers refuse."""
    with store.db.atomic():
        drop_triggers(store.db)
        store.db.execute_sql(statement, values)
        create_triggers(store.db)


def test_a_flipped_bit_is_found_and_named(store: Store, row: int):
    assert check(store) == []
    torn = bytearray(CONTENT)
    torn[5_000] ^= 1
    past_the_guard(store, f"UPDATE stored_file SET content = {store.db.param}", bytes(torn))
    [finding] = check(store)
    assert (finding.tbl, finding.row_id, finding.grave) == ("stored_file", row, True)
    assert str(row) in finding.what


def test_a_backup_carries_the_files(store: Store, row: int, tmp_path: Path):
    copy = backup(store, tmp_path / "copy.db")
    past_the_guard(store, "DELETE FROM stored_file")
    place = str(store.place)
    store.close()
    restore(place, copy, Actor("office"))
    with Store.open(place, Actor("office")) as restored:
        assert [bytes(content) for (content,) in tuples(StoredFile.select(StoredFile.content))] == [CONTENT]
        assert [one for one in check(restored) if one.grave] == []
